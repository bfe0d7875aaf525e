import type { CommandAskedMessage } from '../../devices/contracts/downlink.ts';
import {
  createByteBudget,
  defaultLiveMinutes,
  type LiveEnd,
  maxLiveViews,
  relayBurstBytes,
  relayBytesPerSecond,
  relayMeetMs,
  relayProtocol,
} from '../../devices/contracts/live-relay.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Log } from '../kernel/log.ts';
import type { Metrics } from '../kernel/metrics.ts';
import { pause } from '../kernel/pause.ts';
import type { WiredLine } from '../outbox/cloud-line.ts';
import { describeFailure, HttpRefusal } from '../outbox/link-problem.ts';
import { type LiveSource, type RelayResult, relayLive } from './live-relay.ts';

/** A view from afar that is on, or about to be. */
export interface LiveView {
  /** The command's id. */
  id: string;
  camera: string;
  /** The operator's sign. */
  by: string;
  /** In his words. */
  why: string;
  sinceMs: number;
  untilMs: number;
}

export interface LiveViews {
  /** Why there can be none more now. */
  forbids(): 'live-busy' | undefined;
  list(): LiveView[];
  /** Ends one at once; false if it is not on. */
  end(id: string): boolean;
  /** Shows one camera until its time is over, or somebody ends it. */
  show(message: CommandAskedMessage, line: WiredLine, stopping: AbortSignal): Promise<RelayResult>;
}

export interface LiveViewsOptions {
  minutes?: number | undefined;
  source(camera: string): LiveSource;
  clock: Clock;
  log: Log;
  metrics: Pick<Metrics, 'count'>;
}

/** Beside the time for which the cloud waits for the page. */
const reachMs = 5000;
const failed = (code: LiveEnd): RelayResult => ({ outcome: 'failed', code });

/** Live pictures for operators of the cloud: each by one command, for a few minutes, seen by the guards, who can end it. */
export function createLiveViews(options: LiveViewsOptions): LiveViews {
  const { minutes = defaultLiveMinutes, source, clock, log, metrics } = options;
  const forMs = minutes * 60_000;
  const running = new Map<string, { view: LiveView; ending: AbortController }>();
  const budget = createByteBudget(relayBytesPerSecond, relayBurstBytes, clock.monotonicMs);

  /** The wire, or why there is none. A process of the cloud that cannot reach the viewer's may not be the one met next time. */
  const reach = async (id: string, line: WiredLine, signal: AbortSignal) => {
    const giveUpMs = clock.monotonicMs() + relayMeetMs + reachMs;
    for (;;) {
      try {
        const late = AbortSignal.timeout(Math.max(1, Math.ceil(giveUpMs - clock.monotonicMs())));
        return await line.open(`/v1/commands/${id}/relay`, {
          protocol: relayProtocol,
          signal: AbortSignal.any([signal, late]),
        });
      } catch (error) {
        if (signal.aborted) return signal.reason as LiveEnd;
        log.debug({ detail: describeFailure(error) }, 'a live view could not be brought to the cloud');
        const status = error instanceof HttpRefusal ? error.status : undefined;
        if (status === 409) return 'no-viewer';
        if (status !== 421) return 'line-lost';
        if (clock.monotonicMs() > giveUpMs - reachMs) return 'relay-elsewhere';
        // ended while it waits: the next attempt says so
        await pause(500 + Math.random() * 500, signal);
      }
    }
  };

  const run = async ({ command, what }: CommandAskedMessage, line: WiredLine, ending: AbortController) => {
    const wire = await reach(command, line, ending.signal);
    if (typeof wire === 'string') return failed(wire);
    const entry = running.get(command)!;
    entry.view = { ...entry.view, sinceMs: clock.wallMs(), untilMs: clock.wallMs() + forMs };
    const sent = (bytes: number) => metrics.count('live_relay_bytes', {}, bytes);
    const camera = source(what.kind === 'live-view' ? what.camera : '');
    return relayLive({ wire, source: camera, forMs, budget, signal: ending.signal, clock, sent });
  };

  return {
    forbids: () => (running.size >= maxLiveViews ? 'live-busy' : undefined),
    list: () => [...running.values()].map(({ view }) => view),
    end(id) {
      const entry = running.get(id);
      entry?.ending.abort('ended-by-guard' satisfies LiveEnd);
      return entry !== undefined;
    },
    async show(message, line, stopping) {
      const { command: id, what, why, by } = message;
      const ending = new AbortController();
      const stop = () => ending.abort('gateway-stops' satisfies LiveEnd);
      stopping.addEventListener('abort', stop, { once: true });
      if (stopping.aborted) stop();
      const nowMs = clock.wallMs();
      const camera = what.kind === 'live-view' ? what.camera : '';
      const view = { id, camera, by: by.asked, why, sinceMs: nowMs, untilMs: nowMs + forMs };
      running.set(id, { view, ending });
      try {
        const result = await run(message, line, ending);
        metrics.count('live_relays', { end: result.code });
        log.info({ camera, reason: result.code }, 'a live view from afar is over');
        return result;
      } finally {
        running.delete(id);
        stopping.removeEventListener('abort', stop);
      }
    },
  };
}
