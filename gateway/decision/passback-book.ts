import type { AccessSettings } from '../../devices/contracts/site-doors.ts';
import type { Clock } from '../kernel/clock.ts';
import { createDayOf } from '../register/checks/site-rules.ts';
import type { PassbackTable } from './sqlite-passback.ts';

/**
 * Who is inside which area (DOMAIN §4, anti-passback). It moves when a passage was taken, never when it was granted; who is not
 * known to be inside is outside, so that whatever was missed costs a resident nothing.
 */
export interface PassbackBook {
  isInside(holder: string, area: string): boolean;
  /** Went through a door of the area. */
  passed(holder: string, area: string, side: 'entry' | 'exit'): void;
  /** A guard forgives: of this holder nothing is known any more. False if nothing was. */
  forgive(holder: string): boolean;
  /** People went through unseen, as while a controller was away: of this area nothing is known any more. */
  forget(area: string): void;
  /** The nightly reset; called every second. */
  check(): void;
}

export interface PassbackOptions {
  clock: Clock;
  table: PassbackTable;
  timeZone: string;
  settings: AccessSettings['passback'];
}

export function createPassbackBook({ clock, table, timeZone, settings }: PassbackOptions): PassbackBook {
  const forgetAfterMs = (settings?.forgetAfterMinutes ?? 720) * 60_000;
  const dayOf = createDayFrom(timeZone, settings?.resetAt ?? '04:00');
  const key = (holder: string, area: string) => `${area}\n${holder}`;
  const inside = new Map(table.all().map(({ holder, area, sinceMs }) => [key(holder, area), sinceMs]));
  let day = table.day();

  const drop = (matches: (area: string, holder: string) => boolean): boolean => {
    const found = [...inside.keys()].filter((entry) => {
      const [area = '', holder = ''] = entry.split('\n');
      return matches(area, holder);
    });
    for (const entry of found) inside.delete(entry);
    return found.length > 0;
  };
  return {
    isInside: (holder, area) => {
      const sinceMs = inside.get(key(holder, area));
      if (sinceMs === undefined) return false;
      const ageMs = clock.wallMs() - sinceMs;
      // Below zero the clock was set back: how long ago it was is not known.
      return ageMs >= 0 && ageMs < forgetAfterMs;
    },
    passed: (holder, area, side) => {
      if (side === 'entry') {
        const sinceMs = clock.wallMs();
        inside.set(key(holder, area), sinceMs);
        table.enter({ holder, area, sinceMs });
      } else {
        inside.delete(key(holder, area));
        table.leave(holder, area);
      }
    },
    forgive: (person) => {
      table.forgetHolder(person);
      return drop((_area, holder) => holder === person);
    },
    forget: (gone) => {
      table.forgetArea(gone);
      drop((area) => area === gone);
    },
    check: () => {
      const today = dayOf(clock.wallMs());
      if (today === day) return;
      // The first start of all has nothing to forget but the day.
      if (day !== '') {
        inside.clear();
        table.forgetAll();
      }
      day = today;
      table.keepDay(day);
    },
  };
}

/** The day of the calendar that a moment belongs to, where days begin at `resetAt` in the time zone. */
function createDayFrom(timeZone: string, resetAt: string): (wallMs: number) => string {
  const dayOf = createDayOf(timeZone);
  const time = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return (wallMs) => {
    const today = dayOf(wallMs);
    if (time.format(wallMs) >= resetAt) return today;
    return new Date(Date.parse(`${today}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
  };
}
