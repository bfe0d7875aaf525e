import { type TimeSpan, weekdays } from '../../devices/contracts/time-span.ts';

/** When an access group holds, as a controller reads it: clock times of the week, and days on which none of them counts. */
export interface WeekTimes {
  spans: TimeSpan[];
  except: string[];
}

const minutesADay = 1440;
const minutesAWeek = 7 * minutesADay;
const wholeDay: TimeSpan = { from: '00:00', to: '00:00' };

/**
 * `undefined`: at any time. Spans over midnight are cut there where days are excepted, so that a day that is left out is left out
 * from its first minute to its last, whatever began on the evening before.
 */
export function weekTimesOf(group: { spans?: readonly TimeSpan[]; except?: readonly string[] }): WeekTimes | undefined {
  const { spans = [wholeDay], except = [] } = group;
  if (!group.spans && except.length === 0) return undefined;
  const cut = except.length > 0 && spans.some(({ from, to }) => to <= from);
  return { spans: cut ? toSpans(toMinutes(spans)) : [...spans], except: [...new Set(except)].toSorted() };
}

/** When both hold, minute by minute, in spans of one day each. */
export function intersectWeekTimes(a: WeekTimes | undefined, b: WeekTimes | undefined): WeekTimes | undefined {
  if (!a || !b) return a ?? b;
  const [first, second] = [toMinutes(a.spans), toMinutes(b.spans)];
  const both = first.map((holds, minute) => holds & second[minute]!);
  return { spans: toSpans(both), except: [...new Set([...a.except, ...b.except])].toSorted() };
}

const minuteOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

function toMinutes(spans: readonly TimeSpan[]): Uint8Array {
  const week = new Uint8Array(minutesAWeek);
  for (const { days = weekdays, from, to } of spans) {
    const [begin, end] = [minuteOf(from), minuteOf(to)];
    const minutes = end > begin ? end - begin : minutesADay - begin + end;
    for (const day of days) {
      const start = weekdays.indexOf(day) * minutesADay + begin;
      // Over midnight it goes on into the next day, on Sunday into Monday.
      for (let at = start; at < start + minutes; at += 1) week[at % minutesAWeek] = 1;
    }
  }
  return week;
}

function toSpans(week: Uint8Array): TimeSpan[] {
  const daysOf = new Map<string, Set<number>>();
  for (let day = 0; day < 7; day += 1) {
    for (const run of runsOf(week.subarray(day * minutesADay, (day + 1) * minutesADay))) {
      daysOf.set(run, (daysOf.get(run) ?? new Set()).add(day));
    }
  }
  return [...daysOf].map(([run, days]) => {
    const [from, to] = run.split(' ') as [string, string];
    return { ...(days.size === 7 ? {} : { days: weekdays.filter((_, day) => days.has(day)) }), from, to };
  });
}

/** `from to` of each stretch of one day; one that lasts until midnight ends at 00:00. */
function runsOf(day: Uint8Array): string[] {
  const clock = (minute: number) =>
    `${String(Math.floor(minute / 60) % 24).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  const runs: string[] = [];
  let from: number | undefined;
  for (let minute = 0; minute <= minutesADay; minute += 1) {
    const holds = minute < minutesADay && day[minute] === 1;
    if (holds) from ??= minute;
    else if (from !== undefined) {
      runs.push(`${clock(from)} ${clock(minute)}`);
      from = undefined;
    }
  }
  return runs;
}
