import type { SiteDoor } from '../../devices/contracts/site-doors.ts';
import type { SiteBarrier, SiteFile } from '../../devices/contracts/site-file.ts';
import type { Clock } from '../kernel/clock.ts';
import type { LockoutBook } from './lockout-book.ts';
import type { PassbackBook } from './passback-book.ts';
import type { ModeEffect } from './site-modes.ts';
import type { PlaceStanding } from './situation.ts';
import type { DoorOrders } from './sqlite-door-orders.ts';
import type { PassUses } from './sqlite-pass-uses.ts';

/** A door or barrier as its controller last reported it; what was not heard since the gateway started, or since the controller was lost, is `undefined`. */
export interface HeardPlace {
  mode: string | undefined;
  contact: 'open' | 'closed' | undefined;
  alarm: string | undefined;
  /** Released by its fire input. */
  fire: boolean;
  /** Of a barrier. */
  arm: string | undefined;
  held: boolean | undefined;
  approach: boolean | undefined;
  safety: boolean | undefined;
  /** Wall clock, epoch milliseconds. */
  heardAtMs: number | undefined;
}

export interface DoorBook {
  door(id: string): SiteDoor | undefined;
  barrier(id: string): SiteBarrier | undefined;
  heard(place: string): Readonly<HeardPlace>;
  /** For the situation of one request; `reader` where it was made at one. */
  standing(place: string, side: 'entry' | 'exit', reader?: string): PlaceStanding;
  /** Whether nobody may pass there by a credential because a guard, or somebody at the controller, blocked it. */
  isBlocked(place: string): boolean;
  event(place: string, type: string, data: Record<string, unknown>): void;
  state(place: string, values: Record<string, unknown>): void;
  /** Its lock was released for somebody: until he has gone through it counts as open. */
  released(place: string, forMs: number): void;
  /** The passage was taken, or not. */
  settled(place: string): void;
  /** People go through it whom nobody counts: who is in the area behind it is not known any more. */
  unseen(place: string): void;
  /** Its controller is away: what it said last may be true no longer, but for a fire. */
  lost(place: string): void;
}

export interface DoorBookOptions {
  site: Pick<SiteFile, 'doors' | 'barriers' | 'interlocks'>;
  clock: Clock;
  orders: DoorOrders;
  passback: PassbackBook;
  lockout: LockoutBook;
  uses: PassUses;
  effectOf(place: string): ModeEffect | undefined;
}

const unheard: HeardPlace = {
  mode: undefined,
  contact: undefined,
  alarm: undefined,
  fire: false,
  arm: undefined,
  held: undefined,
  approach: undefined,
  safety: undefined,
  heardAtMs: undefined,
};

/** What an event alone says of the standing; the state that follows it says the same. */
const said: Record<string, Partial<HeardPlace>> = {
  opened: { contact: 'open', arm: 'open' },
  closed: { contact: 'closed', arm: 'closed' },
  'forced-open': { alarm: 'DoorForcedOpen' },
  'forced-ended': { alarm: 'Normal' },
  'held-open': { alarm: 'DoorOpenTooLong' },
  'held-ended': { alarm: 'Normal' },
  'fire-released': { fire: true },
  'fire-ended': { fire: false },
};

/** Standing of every door and barrier: what their controllers say, what was ordered, and what the modes make of it. */
export function createDoorBook(options: DoorBookOptions): DoorBook {
  const { site, clock, orders, passback, lockout, uses } = options;
  const doors = new Map(site.doors.map((door) => [door.id, door]));
  const barriers = new Map(site.barriers.map((barrier) => [barrier.id, barrier]));
  const places = new Map<string, HeardPlace>();
  const releasedUntilMs = new Map<string, number>();
  const partners = partnersOf(site);
  const heard = (place: string): HeardPlace => places.get(place) ?? unheard;
  const hear = (place: string, change: Partial<HeardPlace>) =>
    void places.set(place, { ...heard(place), ...change, heardAtMs: clock.wallMs() });

  const isFree = (place: string): boolean => heard(place).fire || options.effectOf(place) === 'open';
  const isPassable = (place: string): boolean =>
    heard(place).contact === 'open' ||
    heard(place).mode === 'Accessed' ||
    (releasedUntilMs.get(place) ?? 0) > clock.monotonicMs();
  /** A fire ends the interlock of all its doors. */
  const isInterlocked = (place: string): boolean => {
    const others = partners.get(place) ?? [];
    return !others.some(isFree) && others.some(isPassable);
  };
  const isBlocked = (place: string) => orders.of(place).byGuard === 'blocked' || heard(place).mode === 'Blocked';

  return {
    door: (id) => doors.get(id),
    barrier: (id) => barriers.get(id),
    heard,
    isBlocked,
    standing: (id, side, reader) => {
      const door = doors.get(id);
      const area = door?.passback;
      return {
        id,
        kind: door ? 'door' : 'barrier',
        serves: door?.serves ?? 'everyone',
        methods: door ? door.methods : ['plate'],
        side,
        released: isFree(id),
        lockedDown: options.effectOf(id) === 'shut' || heard(id).mode === 'LockedDown',
        blocked: isBlocked(id),
        lockedOut: reader !== undefined && lockout.isShut(reader),
        interlocked: side === 'entry' && isInterlocked(id),
        passback: area && { mode: area.mode, isInside: (holder) => passback.isInside(holder, area.area) },
        usesOf: (pass) => uses.of(pass, id),
      };
    },
    event: (place, type, data) => {
      if (type === 'loop-occupied' || type === 'loop-cleared') {
        if (data.loop === 'approach' || data.loop === 'safety') hear(place, { [data.loop]: type === 'loop-occupied' });
      } else hear(place, said[type] ?? {});
    },
    state: (place, values) => hear(place, readState(values)),
    released: (place, forMs) => void releasedUntilMs.set(place, clock.monotonicMs() + forMs),
    settled: (place) => void releasedUntilMs.delete(place),
    unseen: (place) => {
      const area = doors.get(place)?.passback?.area;
      if (area !== undefined) passback.forget(area);
    },
    lost: (place) => {
      releasedUntilMs.delete(place);
      const { fire, heardAtMs } = heard(place);
      places.set(place, { ...unheard, fire, heardAtMs });
    },
  };
}

/** By a door, the others of its interlocks. */
function partnersOf({ interlocks = [] }: Pick<SiteFile, 'interlocks'>): ReadonlyMap<string, string[]> {
  const partners = new Map<string, string[]>();
  for (const { doors } of interlocks)
    for (const door of doors)
      partners.set(door, [...(partners.get(door) ?? []), ...doors.filter((other) => other !== door)]);
  return partners;
}

/** Values that are of another type than the profile says are left out: a device is believed only as far as it speaks plainly. */
function readState(values: Record<string, unknown>): Partial<HeardPlace> {
  const texts = ['mode', 'alarm', 'arm'].flatMap((name) => {
    const value = values[name];
    return typeof value === 'string' && /^[A-Za-z]{1,32}$/.test(value) ? [[name, value]] : [];
  });
  const flags = ['fire', 'held', 'approach', 'safety'].flatMap((name) =>
    typeof values[name] === 'boolean' ? [[name, values[name]]] : [],
  );
  const contact = values.contact === 'open' || values.contact === 'closed' ? [['contact', values.contact]] : [];
  return Object.fromEntries([...texts, ...flags, ...contact]) as Partial<HeardPlace>;
}
