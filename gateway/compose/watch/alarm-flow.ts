import type { CameraScene } from '../../../devices/contracts/camera-scene.ts';
import type { Title } from '../../../devices/contracts/place.ts';
import type { AlarmRecord } from '../../../devices/contracts/site-events.ts';
import type { SiteDevice } from '../../../devices/contracts/site-file.ts';
import { deviceProfiles } from '../../../devices/profiles/catalogue.ts';
import { type AlarmBook, type AlarmStep, createAlarmBook } from '../../alarms/alarm-book.ts';
import { alarmRules } from '../../alarms/alarm-rules.ts';
import type { Alarm } from '../../alarms/sqlite-alarms.ts';
import type { ConsoleAlarm } from '../../console/console-ports.ts';
import type { AlarmEvidence, Evidence } from '../../evidence/evidence-store.ts';
import type { EvidenceSubject } from '../../evidence/sqlite-evidence.ts';
import type { Log } from '../../kernel/log.ts';
import type { Metrics } from '../../kernel/metrics.ts';
import type { Store } from '../../kernel/sqlite-store.ts';
import type { Outbox } from '../../outbox/sqlite-outbox.ts';
import type { ChangeFeed } from '../change-feed.ts';
import type { SitePlaces } from '../site-places.ts';

export interface AlarmFlowOptions {
  store: Store;
  places: SitePlaces;
  /** What is drawn on a camera's picture. */
  scene(camera: string): CameraScene | undefined;
  outbox: Outbox;
  feed: ChangeFeed;
  evidence: Evidence;
  takeSnapshot(camera: string): Promise<Uint8Array | undefined>;
  log: Log;
  metrics: Metrics;
}

export interface AlarmFlow {
  book: AlarmBook;
  /** What a device's event means for alarms, from its profile. */
  deviceEvent(device: SiteDevice, type: string, data: Record<string, unknown>, atMs: number): void;
  /** Raises an alarm at a place; with the picture that caused it, if there is one, and who and what it is about. */
  raise(
    type: Alarm['type'],
    source: string,
    atMs: number,
    detail?: Alarm['detail'],
    jpeg?: Uint8Array,
    subjects?: readonly EvidenceSubject[],
  ): void;
  /** An alarm's picture or clip has come, failed or gone. */
  evidenceChanged(alarm: string): void;
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
  const { store, places, outbox, feed, metrics, evidence } = options;
  const view = (alarm: Alarm) => toConsoleAlarm(alarm, options, evidence.of(alarm.id));

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
      await evidence.keepPicture(alarm.id, alarm.camera ?? alarm.source, alarm.lastAtMs, picture);
    } catch (error) {
      metrics.count('snapshots_failed');
      options.log.warn({ err: error, alarm: alarm.id }, 'the alarm stands without a picture');
    }
  };

  const raise: AlarmFlow['raise'] = (type, source, atMs, detail, jpeg, subjects = []) => {
    const place = places.get(source);
    if (!place) throw new Error(`an alarm at ${source}, which is not part of the site`);
    const camera = places.cameraFor(source);
    const alarm = book.raise({ type, source, ring: place.ring, atMs, camera, ...(detail ? { detail } : {}) });
    // A camera that is away shows nothing of it.
    if (alarm.type === 'camera-lost') return;
    if (!evidence.of(alarm.id).hasPicture) store.afterCommit(() => void keepPicture(alarm, jpeg));
    evidence.addSubjects(alarm.id, subjects);
    if (camera !== undefined) evidence.recordClip(alarm.id, camera, atMs);
  };

  return {
    book,
    raise,
    view,
    evidenceChanged: (id) => {
      const alarm = book.get(id);
      if (alarm) feed.emit({ kind: 'alarm', alarm: view(alarm) });
    },
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

function toConsoleAlarm(
  alarm: Alarm,
  { places, scene }: Pick<AlarmFlowOptions, 'places' | 'scene'>,
  { hasPicture, clip }: AlarmEvidence,
): ConsoleAlarm {
  const { closed: _closed, acknowledgedBy, acknowledgedAtMs, clearedAtMs, camera, ...rest } = alarm;
  return {
    ...rest,
    momentary: alarmRules[alarm.type].course === 'momentary',
    sourceName: places.get(alarm.source)?.name ?? { zh: alarm.source, en: alarm.source },
    detailNames: namesOf(alarm, places, scene(alarm.source)),
    ...(acknowledgedBy === undefined ? {} : { acknowledgedBy }),
    ...(acknowledgedAtMs === undefined ? {} : { acknowledgedAtMs }),
    ...(clearedAtMs === undefined ? {} : { clearedAtMs }),
    ...(camera === undefined ? {} : { camera }),
    hasSnapshot: hasPicture,
    ...(clip ? { clip: clip.state, clipUntilMs: clip.untilMs } : {}),
    ...(clip?.problem === undefined ? {} : { clipProblem: clip.problem }),
  };
}

function namesOf({ detail }: Alarm, places: SitePlaces, scene: CameraScene | undefined): Record<string, Title> {
  const drawn = [...(scene?.areas ?? []), ...(scene?.lines ?? [])];
  const named = Object.entries(detail).flatMap(([key, id]): [string, Title][] => {
    const found = key === 'door' ? places.get(String(id)) : drawn.find((part) => part.id === id);
    return ['area', 'line', 'door'].includes(key) && found ? [[key, found.name]] : [];
  });
  return Object.fromEntries(named);
}
