import type { AlarmFigures } from '../../../alarms/alarm.ts';

const hourMs = 3_600_000;
/** A longer span is drawn by its busy hours alone. */
const mostHours = 31 * 24;

/** With the quiet hours between: without them a night looks as busy as a day. */
export function withQuietHours({
  byHour,
  fromMs,
  toMs,
}: Pick<AlarmFigures, 'byHour' | 'fromMs' | 'toMs'>): AlarmFigures['byHour'] {
  const firstMs = Math.floor(fromMs / hourMs) * hourMs;
  const hours = Math.ceil((toMs - firstMs) / hourMs);
  if (hours > mostHours) return byHour;
  const known = new Map(byHour.map((hour) => [hour.atMs, hour]));
  return Array.from({ length: hours }, (_, n) => {
    const atMs = firstMs + n * hourMs;
    return known.get(atMs) ?? { atMs, p1: 0, p2: 0, p3: 0, p4: 0 };
  });
}
