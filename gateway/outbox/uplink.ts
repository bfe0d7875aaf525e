import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { type Lane, lanes } from '../../devices/contracts/site-events.ts';
import { parseUplinkReceipt, type UplinkStatus } from '../../devices/contracts/uplink.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Log } from '../kernel/log.ts';
import type { Metrics } from '../kernel/metrics.ts';
import { createBackOff } from './back-off.ts';
import type { Outbox, QueuedEvent } from './sqlite-outbox.ts';

export interface UplinkOptions {
  url: string;
  token: string;
  gateway: string;
  outbox: Outbox;
  clock: Clock;
  log: Log;
  metrics: Metrics;
  /** What the gateway says of itself, without the lanes. */
  status(): Omit<UplinkStatus, 'gateway' | 'epoch' | 'lanes' | 'nowMs'>;
  changed(state: LinkState): void;
}

export interface LinkState {
  state: 'up' | 'down';
  sinceMs: number;
  problem: string | undefined;
}

export interface Uplink {
  link(): LinkState;
  /** Something was appended to a lane. */
  wake(lane: Lane): void;
  stop(): Promise<void>;
}

const requestTimeoutMs = 8000;
const statusEveryMs = 5000;
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
  let link: LinkState = { state: 'down', sinceMs: clock.wallMs(), problem: 'not connected yet' };

  const setLink = (state: LinkState['state'], problem?: string) => {
    if (link.state === state && link.problem === problem) return;
    if (link.state !== state) log.info({ state, problem }, 'cloud link');
    link = { state, sinceMs: link.state === state ? link.sinceMs : clock.wallMs(), problem };
    options.changed(link);
  };

  const post = async (path: string, body: object): Promise<Response> => {
    const response = await fetch(new URL(path, options.url), {
      method: 'POST',
      redirect: 'error',
      headers: {
        authorization: `Bearer ${options.token}`,
        'content-type': 'application/json',
        'content-encoding': 'gzip',
      },
      body: await gzipAsync(JSON.stringify(body)),
      signal: AbortSignal.any([stopping.signal, AbortSignal.timeout(requestTimeoutMs)]),
    });
    if (!response.ok)
      throw new HttpRefusal(response.status, response.headers.get('retry-after'), await readProblem(response));
    return response;
  };

  const sendBatch = async (lane: Lane, batch: QueuedEvent[]) => {
    const nowMs = clock.wallMs();
    const events = batch.map(({ event, createdAtMs }) => ({ ...event, replayed: nowMs - createdAtMs > replayAfterMs }));
    const response = await post('/v1/uplink/events', {
      gateway: options.gateway,
      epoch: outbox.epoch,
      lane,
      first: batch[0]!.seq,
      oldest: batch[0]!.seq,
      events,
    });
    const receipt = parseUplinkReceipt(await response.json());
    if (!receipt.ok) throw new Error(`the cloud's receipt is not readable: ${receipt.problem}`);
    outbox.acknowledge(lane, receipt.value.acked);
    options.metrics.count('uplink_events', { lane }, batch.length);
    setLink('up');
  };

  const wait = async (ms: number, lane?: Lane) => {
    const woken = new AbortController();
    if (lane) wakeUps.set(lane, () => woken.abort());
    await sleep(ms, undefined, { signal: AbortSignal.any([stopping.signal, woken.signal]) }).catch(() => undefined);
    if (lane) wakeUps.delete(lane);
  };

  const runLane = async (lane: Lane) => {
    const backOff = createBackOff(500, 8000);
    let size = 100;
    while (!stopping.signal.aborted) {
      const batch = outbox.peek(lane, size);
      if (batch.length === 0) {
        await wait(30_000, lane);
        continue;
      }
      try {
        await sendBatch(lane, batch);
        backOff.reset();
        size = Math.min(500, size * 2);
      } catch (error) {
        if (stopping.signal.aborted) return;
        size = Math.max(1, Math.floor(size / 2));
        const retryMs = error instanceof HttpRefusal ? error.retryAfterMs : undefined;
        options.metrics.count('uplink_failures', { lane });
        setLink('down', describeFailure(error));
        await wait(Math.max(retryMs ?? 0, backOff.nextMs()));
      }
    }
  };

  const runStatus = async () => {
    while (!stopping.signal.aborted) {
      try {
        const status = {
          ...options.status(),
          gateway: options.gateway,
          epoch: outbox.epoch,
          lanes: outbox.progress(),
          nowMs: clock.wallMs(),
        };
        await post('/v1/uplink/status', status);
        setLink('up');
      } catch (error) {
        if (!stopping.signal.aborted) setLink('down', describeFailure(error));
      }
      await wait(statusEveryMs);
    }
  };

  const running = Promise.all([...lanes.map(runLane), runStatus()]);
  return {
    link: () => link,
    wake: (lane) => wakeUps.get(lane)?.(),
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}

class HttpRefusal extends Error {
  readonly retryAfterMs: number | undefined;

  constructor(status: number, retryAfter: string | null, problem: string) {
    super(`the cloud answered ${status}${problem ? `: ${problem}` : ''}`);
    const seconds = Number(retryAfter ?? Number.NaN);
    this.retryAfterMs = Number.isFinite(seconds) ? Math.min(60, Math.max(0, seconds)) * 1000 : undefined;
  }
}

async function readProblem(response: Response): Promise<string> {
  const text = (await response.text().catch(() => '')).slice(0, 500);
  const match = /"message"\s*:\s*"([^"]{0,200})"/.exec(text);
  return match?.[1] ?? '';
}

/** Words for the console; no address in it, since a URL may hold a secret. */
function describeFailure(error: unknown): string {
  if (error instanceof HttpRefusal) return error.message;
  if (error instanceof Error && error.name === 'TimeoutError') return `no answer within ${requestTimeoutMs / 1000} s`;
  const cause =
    error instanceof Error && error.cause instanceof Error ? (error.cause as NodeJS.ErrnoException) : undefined;
  return cause?.code ?? (error instanceof Error ? error.message : 'unknown');
}
