import { defaultTimeZone, type SiteFile } from '../../../devices/contracts/site-file.ts';
import { hasWatchList } from '../../../devices/contracts/site-privacy.ts';

/** What the site file says about what the register may hold. */
export interface SiteRules {
  site: string;
  /** Doors, barriers and zones. */
  places: ReadonlySet<string>;
  longestVisitMs: number;
  /** What the site has settled and turned on. */
  watchList: boolean;
  trajectory: boolean;
  profile: 'cn' | 'eu';
  /** The day of the calendar at the site, YYYY-MM-DD. */
  dayOf(wallMs: number): string;
}

const hourMs = 3_600_000;
const usualLongestHours = 72;

export function createSiteRules(site: SiteFile): SiteRules {
  const { privacy } = site;
  return {
    site: site.site.id,
    places: new Set([...site.doors, ...site.barriers, ...site.zones].map(({ id }) => id)),
    longestVisitMs: (site.access?.visitors?.longestHours ?? usualLongestHours) * hourMs,
    watchList: hasWatchList(privacy),
    trajectory: privacy?.assessments?.trajectory !== undefined,
    profile: privacy?.profile ?? 'cn',
    dayOf: createDayOf(site.site.timezone ?? defaultTimeZone),
  };
}

/** Days change on the full minute in every time zone: the last minute asked for is kept. */
export function createDayOf(timeZone: string): (wallMs: number) => string {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  let [minute, day] = [Number.NaN, ''];
  return (wallMs) => {
    const asked = Math.floor(wallMs / 60_000);
    if (asked !== minute) [minute, day] = [asked, format.format(wallMs)];
    return day;
  };
}

/** Somebody without a date of birth is taken for an adult. `day` is when they are asked, YYYY-MM-DD. */
export function isUnder14(born: string | undefined, day: string): boolean {
  if (born === undefined) return false;
  return day < `${String(Number(born.slice(0, 4)) + 14).padStart(4, '0')}${born.slice(4)}`;
}
