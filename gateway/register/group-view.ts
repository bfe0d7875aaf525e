import { createSchedule } from '../../devices/contracts/schedule.ts';
import { defaultTimeZone, type SiteFile } from '../../devices/contracts/site-file.ts';
import type { AccessGroup } from './records.ts';
import type { GroupView } from './rights-view.ts';

/** Makes views of access groups at one site: zones resolved to their doors and barriers, times read in the site's time zone. */
export function createGroupViews(site: SiteFile): (group: AccessGroup) => GroupView {
  const timeZone = site.site.timezone ?? defaultTimeZone;
  const placesOf = new Map<string, string[]>();
  for (const { id, zone } of [...site.doors, ...site.barriers]) {
    placesOf.set(id, [id]);
    if (zone !== undefined) placesOf.set(zone, [...(placesOf.get(zone) ?? []), id]);
  }
  return ({ id, places, spans, except }) => {
    // A place that has left the site file since is nowhere.
    const covered = new Set(places.flatMap((place) => placesOf.get(place) ?? []));
    const isAlways = spans === undefined && (except ?? []).length === 0;
    return {
      id,
      covers: (place) => covered.has(place),
      isOpen: isAlways ? undefined : oncePerMinute(createSchedule(spans, timeZone, except)),
    };
  };
}

/** Schedules begin and end on the full minute, and a calendar is slow to ask. */
function oncePerMinute(isOpen: (wallMs: number) => boolean): (wallMs: number) => boolean {
  let [minute, open] = [Number.NaN, false];
  return (wallMs) => {
    const asked = Math.floor(wallMs / 60_000);
    if (asked !== minute) [minute, open] = [asked, isOpen(wallMs)];
    return open;
  };
}
