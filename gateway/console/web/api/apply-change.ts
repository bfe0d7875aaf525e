import type { ConsoleAlarm, ConsoleChange } from '../../console-ports.ts';
import type { Overview } from './overview.ts';

const maxPassages = 100;
const maxDoneAlarms = 50;

/** Whether a guard still has to do with it: it is not closed, and nothing hides it. */
export function isOpen(alarm: Pick<ConsoleAlarm, 'state' | 'hidden'>): boolean {
  return alarm.state !== 'closed' && alarm.hidden === undefined;
}

/** Whether it waits for somebody to take it. */
export function isWaiting(alarm: Pick<ConsoleAlarm, 'state' | 'hidden' | 'acknowledgedAtMs'>): boolean {
  return alarm.acknowledgedAtMs === undefined && isOpen(alarm);
}

/** What waits comes before what somebody has taken; then priority; then age, the longest waiting first. */
export function compareUrgency(a: ConsoleAlarm, b: ConsoleAlarm): number {
  return (
    Number(a.acknowledgedAtMs !== undefined) - Number(b.acknowledgedAtMs !== undefined) ||
    a.priority - b.priority ||
    a.raisedAtMs - b.raisedAtMs ||
    (a.id < b.id ? -1 : 1)
  );
}

function put<T extends { id: string }>(items: T[], item: T): T[] {
  const index = items.findIndex(({ id }) => id === item.id);
  return index < 0 ? [...items, item] : items.with(index, item);
}

/** Alarms that are done stay known for a while: one of them may be on the screen. */
function putAlarm(alarms: ConsoleAlarm[], alarm: ConsoleAlarm): ConsoleAlarm[] {
  const next = put(alarms, alarm);
  const done = next.filter((each) => !isOpen(each));
  const forgotten = new Set(done.slice(0, Math.max(0, done.length - maxDoneAlarms)));
  return forgotten.size === 0 ? next : next.filter((each) => !forgotten.has(each));
}

/**
 * The overview with a page of open alarms that the first paint had left out. What is known already is newer than the page: the
 * stream of changes told of it; `told` are those of which it told and that may have been forgotten since.
 */
export function addAlarms(
  overview: Overview,
  alarms: readonly ConsoleAlarm[],
  told: ReadonlySet<string> = new Set(),
): Overview {
  const known = new Set(overview.alarms.map(({ id }) => id));
  const missing = alarms.filter((alarm) => isOpen(alarm) && !known.has(alarm.id) && !told.has(alarm.id));
  if (missing.length === 0) return overview;
  // In the queue's order, so that the queue has little to sort at each change.
  return { ...overview, alarms: [...overview.alarms, ...missing].sort(compareUrgency) };
}

/** The overview after one change; parts that did not change stay the same objects. */
export function applyChange(overview: Overview, change: ConsoleChange): Overview {
  switch (change.kind) {
    case 'alarm':
      return { ...overview, alarms: putAlarm(overview.alarms, change.alarm) };
    case 'camera':
      return { ...overview, cameras: put(overview.cameras, change.camera) };
    case 'device':
      return { ...overview, devices: put(overview.devices, change.device) };
    case 'passage': {
      const others = overview.passages.filter(({ id }) => id !== change.passage.id);
      return { ...overview, passages: [change.passage, ...others].slice(0, maxPassages) };
    }
    case 'enrolment': {
      const others = overview.enrolments.filter(({ resident }) => resident !== change.enrolment.resident);
      return { ...overview, enrolments: [...others.slice(-20), change.enrolment] };
    }
    case 'health':
      return { ...overview, health: change.health };
    case 'drill': {
      const { drill: _, ...rest } = overview;
      return change.drill ? { ...rest, drill: change.drill } : rest;
    }
    case 'presence':
      return { ...overview, present: change.present };
    // A gateway that was renewed under this page may tell of more than it knows.
    default:
      return overview;
  }
}

/** Whether a change's id is after a cursor of the same run of the gateway; `{run}-{n}` both. */
export function isAfter(id: string, cursor: string): boolean {
  const [run, n] = id.split('-');
  const [cursorRun, cursorN] = cursor.split('-');
  return run === cursorRun && Number(n) > Number(cursorN);
}
