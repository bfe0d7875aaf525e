import type { AlarmType } from '../../devices/contracts/alarms.ts';
import type { Ring } from '../../devices/contracts/place.ts';
import { createId } from '../kernel/ids.ts';
import type { Store } from '../kernel/sqlite-store.ts';
import { alarmRules } from './alarm-rules.ts';
import { type Alarm, createAlarmTable } from './sqlite-alarms.ts';

export interface AlarmCause {
  type: AlarmType;
  source: string;
  ring: Ring;
  atMs: number;
  /** The camera to look at. */
  camera?: string | undefined;
  detail?: Record<string, string | number>;
}

export type AlarmStep = 'raised' | 'raised-again' | 'repeated' | 'acknowledged' | 'cleared';

export type Acknowledgement = { kind: 'done' | 'already'; alarm: Alarm } | { kind: 'not-found' };

export interface AlarmBook {
  /** Raises an alarm, or counts one more occurrence of the one that stands at this source. */
  raise(cause: AlarmCause): Alarm;
  /** The cause has gone. */
  clear(type: AlarmType, source: string, atMs: number): void;
  /** A guard takes the alarm; the first one counts. */
  acknowledge(id: string, user: string, atMs: number): Acknowledgement;
  get(id: string): Alarm | undefined;
  list(query: { open: boolean; limit: number }): Alarm[];
}

/**
 * Every alarm of the site. All steps read and write the store inside the caller's transaction, so that an alarm is on disk
 * together with the event that caused it; `stepped` is called inside it too.
 */
export function createAlarmBook(store: Store, stepped: (alarm: Alarm, step: AlarmStep) => void): AlarmBook {
  const table = createAlarmTable(store);
  const keep = (alarm: Alarm, step: AlarmStep): Alarm => {
    const standing = alarmRules[alarm.type].course === 'standing' && alarm.active;
    const kept = { ...alarm, closed: alarm.acknowledgedAtMs !== undefined && !standing };
    table.save(kept);
    stepped(kept, step);
    return kept;
  };
  const raise = (cause: AlarmCause): Alarm => {
    const known = table.findOpen(cause.type, cause.source);
    if (known) {
      // Back before a guard has dealt with it: the same alarm, standing again.
      const again = { ...known, active: true, clearedAtMs: undefined, lastAtMs: cause.atMs, count: known.count + 1 };
      return keep({ ...again, detail: cause.detail ?? known.detail }, known.active ? 'repeated' : 'raised-again');
    }
    const { priority } = alarmRules[cause.type];
    const fresh: Alarm = {
      id: createId(),
      type: cause.type,
      priority,
      ring: cause.ring,
      source: cause.source,
      active: true,
      closed: false,
      acknowledgedBy: undefined,
      acknowledgedAtMs: undefined,
      raisedAtMs: cause.atMs,
      lastAtMs: cause.atMs,
      clearedAtMs: undefined,
      count: 1,
      camera: cause.camera,
      detail: cause.detail ?? {},
    };
    return keep(fresh, 'raised');
  };
  return {
    raise: (cause) => store.transaction(() => raise(cause)),
    clear: (type, source, atMs) =>
      store.transaction(() => {
        const alarm = table.findOpen(type, source);
        if (alarm?.active) keep({ ...alarm, active: false, clearedAtMs: atMs }, 'cleared');
      }),
    acknowledge: (id, user, atMs) =>
      store.transaction(() => {
        const alarm = table.get(id);
        if (!alarm) return { kind: 'not-found' };
        if (alarm.acknowledgedAtMs !== undefined) return { kind: 'already', alarm };
        return {
          kind: 'done',
          alarm: keep({ ...alarm, acknowledgedBy: user, acknowledgedAtMs: atMs }, 'acknowledged'),
        };
      }),
    get: (id) => table.get(id),
    list: (query) => table.list(query),
  };
}
