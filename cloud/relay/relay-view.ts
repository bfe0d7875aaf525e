import type { Duplex } from 'node:stream';
import {
  createByteBudget,
  createFrameReader,
  createKeyGate,
  type FrameKind,
  type LiveEnd,
  maxFrameBytes,
  maxLiveMinutes,
  relayBeatMs,
  relayBurstBytes,
  relayBytesPerSecond,
  relaySilenceMs,
  writeFrame,
  writeWord,
} from '../../devices/contracts/live-relay.ts';
import { parseLiveWord } from '../../devices/contracts/live-word.ts';
import type { Clock } from '../clock.ts';

/** The operator's page, which holds its request open. */
export interface RelayViewer {
  write(bytes: Uint8Array): void;
  /** Bytes that were written and that the network has not taken yet. */
  waitingBytes(): number;
  /** Whether he may look still. */
  lasts(): boolean;
  end(): void;
}

/** One view: a page that waits for its gateway's wire, or has it. */
export interface RelayView {
  gateway: string;
  /** What another process of the cloud has to show to hand the wire over. */
  ticket: string;
  /** The gateway's wire is here; false if another one was. */
  join(wire: Duplex): boolean;
  /** Who looks may have lost a right. */
  check(): void;
  finish(why: LiveEnd): void;
}

export interface RelayViewOptions {
  gateway: string;
  ticket: string;
  viewer: RelayViewer;
  clock: Clock;
  passed(bytes: number): void;
  dropped(): void;
  over(why: LiveEnd): void;
}

const maxQueuedBytes = 1024 * 1024;
/** One picture may come on top of what waits; words and headers, which nothing holds back, come to no more. */
const maxWaitingBytes = maxQueuedBytes + maxFrameBytes;
const resumeBelowBytes = 128 * 1024;
/** A page that takes nothing for so long is gone, whatever its connection says. */
const longestSkipMs = 15_000;
/** From the asking to the gateway's wire: the message, the leave to begin, the meeting. */
const waitMs = 60_000;
/** A gateway whose clock runs slowly is cut off so much later than the longest view. */
const slackMs = 60_000;

/** Hands the frames of one gateway on to one page, and keeps none of them. */
export function createRelayView(options: RelayViewOptions): RelayView {
  const { gateway, ticket, viewer, clock, passed, dropped, over } = options;
  // the gateway keeps its own limit, which is half of this
  const budget = createByteBudget(2 * relayBytesPerSecond, 2 * relayBurstBytes, clock.monotonicMs);
  const gate = createKeyGate({
    ...{ maxQueuedBytes, resumeBelowBytes, nowMs: clock.monotonicMs },
    queuedBytes: viewer.waitingBytes,
  });
  let wire: Duplex | undefined;
  let heardMs = clock.monotonicMs();
  let isOver = false;
  const show = (pieces: readonly Uint8Array[]) => {
    for (const piece of pieces) viewer.write(piece);
  };

  const finish = (why: LiveEnd) => {
    if (isOver) return;
    isOver = true;
    clearInterval(beat);
    clearTimeout(limit);
    show(writeWord({ over: why }));
    viewer.end();
    if (wire?.writable) {
      for (const piece of writeWord({ over: why })) wire.write(piece);
      wire.end();
    }
    const open = wire;
    if (open) setTimeout(() => open.destroy(), 1000).unref();
    over(why);
  };
  const check = () => {
    if (!viewer.lasts()) finish('rights-ended');
  };
  const beat = setInterval(() => {
    check();
    if (isOver) return;
    if (wire && clock.monotonicMs() - heardMs > relaySilenceMs) return finish('line-lost');
    if (gate.skippedMs() > longestSkipMs) return finish('too-slow');
    const sign = writeFrame('beat');
    show(sign);
    for (const piece of sign) wire?.write(piece);
  }, relayBeatMs);
  let limit = setTimeout(() => finish('line-lost'), waitMs);

  const take = (kind: FrameKind, content: Uint8Array) => {
    heardMs = clock.monotonicMs();
    if (isOver || kind === 'beat') return;
    if (!budget.take(content.length)) return finish('too-much');
    if (kind === 'word') {
      const word = parseLiveWord(content);
      // what is said otherwise may be of a later version
      if (!word.ok) return;
      if ('over' in word.value) return finish(word.value.over);
    } else if (kind === 'header') gate.reset();
    else if (!gate.passes(kind === 'key')) return dropped();
    if (viewer.waitingBytes() + content.length > maxWaitingBytes) return finish('too-slow');
    show(writeFrame(kind, content));
    passed(content.length);
  };

  return {
    gateway,
    ticket,
    check,
    finish,
    join(given) {
      if (isOver || wire) return false;
      wire = given;
      heardMs = clock.monotonicMs();
      clearTimeout(limit);
      limit = setTimeout(() => finish('time-over'), maxLiveMinutes * 60_000 + slackMs);
      const read = createFrameReader({ frame: take, maxBytes: maxFrameBytes });
      given.on('data', (bytes: Uint8Array) => {
        try {
          if (!isOver) read(bytes);
        } catch {
          // what cannot be read as frames is not read on
          finish('line-lost');
        }
      });
      for (const sign of ['end', 'close']) given.once(sign, () => finish('line-lost'));
      return true;
    },
  };
}
