import { type TimeSpan, weekdays } from '../../devices/contracts/camera-scene.ts';

const dayNames: readonly string[] = weekdays;

/** Whether a moment lies in one of the spans; always, if there are none. */
export type Schedule = (wallMs: number) => boolean;

/**
 * Spans are clock times in the site's time zone, as somebody on the spot reads them off the wall: a night on which the clocks
 * are changed is an hour longer or shorter. Throws RangeError for a time zone that is not known.
 */
export function createSchedule(spans: readonly TimeSpan[] | undefined, timeZone: string): Schedule {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  if (!spans) return () => true;
  return (wallMs) => {
    const parts = new Map(format.formatToParts(wallMs).map(({ type, value }) => [type, value]));
    const day = dayNames.indexOf(parts.get('weekday')?.toLowerCase() ?? '');
    const minute = Number(parts.get('hour')) * 60 + Number(parts.get('minute'));
    return spans.some((span) => holds(span, day, minute));
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
