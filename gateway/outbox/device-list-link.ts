import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { DeviceList } from '../../devices/contracts/device-list.ts';
import { createBackOff } from '../kernel/back-off.ts';
import type { Log } from '../kernel/log.ts';
import type { Metrics } from '../kernel/metrics.ts';
import { pause } from '../kernel/pause.ts';
import type { CloudLine } from './cloud-line.ts';
import { describeFailure, HttpRefusal } from './link-problem.ts';

export interface DeviceListLinkOptions {
  line: CloudLine;
  list(): DeviceList;
  log: Log;
  metrics: Pick<Metrics, 'count'>;
  /** Between two looks whether it has changed. */
  lookEveryMs?: number;
}

const requestTimeoutMs = 10_000;
/** Devices that come and go are told together. */
const usualLookMs = 3000;
/** A cloud that lost its data has it again after this. */
const tellAgainMs = 6 * 3_600_000;
/** What the cloud does not take now it will not take in a second either. */
const refusedForMs = 10 * 60_000;
const pack = promisify(gzip);

export interface DeviceListLink {
  /** Whether this cloud has taken a list: an older one does not know of them. */
  isHeard(): boolean;
  stop(): Promise<void>;
}

/** Tells the cloud which devices there are and how each stands: whole, and only when it has changed. */
export function startDeviceListLink(options: DeviceListLinkOptions): DeviceListLink {
  const { line, list, log, metrics, lookEveryMs = usualLookMs } = options;
  const stopping = new AbortController();
  const backOff = createBackOff(1000, 60_000);
  let told: { etag: string; atMs: number } | undefined;

  const tell = async (now: DeviceList) => {
    const response = await line.request('/v1/devices', {
      method: 'PUT',
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      body: await pack(JSON.stringify(now)),
      signal: AbortSignal.any([stopping.signal, AbortSignal.timeout(requestTimeoutMs)]),
    });
    await response.body?.cancel();
    if (!response.ok) throw new HttpRefusal(response.status, response.headers.get('retry-after'), '');
    told = { etag: now.etag, atMs: now.atMs };
  };
  const wait = (ms: number) => pause(ms, stopping.signal);

  const run = async () => {
    while (!stopping.signal.aborted) {
      try {
        const now = list();
        if (told?.etag !== now.etag || Math.abs(now.atMs - told.atMs) > tellAgainMs) await tell(now);
        backOff.reset();
        await wait(lookEveryMs);
      } catch (error) {
        if (stopping.signal.aborted) return;
        metrics.count('device_list_failures');
        log.debug({ detail: describeFailure(error) }, 'the device list could not be told to the cloud');
        const refusal = error instanceof HttpRefusal ? error : undefined;
        const isForGood = refusal !== undefined && [400, 404, 413].includes(refusal.status);
        await wait(Math.max(refusal?.retryAfterMs ?? 0, isForGood ? refusedForMs : backOff.nextMs()));
      }
    }
  };
  const running = run();
  return {
    isHeard: () => told !== undefined,
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}
