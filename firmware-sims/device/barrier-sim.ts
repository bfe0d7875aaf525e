import { type BarrierInput, type BarrierState, type BarrierTimings, createBarrierMachine } from './barrier-machine.ts';
import { type ActionResult, done } from './command-desk.ts';
import { createDeviceSim, type DeviceSim, type DeviceSimOptions, withBackchannel } from './device-sim.ts';
import { nowMs, pause } from './sim-clock.ts';
import { runMachine } from './state-machine.ts';

export const usualBarrierTimings: BarrierTimings = { armMoveMs: 600, closeDelayMs: 500, waitMs: 15_000 };

/** A vehicle barrier with its two loops. */
export interface BarrierSim extends DeviceSim {
  readonly arm: BarrierState['arm'];
  readonly approach: boolean;
  readonly safety: boolean;
  /** A vehicle stops on the approach loop. */
  driveOnLoop(): void;
  /** The vehicle on the approach loop turns back. */
  backOff(): void;
  /** It drives under the arm and away; false if the arm is not up, and then it stays where it is. */
  driveThrough(options?: { underArmMs?: number }): Promise<boolean>;
  /** Something stands under the arm, or no longer does. */
  occupySafetyLoop(occupied: boolean): void;
}

export function createBarrierSim(options: DeviceSimOptions & { timings?: Partial<BarrierTimings> }): BarrierSim {
  const machine = createBarrierMachine({ ...usualBarrierTimings, ...options.timings });
  const vehicles = { approach: false, safety: false };
  const command = (input: BarrierInput): ActionResult => {
    const refused = barrier.send(input);
    return refused === undefined ? done : { outcome: 'refused', reason: refused };
  };
  const { sim, wire } = createDeviceSim(options, {
    values: () => {
      const { arm, approach, safety, held } = barrier.state;
      return { arm, approach, safety, held };
    },
    actions: {
      open: () => command({ kind: 'open' }),
      close: () => command({ kind: 'close' }),
      'lock-open': () => command({ kind: 'hold-up' }),
      'lock-open-release': () => command({ kind: 'end-hold' }),
    },
    powerLost: () => barrier.pause(),
    powerRestored: () => {
      barrier.resume();
      barrier.send({ kind: 'restarted', ...vehicles });
    },
    stopped: () => barrier.pause(),
    atRest: () =>
      !vehicles.approach && !vehicles.safety && (barrier.state.arm === 'open' || barrier.state.arm === 'closed'),
  });
  const barrier = runMachine(
    machine,
    nowMs,
    (event) => wire.emit(event.type, event.data),
    () => wire.changed(),
  );
  const occupy = (loop: 'approach' | 'safety', occupied: boolean) => {
    vehicles[loop] = occupied;
    if (sim.powered) barrier.send({ kind: 'loop', loop, occupied });
  };
  return withBackchannel(sim, {
    get arm() {
      return barrier.state.arm;
    },
    get approach() {
      return vehicles.approach;
    },
    get safety() {
      return vehicles.safety;
    },
    driveOnLoop: () => occupy('approach', true),
    backOff: () => occupy('approach', false),
    async driveThrough({ underArmMs = 600 } = {}) {
      if (barrier.state.arm !== 'open') return false;
      occupy('safety', true);
      occupy('approach', false);
      await pause(underArmMs);
      occupy('safety', false);
      return true;
    },
    occupySafetyLoop: (occupied: boolean) => occupy('safety', occupied),
  });
}
