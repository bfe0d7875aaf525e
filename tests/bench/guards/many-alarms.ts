import { type AlarmType, alarmTypes } from '../../../devices/contracts/alarms.ts';
import type { Ring } from '../../../devices/contracts/place.ts';
import { rationales } from '../../../gateway/alarms/rationale/catalogue.ts';
import { createAlarmTable } from '../../../gateway/alarms/sqlite-alarms.ts';
import { openStore } from '../../../gateway/kernel/sqlite-store.ts';

/**
 * Puts open alarms that nobody has taken into the database of a gateway that is down: of all types, one a second until now, at
 * `sources` in turn. One in fifty has a priority 1 or 2 by its type; the others are of the rest, as after a week of neglect.
 */
export function addOpenAlarms(database: string, count: number, sources: readonly string[]): void {
  const store = openStore(database, { alone: true });
  try {
    const table = createAlarmTable(store);
    const urgent = alarmTypes.filter((type) => rationales[type].priority <= 2);
    const quiet = alarmTypes.filter((type) => rationales[type].priority > 2);
    const nowMs = Date.now();
    store.transaction(() => {
      for (let n = 0; n < count; n += 1) {
        const types: readonly AlarmType[] = n % 50 === 0 ? urgent : quiet;
        const type = types[n % types.length]!;
        const raisedAtMs = nowMs - (count - n) * 1000;
        table.save({
          ...{ id: `old-${n}`, type, priority: rationales[type].priority, ring: (1 + (n % 3)) as Ring },
          ...{ source: sources[n % sources.length]!, zone: undefined, camera: undefined, detail: {}, count: 1 },
          ...{ state: 'raised', closed: false, active: true, drill: false, escalation: 3 },
          ...{ hidden: undefined, chatteringSinceMs: undefined, incident: undefined, verdict: undefined },
          ...{ assignee: undefined, acknowledgedBy: undefined, acknowledgedAtMs: undefined, disposition: undefined },
          ...{ raisedAtMs, lastAtMs: raisedAtMs, clearedAtMs: undefined, closedAtMs: undefined },
        });
      }
    });
  } finally {
    store.close();
  }
}
