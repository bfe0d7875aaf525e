import type { AlarmRecord } from '../../devices/contracts/site-events.ts';
import type { SiteDevice } from '../../devices/contracts/site-file.ts';
import { deviceProfiles } from '../../devices/profiles/catalogue.ts';
import { type AlarmBook, type AlarmStep, createAlarmBook } from '../alarms/alarm-book.ts';
import { alarmRules } from '../alarms/alarm-rules.ts';
import type { SnapshotFolder } from '../alarms/snapshot-folder.ts';
import type { Alarm } from '../alarms/sqlite-alarms.ts';
import type { ConsoleAlarm } from '../console/console-ports.ts';
import type { Log } from '../kernel/log.ts';
import type { Metrics } from '../kernel/metrics.ts';
import type { Store } from '../kernel/sqlite-store.ts';
import type { Outbox } from '../outbox/sqlite-outbox.ts';
import type { ChangeFeed } from './change-feed.ts';
import type { SitePlaces } from './site-places.ts';

export interface AlarmFlowOptions {
  store: Store;
  places: SitePlaces;
  outbox: Outbox;
  feed: ChangeFeed;
  snapshots: SnapshotFolder;
  takeSnapshot(camera: string): Promise<Uint8Array | undefined>;
  log: Log;
  metrics: Metrics;
}

export interface AlarmFlow {
  book: AlarmBook;
  /** What a device's event means for alarms, from its profile. */
  deviceEvent(device: SiteDevice, type: string, data: Record<string, unknown>, atMs: number): void;
  /** Raises an alarm at a place; with the picture that caused it, if there is one. */
  raise(type: Alarm['type'], source: string, atMs: number, detail?: Alarm['detail'], jpeg?: Uint8Array): void;
  view(alarm: Alarm): ConsoleAlarm;
}

const siteEventOf = {
  raised: 'ringward.alarm.raised',
  'raised-again': 'ringward.alarm.raised',
  acknowledged: 'ringward.alarm.acknowledged',
  cleared: 'ringward.alarm.cleared',
} as const;

/** Alarms with everything around them: the cloud is told, consoles are told, a picture is kept. */
export function createAlarmFlow(options: AlarmFlowOptions): AlarmFlow {
  const { store, places, outbox, feed, metrics } = options;
  const view = (alarm: Alarm) => toConsoleAlarm(alarm, places);

  const stepped = (alarm: Alarm, step: AlarmStep) => {
    if (step in siteEventOf) {
      const type = siteEventOf[step as keyof typeof siteEventOf];
      const atMs =
        step === 'acknowledged' ? alarm.acknowledgedAtMs! : step === 'cleared' ? alarm.clearedAtMs! : alarm.lastAtMs;
      outbox.append({ lane: 'alarm', type, subject: alarm.source, atMs, data: toRecord(alarm, step) });
    }
    store.afterCommit(() => {
      metrics.count('alarm_steps', { type: alarm.type, step });
      feed.emit({ kind: 'alarm', alarm: view(alarm) });
    });
  };
  const book = createAlarmBook(store, stepped);

  const keepPicture = async (alarm: Alarm, jpeg: Uint8Array | undefined) => {
    try {
      const picture = jpeg ?? (alarm.camera ? await options.takeSnapshot(alarm.camera) : undefined);
      if (!picture) return;
      await options.snapshots.write(alarm.id, picture);
      book.setSnapshot(alarm.id);
    } catch (error) {
      metrics.count('snapshots_failed');
      options.log.warn({ err: error, alarm: alarm.id }, 'the alarm stands without a picture');
    }
  };

  const raise: AlarmFlow['raise'] = (type, source, atMs, detail, jpeg) => {
    const place = places.get(source);
    if (!place) throw new Error(`an alarm at ${source}, which is not part of the site`);
    const camera = places.cameraFor(source);
    const alarm = book.raise({ type, source, ring: place.ring, atMs, camera, ...(detail ? { detail } : {}) });
    if (!alarm.hasSnapshot && alarm.type !== 'camera-lost') store.afterCommit(() => void keepPicture(alarm, jpeg));
  };

  return {
    book,
    raise,
    view,
    deviceEvent: (device, type, data, atMs) => {
      const event = deviceProfiles[device.kind].events[type];
      if (event?.raises) raise(event.raises, device.id, atMs, pickDetail(data));
      if (event?.clears) book.clear(event.clears, device.id, atMs);
    },
  };
}

/** Numbers and short codes of an event, for the alarm's one line. */
function pickDetail(data: Record<string, unknown>): Record<string, string | number> {
  const plain = Object.entries(data).filter(
    (entry): entry is [string, string | number] =>
      typeof entry[1] === 'number' || (typeof entry[1] === 'string' && /^[a-z0-9-]{1,32}$/.test(entry[1])),
  );
  return Object.fromEntries(plain.slice(0, 8));
}

function toRecord(alarm: Alarm, step: AlarmStep): AlarmRecord {
  const { id, type, priority, ring, source, raisedAtMs, count } = alarm;
  const state = step === 'acknowledged' || step === 'cleared' ? step : 'raised';
  return { alarm: id, type, priority, ring, source, state, raisedAtMs, count };
}

function toConsoleAlarm(alarm: Alarm, places: SitePlaces): ConsoleAlarm {
  const { closed: _closed, acknowledgedBy, acknowledgedAtMs, clearedAtMs, camera, ...rest } = alarm;
  return {
    ...rest,
    momentary: alarmRules[alarm.type].course === 'momentary',
    sourceName: places.get(alarm.source)?.name ?? { zh: alarm.source, en: alarm.source },
    ...(acknowledgedBy === undefined ? {} : { acknowledgedBy }),
    ...(acknowledgedAtMs === undefined ? {} : { acknowledgedAtMs }),
    ...(clearedAtMs === undefined ? {} : { clearedAtMs }),
    ...(camera === undefined ? {} : { camera }),
  };
}
