import type { AlarmType, Priority } from '../../../devices/contracts/alarms.ts';
import type { Title } from '../../../devices/contracts/place.ts';
import type { Alarm, AlarmEntry } from '../../../gateway/alarms/alarm.ts';
import { type AlarmBook, createAlarmBook } from '../../../gateway/alarms/alarm-book.ts';
import { createAlarmHistory } from '../../../gateway/alarms/sqlite-alarm-history.ts';
import { createAlarmTable } from '../../../gateway/alarms/sqlite-alarms.ts';
import { createAlarmDesk } from '../../../gateway/compose/watch/alarm-desk.ts';
import { toConsoleAlarm } from '../../../gateway/compose/watch/alarm-view.ts';
import { createGuardPresence } from '../../../gateway/compose/watch/guard-presence.ts';
import type { ConsoleAlarms } from '../../../gateway/console/alarms/alarm-ports.ts';
import type { ConsoleAlarm, ConsoleChange, ConsolePorts } from '../../../gateway/console/console-ports.ts';
import { openStore } from '../../../gateway/kernel/sqlite-store.ts';

export type GivenAlarm = { type: AlarmType; priority: Priority } & Partial<ConsoleAlarm>;

/** The real alarm book on a database in memory, and the desk before it. */
export interface HandFedAlarms {
  book: AlarmBook;
  desk: ConsoleAlarms;
  get(id: string): ConsoleAlarm | undefined;
  list(query: { open: boolean; limit: number }): ConsoleAlarm[];
  /** An alarm of its own, whatever stands already: as it is given, raised just now at the gate if nothing else is said. */
  raise(given: GivenAlarm): ConsoleAlarm;
}

interface HandFedAlarmsOptions {
  nameOf(source: string): Title | undefined;
  emit(change: ConsoleChange): void;
  record: ConsolePorts['record'];
}

export function createHandFedAlarms({ nameOf, emit, record }: HandFedAlarmsOptions): HandFedAlarms {
  const store = openStore(':memory:');
  /** What the book does not know: pictures, films, names. */
  const extras = new Map<string, Partial<ConsoleAlarm>>();
  const view = (alarm: Alarm): ConsoleAlarm => ({
    ...toConsoleAlarm(alarm, { places, scene: () => undefined, otherName: () => undefined }, { hasPicture: false }),
    ...extras.get(alarm.id),
  });
  const places = {
    get: (id: string) => {
      const name = nameOf(id);
      return name && { id, ring: 1 as const, name };
    },
  };
  const stepped = (alarm: Alarm, _entry?: AlarmEntry) =>
    store.afterCommit(() => emit({ kind: 'alarm', alarm: view(alarm) }));
  const book = createAlarmBook(store, stepped);
  const table = createAlarmTable(store);
  const history = createAlarmHistory(store);
  const clock = { wallMs: () => Date.now(), monotonicMs: () => performance.now() };
  let serial = 0;
  const desk = createAlarmDesk({
    ...{ store, book, view, places, clock },
    zoneName: (zone) => ({ zh: zone, en: zone }),
    presence: createGuardPresence(clock, { emit }),
    ledger: {
      append: ({ atMs: _atMs, ...entry }) => {
        record(entry);
        return { seq: 1, hash: '' };
      },
    },
  });
  return {
    book,
    desk,
    get: desk.get,
    list: (query) => book.list(query).map(view),
    raise: (given) => {
      serial += 1;
      const alarm = toAlarm(`alarm${serial}`, given);
      const { sourceName, hasSnapshot, clip, clipUntilMs, clipProblem, detailNames, momentary } = given;
      const more = { sourceName, hasSnapshot, clip, clipUntilMs, clipProblem, detailNames, momentary };
      extras.set(alarm.id, Object.fromEntries(Object.entries(more).filter(([, value]) => value !== undefined)));
      store.transaction(() => {
        table.save(alarm);
        const data = { state: 'raised' };
        history.append({
          ...{
            alarm: alarm.id,
            step: 'raised',
            atMs: alarm.raisedAtMs,
            by: { kind: 'gateway' },
            note: undefined,
            data,
          },
        });
        stepped(alarm);
      });
      return view(alarm);
    },
  };
}

function toAlarm(id: string, given: GivenAlarm): Alarm {
  const nowMs = Date.now();
  const { type, priority, ring = 1, source = 'gate-door', acknowledgedAtMs, raisedAtMs = nowMs, hidden } = given;
  const state = given.state ?? (acknowledgedAtMs === undefined ? 'raised' : 'acknowledged');
  return {
    ...{ id: given.id ?? id, type, priority, ring, source, state, raisedAtMs, acknowledgedAtMs },
    ...{ zone: given.zone, active: given.active ?? true, closed: state === 'closed', drill: given.drill ?? false },
    hidden: hidden && { untilMs: 0, by: '', reason: '', parent: '', ...hidden },
    ...{ chatteringSinceMs: given.chatteringSinceMs, incident: given.incident, camera: given.camera },
    ...{ acknowledgedBy: given.acknowledgedBy, verdict: given.verdict, assignee: given.assignee },
    ...{ disposition: given.disposition, escalation: given.escalation ?? 0, closedAtMs: given.closedAtMs },
    ...{ lastAtMs: given.lastAtMs ?? raisedAtMs, clearedAtMs: given.clearedAtMs, count: given.count ?? 1 },
    detail: given.detail ?? {},
  };
}
