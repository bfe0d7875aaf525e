import type { Clock } from '../kernel/clock.ts';
import type { PlateSighting } from '../perception/messages.ts';

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
  plate: string;
  untilMs: number;
}

/** What is known of each barrier's lane: the last plate, the loop, and whether this vehicle has been let through. */
export interface LaneBook {
  get(barrier: string): Readonly<LaneState>;
  loop(barrier: string, occupied: boolean): void;
  seen(barrier: string, sighting: PlateSighting): void;
  decided(barrier: string, opened: boolean): void;
}

export function createLaneBook(clock: Clock): LaneBook {
  const lanes = new Map<string, LaneState & { seenMs: number; plate: string | undefined; left: Leaving | undefined }>();
  const lane = (barrier: string) => {
    let state = lanes.get(barrier);
    if (!state) {
      state = { sighting: undefined, occupied: false, opened: false, seenMs: 0, plate: undefined, left: undefined };
      lanes.set(barrier, state);
    }
    if (state.sighting && clock.monotonicMs() - state.seenMs > sightingKeptMs) state.sighting = undefined;
    return state;
  };
  return {
    get: lane,
    loop: (barrier, occupied) => {
      const state = lane(barrier);
      // The vehicle has left the loop: whoever comes next is another one, and starts from nothing.
      if (state.occupied && !occupied) {
        if (state.plate !== undefined) state.left = { plate: state.plate, untilMs: clock.monotonicMs() + leavingMs };
        state.plate = undefined;
        state.sighting = undefined;
        state.opened = false;
      }
      state.occupied = occupied;
    },
    seen: (barrier, sighting) => {
      const state = lane(barrier);
      const { left } = state;
      if (left && left.plate === sighting.verdict.plate && clock.monotonicMs() < left.untilMs) return;
      state.sighting = sighting;
      state.seenMs = clock.monotonicMs();
    },
    decided: (barrier, opened) => {
      const state = lane(barrier);
      state.plate = state.sighting?.verdict.plate;
      state.sighting = undefined;
      state.opened = opened;
    },
  };
}
