import type { SiteFile } from '../../devices/contracts/site-file.ts';
import { type RetainedClass, retainedClasses } from '../../devices/contracts/site-privacy.ts';
import { dayMs } from '../kernel/clock.ts';
import { isAmong, type PlaceFilter, type PurgeSpan } from '../kernel/sqlite-timed-purge.ts';
import { spansThatMayBeAfter, spansWithout, type UnsureSpan } from '../kernel/unsure-times.ts';
import { knownBases, type RetentionTerms, retentionTerms } from '../register/site/retention-terms.ts';

/** For how long one kind of data is kept in one part of the site. */
export interface RetentionEntry {
  class: RetainedClass;
  /** Left out: everywhere that no other entry of the class names. */
  zones?: string[];
  days: number;
  basis: string;
  minimum: RetentionTerms['minimum'];
  maximum: RetentionTerms['maximum'];
  /** Devices, cameras, doors and barriers that it is for; everything if left out. */
  places?: PlaceFilter;
}

/** Not even for want of room less: a law that the entry itself rests on may ask for more than the minimum of its class. */
export const leastDays = ({ class: of, minimum, basis }: RetentionEntry): number =>
  Math.max(
    minimum.days,
    ...knownBases.map(({ cited, minimumDays }) => (cited.test(basis) ? (minimumDays[of] ?? 0) : 0)),
  );

export interface RetentionPolicy {
  entries: readonly RetentionEntry[];
  /** Milliseconds; `place` is the device, camera, door or barrier. */
  keepMs(of: RetainedClass, place?: string): number;
}

/** An order to keep, for a court or an authority, what was recorded from `fromMs` until before `toMs`. */
export interface Hold {
  /** Of every class, and everywhere, where left out. */
  classes?: RetainedClass[];
  zones?: string[];
  fromMs: number;
  toMs: number;
}

/**
 * What the site file and the defaults say together: a rule for a zone comes first, then the rule for the class, then
 * evidence.keepDays, then the usual time. The file was checked before (see retentionProblems).
 */
export function createRetentionPolicy(site: SiteFile): RetentionPolicy {
  const entries = retainedClasses.flatMap((of) => entriesOf(site, of));
  return {
    entries,
    keepMs: (of, place) => {
      const own = entries.filter((entry) => entry.class === of);
      const found = own.find(({ zones, places }) => zones && isAmong(place ?? '', places));
      return (found ?? own.find(({ zones }) => !zones)!).days * dayMs;
    },
  };
}

function entriesOf(site: SiteFile, of: RetainedClass): RetentionEntry[] {
  const rules = (site.privacy?.retention ?? []).filter((rule) => rule.class === of);
  const { minimum, maximum, days, basis } = retentionTerms[of];
  const bounds = { class: of, minimum, maximum };
  const special = rules.flatMap((rule): RetentionEntry[] =>
    rule.zones
      ? [
          {
            ...bounds,
            days: rule.days,
            basis: rule.basis,
            zones: rule.zones,
            places: { only: placesIn(site, rule.zones) },
          },
        ]
      : [],
  );
  const general = rules.find((rule) => !rule.zones) ?? fromKeepDays(site, of) ?? { days, basis };
  const named = special.flatMap(({ zones }) => zones ?? []);
  const places = named.length === 0 ? {} : { places: { except: placesIn(site, named) } };
  return [{ ...bounds, days: general.days, basis: general.basis, ...places }, ...special];
}

function fromKeepDays(site: SiteFile, of: RetainedClass): { days: number; basis: string } | undefined {
  const keepDays: Partial<Record<RetainedClass, number>> = site.evidence?.keepDays ?? {};
  const days = keepDays[of];
  return days === undefined ? undefined : { days, basis: `site file: evidence.keepDays.${of}` };
}

/** Everything that stands in one of the zones. */
export function placesIn(site: SiteFile, zones: readonly string[]): string[] {
  const things = [...site.devices, ...site.cameras, ...site.doors, ...site.barriers];
  return things.filter(({ zone }) => zone !== undefined && zones.includes(zone)).map(({ id }) => id);
}

/** Whether an order keeps it. What has no zone is kept by every order: nobody can say that it is not concerned. */
export function isHeld(holds: readonly Hold[], of: RetainedClass, zone: string | undefined, atMs: number): boolean {
  return holds.some(
    ({ classes, zones, fromMs, toMs }) =>
      (!classes || classes.includes(of)) &&
      (!zones || zone === undefined || zones.includes(zone)) &&
      atMs >= fromMs &&
      atMs < toMs,
  );
}

/**
 * What of one entry may go now: all that is older than its days, without the spans in which an order keeps it. An order for some
 * zones keeps the span of the whole entry wherever the two have a zone in common or one of them is for everywhere. The time
 * of what was dated by a clock that was not believed begins when the clock was right.
 */
export function spansToPurge(
  entry: RetentionEntry,
  { holds, unsure }: { holds: readonly Hold[]; unsure: readonly UnsureSpan[] },
  nowMs: number,
): PurgeSpan[] {
  const untilMs = nowMs - entry.days * dayMs;
  const concerned = holds
    .filter(({ classes }) => !classes || classes.includes(entry.class))
    .filter(({ zones }) => !zones || !entry.zones || zones.some((zone) => entry.zones!.includes(zone)));
  const young = spansThatMayBeAfter(unsure, untilMs);
  const { places } = entry;
  return spansWithout([...concerned, ...young], untilMs).map((span) => ({ ...span, ...(places && { places }) }));
}

/** One line of the report on what is kept for how long. */
export interface RetentionLine extends Omit<RetentionEntry, 'places'> {
  /** Wall-clock milliseconds of the oldest record that is kept, where there is one. */
  oldestMs?: number;
  /** The last purge that took something away, or looked and found nothing, and how much it took. */
  sweptMs?: number;
  deleted?: number;
  /** Something is kept for more than a day longer than it should be, and no order asks for it. */
  overdue: boolean;
}

export interface RetentionFigures {
  oldestMs?: number;
  sweptMs?: number;
  deleted?: number;
}

export function retentionReport(
  policy: RetentionPolicy,
  figuresOf: (entry: RetentionEntry) => RetentionFigures,
  kept: Parameters<typeof spansToPurge>[1],
  nowMs: number,
): RetentionLine[] {
  return policy.entries.map((entry) => {
    const { places: _, ...line } = entry;
    const figures = figuresOf(entry);
    const due = figures.oldestMs === undefined ? [] : spansToPurge(entry, kept, nowMs - dayMs);
    const overdue = due.some(({ fromMs, toMs }) => figures.oldestMs! >= fromMs && figures.oldestMs! < toMs);
    return { ...line, ...figures, overdue };
  });
}
