import type { Clock } from '../kernel/clock.ts';
import type { PlateSighting } from '../perception/messages.ts';

/** How long a plate that was read before the vehicle reached the loop stays good. */
const sightingKeptMs = 15_000;

export interface LaneState {
  sighting: PlateSighting | undefined;
  /** A vehicle stands on the approach loop. */
  occupied: boolean;
  /** The arm was raised for the vehicle that stands there. */
  opened: boolean;
}

/** What is known of each barrier's lane: the last plate, the loop, and whether this vehicle has been let through. */
export interface LaneBook {
  get(barrier: string): Readonly<LaneState>;
  loop(barrier: string, occupied: boolean): void;
  seen(barrier: string, sighting: PlateSighting): void;
  decided(barrier: string, opened: boolean): void;
}

export function createLaneBook(clock: Clock): LaneBook {
  const lanes = new Map<string, LaneState & { seenMs: number }>();
  const lane = (barrier: string) => {
    let state = lanes.get(barrier);
    if (!state) {
      state = { sighting: undefined, occupied: false, opened: false, seenMs: 0 };
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
        state.sighting = undefined;
        state.opened = false;
      }
      state.occupied = occupied;
    },
    seen: (barrier, sighting) => {
      const state = lane(barrier);
      state.sighting = sighting;
      state.seenMs = clock.monotonicMs();
    },
    decided: (barrier, opened) => {
      const state = lane(barrier);
      state.sighting = undefined;
      state.opened = opened;
    },
  };
}
