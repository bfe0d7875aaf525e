import type { ConsoleAlarm, ConsoleChange } from '../../console-ports.ts';
import type { Overview } from './console-client.ts';

const maxPassages = 100;
const maxDoneAlarms = 50;

/** Whether a guard still has to do with it: not taken yet, or its cause stands. */
export function isOpen(alarm: ConsoleAlarm): boolean {
  return alarm.acknowledgedAtMs === undefined || (alarm.active && !alarm.momentary);
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
      const others = (overview.enrolments ?? []).filter(({ resident }) => resident !== change.enrolment.resident);
      return { ...overview, enrolments: [...others.slice(-20), change.enrolment] };
    }
    case 'health':
      return { ...overview, health: change.health };
  }
}

/** Whether a change's id is after a cursor of the same run of the gateway; `{run}-{n}` both. */
export function isAfter(id: string, cursor: string): boolean {
  const [run, n] = id.split('-');
  const [cursorRun, cursorN] = cursor.split('-');
  return run === cursorRun && Number(n) > Number(cursorN);
}
