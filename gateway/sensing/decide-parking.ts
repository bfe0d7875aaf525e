import type { ParkingLimits, Stay, TakenBay, Ticket } from './parking.ts';

/** A stay with what the register says of its vehicle now. */
export interface KnownStay extends Stay {
  home: { id: string; places: number | undefined } | undefined;
}

/** A taken bay with whether what stands in it may; `unknown` where that cannot be told, or the bay is kept for nobody. */
export interface JudgedBay extends TakenBay {
  fits: 'yes' | 'no' | 'unknown';
}

export interface ParkingWorld {
  stays: readonly KnownStay[];
  bays: readonly JudgedBay[];
  limits: ParkingLimits;
  nowMs: number;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/**
 * Which tickets should stand now (DOMAIN §5: overstay, wrong bay, quota, no plate). Pure: the same world gives the same
 * tickets, so that a restart changes nothing. Doubt accuses nobody: what cannot be told gives no ticket.
 */
export function decideParking(world: ParkingWorld): Ticket[] {
  return [...overstays(world), ...quotas(world), ...wrongBays(world), ...withoutPlate(world)];
}

/** Hours since a vehicle was last seen, beside the ticket: how much of it is knowledge. */
const unseenHours = ({ seenMs }: Stay, nowMs: number) => Math.max(0, Math.floor((nowMs - seenMs) / hourMs));

function overstays({ stays, limits, nowMs }: ParkingWorld): Ticket[] {
  const isOver = ({ kind, untilMs }: Stay) =>
    kind !== 'unread' && untilMs !== undefined && nowMs >= untilMs + limits.graceMinutes * minuteMs;
  return stays.filter(isOver).map((stay) => ({
    type: 'parking-overstay',
    source: stay.id,
    detail: { barrier: stay.barrier, kind: stay.kind, unseenHours: unseenHours(stay, nowMs), ...passageOf(stay) },
    news: '',
  }));
}

/**
 * One ticket for a home, however many are too many, at the vehicle that was the first of them: a home's own id would say in
 * every list which home it is.
 */
function quotas({ stays, limits, nowMs }: ParkingWorld): Ticket[] {
  const homes = new Map<string, { places: number; inside: KnownStay[] }>();
  for (const stay of stays) {
    const places = stay.home?.places ?? limits.placesPerHome;
    if (!stay.home || places === undefined) continue;
    const known = homes.get(stay.home.id);
    if (known) known.inside.push(stay);
    else homes.set(stay.home.id, { places, inside: [stay] });
  }
  return [...homes.values()].flatMap(({ places, inside }): Ticket[] => {
    const stay = inside.toSorted(byArrival)[places];
    if (!stay) return [];
    const oldest = inside.reduce((a, b) => (b.seenMs < a.seenMs ? b : a));
    const detail = {
      ...{ inside: inside.length, places, barrier: stay.barrier, unseenHours: unseenHours(oldest, nowMs) },
      ...passageOf(stay),
    };
    return [{ type: 'parking-quota', source: stay.id, detail, news: `${inside.length}/${places}` }];
  });
}

function wrongBays({ bays, limits, nowMs }: ParkingWorld): Ticket[] {
  return bays
    .filter(({ fits, sinceMs }) => fits === 'no' && nowMs >= sinceMs + limits.bayMinutes * minuteMs)
    .map(({ device }) => ({ type: 'parking-wrong-bay', source: device, detail: {}, news: '' }));
}

/**
 * A bay whose camera cannot read what stands in it says where one of the unread vehicles is: its ticket takes the place of
 * that of the one that came first. More of such bays than unread vehicles are bays with a poor view.
 */
function withoutPlate({ stays, bays, limits, nowMs }: ParkingWorld): Ticket[] {
  const isDue = ({ sinceMs }: { sinceMs: number }) => nowMs >= sinceMs + limits.graceMinutes * minuteMs;
  const unread = stays.filter((stay) => stay.kind === 'unread' && isDue(stay)).sort(byArrival);
  const unreadBays = bays
    .filter((bay) => bay.reading === 'unreadable' && isDue(bay))
    .sort((a, b) => a.sinceMs - b.sinceMs);
  const found = unreadBays.slice(0, unread.length);
  return [
    ...found.map(({ device }): Ticket => ({ type: 'parking-no-plate', source: device, detail: {}, news: '' })),
    ...unread.slice(found.length).map(
      (stay): Ticket => ({
        type: 'parking-no-plate',
        source: stay.id,
        detail: { barrier: stay.barrier, unseenHours: unseenHours(stay, nowMs), ...passageOf(stay) },
        news: '',
      }),
    ),
  ];
}

const passageOf = ({ decision }: Stay): { passage?: string } => (decision === undefined ? {} : { passage: decision });

/** Always the same order, however they were told. */
const byArrival = (a: Stay, b: Stay): number => a.sinceMs - b.sinceMs || (a.id < b.id ? -1 : 1);
