import { viewAlarm } from '../api/alarm-views.ts';
import type { AlarmView, GatewayView } from '../api/views.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { AlarmRow, WorkResult } from '../store/store.ts';
import { createAudience, type LiveViewer } from './audience.ts';
import { createPresence } from './presence.ts';

export type { LiveViewer };

export interface LiveHub {
  /** Tells every viewer what a gateway's message changed. Cheap when nobody looks. */
  changed(result: WorkResult): void;
  /** Tells every viewer how alarms stand after an operator's act, or after their gateway heard of it. */
  acted(alarms: readonly AlarmRow[]): void;
  /** Adds a viewer until the returned function is called; throws a `cloud-busy` Fault when there are too many. */
  join(viewer: LiveViewer): () => void;
  endSession(session: string): void;
  viewers(): number;
  online(): number;
  close(): void;
}

export interface LiveHubOptions {
  views(only: readonly string[]): Promise<GatewayView[]>;
  /** When each gateway was last heard before this process started. */
  lastSeen: ReadonlyMap<string, number>;
  clock: Clock;
  log: Log;
}

const flushEveryMs = 250;
const sweepEveryMs = 1000;
/** The page takes silence of more than two beats for a lost stream. */
const beatEveryMs = 4000;
/** More alarms than this at once are not told one by one: the page is asked to read the list again. */
const maxAlarmsTold = 200;

/** What has changed since viewers were told last. */
function createChanges() {
  const gateways = new Set<string>();
  const alarms = new Map<string, AlarmView>();
  return {
    gateways,
    alarms,
    take() {
      const taken = { gateways: [...gateways], alarms: [...alarms.values()] };
      gateways.clear();
      alarms.clear();
      return taken;
    },
  };
}

/**
 * Gathers changes for a quarter of a second and tells every viewer once: however hard the gateways speak, a viewer hears
 * of each gateway at most four times a second.
 */
export function createLiveHub({ views, lastSeen, clock, log }: LiveHubOptions): LiveHub {
  const audience = createAudience();
  const presence = createPresence(lastSeen, clock);
  const changes = createChanges();
  let flushing = false;

  async function flush(): Promise<void> {
    if (flushing) return;
    const { gateways, alarms } = changes.take();
    if (audience.size() === 0 || gateways.length + alarms.length === 0) return;
    flushing = true;
    const nowMs = clock.wallMs();
    try {
      if (alarms.length > maxAlarmsTold) audience.tell('refresh', { nowMs });
      else if (alarms.length > 0) audience.tell('alarms', { nowMs, alarms });
      if (gateways.length > 0) audience.tell('gateways', { nowMs, gateways: await views(gateways) });
    } catch (error) {
      // the store is in trouble; intake says so too, and the page shows its figures' age
      log.warn({ err: error }, 'live changes could not be read');
      audience.tell('refresh', { nowMs });
    } finally {
      flushing = false;
    }
  }

  const addAlarms = (alarms: readonly AlarmRow[]) => {
    for (const alarm of alarms) changes.alarms.set(`${alarm.gateway}/${alarm.alarm}`, viewAlarm(alarm));
  };
  const sweep = () => {
    for (const gateway of presence.sweep()) changes.gateways.add(gateway);
  };
  sweep();
  const timers = [
    setInterval(() => void flush(), flushEveryMs),
    setInterval(sweep, sweepEveryMs),
    setInterval(() => audience.tell('beat', { nowMs: clock.wallMs() }), beatEveryMs),
  ];
  return {
    changed({ gateway, alarms }) {
      presence.heard(gateway);
      changes.gateways.add(gateway);
      addAlarms(alarms);
    },
    acted: addAlarms,
    join: (viewer) => audience.join(viewer, { nowMs: clock.wallMs() }),
    endSession: audience.endSession,
    viewers: audience.size,
    online: presence.online,
    close() {
      for (const timer of timers) clearInterval(timer);
      audience.close();
    },
  };
}
