import { type ActionResult, done } from './command-desk.ts';
import { createDeviceSim, type DeviceSim, type DeviceSimOptions, withBackchannel } from './device-sim.ts';
import { createDoorMachine, type DoorInput, type DoorState, type DoorTimings, isReleased } from './door-machine.ts';
import { nowMs, pause } from './sim-clock.ts';
import { type RunningMachine, runMachine } from './state-machine.ts';

export const usualDoorTimings: DoorTimings = { releaseMs: 5000, heldMs: 20_000 };

/** A door with its controller. */
export interface DoorSim extends DeviceSim {
  readonly mode: DoorState['mode'];
  readonly contact: DoorState['contact'];
  readonly alarm: DoorState['alarm'];
  /** The bolt is drawn. */
  readonly released: boolean;
  /** Somebody opens the door, with force if it is locked. */
  openDoor(): void;
  closeDoor(): void;
  /** Somebody opens a released door, passes and lets it close; false if the door was locked. */
  walkThrough(options?: { openMs?: number }): Promise<boolean>;
  pressExit(): void;
  fireInput(on: boolean): void;
}

export function createDoorSim(options: DeviceSimOptions & { timings?: Partial<DoorTimings> }): DoorSim {
  const machine = createDoorMachine({ ...usualDoorTimings, ...options.timings });
  let contact: DoorState['contact'] = 'closed';
  const command = (input: DoorInput): ActionResult => {
    const refused = door.send(input);
    return refused === undefined ? done : { outcome: 'refused', reason: refused };
  };
  const { sim, wire } = createDeviceSim(options, {
    values: () => ({ mode: door.state.mode, contact: door.state.contact, alarm: door.state.alarm }),
    actions: {
      access: (args, id) =>
        command({ kind: 'access', command: id, releaseMs: (args as { releaseMs?: number }).releaseMs }),
      unlock: () => command({ kind: 'unlock' }),
      lock: () => command({ kind: 'lock' }),
    },
    powerLost: () => door.pause(),
    powerRestored: () => {
      door.resume();
      door.send({ kind: 'restarted', contact });
    },
    stopped: () => door.pause(),
  });
  const door = runMachine(
    machine,
    nowMs,
    (event) => wire.emit(event.type, event.data),
    () => wire.changed(),
  );
  const position = {
    get contact() {
      return contact;
    },
    move: (to: DoorState['contact']) => {
      contact = to;
      if (sim.powered) door.send({ kind: to === 'open' ? 'door-opened' : 'door-closed' });
    },
  };
  return withBackchannel(sim, createBackchannel(sim, door, position));
}

function createBackchannel(
  sim: DeviceSim,
  door: RunningMachine<DoorState, DoorInput>,
  position: { readonly contact: DoorState['contact']; move(to: DoorState['contact']): void },
): Omit<DoorSim, keyof DeviceSim> {
  // Without power the bolt stays shut: these doors are fail-secure.
  const released = () => sim.powered && isReleased(door.state);
  return {
    get mode() {
      return door.state.mode;
    },
    get contact() {
      return position.contact;
    },
    get alarm() {
      return door.state.alarm;
    },
    get released() {
      return released();
    },
    openDoor: () => position.move('open'),
    closeDoor: () => position.move('closed'),
    async walkThrough({ openMs = 400 } = {}) {
      if (!released()) return false;
      position.move('open');
      await pause(openMs);
      position.move('closed');
      return true;
    },
    pressExit: () => {
      if (sim.powered) door.send({ kind: 'exit-button' });
    },
    fireInput: (on) => {
      if (sim.powered) door.send({ kind: 'fire', on });
    },
  };
}
