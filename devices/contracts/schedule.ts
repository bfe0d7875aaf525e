import { type TimeSpan, weekdays } from './time-span.ts';

const dayNames: readonly string[] = weekdays;

/** Whether a moment lies in one of the spans; always, if there are none. */
export type Schedule = (wallMs: number) => boolean;

/**
 * Spans are clock times in the site's time zone, as somebody on the spot reads them off the wall: a night on which the clocks
 * are changed is an hour longer or shorter. `except` are days, YYYY-MM-DD, on which nothing holds from midnight to midnight.
 * Throws RangeError for a time zone that is not known.
 */
export function createSchedule(
  spans: readonly TimeSpan[] | undefined,
  timeZone: string,
  except: readonly string[] = [],
): Schedule {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  if (!spans && except.length === 0) return () => true;
  const excepted = new Set(except);
  return (wallMs) => {
    const parts = new Map(format.formatToParts(wallMs).map(({ type, value }) => [type, value]));
    if (excepted.has(`${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`)) return false;
    const day = dayNames.indexOf(parts.get('weekday')?.toLowerCase() ?? '');
    const minute = Number(parts.get('hour')) * 60 + Number(parts.get('minute'));
    return spans === undefined || spans.some((span) => holds(span, day, minute));
  };
}

function holds({ days, from, to }: TimeSpan, day: number, minute: number): boolean {
  const [begin, end] = [minuteOf(from), minuteOf(to)];
  const isOn = (at: number) => !days || days.includes(weekdays[(at + 7) % 7]!);
  if (begin < end) return isOn(day) && minute >= begin && minute < end;
  // Over midnight: the evening of its day, or the morning after it.
  return (isOn(day) && minute >= begin) || (isOn(day - 1) && minute < end);
}

function minuteOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
}
