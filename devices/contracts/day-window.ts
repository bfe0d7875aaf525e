import Type, { type Static } from 'typebox';

/** HH:MM, from 00:00 to 23:59. */
export const ClockTime = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' });

/** A part of the day; it may pass midnight. */
export const DaySpan = Type.Object({ from: ClockTime, to: ClockTime }, { additionalProperties: false });
export type DaySpan = Static<typeof DaySpan>;

const minuteOf = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));

/** Whether it is that time of the day in a time zone (IANA). Throws RangeError where there is no such zone. */
export function isWithinDay({ from, to }: DaySpan, timeZone: string, nowMs: number): boolean {
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const now = minuteOf(clock.format(nowMs));
  const [start, end] = [minuteOf(from), minuteOf(to)];
  return start <= end ? now >= start && now < end : now >= start || now < end;
}
