import type { Clock } from '../../kernel/clock.ts';
import type { Store } from '../../kernel/sqlite-store.ts';
import type { PlateSighting, PlateVerdict } from '../../perception/messages.ts';

/** How long a plate that was read before the vehicle reached the loop stays good. */
const sightingKeptMs = 8000;
/** For so long after a vehicle has left the loop its plate, still in the picture, says nothing of the next vehicle. */
const leavingMs = 8000;

export interface LaneState {
  sighting: PlateSighting | undefined;
  /** A vehicle stands on the approach loop. */
  occupied: boolean;
  /** The arm was raised for the vehicle that stands there. */
  opened: boolean;
}

interface Leaving {
  verdict: PlateVerdict;
  untilMs: number;
}

type Kept = LaneState & {
  seenMs: number;
  verdict: PlateVerdict | undefined;
  left: Leaving | undefined;
  /** Of the vehicle that left the loop last, where it was read; `left` is the last one that was read. */
  driving: { verdict: PlateVerdict | undefined; untilMs: number } | undefined;
};

/**
 * Whether both may be of one vehicle: the same plate, or, where one of them is doubtful, all but one character of it. What was let
 * in on a look-alike must not, read better as it drives off, let in the next one.
 */
function isSame(a: PlateVerdict, b: PlateVerdict): boolean {
  const [left, right] = [[...a.plate], [...b.plate]];
  const differing = left.filter((character, at) => character !== right[at]).length;
  if (left.length !== right.length) return false;
  return differing === 0 || (differing === 1 && (a.kind === 'partial' || b.kind === 'partial'));
}

/**
 * What is known of each barrier's lane: the last plate, the loop, and whether this vehicle has been let through. A decision that is
 * rolled back was not made: the plate is there again for the next try.
 */
export interface LaneBook {
  get(barrier: string): Readonly<LaneState>;
  loop(barrier: string, occupied: boolean): void;
  seen(barrier: string, sighting: PlateSighting): void;
  decided(barrier: string, opened: boolean): void;
  /** What was read of the vehicle on the loop. */
  reading(barrier: string): PlateVerdict | undefined;
  /** What was read of the vehicle that is under the arm: it stands on the loop still, or has just left it. */
  underArm(barrier: string): PlateVerdict | undefined;
  /** A guard has raised the arm for whoever stands there: its plate, read or yet to be read, does not raise it again. */
  openedByHand(barrier: string): void;
}

export function createLaneBook(clock: Clock, store: Pick<Store, 'afterRollback'>): LaneBook {
  const lanes = new Map<string, Kept>();
  const lane = (barrier: string) => {
    let state = lanes.get(barrier);
    if (!state) {
      state = {
        ...{ sighting: undefined, occupied: false, opened: false, seenMs: 0 },
        ...{ verdict: undefined, left: undefined, driving: undefined },
      };
      lanes.set(barrier, state);
    }
    if (state.sighting && clock.monotonicMs() - state.seenMs > sightingKeptMs) state.sighting = undefined;
    return state;
  };
  const changing = (barrier: string) => {
    const state = lane(barrier);
    const { verdict, sighting, opened } = state;
    store.afterRollback(() => void Object.assign(state, { verdict, sighting, opened }));
    return state;
  };
  const reading = (barrier: string): PlateVerdict | undefined => {
    const { verdict, sighting } = lane(barrier);
    return verdict ?? sighting?.verdict;
  };
  return {
    get: lane,
    reading,
    underArm: (barrier) => {
      const { occupied, opened, driving } = lane(barrier);
      if (occupied && opened) return reading(barrier);
      return driving && clock.monotonicMs() < driving.untilMs ? driving.verdict : undefined;
    },
    loop: (barrier, occupied) => {
      const state = lane(barrier);
      // The vehicle has left the loop: whoever comes next is another one, and starts from nothing.
      if (state.occupied && !occupied) {
        const verdict = state.verdict ?? state.sighting?.verdict;
        state.driving = { verdict, untilMs: clock.monotonicMs() + leavingMs };
        if (verdict) state.left = { verdict, untilMs: clock.monotonicMs() + leavingMs };
        state.verdict = undefined;
        state.sighting = undefined;
        state.opened = false;
      }
      state.occupied = occupied;
    },
    seen: (barrier, sighting) => {
      const state = lane(barrier);
      const { left } = state;
      if (left && isSame(left.verdict, sighting.verdict) && clock.monotonicMs() < left.untilMs) return;
      state.sighting = sighting;
      state.seenMs = clock.monotonicMs();
    },
    decided: (barrier, opened) => {
      const state = changing(barrier);
      state.verdict = state.sighting?.verdict;
      state.sighting = undefined;
      state.opened = opened;
    },
    openedByHand: (barrier) => {
      const state = changing(barrier);
      if (state.occupied) state.opened = true;
    },
  };
}
