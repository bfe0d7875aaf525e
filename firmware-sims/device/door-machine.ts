import type { doorAlarms, doorModes } from '../../devices/profiles/door-controller.ts';
import type { MachineEvent, StateMachine, Step, Tick } from './state-machine.ts';

export interface DoorTimings {
  /** How long a release lasts when the command does not say. */
  releaseMs: number;
  /** How long the door may stand open before it counts as held. */
  heldMs: number;
}

/**
 * Lock, contact, exit button and fire input of one door, with the modes of ONVIF DoorControl. Fire release is LockedOpen:
 * released, and nothing but its end locks the door again.
 */
export interface DoorState {
  mode: (typeof doorModes)[number];
  contact: 'open' | 'closed';
  alarm: (typeof doorAlarms)[number];
  fire: boolean;
  /** Commands whose passage nobody has used yet. */
  grants: readonly string[];
  relockAtMs: number | undefined;
  heldAtMs: number | undefined;
}

export type DoorInput =
  | { kind: 'access'; command: string; releaseMs: number | undefined }
  | { kind: 'unlock' }
  | { kind: 'lock' }
  | { kind: 'exit-button' }
  | { kind: 'fire'; on: boolean }
  | { kind: 'door-opened' }
  | { kind: 'door-closed' }
  /** Power is back: whatever was granted is void, and the door may have been moved meanwhile. */
  | { kind: 'restarted'; contact: DoorState['contact'] };

type DoorStep = Step<DoorState>;

/** More people than this do not pass on one opening. */
const grantsAtOnce = 16;
const event = (type: string, data: Record<string, unknown> = {}): MachineEvent => ({ type, data });
const ended = { DoorForcedOpen: 'forced-ended', DoorOpenTooLong: 'held-ended' } as const;

/** Whether the bolt is drawn: a push opens the door. */
export const isReleased = ({ mode }: DoorState): boolean =>
  mode === 'Accessed' || mode === 'Unlocked' || mode === 'LockedOpen';

/** Forced and held are masked while the door is meant to stand free (ONVIF DoorControl, “Unlocked”). */
const isFree = ({ mode }: DoorState): boolean => mode === 'Unlocked' || mode === 'LockedOpen';

export function createDoorMachine(timings: DoorTimings): StateMachine<DoorState, DoorInput> {
  return {
    initial: {
      mode: 'Locked',
      contact: 'closed',
      alarm: 'Normal',
      fire: false,
      grants: [],
      relockAtMs: undefined,
      heldAtMs: undefined,
    },
    step: (state, input, nowMs) => stepDoor(state, input, nowMs, timings),
    wakeAtMs: ({ relockAtMs, heldAtMs }) =>
      relockAtMs === undefined || (heldAtMs !== undefined && heldAtMs < relockAtMs) ? heldAtMs : relockAtMs,
  };
}

function stepDoor(state: DoorState, input: DoorInput | Tick, nowMs: number, timings: DoorTimings): DoorStep {
  switch (input.kind) {
    case 'access':
      if (state.fire) return { state, events: [], refused: 'released by the fire input' };
      if (state.grants.length >= grantsAtOnce) return { state, events: [], refused: 'too many unused grants' };
      return grant(state, input.command, nowMs + (input.releaseMs ?? timings.releaseMs));
    case 'unlock':
      if (state.fire) return { state, events: [], refused: 'released by the fire input' };
      return setFree(state, 'Unlocked');
    case 'lock':
      if (state.fire) return { state, events: [], refused: 'released by the fire input' };
      return lock(state, nowMs, timings);
    case 'exit-button':
      return requestExit(state, nowMs, timings);
    case 'fire':
      return input.on === state.fire ? { state, events: [] } : switchFire(state, input.on, nowMs, timings);
    case 'door-opened':
      return state.contact === 'open' ? { state, events: [] } : openDoor(state, nowMs, timings);
    case 'door-closed':
      return state.contact === 'closed' ? { state, events: [] } : closeDoor(state);
    case 'restarted':
      return restart(state, input.contact, nowMs, timings);
    case 'tick':
      return tick(state, nowMs);
  }
}

function grant(state: DoorState, command: string, relockAtMs: number): DoorStep {
  const later = Math.max(relockAtMs, state.relockAtMs ?? 0);
  const mode = state.mode === 'Unlocked' ? 'Unlocked' : 'Accessed';
  // Through a door that stands open the passage is used at once: its contact will not change for this person.
  if (state.contact === 'open') {
    return { state: { ...state, mode, relockAtMs: later }, events: [event('taken', { command })] };
  }
  return { state: { ...state, mode, relockAtMs: later, grants: [...state.grants, command] }, events: [] };
}

function requestExit(state: DoorState, nowMs: number, { releaseMs }: DoorTimings): DoorStep {
  const events = [event('exit-requested')];
  if (isFree(state)) return { state, events };
  const relockAtMs = Math.max(nowMs + releaseMs, state.relockAtMs ?? 0);
  return { state: { ...state, mode: 'Accessed', relockAtMs }, events };
}

function setFree(state: DoorState, mode: 'Unlocked' | 'LockedOpen'): DoorStep {
  const events = state.alarm === 'Normal' ? [] : [event(ended[state.alarm])];
  return { state: { ...state, mode, alarm: 'Normal', heldAtMs: undefined }, events };
}

/** A door that stands open without an alarm counts from now, unless it counts already. */
function heldFrom(state: DoorState, nowMs: number, { heldMs }: DoorTimings): number | undefined {
  if (state.contact === 'closed' || state.alarm !== 'Normal') return undefined;
  return state.heldAtMs ?? nowMs + heldMs;
}

function lock(state: DoorState, nowMs: number, timings: DoorTimings): DoorStep {
  return {
    state: { ...state, mode: 'Locked', grants: [], relockAtMs: undefined, heldAtMs: heldFrom(state, nowMs, timings) },
    events: state.grants.map((command) => event('not-taken', { command })),
  };
}

function switchFire(state: DoorState, on: boolean, nowMs: number, timings: DoorTimings): DoorStep {
  if (!on) {
    const locked = lock({ ...state, fire: false }, nowMs, timings);
    return { state: locked.state, events: [event('fire-ended'), ...locked.events] };
  }
  const free = setFree({ ...state, fire: true, grants: [], relockAtMs: undefined }, 'LockedOpen');
  const unused = state.grants.map((command) => event('not-taken', { command }));
  return { state: free.state, events: [event('fire-released'), ...unused, ...free.events] };
}

function openDoor(state: DoorState, nowMs: number, { heldMs }: DoorTimings): DoorStep {
  const opened: DoorState = { ...state, contact: 'open', grants: [] };
  const taken = state.grants.map((command) => event('taken', { command }));
  if (isFree(state)) return { state: opened, events: [event('opened'), ...taken] };
  if (!isReleased(state)) {
    return { state: { ...opened, alarm: 'DoorForcedOpen' }, events: [event('opened'), event('forced-open')] };
  }
  return { state: { ...opened, heldAtMs: nowMs + heldMs }, events: [event('opened'), ...taken] };
}

function closeDoor(state: DoorState): DoorStep {
  const events = [event('closed')];
  if (state.alarm !== 'Normal') events.push(event(ended[state.alarm]));
  const closed: DoorState = { ...state, contact: 'closed', alarm: 'Normal', heldAtMs: undefined };
  if (state.mode !== 'Accessed') return { state: closed, events };
  return { state: { ...closed, mode: 'Locked', relockAtMs: undefined }, events };
}

function restart(state: DoorState, contact: DoorState['contact'], nowMs: number, timings: DoorTimings): DoorStep {
  const moved = contact === state.contact ? { state, events: [] } : followContact(state, contact);
  const mode = state.fire ? 'LockedOpen' : 'Locked';
  const dark: DoorState = { ...moved.state, mode, grants: [], relockAtMs: undefined, heldAtMs: undefined };
  const heldAtMs = state.fire ? undefined : heldFrom(dark, nowMs, timings);
  return { state: { ...dark, heldAtMs }, events: moved.events };
}

/** Nobody saw how the door was opened in the dark: that is told, but not called forced. */
function followContact(state: DoorState, contact: DoorState['contact']): DoorStep {
  return contact === 'closed' ? closeDoor(state) : { state: { ...state, contact }, events: [event('opened')] };
}

function tick(state: DoorState, nowMs: number): DoorStep {
  let next = state;
  const events: MachineEvent[] = [];
  if (state.relockAtMs !== undefined && state.relockAtMs <= nowMs) {
    const mode = state.mode === 'Accessed' ? 'Locked' : state.mode;
    events.push(...state.grants.map((command) => event('not-taken', { command })));
    next = { ...next, mode, grants: [], relockAtMs: undefined };
  }
  if (state.heldAtMs !== undefined && state.heldAtMs <= nowMs) {
    events.push(event('held-open'));
    next = { ...next, alarm: 'DoorOpenTooLong', heldAtMs: undefined };
  }
  return { state: next, events };
}
