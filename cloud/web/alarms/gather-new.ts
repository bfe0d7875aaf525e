import type { AlarmView } from '../../api/views.ts';
import { alarmKey } from '../api/apply-live.ts';

/** What the reader has in front of him: everything up to a revision, and the rows shown so far. */
export interface Seen {
  revision: number;
  keys: ReadonlySet<string>;
}

export const nothingSeen: Seen = { revision: -1, keys: new Set() };

/** Nothing moves by itself while a person reads: alarms that are new wait above the list until he wants them. */
export function gatherNew(alarms: readonly AlarmView[], seen: Seen): { shown: AlarmView[]; waiting: AlarmView[] } {
  const shown: AlarmView[] = [];
  const waiting: AlarmView[] = [];
  for (const alarm of alarms) {
    const known = alarm.revision <= seen.revision || seen.keys.has(alarmKey(alarm));
    (known ? shown : waiting).push(alarm);
  }
  return { shown, waiting };
}

/** Everything that is there now counts as seen. */
export function seeAll(alarms: readonly AlarmView[]): Seen {
  return {
    revision: alarms.reduce((highest, { revision }) => Math.max(highest, revision), 0),
    keys: new Set(alarms.map(alarmKey)),
  };
}
