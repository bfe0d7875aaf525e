import { type DoorTimes, powerMode, type SiteDoor, usualDoorTimes } from '../../devices/contracts/site-doors.ts';
import { silentLog } from '../log.ts';
import { type AloneAnswer, type AloneDesk, createAloneDesk, type GrantTimes } from './alone-desk.ts';
import { type ActionResult, type Actions, done } from './command-desk.ts';
import type { Presented } from './decide-alone.ts';
import { createDeviceSim, type DeviceSim, type DeviceSimOptions, withBackchannel } from './device-sim.ts';
import {
  createDoorMachine,
  type DoorInput,
  type DoorState,
  type DoorTimings,
  doorMode,
  type FireLine,
  isReleased,
} from './door-machine.ts';
import { modeCommands } from './door-modes.ts';
import { createForgetfulNote, type FlashNote } from './flash-note.ts';
import { type CountedPass, createPassUses } from './pass-uses.ts';
import { createRightsHolder, type RightsHolder } from './rights-holder.ts';
import { nowMs, pause } from './sim-clock.ts';
import { type RunningMachine, runMachine } from './state-machine.ts';

export interface DoorSimTimings extends DoorTimings {
  /** What a controller that decides alone gives people who need more time. */
  extendedReleaseMs: number;
  extendedOpenMs: number;
}

export const usualDoorTimings: DoorSimTimings = toTimings(usualDoorTimes) as DoorSimTimings;

export interface DoorSimOptions extends DeviceSimOptions {
  timings?: Partial<DoorSimTimings>;
  /** Of the lock without power; fail-safe if left out. */
  power?: ReturnType<typeof powerMode>;
  /** Public key of the site, raw, base64url, by which it takes rights; given when it is put up. */
  siteKey?(): string | undefined;
  /** Flash for the rights and for the uses of passes; without it they go with the power. */
  rightsFlash?: FlashNote;
  usesFlash?: FlashNote;
}

/** A door with its controller. */
export interface DoorSim extends DeviceSim {
  readonly mode: ReturnType<typeof doorMode>;
  readonly contact: DoorState['contact'];
  readonly alarm: DoorState['alarm'];
  readonly fire: boolean;
  /** The bolt is drawn. */
  readonly released: boolean;
  /** Somebody opens the door, with force if it is locked. */
  openDoor(): void;
  closeDoor(): void;
  /** Somebody opens a released door, passes and lets it close; false if the door was locked. */
  walkThrough(options?: { openMs?: number }): Promise<boolean>;
  pressExit(): void;
  /** The contact of the fire alarm system is made or open, or its wire is cut or short. */
  fireInput(line: FireLine): void;
  /** Somebody resets the fire release on the spot; false while the input is not at rest. */
  resetFire(): boolean;
  /** How often it has decided by its own rights. */
  readonly decidedAlone: number;
  /** The wire from a reader that gets no answer from the gateway; nothing comes back without power. */
  ask(reader: string, presented: Presented): AloneAnswer | undefined;
}

/** Times and lock of a door of the site file. */
export function installedAs(door: SiteDoor): { timings: Partial<DoorSimTimings>; power: ReturnType<typeof powerMode> } {
  return { timings: toTimings(door.times ?? {}), power: powerMode(door) };
}

/** Seconds of the site file in milliseconds: `open` becomes `openMs`. */
function toTimings(times: DoorTimes): Partial<DoorSimTimings> {
  return Object.fromEntries(Object.entries(times).map(([name, seconds]) => [`${name}Ms`, seconds * 1000]));
}

export function createDoorSim(options: DoorSimOptions): DoorSim {
  const timings = { ...usualDoorTimings, ...options.timings };
  const surroundings: Surroundings = { contact: 'closed', fireLine: 'off' };
  const log = options.log ?? silentLog;
  const holder = createRightsHolder({
    site: options.site,
    controller: options.device.id,
    siteKey: options.siteKey ?? (() => undefined),
    flash: options.rightsFlash ?? createForgetfulNote(),
    log,
  });
  const { sim, wire } = createDeviceSim(options, {
    values: () => describe(door.state, holder),
    actions: createActions(
      (input) => door.send(input),
      () => alone,
    ),
    powerLost: () => door.pause(),
    powerRestored: () => {
      holder.reload();
      alone.powerBack();
      door.resume();
      door.send({ kind: 'restarted', ...surroundings });
    },
    stopped: () => door.pause(),
    atRest: () => door.state.contact === 'closed' && !door.state.fire && doorMode(door.state) !== 'Accessed',
    rights: (payload) => {
      holder.receive(payload);
      wire.changed();
    },
  });
  const alone = createAloneDesk({
    rights: () => holder.rights,
    uses: createPassUses(options.usesFlash ?? createForgetfulNote(), options.device.id, log),
    wallMs: wire.wallMs,
    nowMs,
    standing: () => standingOf(door.state),
    extended: { releaseMs: timings.extendedReleaseMs, openMs: timings.extendedOpenMs },
    open: (command, times: Partial<GrantTimes> = {}) =>
      door.send({ kind: 'access', command, releaseMs: times.releaseMs, openMs: times.openMs }) === undefined,
    record: (data, at) => void wire.emit('decided-alone', data, { at }),
  });
  const door = runMachine(
    createDoorMachine(timings),
    nowMs,
    ({ type, data }) => {
      const isPassage = type === 'taken' || type === 'not-taken';
      // The gateway knows nothing of what was granted here: it learns it with the decision.
      if (!isPassage || !alone.passed(String(data.command), type === 'taken')) wire.emit(type, data);
    },
    () => wire.changed(),
  );
  const failsSafe = (options.power ?? 'fail-safe') === 'fail-safe';
  // while its program starts the outputs stay as they are: that is no loss of power
  const released = () => (sim.powered || sim.restarting ? isReleased(door.state) : failsSafe);
  const ask: DoorSim['ask'] = (reader, presented) => (sim.powered ? alone.ask(reader, presented) : undefined);
  return withBackchannel(sim, createBackchannel(sim, door, surroundings, released, ask));
}

/** What stands there with or without power. */
interface Surroundings {
  contact: DoorState['contact'];
  fireLine: FireLine;
}

function describe(state: DoorState, holder: RightsHolder): Record<string, unknown> {
  const { contact, alarm, fire } = state;
  return { mode: doorMode(state), contact, alarm, fire, rights: holder.report() };
}

function standingOf({ fire, commanded: { mode } }: DoorState) {
  return {
    released: fire || mode === 'LockedOpen',
    lockedDown: mode === 'LockedDown',
    blocked: mode === 'Blocked' || mode === 'DoubleLocked',
  };
}

function createActions(send: (input: DoorInput) => string | undefined, alone: () => AloneDesk): Actions {
  const command = (input: DoorInput): ActionResult => {
    const refused = send(input);
    return refused === undefined ? done : { outcome: 'refused', reason: refused };
  };
  return {
    access: (args, id) => {
      const { releaseMs, openMs, pass } = args as Partial<GrantTimes> & { pass?: CountedPass };
      // Before the lock moves: through a door that stands open the passage is used at once.
      if (pass) alone().counts(id, pass);
      const result = command({ kind: 'access', command: id, releaseMs, openMs });
      if (result.outcome !== 'done') alone().passed(id, false);
      return result;
    },
    ...Object.fromEntries(modeCommands.map((kind) => [kind, () => command({ kind })])),
  };
}

function createBackchannel(
  sim: DeviceSim,
  door: RunningMachine<DoorState, DoorInput>,
  surroundings: Surroundings,
  released: () => boolean,
  ask: DoorSim['ask'],
): Omit<DoorSim, keyof DeviceSim> {
  const move = (contact: DoorState['contact']) => {
    surroundings.contact = contact;
    if (sim.powered) door.send({ kind: contact === 'open' ? 'door-opened' : 'door-closed' });
  };
  let decidedAlone = 0;
  return {
    get mode() {
      return doorMode(door.state);
    },
    get contact() {
      return surroundings.contact;
    },
    get alarm() {
      return door.state.alarm;
    },
    get fire() {
      return door.state.fire;
    },
    get released() {
      return released();
    },
    openDoor: () => move('open'),
    closeDoor: () => move('closed'),
    async walkThrough({ openMs = 400 } = {}) {
      if (!released()) return false;
      move('open');
      await pause(openMs);
      move('closed');
      return true;
    },
    pressExit: () => {
      if (sim.powered) door.send({ kind: 'exit-button' });
    },
    fireInput: (line) => {
      surroundings.fireLine = line;
      if (sim.powered) door.send({ kind: 'fire-input', line });
    },
    ask: (reader, presented) => {
      const answer = ask(reader, presented);
      if (answer) decidedAlone += 1;
      return answer;
    },
    get decidedAlone() {
      return decidedAlone;
    },
    resetFire: () => sim.powered && door.send({ kind: 'fire-reset' }) === undefined,
  };
}
