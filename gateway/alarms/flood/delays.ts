import type { AlarmType } from '../../../devices/contracts/alarms.ts';
import type { Alarm, AlarmCause } from '../alarm.ts';
import type { AlarmKeeper } from '../alarm-keeper.ts';
import { createDelayTable, type Delay } from './sqlite-delays.ts';

/** On and off delay: what stands, or is gone, for a moment only does not count (DOMAIN §7). */
export interface Delays {
  /** Whether the cause has to wait; the caller asks again for each occurrence. */
  holdsOn(cause: AlarmCause): boolean;
  /** The cause went before it counted. */
  forgetOn(type: AlarmType, source: string, drill: boolean): boolean;
  /** Whether the alarm goes on standing for a while, for its own delay or until `untilMs`. */
  holdsOff(alarm: Alarm, atMs: number, untilMs?: number): boolean;
  /** The cause is back: whether the alarm was about to clear. */
  forgetOff(alarm: string): boolean;
  /** Takes those that are over. */
  takeDue(nowMs: number): Delay[];
}

const keyOf = (type: AlarmType, source: string, drill: boolean) => `${type} ${source}${drill ? ' drill' : ''}`;

export function createDelays({ store, ground, rule }: AlarmKeeper): Delays {
  const table = createDelayTable(store);
  const onMs = (type: AlarmType) => 1000 * (ground.delays.get(type)?.onS ?? rule(type).onDelayS ?? 0);
  const offMs = (type: AlarmType) => 1000 * (ground.delays.get(type)?.offS ?? rule(type).offDelayS ?? 0);
  return {
    holdsOn: (cause) => {
      const waitMs = onMs(cause.type);
      // What a drill plays does not come and go: it would come when the drill is over.
      if (waitMs <= 0 || cause.drill || rule(cause.type).course === 'momentary') return false;
      const key = keyOf(cause.type, cause.source, cause.drill ?? false);
      const before = table.get(key, 'on');
      const sinceMs = before?.sinceMs ?? cause.atMs;
      table.save({ key, kind: 'on', sinceMs, dueMs: sinceMs + waitMs, cause });
      return true;
    },
    forgetOn: (type, source, drill) => table.remove(keyOf(type, source, drill), 'on'),
    holdsOff: (alarm, atMs, untilMs = 0) => {
      const dueMs = Math.max(atMs + offMs(alarm.type), untilMs);
      if (dueMs <= atMs) return false;
      table.save({ key: alarm.id, kind: 'off', sinceMs: atMs, dueMs, cause: undefined });
      return true;
    },
    forgetOff: (alarm) => table.remove(alarm, 'off'),
    takeDue: (nowMs) => {
      const due = [...table.due(nowMs), ...table.ahead(nowMs)];
      for (const { key, kind } of due) table.remove(key, kind);
      return due;
    },
  };
}
