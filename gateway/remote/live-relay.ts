import type { Duplex } from 'node:stream';
import type { CommandOutcome } from '../../devices/contracts/command.ts';
import {
  type ByteBudget,
  createFrameReader,
  createKeyGate,
  type FrameKind,
  type LiveEnd,
  type LiveWord,
  maxWordBytes,
  relayBeatMs,
  relaySilenceMs,
  writeFrame,
  writeWord,
} from '../../devices/contracts/live-relay.ts';
import { parseLiveWord } from '../../devices/contracts/live-word.ts';
import type { Clock } from '../kernel/clock.ts';

/** A camera's packets as whoever watches gets them: a header, then chunks from a key frame on. */
export interface LiveWatcher {
  init(bytes: Uint8Array): void;
  chunk(bytes: Uint8Array, key?: boolean): void;
  /** The camera is gone. */
  ended(reason: string): void;
}

/** A camera that may be watched. */
export interface LiveSource {
  /** For Media Source Extensions, once it is known. */
  mime(): string | undefined;
  /** Until the returned function is called; undefined if there is no such camera. */
  watch(watcher: LiveWatcher): (() => void) | undefined;
}

export interface RelayOptions {
  /** Open to the cloud, with somebody at its other end. */
  wire: Duplex;
  source: LiveSource;
  forMs: number;
  /** Of all views together. */
  budget: ByteBudget;
  /** Ends it; the reason is a `LiveEnd`. */
  signal: AbortSignal;
  clock: Pick<Clock, 'monotonicMs'>;
  sent(bytes: number): void;
}

export interface RelayResult {
  outcome: CommandOutcome;
  code: LiveEnd;
}

const maxQueuedBytes = 1024 * 1024;
const resumeBelowBytes = 128 * 1024;
/** Nothing goes out for so long: the line is too thin for this camera, or dead. */
const longestSkipMs = 15_000;
const noPictureMs = 10_000;
/** The last word has so long to leave. */
const farewellMs = 1000;

/** Sends one camera's packets up the wire until it is over, however it ends. Never rejects. */
export function relayLive(options: RelayOptions): Promise<RelayResult> {
  const { wire, source, forMs, budget, signal, clock, sent } = options;
  return new Promise((resolve) => {
    let heardMs = clock.monotonicMs();
    let shown = false;
    let over = false;
    let header: Uint8Array | undefined;
    let announced = false;
    let leave: (() => void) | undefined;
    const gate = createKeyGate({
      ...{ maxQueuedBytes, resumeBelowBytes, nowMs: clock.monotonicMs },
      queuedBytes: () => wire.writableLength,
    });
    const write = (pieces: readonly Uint8Array[]) => {
      for (const piece of pieces) wire.write(piece);
    };
    const say = (word: LiveWord) => write(writeWord(word));

    const finish = (code: LiveEnd) => {
      if (over) return;
      over = true;
      leave?.();
      clearInterval(beat);
      clearTimeout(limit);
      clearTimeout(patience);
      signal.removeEventListener('abort', aborted);
      if (wire.writable) {
        say({ over: code });
        wire.end();
      }
      setTimeout(() => wire.destroy(), farewellMs).unref();
      resolve({ outcome: shown ? 'done' : 'failed', code });
    };
    const aborted = () => finish(signal.reason as LiveEnd);
    const beat = setInterval(() => {
      if (clock.monotonicMs() - heardMs > relaySilenceMs) return finish('line-lost');
      if (gate.skippedMs() > longestSkipMs) return finish('too-slow');
      write(writeFrame('beat'));
    }, relayBeatMs);
    const limit = setTimeout(() => finish('time-over'), forMs);
    const patience = setTimeout(() => {
      if (!shown) finish('no-picture');
    }, noPictureMs);

    const send = (kind: FrameKind, bytes: Uint8Array) => {
      write(writeFrame(kind, bytes));
      sent(bytes.length);
    };
    const announce = (): boolean => {
      const mime = source.mime();
      if (!header || mime === undefined) return false;
      say({ mime });
      send('header', header);
      announced = true;
      return true;
    };
    const watcher: LiveWatcher = {
      init(bytes) {
        header = bytes;
        announced = false;
        gate.reset();
      },
      chunk(bytes, key = false) {
        if (over || (!announced && !(key && announce()))) return;
        // the budget is asked only for what could go out otherwise
        if (!gate.passes(key)) return;
        if (!budget.take(bytes.length)) return void gate.passes(key, false);
        send(key ? 'key' : 'chunk', bytes);
        shown = true;
      },
      ended: () => finish('camera-lost'),
    };
    const hear = createFrameReader({
      maxBytes: maxWordBytes,
      frame(kind, content) {
        heardMs = clock.monotonicMs();
        const word = kind === 'word' ? parseLiveWord(content) : undefined;
        if (word?.ok && 'over' in word.value) finish(word.value.over);
      },
    });

    wire.on('data', (bytes: Uint8Array) => {
      try {
        hear(bytes);
      } catch {
        // whatever speaks there is no cloud that knows of live views
        finish('line-lost');
      }
    });
    // 'close' follows, and says all that matters
    wire.on('error', () => undefined);
    for (const sign of ['end', 'close']) wire.once(sign, () => finish('line-lost'));
    signal.addEventListener('abort', aborted, { once: true });
    if (signal.aborted) return aborted();
    if (wire.destroyed) return finish('line-lost');
    say({ leftMs: forMs });
    leave = source.watch(watcher);
    if (!leave) finish('camera-lost');
    else if (over) leave();
  });
}
