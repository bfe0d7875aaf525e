import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { type Lane, lanes } from '../../devices/contracts/site-events.ts';
import {
  longestStatusEveryMs,
  nextStatusHeader,
  parseUplinkReceipt,
  statusEveryMs,
  type UplinkStatus,
} from '../../devices/contracts/uplink.ts';
import { createBackOff } from '../kernel/back-off.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Log } from '../kernel/log.ts';
import type { Metrics } from '../kernel/metrics.ts';
import { pause } from '../kernel/pause.ts';
import { step } from '../kernel/step.ts';
import type { Tracing } from '../kernel/tracing.ts';
import type { CloudLine } from './cloud-line.ts';
import { describeFailure, HttpRefusal, type LinkProblem, nameProblem, UnreadableAnswer } from './link-problem.ts';
import { createPatience, type Patience } from './patience.ts';
import type { Outbox, QueuedEvent } from './sqlite-outbox.ts';

export interface UplinkOptions {
  line: CloudLine;
  gateway: string;
  outbox: Outbox;
  clock: Clock;
  log: Log;
  metrics: Metrics;
  /** Left out where nothing is traced. */
  tracing?: Tracing | undefined;
  /** What the gateway says of itself, without the lanes. */
  status(): Omit<UplinkStatus, 'gateway' | 'epoch' | 'lanes' | 'nowMs'>;
  changed(state: LinkState): void;
}

export interface LinkState {
  state: 'up' | 'down';
  sinceMs: number;
  problem: LinkProblem | undefined;
}

export interface Uplink {
  link(): LinkState;
  /** From the sending of the last status to its answer; undefined before the first. */
  roundTripMs(): number | undefined;
  /** Something was appended to a lane. */
  wake(lane: Lane): void;
  stop(): Promise<void>;
}

/** A status that fails within this time shows a lost cloud on the guard's page in less than ten seconds. */
const firstLimitMs = 4000;
/** Of a cloud that is known to be slow, or gone. */
const longestLimitMs = 30_000;
/** What fits into one packet anyway is not worth packing. */
const packedFromBytes = 1200;
/** What is decided goes out to the doors first, and the batch takes along what follows from it. */
const settleMs = 10;
const replayAfterMs = 5000;
const gzipAsync = promisify(gzip);

/**
 * Sends the outbox to the cloud: one loop a lane, so that alarms never wait behind events, each with cumulative
 * acknowledgement, a batch size that adapts, and back-off with jitter. At least once on the wire; the cloud drops repeats.
 */
export function startUplink(options: UplinkOptions): Uplink {
  const { outbox, clock, log } = options;
  const stopping = new AbortController();
  const wakeUps = new Map<Lane, () => void>();
  let roundTripMs: number | undefined;
  let link: LinkState = { state: 'down', sinceMs: clock.wallMs(), problem: 'cloud-not-tried-yet' };

  const setLink = (state: LinkState['state'], error?: unknown) => {
    const problem = state === 'down' ? nameProblem(error) : undefined;
    if (link.state === state && link.problem === problem) return;
    log.info({ state, problem, ...(problem ? { detail: describeFailure(error) } : {}) }, 'cloud link');
    link = { state, sinceMs: link.state === state ? link.sinceMs : clock.wallMs(), problem };
    options.changed(link);
  };

  const post = async (path: string, body: object, patience: Patience): Promise<Response> => {
    const plain = Buffer.from(JSON.stringify(body));
    const isPacked = plain.byteLength >= packedFromBytes;
    const sentAtMs = clock.monotonicMs();
    const response = await options.line.request(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(isPacked ? { 'content-encoding': 'gzip' } : {}) },
      body: isPacked ? await gzipAsync(plain) : plain,
      signal: AbortSignal.any([stopping.signal, AbortSignal.timeout(patience.limitMs())]),
    });
    if (!response.ok)
      throw new HttpRefusal(response.status, response.headers.get('retry-after'), await readProblem(response));
    patience.answered(clock.monotonicMs() - sentAtMs);
    return response;
  };

  const sendBatch = async (lane: Lane, batch: QueuedEvent[], patience: Patience) => {
    const nowMs = clock.wallMs();
    const events = batch.map(({ event, createdAtMs }) => ({ ...event, replayed: nowMs - createdAtMs > replayAfterMs }));
    const { epoch } = batch[0]!.event;
    step('uplink.sending');
    const said = { gateway: options.gateway, epoch, lane, first: batch[0]!.seq, oldest: batch[0]!.seq, events };
    const response = await post('/v1/uplink/events', said, patience);
    const receipt = parseUplinkReceipt(await response.json());
    if (!receipt.ok) throw new UnreadableAnswer(`the cloud's receipt is not readable: ${receipt.problem}`);
    step('uplink.answered');
    outbox.acknowledge(lane, receipt.value.acked, epoch);
    step('uplink.acknowledged');
    options.metrics.count('uplink_events', { lane }, batch.length);
    const { tracing } = options;
    if (tracing)
      for (const { event } of batch)
        if (event.traceparent !== undefined)
          tracing.record(event.traceparent, 'uplink.send', { 'ringward.lane': lane }, nowMs, clock.wallMs());
    setLink('up');
  };

  const wait = async (ms: number, lane?: Lane) => {
    const woken = new AbortController();
    if (lane) wakeUps.set(lane, () => woken.abort());
    await pause(ms, AbortSignal.any([stopping.signal, woken.signal]));
    if (lane) wakeUps.delete(lane);
  };

  /** Undefined while the disk does not take the numbers of alarms. */
  const read = (lane: Lane, size: number): QueuedEvent[] | undefined => {
    try {
      return outbox.peek(lane, size);
    } catch (err) {
      options.metrics.count('uplink_failures', { lane });
      log.warn({ err, lane }, 'what waits for the cloud could not be read');
      return undefined;
    }
  };

  const runLane = async (lane: Lane) => {
    const backOff = createBackOff(500, 8000);
    const patience = createPatience(firstLimitMs, longestLimitMs);
    let size = 100;
    while (!stopping.signal.aborted) {
      const batch = read(lane, size);
      if (batch === undefined) {
        await wait(backOff.nextMs());
        continue;
      }
      if (batch.length === 0) {
        await wait(30_000, lane);
        await wait(settleMs);
        continue;
      }
      step('uplink.read');
      try {
        await sendBatch(lane, batch, patience);
        backOff.reset();
        size = Math.min(500, size * 2);
      } catch (error) {
        if (stopping.signal.aborted) return;
        size = Math.max(1, Math.floor(size / 2));
        // of more than one a smaller batch is tried first: an alarm that comes meanwhile waits for this one
        if (batch.length === 1 && isUnanswered(error)) patience.unanswered();
        options.metrics.count('uplink_failures', { lane });
        setLink('down', error);
        await wait(retryAfterMs(error) + backOff.nextMs());
      }
    }
  };

  const runStatus = async () => {
    const patience = createPatience(firstLimitMs, longestLimitMs);
    let everyMs = statusEveryMs;
    while (!stopping.signal.aborted) {
      let askedToWaitMs = 0;
      try {
        const status = {
          ...options.status(),
          gateway: options.gateway,
          epoch: outbox.epoch,
          lanes: outbox.progress(),
          nowMs: clock.wallMs(),
        };
        const sentAtMs = clock.monotonicMs();
        const answer = await post('/v1/uplink/status', status, patience);
        await answer.body?.cancel();
        // whoever says 200 in its place, such as the sign-in page of a network, has not heard it
        if (answer.status !== 204) throw new UnreadableAnswer(`a status was answered with ${answer.status}`);
        everyMs = readCadence(answer.headers.get(nextStatusHeader));
        roundTripMs = Math.round(clock.monotonicMs() - sentAtMs);
        setLink('up');
      } catch (error) {
        if (stopping.signal.aborted) return;
        if (isUnanswered(error)) patience.unanswered();
        askedToWaitMs = retryAfterMs(error);
        setLink('down', error);
      }
      // a fleet that started together does not go on speaking at the same moment
      await wait(Math.max(everyMs, askedToWaitMs) * (0.9 + Math.random() / 5));
    }
  };

  const running = Promise.all([...lanes.map(runLane), runStatus()]);
  return {
    link: () => link,
    roundTripMs: () => roundTripMs,
    wake: (lane) => wakeUps.get(lane)?.(),
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}

const isUnanswered = (error: unknown): boolean => nameProblem(error) === 'cloud-no-answer';
const retryAfterMs = (error: unknown): number => (error instanceof HttpRefusal ? (error.retryAfterMs ?? 0) : 0);

/** After how many milliseconds the cloud wants the next status, whatever its header says. */
export function readCadence(header: string | null): number {
  const askedMs = Number(header);
  return Number.isFinite(askedMs) ? Math.min(Math.max(askedMs, statusEveryMs), longestStatusEveryMs) : statusEveryMs;
}

async function readProblem(response: Response): Promise<string> {
  const text = (await response.text().catch(() => '')).slice(0, 500);
  const match = /"message"\s*:\s*"([^"]{0,200})"/.exec(text);
  return match?.[1] ?? '';
}
