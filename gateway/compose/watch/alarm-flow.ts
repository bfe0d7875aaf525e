import type { SiteDevice } from '../../../devices/contracts/site-file.ts';
import { deviceProfiles } from '../../../devices/profiles/catalogue.ts';
import type { Alarm, AlarmCause, AlarmEntry } from '../../alarms/alarm.ts';
import { type AlarmBook, createAlarmBook } from '../../alarms/alarm-book.ts';
import type { AlarmGround } from '../../alarms/alarm-keeper.ts';
import type { ConsoleAlarm } from '../../console/console-ports.ts';
import type { Evidence } from '../../evidence/evidence-store.ts';
import type { EvidenceSubject } from '../../evidence/sqlite-evidence.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Log } from '../../kernel/log.ts';
import type { Metrics } from '../../kernel/metrics.ts';
import type { Store } from '../../kernel/sqlite-store.ts';
import type { Outbox } from '../../outbox/sqlite-outbox.ts';
import type { ChangeFeed } from '../change-feed.ts';
import type { SitePlaces } from '../site-places.ts';
import { siteEventOf, toAlarmRecord } from './alarm-record.ts';
import { type AlarmViewParts, toConsoleAlarm } from './alarm-view.ts';

export interface AlarmFlowOptions extends AlarmViewParts {
  store: Store;
  places: SitePlaces;
  ground: AlarmGround;
  outbox: Outbox;
  feed: ChangeFeed;
  evidence: Evidence;
  takeSnapshot(camera: string): Promise<Uint8Array | undefined>;
  clock: Pick<Clock, 'monotonicMs'>;
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
    more?: Pick<AlarmCause, 'zone' | 'priority' | 'drill' | 'grows'>,
  ): void;
  /** An alarm's picture or clip has come, failed or gone. */
  evidenceChanged(alarm: string): void;
  view(alarm: Alarm): ConsoleAlarm;
  /** Called every second, in a transaction. */
  tick(nowMs: number): void;
}

/** What came with a cause that is being raised. */
interface Given {
  type: Alarm['type'];
  source: string;
  jpeg: Uint8Array | undefined;
  subjects: readonly EvidenceSubject[];
}

const comes: readonly AlarmEntry['step'][] = ['raised', 'raised-again', 'reopened', 'repeated'];

/** Alarms with everything around them: the cloud is told, consoles are told, a picture is kept. */
export function createAlarmFlow(options: AlarmFlowOptions): AlarmFlow {
  const { store, places, outbox, feed, metrics, evidence } = options;
  const view = (alarm: Alarm) => toConsoleAlarm(alarm, options, evidence.of(alarm.id));
  const keepEvidence = createEvidenceKeeper(options);
  /** The newest of each alarm that changed in the transaction that is open. */
  const changed = new Map<string, Alarm>();
  /** Alarms that only repeat are told once a second: a device may say the same thing a hundred times. */
  const repeated = new Map<string, Alarm>();
  let given: Given | undefined;

  const tell = (alarm: Alarm) => {
    repeated.delete(alarm.id);
    feed.emit({ kind: 'alarm', alarm: view(alarm) });
  };
  const stepped = (alarm: Alarm, entry: AlarmEntry) => {
    const { step, atMs } = entry;
    const type = siteEventOf(step);
    if (type) {
      outbox.append({ lane: 'alarm', type, subject: alarm.source, atMs, data: toAlarmRecord(alarm, entry) });
    }
    if (comes.includes(step)) {
      const isOfThis = given?.type === alarm.type && given.source === alarm.source;
      keepEvidence(alarm, atMs, isOfThis ? given : undefined);
    }
    if (step !== 'repeated') changed.set(alarm.id, alarm);
    store.afterCommit(() => {
      metrics.count('alarm_steps', { type: alarm.type, step });
      if (step === 'repeated') {
        repeated.set(alarm.id, alarm);
        return;
      }
      const latest = changed.get(alarm.id);
      changed.delete(alarm.id);
      if (latest) tell(latest);
    });
  };
  const book = createAlarmBook(store, stepped, options.ground, options.clock);

  const raise: AlarmFlow['raise'] = (type, source, atMs, detail, jpeg, subjects = [], more = {}) => {
    const place = places.get(source);
    if (!place) throw new Error(`an alarm at ${source}, which is not part of the site`);
    given = { type, source, jpeg, subjects };
    try {
      const camera = places.cameraFor(source);
      book.raise({ type, source, ring: place.ring, atMs, camera, ...(detail && { detail }), ...more });
    } finally {
      given = undefined;
    }
  };

  return {
    book,
    raise,
    view,
    evidenceChanged: (id) => {
      const alarm = book.get(id);
      if (alarm) tell(alarm);
    },
    deviceEvent: (device, type, data, atMs) => {
      const event = deviceProfiles[device.kind].events[type];
      if (event?.raises) raise(event.raises, device.id, atMs, pickDetail(data));
      if (event?.clears) book.clear(event.clears, device.id, atMs);
    },
    tick: (nowMs) => {
      book.tick(nowMs);
      for (const alarm of [...repeated.values()]) tell(alarm);
    },
  };
}

/** The picture and the film of an alarm that has come: what was given with it, else what its camera sees now. */
function createEvidenceKeeper({ store, evidence, metrics, log, takeSnapshot }: AlarmFlowOptions) {
  const keepPicture = async (alarm: Alarm, jpeg: Uint8Array | undefined) => {
    try {
      const picture = jpeg ?? (alarm.camera ? await takeSnapshot(alarm.camera) : undefined);
      if (!picture) return;
      await evidence.keepPicture(alarm.id, alarm.camera ?? alarm.source, alarm.lastAtMs, picture);
    } catch (error) {
      metrics.count('snapshots_failed');
      log.warn({ err: error, alarm: alarm.id }, 'the alarm stands without a picture');
    }
  };
  return (alarm: Alarm, atMs: number, given: Given | undefined): void => {
    // A camera that is away shows nothing of it.
    if (alarm.type === 'camera-lost') return;
    if (!evidence.of(alarm.id).hasPicture) store.afterCommit(() => void keepPicture(alarm, given?.jpeg));
    if (given) evidence.addSubjects(alarm.id, given.subjects);
    // Devices that fall silent together have one cause, and one clip shows it.
    const joins = alarm.type === 'device-lost';
    if (alarm.camera !== undefined) evidence.recordClip(alarm.id, alarm.camera, atMs, joins);
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
