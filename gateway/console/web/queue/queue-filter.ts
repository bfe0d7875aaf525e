import type { Priority } from '../../../../devices/contracts/alarms.ts';
import type { Ring } from '../../../../devices/contracts/place.ts';
import type { ConsoleAlarm } from '../../console-ports.ts';
import { isOpen, isWaiting } from '../api/apply-change.ts';

/** What the guard wants to see of the queue; an empty list, and nothing given, leave nothing out. */
export interface QueueFilter {
  priorities: readonly Priority[];
  rings: readonly Ring[];
  zone?: string | undefined;
  /** Only what this user has taken or was sent to. */
  mine?: string | undefined;
}

export const noFilter: QueueFilter = { priorities: [], rings: [] };

export function isFiltering({ priorities, rings, zone, mine }: QueueFilter): boolean {
  return priorities.length + rings.length > 0 || zone !== undefined || mine !== undefined;
}

function matches(alarm: ConsoleAlarm, { priorities, rings, zone, mine }: QueueFilter): boolean {
  return (
    (priorities.length === 0 || priorities.includes(alarm.priority)) &&
    (rings.length === 0 || rings.includes(alarm.ring)) &&
    (zone === undefined || alarm.zone === zone) &&
    (mine === undefined || alarm.acknowledgedBy === mine || alarm.assignee === mine)
  );
}

/** What the filter leaves, and how many open alarms it hides. A P1 that waits is never hidden. */
export function filterQueue(
  alarms: readonly ConsoleAlarm[],
  filter: QueueFilter,
): { alarms: readonly ConsoleAlarm[]; left: number } {
  if (!isFiltering(filter)) return { alarms, left: 0 };
  const shown: ConsoleAlarm[] = [];
  let left = 0;
  for (const alarm of alarms) {
    if (matches(alarm, filter) || (alarm.priority === 1 && isWaiting(alarm))) shown.push(alarm);
    else if (isOpen(alarm)) left += 1;
  }
  return { alarms: shown, left };
}

/** The list with one more or one less. */
export function toggled<T>(list: readonly T[], one: T): readonly T[] {
  return list.includes(one) ? list.filter((each) => each !== one) : [...list, one];
}
