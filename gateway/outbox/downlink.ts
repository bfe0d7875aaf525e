import {
  type DownlinkMessage,
  downlinkBeatMs,
  maxDownlinkLineBytes,
  parseDownlinkHello,
  readDownlinkMessage,
  type SeenMessage,
} from '../../devices/contracts/downlink.ts';
import { createBackOff } from '../kernel/back-off.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Log } from '../kernel/log.ts';
import type { Metrics } from '../kernel/metrics.ts';
import { pause } from '../kernel/pause.ts';
import { storeTrouble } from '../kernel/store-trouble.ts';
import type { CloudLine } from './cloud-line.ts';
import { BrokenStream, createEventReader, type StreamEvent } from './event-reader.ts';
import { describeFailure, HttpRefusal, type LinkProblem, nameProblem, UnreadableAnswer } from './link-problem.ts';
import type { DownlinkInbox, MessageOutcome } from './sqlite-downlink.ts';

export interface DownlinkOptions {
  line: CloudLine;
  inbox: DownlinkInbox;
  /** Does what a message says, inside the transaction that moves the cursor; `refused` where it cannot be done. */
  apply(message: DownlinkMessage): 'applied' | 'refused';
  clock: Clock;
  log: Log;
  metrics: Metrics;
  /** The line is up, perhaps again, or the cloud says that there is something new to ask for. */
  nudged?(): void;
  /** Silence after which the line counts as dead; three heartbeats where left out. */
  silenceMs?: number;
}

export interface DownlinkState {
  state: 'up' | 'down';
  sinceMs: number;
  problem: LinkProblem | undefined;
}

export interface Downlink {
  state(): DownlinkState;
  stop(): Promise<void>;
}

const connectTimeoutMs = 10_000;
const firstWaitMs = 500;
const longestWaitMs = 30_000;
/** A message whose deed throws is tried so often; then it is kept as failed, so that it does not block what follows. */
const maxAttempts = 5;

/** The cloud ended the stream, or sent what does not follow: begin again from the cursor. */
class StreamEnd extends Error {}

/**
 * Holds the cloud's stream of messages open and applies each once, in order. The cloud is told the cursor, so that it lets go
 * of what took effect. A line that falls silent, breaks or sends what is no message is dropped and dialled again.
 */
export function startDownlink(options: DownlinkOptions): Downlink {
  const { inbox, clock, log, metrics, silenceMs = 3 * downlinkBeatMs } = options;
  const stopping = new AbortController();
  const backOff = createBackOff(firstWaitMs, longestWaitMs);
  const attempts = { id: '', count: 0 };
  /** The cursor that the cloud knows. */
  let told: string | undefined;
  let upAtMs = Number.POSITIVE_INFINITY;
  let state: DownlinkState = { state: 'down', sinceMs: clock.wallMs(), problem: 'cloud-not-tried-yet' };

  const setState = (next: DownlinkState['state'], error?: unknown) => {
    const problem = next === 'down' ? nameProblem(error) : undefined;
    if (state.state === next && state.problem === problem) return;
    log.info({ state: next, problem, ...(problem ? { detail: describeFailure(error) } : {}) }, 'cloud downlink');
    state = { state: next, sinceMs: state.state === next ? state.sinceMs : clock.wallMs(), problem };
  };

  const perform = (seen: SeenMessage): Exclude<MessageOutcome, 'repeated' | 'gap'> => {
    if (seen.read !== 'message') return seen.read;
    return attempts.id === seen.place.id && attempts.count >= maxAttempts ? 'failed' : options.apply(seen.message);
  };

  const take = (seen: SeenMessage) => {
    const { id, seq, kind } = seen.place;
    try {
      const outcome = inbox.take(seen.place, () => perform(seen));
      metrics.count('downlink_messages', { outcome });
      if (outcome === 'applied') backOff.reset();
      if (outcome === 'gap') throw new StreamEnd(`message ${seq} does not follow the one before`);
      const odd = outcome === 'misfit' || outcome === 'failed' || outcome === 'unknown-kind';
      if (odd) log.warn({ message: id, kind, outcome }, 'a message of the cloud had no effect');
    } catch (error) {
      // a disk that takes nothing now is no fault of the message: it is tried until it can be kept
      if (error instanceof StreamEnd || storeTrouble(error)) throw error;
      attempts.count = attempts.id === id ? attempts.count + 1 : 1;
      attempts.id = id;
      log.error({ err: error, message: id, kind }, 'a message of the cloud could not be applied');
      throw error;
    }
  };

  /** Cumulative: only the latest matters, and one that is lost is told with the next. */
  const tellCursor = async () => {
    const cursor = inbox.cursor();
    const text = JSON.stringify(cursor);
    if (!cursor || text === told) return;
    const response = await options.line.request('/v1/downlink/cursor', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: text,
      signal: AbortSignal.any([stopping.signal, AbortSignal.timeout(connectTimeoutMs)]),
    });
    await response.body?.cancel();
    if (!response.ok) throw new HttpRefusal(response.status, response.headers.get('retry-after'), '');
    told = text;
  };

  /** Returns whether the stream has said hello. */
  const hear = ({ name, data }: StreamEvent, greeted: boolean): boolean => {
    if (name === 'hello') {
      const hello = parseDownlinkHello(safeJson(data));
      if (!hello.ok) throw new UnreadableAnswer(`the cloud's hello is not readable: ${hello.problem}`);
      const lost = inbox.begin(hello.value);
      if (lost > 0) {
        metrics.count('downlink_lost', {}, lost);
        log.warn({ lost }, 'the cloud has let go of messages that never came here');
      }
      const cursor = inbox.cursor();
      told = cursor?.seq === hello.value.from ? JSON.stringify(cursor) : undefined;
      upAtMs = clock.monotonicMs();
      setState('up');
      options.nudged?.();
      return true;
    }
    // no message: whatever it says, the gateway asks for itself
    if (name === 'twin' || name === 'rollout') options.nudged?.();
    if (name === 'message') {
      if (!greeted) throw new UnreadableAnswer('the cloud sent a message before its hello');
      const seen = readDownlinkMessage(data);
      if (!seen.ok) throw new UnreadableAnswer(`the cloud's message is not readable: ${seen.problem}`);
      take(seen.value);
    }
    return greeted;
  };

  const listen = async () => {
    const line = new AbortController();
    const hangUp = (why: string) => line.abort(new DOMException(why, 'TimeoutError'));
    let silence = setTimeout(() => hangUp('the cloud does not answer'), connectTimeoutMs);
    const signal = AbortSignal.any([stopping.signal, line.signal]);
    try {
      const response = await openStream(options, signal);
      let greeted = false;
      const readEvents = createEventReader(maxDownlinkLineBytes);
      for await (const bytes of response.body as AsyncIterable<Uint8Array>) {
        clearTimeout(silence);
        silence = setTimeout(() => hangUp('the cloud has fallen silent'), silenceMs);
        for (const event of readEvents(bytes)) greeted = hear(event, greeted);
        if (greeted) await tellCursor();
      }
      throw new StreamEnd('the cloud ended the stream');
    } finally {
      clearTimeout(silence);
      line.abort();
    }
  };

  const run = async () => {
    while (!stopping.signal.aborted) {
      try {
        await listen();
      } catch (error) {
        if (stopping.signal.aborted) return;
        if (error instanceof BrokenStream || error instanceof UnreadableAnswer) metrics.count('downlink_unreadable');
        setState('down', error instanceof BrokenStream ? new UnreadableAnswer(error.message) : error);
        // a cloud that greets and then breaks off is no better than one that does not answer
        if (clock.monotonicMs() - upAtMs > longestWaitMs) backOff.reset();
        upAtMs = Number.POSITIVE_INFINITY;
        const retryMs = error instanceof HttpRefusal ? error.retryAfterMs : undefined;
        await pause(Math.max(retryMs ?? 0, backOff.nextMs()), stopping.signal);
      }
    }
  };

  const running = run();
  return {
    state: () => state,
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}

async function openStream({ line, inbox }: DownlinkOptions, signal: AbortSignal): Promise<Response> {
  const cursor = inbox.cursor();
  const response = await line.request('/v1/downlink', {
    headers: {
      accept: 'text/event-stream',
      // a proxy that packs the stream would hold messages back
      'accept-encoding': 'identity',
      ...(cursor ? { 'last-event-id': `${cursor.epoch}:${cursor.seq}` } : {}),
    },
    signal,
  });
  if (!response.ok) {
    await response.body?.cancel();
    throw new HttpRefusal(response.status, response.headers.get('retry-after'), '');
  }
  const type = response.headers.get('content-type') ?? '';
  if (!type.startsWith('text/event-stream') || !response.body)
    throw new UnreadableAnswer('the answer is no stream of events');
  return response;
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // what is no JSON fits no schema, and the schema's complaint is the one that is told
    return undefined;
  }
}
