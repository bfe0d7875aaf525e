import { viewAlarm } from '../api/alarm-views.ts';
import type { AlarmView, GatewayView } from '../api/views.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { AlarmKey, AlarmRow, ReadStore, StoreChange, WorkResult } from '../store/store.ts';
import { createAudience, type LiveViewer } from './audience.ts';
import { createPresence } from './presence.ts';

export type { LiveViewer };

export interface LiveHub {
  /** Tells every viewer what a gateway's message changed. Cheap when nobody looks. */
  changed(result: WorkResult): void;
  /** Tells every viewer how alarms stand after an operator's act, or after their gateway heard of it. */
  acted(alarms: readonly AlarmRow[]): void;
  /** What is wrong with gateways has changed: the pages read it anew. */
  conditionsChanged(): void;
  /** What is known of a gateway has changed without a word from it. */
  touched(gateway: string): void;
  /** Another process over the same store did something. */
  heard(change: StoreChange): void;
  /** Adds a viewer until the returned function is called; throws a `cloud-busy` Fault when there are too many. */
  join(viewer: LiveViewer): () => void;
  endSession(session: string): void;
  /** Who may what has changed: who is let in no more is let go, the others read everything anew. */
  checkViewers(): void;
  viewers(): number;
  online(): number;
  close(): void;
}

export interface LiveHubOptions {
  views(only: readonly string[]): Promise<GatewayView[]>;
  /** When each gateway was last heard, and how alarms stand that another process has moved. */
  store: Pick<ReadStore, 'gateways' | 'alarmsOf'>;
  clock: Clock;
  log: Log;
}

const flushEveryMs = 250;
const sweepEveryMs = 1000;
/** The page takes silence of more than two beats for a lost stream. */
const beatEveryMs = 4000;
/** More alarms than this at once are not told one by one: the page is asked to read the list again. */
const maxAlarmsTold = 200;
/**
 * Of more gateways than this at once the first are told now and the others next: ten thousand, of which each is heard every few
 * seconds, would be more than a page can read. Each says when it was last heard, so that waiting makes none look better.
 */
const maxGatewaysTold = 100;

/** What has changed since viewers were told last. */
function createChanges() {
  const gateways = new Set<string>();
  /** Those that came, went, or of which something other than a status is new: told before the others. */
  const urgent = new Set<string>();
  const alarms = new Map<string, AlarmView>();
  /** Alarms that another process has moved: they have to be read. */
  const unread = new Map<string, AlarmKey>();
  let missed = false;
  return {
    gateways,
    urgent,
    addAlarms(rows: readonly AlarmRow[]): void {
      for (const row of rows) {
        const key = `${row.gateway}/${row.alarm}`;
        if ((alarms.get(key)?.revision ?? 0) < row.revision) alarms.set(key, viewAlarm(row));
      }
    },
    addUnread(keys: readonly AlarmKey[]): void {
      for (const key of keys) unread.set(`${key.gateway}/${key.alarm}`, key);
    },
    miss(): void {
      missed = true;
    },
    forget(): void {
      gateways.clear();
      urgent.clear();
      alarms.clear();
      unread.clear();
      missed = false;
    },
    take() {
      const tooMany = unread.size + alarms.size > maxAlarmsTold;
      const taken = {
        gateways: [...new Set([...urgent, ...gateways])].slice(0, maxGatewaysTold),
        alarms: [...alarms.values()],
        unread: [...unread.values()],
        refresh: missed || tooMany,
      };
      for (const gateway of taken.gateways) {
        gateways.delete(gateway);
        urgent.delete(gateway);
      }
      alarms.clear();
      unread.clear();
      missed = false;
      return taken;
    },
  };
}

/**
 * Gathers changes for a quarter of a second and tells every viewer once: however hard the gateways speak, a viewer hears
 * of each gateway at most four times a second.
 */
export async function createLiveHub({ views, store, clock, log }: LiveHubOptions): Promise<LiveHub> {
  const audience = createAudience();
  const readLastSeen = async () =>
    new Map((await store.gateways()).map(({ gateway, lastSeenMs }) => [gateway, lastSeenMs ?? 0]));
  const presence = createPresence(await readLastSeen(), clock);
  const changes = createChanges();
  let flushing = false;

  async function tellAlarms(own: readonly AlarmView[], unread: readonly AlarmKey[], nowMs: number): Promise<void> {
    const read = unread.length === 0 ? [] : (await store.alarmsOf(unread)).map(viewAlarm);
    if (own.length + read.length > 0) audience.tellOf('alarms', [...own, ...read], (alarms) => ({ nowMs, alarms }));
  }

  async function flush(): Promise<void> {
    if (flushing) return;
    if (audience.size() === 0) return changes.forget();
    const { gateways, alarms, unread, refresh } = changes.take();
    flushing = true;
    const nowMs = clock.wallMs();
    try {
      if (refresh) audience.tell('refresh', { nowMs });
      else await tellAlarms(alarms, unread, nowMs);
      if (gateways.length > 0)
        audience.tellOf('gateways', await views(gateways), (seen) => ({ nowMs, gateways: seen }));
    } catch (error) {
      // the store is in trouble; intake says so too, and the page shows its figures' age
      log.warn({ err: error }, 'live changes could not be read');
      audience.tell('refresh', { nowMs });
    } finally {
      flushing = false;
    }
  }

  async function catchUp(): Promise<void> {
    changes.miss();
    try {
      presence.read(await readLastSeen());
    } catch (error) {
      // the gateways speak again in a few seconds
      log.warn({ err: error }, 'when gateways were heard could not be read');
    }
  }
  const sweep = () => {
    for (const gateway of presence.sweep()) changes.urgent.add(gateway);
  };
  const hear = (gateway: string) => {
    const came = presence.heard(gateway);
    (came ? changes.urgent : changes.gateways).add(gateway);
  };
  sweep();
  const timers = [
    setInterval(() => void flush(), flushEveryMs),
    setInterval(sweep, sweepEveryMs),
    setInterval(() => audience.tell('beat', { nowMs: clock.wallMs() }), beatEveryMs),
  ];
  return {
    changed({ gateway, alarms }) {
      hear(gateway);
      changes.addAlarms(alarms);
    },
    acted: changes.addAlarms,
    conditionsChanged: () => audience.tell('conditions', { nowMs: clock.wallMs() }),
    touched: (gateway) => void changes.urgent.add(gateway),
    heard({ gateways = [], alarms = [], endedSessions = [], missed }) {
      for (const gateway of gateways) hear(gateway);
      changes.addUnread(alarms);
      for (const session of endedSessions) audience.endSession(session);
      if (missed) void catchUp();
    },
    join: (viewer) => audience.join(viewer, { nowMs: clock.wallMs() }),
    endSession: audience.endSession,
    checkViewers() {
      audience.check();
      changes.miss();
    },
    viewers: audience.size,
    online: presence.online,
    close() {
      for (const timer of timers) clearInterval(timer);
      audience.close();
    },
  };
}
