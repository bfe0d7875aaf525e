import { maxTwinBytes, parseTwinDesired, type TwinReported, twinPollMs } from '../../devices/contracts/twin.ts';
import { createBackOff } from '../kernel/back-off.ts';
import type { Log } from '../kernel/log.ts';
import type { Metrics } from '../kernel/metrics.ts';
import { pause } from '../kernel/pause.ts';
import type { CloudLine } from '../outbox/cloud-line.ts';
import { describeFailure, HttpRefusal, UnreadableAnswer } from '../outbox/link-problem.ts';
import type { TwinKeeper } from './twin-keeper.ts';

export interface TwinLinkOptions {
  line: CloudLine;
  keeper: Pick<TwinKeeper, 'offer' | 'reported'>;
  log: Log;
  metrics: Metrics;
}

export interface TwinLink {
  /** There is something to ask or to report. */
  wake(): void;
  stop(): Promise<void>;
}

const requestTimeoutMs = 10_000;

/** Asks the cloud for the settings and tells it what became of them, each when there is something new. */
export function startTwinLink({ line, keeper, log, metrics }: TwinLinkOptions): TwinLink {
  const stopping = new AbortController();
  const backOff = createBackOff(1000, 60_000);
  let woken = new AbortController();
  let told: TwinReported | undefined;
  let etag: string | undefined;

  const ask = async (path: string, request: Omit<Parameters<CloudLine['request']>[1], 'signal'>) => {
    const signal = AbortSignal.any([stopping.signal, AbortSignal.timeout(requestTimeoutMs)]);
    const response = await line.request(path, { ...request, signal });
    if (response.ok || response.status === 304) return response;
    await response.body?.cancel();
    throw new HttpRefusal(response.status, response.headers.get('retry-after'), '');
  };
  const report = async () => {
    const reported = keeper.reported();
    if (reported === told) return;
    const headers = { 'content-type': 'application/json' };
    await ask('/v1/twin/reported', { method: 'PUT', headers, body: JSON.stringify(reported) });
    told = reported;
  };
  const fetchDesired = async () => {
    const response = await ask('/v1/twin', {
      headers: { accept: 'application/json', ...(etag === undefined ? {} : { 'if-none-match': `"${etag}"` }) },
    });
    if (response.status === 304) return;
    const desired = parseTwinDesired(await readJson(response));
    if (!desired.ok) throw new UnreadableAnswer(`the cloud's settings are not readable: ${desired.problem}`);
    keeper.offer(desired.value);
    etag = desired.value.etag;
  };
  const wait = (ms: number) => pause(ms, AbortSignal.any([stopping.signal, woken.signal]));

  const run = async () => {
    while (!stopping.signal.aborted) {
      woken = new AbortController();
      try {
        await report();
        await fetchDesired();
        await report();
        backOff.reset();
        if (!woken.signal.aborted) await wait(twinPollMs * (0.8 + Math.random() / 5));
      } catch (error) {
        if (stopping.signal.aborted) return;
        metrics.count('twin_failures');
        log.debug({ detail: describeFailure(error) }, 'the settings could not be compared with the cloud');
        const retryMs = error instanceof HttpRefusal ? error.retryAfterMs : undefined;
        await wait(Math.max(retryMs ?? 0, backOff.nextMs()));
      }
    }
  };
  const running = run();
  return {
    wake: () => woken.abort(),
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}

/** Reads no more than a document can have. */
async function readJson(response: Response): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > 2 * maxTwinBytes) throw new UnreadableAnswer('the settings are larger than they can be');
    chunks.push(chunk);
  }
  return JSON.parse(Buffer.concat(chunks).toString('utf8'));
}
