import type { Ring } from '../../../devices/contracts/place.ts';
import type { SiteFile } from '../../../devices/contracts/site-file.ts';
import type { LookUp, Viewer } from '../../console/privacy/privacy-ports.ts';
import { Refusal } from '../../console/refusal.ts';
import { type ConsoleSearch, lookUpHours, type PassageSearch } from '../../console/search/search-ports.ts';
import { createPassageFinder, type FoundPassage } from '../../decision/sqlite-find-passages.ts';
import { createDeviceEventFinder } from '../../ingest/sqlite-find-device-events.ts';
import type { Clock } from '../../kernel/clock.ts';
import { type PageEnd, pageEndText, parsePageEnd } from '../../kernel/sqlite-newest-first.ts';
import type { Store } from '../../kernel/sqlite-store.ts';
import type { Ledger, LedgerEntry } from '../../ledger/ledger.ts';
import { visibleClasses } from '../../privacy/roles.ts';
import { normalisePlate } from '../../register/plate-text.ts';
import type { Credential, DataClass } from '../../register/records.ts';
import type { Register } from '../../register/register-types.ts';
import { reasonOf } from '../privacy/look-up-desk.ts';
import type { SitePlaces } from '../site-places.ts';

export interface SearchDeskOptions {
  site: SiteFile;
  /** The logs of decisions and of device events have to be open in it. */
  store: Store;
  register: Pick<Register, 'get' | 'all'>;
  ledger: Ledger;
  places: Pick<SitePlaces, 'get'>;
  clock: Clock;
}

const shortestPlate = 3;
/** Who types “888” need not see the ways of half of the compound. */
const mostPermits = 50;
const lookUpMs = lookUpHours * 3_600_000;
const endOfTime = Number.MAX_SAFE_INTEGER;

export function createSearchDesk(options: SearchDeskOptions): ConsoleSearch {
  const passages = createPassageFinder(options.store);
  const events = createDeviceEventFinder(options.store);
  return {
    passages: async (asked, by) => {
      const subject = subjectOf(options, asked, by);
      const { fromMs = 0, toMs = endOfTime, limit, method, outcome, why: reason } = asked;
      const since = subject ? Math.max(fromMs, subject.earliestMs) : fromMs;
      const { rows, next } = await passages.find({
        ...{ method, outcome, reason, toMs, limit, fromMs: since },
        after: pageEnd(asked.after),
        holder: subject?.holder,
        permits: subject?.permits,
        places: placesOf(options, asked),
      });
      return {
        passages: rows.map((row) => toShown(row, options.places)),
        ...(next && { next: pageEndText(next) }),
        ...(since !== fromMs && { fromMs: since }),
      };
    },
    events: async ({ device, kind, ring, fromMs = 0, toMs = endOfTime, type, limit, after }) => {
      const isAsked = kind !== undefined || ring !== undefined;
      const devices = options.site.devices.filter(
        (one) => (kind ?? one.kind) === one.kind && (ring ?? one.ring) === one.ring && (device ?? one.id) === one.id,
      );
      const { rows, next } = await events.find({
        ...{ type, fromMs, toMs, limit, after: pageEnd(after) },
        devices: isAsked ? devices.map(({ id }) => id) : device === undefined ? undefined : [device],
      });
      return {
        events: rows.map(({ boot: _boot, seq: _seq, ...event }) => {
          const known = options.places.get(event.device);
          const deviceName = known?.name ?? { zh: event.device, en: event.device };
          return { ...event, deviceName, ...(known && { ring: known.ring }) };
        }),
        ...(next && { next: pageEndText(next) }),
      };
    },
  };
}

function pageEnd(after: string | undefined): PageEnd | undefined {
  if (after === undefined) return undefined;
  const end = parsePageEnd(after);
  if (!end) throw new Refusal(400, 'bad-request', 'after must be what the page before ended with.', undefined, 'after');
  return end;
}

/** Of a ring: those that the site has now. */
function placesOf({ site }: SearchDeskOptions, { place, ring }: PassageSearch): string[] | undefined {
  if (ring === undefined) return place === undefined ? undefined : [place];
  const inRing = [...site.doors, ...site.barriers].filter((one) => one.ring === ring).map(({ id }) => id);
  return place === undefined ? inRing : inRing.filter((id) => id === place);
}

interface Subject {
  holder?: string;
  permits?: string[];
  /** What was before is shown within a case only. */
  earliestMs: number;
}

/** Whose passages are asked for; that they are is in the ledger before anything is looked up. */
function subjectOf(
  options: SearchDeskOptions,
  { person, plate, look }: PassageSearch,
  by: Viewer,
): Subject | undefined {
  if (person === undefined && plate === undefined) return undefined;
  if (!look) {
    throw new Refusal(400, 'reason-required', 'Passages of one person or plate need a purpose and a reason.');
  }
  const { site, register, clock } = options;
  if (site.privacy?.profile === 'eu') {
    throw new Refusal(409, 'not-enabled', 'Under the EU profile nobody is searched for.');
  }
  const reason = reasonOf(look.reason);
  checkClasses(options, { person, plate }, { ...look, reason }, by);
  if (person !== undefined && !register.get('person', person)) {
    throw new Refusal(404, 'no-such-person', 'There is no such person.');
  }
  const permits = plate === undefined ? undefined : permitsOf(register, plate);
  const people = [...new Set(permits?.flatMap((one) => one.person ?? []))];
  note(options, { ...look, reason }, by, 'passages.looked-up', {
    ...(person !== undefined && { subject: person }),
    detail: { about: person === undefined ? 'vehicle' : 'person', ...(permits && { people }) },
  });
  return {
    earliestMs: clock.wallMs() - lookUpMs,
    ...(person !== undefined && { holder: person }),
    ...(permits && { permits: permits.map(({ id }) => id) }),
  };
}

function note(
  { ledger, clock }: SearchDeskOptions,
  { purpose, reason }: LookUp,
  { user }: Viewer,
  action: string,
  about: Pick<LedgerEntry, 'subject' | 'detail'> = {},
): void {
  ledger.append({ atMs: clock.wallMs(), actor: { kind: 'user', id: user }, action, purpose, reason, ...about });
}

function checkClasses(
  options: SearchDeskOptions,
  { person, plate }: Pick<PassageSearch, 'person' | 'plate'>,
  look: LookUp,
  by: Viewer,
): void {
  const needed: DataClass[] = [
    ...(person === undefined ? [] : (['identity'] as const)),
    ...(plate === undefined ? [] : (['vehicle'] as const)),
  ];
  const classes = visibleClasses(by.roles, look.purpose);
  if (needed.every((one) => classes.has(one))) return;
  note(options, look, by, 'passages.look-up-refused');
  throw new Refusal(403, 'purpose-does-not-allow', 'For this purpose your role may not see this.');
}

/** Permits whose plate has these characters in it. Throws a Refusal for too few of them, and for what fits too many. */
function permitsOf(register: Pick<Register, 'all'>, plate: string): Credential[] {
  const wanted = normalisePlate(plate);
  if ([...wanted].length < shortestPlate) {
    throw new Refusal(
      400,
      'plate-too-short',
      `Give at least ${shortestPlate} characters of the plate.`,
      undefined,
      'plate',
    );
  }
  // A part may begin behind the office letter, where I and O are not folded by their place: both readings count.
  const part = wanted.replaceAll('I', '1').replaceAll('O', '0');
  const permits = Iterator.from(register.all('credential'))
    .filter(({ kind, value }) => kind === 'plate' && (value?.includes(wanted) || value?.slice(2).includes(part)))
    .take(mostPermits + 1)
    .toArray();
  if (permits.length > mostPermits) {
    throw new Refusal(
      400,
      'too-many-plates',
      'Too many plates have this in them: give more of it.',
      undefined,
      'plate',
    );
  }
  return permits;
}

function toShown({ place, ...row }: FoundPassage, places: Pick<SitePlaces, 'get'>) {
  const known = places.get(place);
  const ring: Ring = known?.ring ?? 1;
  const { alone, ...rest } = row;
  return {
    ...rest,
    ring,
    source: place,
    sourceName: known?.name ?? { zh: place, en: place },
    ...(alone && { alone }),
  };
}
