import type { doorAlarms, doorModes } from '../../devices/profiles/door-controller.ts';
import {
  afterPowerCut,
  type CommandedMode,
  commandMode,
  isFreeMode,
  type ModeCommand,
  refuseAccess,
  reportedMode,
} from './door-modes.ts';
import type { MachineEvent, StateMachine, Step, Tick } from './state-machine.ts';

export interface DoorTimings {
  /** How long a release lasts when the command does not say. */
  releaseMs: number;
  /** How long the door may stand open before it counts as held, when the command does not say. */
  openMs: number;
  /** For how long it sounds before that; at most for half of the time. */
  preAlarmMs: number;
}

/** A supervised input: a wire that is cut or short is known from a contact that is made. */
export type FireLine = 'on' | 'off' | 'cut' | 'short';
export const isFireLine = (text: string): text is FireLine => ['on', 'off', 'cut', 'short'].includes(text);

/**
 * Lock, contact, exit button and fire input of one door, with the modes of ONVIF DoorControl. Fire release is reported as
 * LockedOpen: released, and nothing but its reset by hand leads back to what was commanded.
 */
export interface DoorState {
  commanded: CommandedMode;
  contact: 'open' | 'closed';
  alarm: (typeof doorAlarms)[number];
  /** Released by the fire input, which need not be on any more. */
  fire: boolean;
  fireLine: FireLine;
  /** Commands whose passage nobody has used yet. */
  grants: readonly string[];
  /** Until then the lock is released for a passage. */
  relockAtMs: number | undefined;
  /** How long the door may stand open once it is opened in this release. */
  openMs: number;
  soundAtMs: number | undefined;
  heldAtMs: number | undefined;
}

export type DoorInput =
  | { kind: 'access'; command: string; releaseMs: number | undefined; openMs?: number | undefined }
  | { kind: ModeCommand }
  | { kind: 'exit-button' }
  | { kind: 'fire-input'; line: FireLine }
  /** Somebody on the spot ends the fire release. */
  | { kind: 'fire-reset' }
  | { kind: 'door-opened' }
  | { kind: 'door-closed' }
  /** Power is back: whatever was granted is void, and door and fire input may have changed meanwhile. */
  | { kind: 'restarted'; contact: DoorState['contact']; fireLine: FireLine };

type DoorStep = Step<DoorState>;

/** More people than this do not pass on one opening. */
const grantsAtOnce = 16;
const event = (type: string, data: Record<string, unknown> = {}): MachineEvent => ({ type, data });
const ended = { DoorForcedOpen: 'forced-ended', DoorOpenTooLong: 'held-ended' } as const;

export const doorMode = ({ commanded, fire, relockAtMs }: DoorState): (typeof doorModes)[number] =>
  reportedMode(commanded, fire, relockAtMs !== undefined);

/** Forced and held are masked while the door is meant to stand free (ONVIF DoorControl, “Unlocked”). */
const isFree = (state: DoorState): boolean => isFreeMode(doorMode(state));

/** Whether the bolt is drawn: a push opens the door. */
export const isReleased = (state: DoorState): boolean => isFree(state) || doorMode(state) === 'Accessed';

export function createDoorMachine(timings: DoorTimings): StateMachine<DoorState, DoorInput> {
  return {
    initial: {
      commanded: { mode: 'Locked', before: 'Locked' },
      contact: 'closed',
      alarm: 'Normal',
      fire: false,
      fireLine: 'off',
      grants: [],
      relockAtMs: undefined,
      openMs: timings.openMs,
      soundAtMs: undefined,
      heldAtMs: undefined,
    },
    step: (state, input, nowMs) => stepDoor(state, input, nowMs, timings),
    wakeAtMs: ({ relockAtMs, soundAtMs, heldAtMs }) => {
      const atMs = Math.min(relockAtMs ?? Infinity, soundAtMs ?? Infinity, heldAtMs ?? Infinity);
      return Number.isFinite(atMs) ? atMs : undefined;
    },
  };
}

function stepDoor(state: DoorState, input: DoorInput | Tick, nowMs: number, timings: DoorTimings): DoorStep {
  switch (input.kind) {
    case 'access':
      return access(state, input, nowMs, timings);
    case 'exit-button':
      return requestExit(state, nowMs, timings);
    case 'fire-input':
      return input.line === state.fireLine ? { state, events: [] } : switchFireLine(state, input.line);
    case 'fire-reset':
      return resetFire(state, nowMs, timings);
    case 'door-opened':
      return state.contact === 'open' ? { state, events: [] } : openDoor(state, nowMs, timings);
    case 'door-closed':
      return state.contact === 'closed' ? { state, events: [] } : closeDoor(state);
    case 'restarted':
      return restart(state, input, nowMs, timings);
    case 'tick':
      return tick(state, nowMs);
    default:
      return changeMode(state, input.kind, nowMs, timings);
  }
}

function access(
  state: DoorState,
  { command, releaseMs, openMs }: Extract<DoorInput, { kind: 'access' }>,
  nowMs: number,
  timings: DoorTimings,
): DoorStep {
  const refused =
    refuseAccess(state.commanded, state.fire) ??
    (state.grants.length >= grantsAtOnce ? 'too many unused grants' : undefined);
  if (refused !== undefined) return { state, events: [], refused };
  const released = release(state, releaseMs ?? timings.releaseMs, openMs ?? timings.openMs, nowMs);
  if (state.contact === 'closed') return { state: { ...released, grants: [...state.grants, command] }, events: [] };
  // Through a door that stands open the passage is used at once: its contact will not change for this person.
  const taken = [event('taken', { command })];
  if (state.heldAtMs === undefined || state.heldAtMs >= nowMs + released.openMs)
    return { state: released, events: taken };
  return { state: { ...released, ...countHeld(nowMs, released.openMs, timings) }, events: taken };
}

/** The longest times asked for in one release hold for all who pass in it. */
function release(state: DoorState, releaseMs: number, openMs: number, nowMs: number): DoorState {
  const { relockAtMs } = state;
  return {
    ...state,
    relockAtMs: Math.max(nowMs + releaseMs, relockAtMs ?? 0),
    openMs: relockAtMs === undefined ? openMs : Math.max(openMs, state.openMs),
  };
}

/** Whatever was commanded: nobody is locked in. */
function requestExit(state: DoorState, nowMs: number, { releaseMs, openMs }: DoorTimings): DoorStep {
  const events = [event('exit-requested')];
  return { state: isFree(state) ? state : release(state, releaseMs, openMs, nowMs), events };
}

function changeMode(state: DoorState, command: ModeCommand, nowMs: number, timings: DoorTimings): DoorStep {
  const next = commandMode(state.commanded, command, state.fire);
  if ('refused' in next) return { state, events: [], refused: next.refused };
  const { mode } = next.commanded;
  const changed: DoorState = { ...state, commanded: next.commanded };
  if (state.fire) return { state: changed, events: [] };
  // A lockdown that is commanded again does not shut the door before somebody who has just pressed the exit button.
  if (mode === state.commanded.mode && mode === 'LockedDown') return { state, events: [] };
  return isFreeMode(mode) ? setFree(changed) : lock(changed, nowMs, timings);
}

const notCounting = { soundAtMs: undefined, heldAtMs: undefined } as const;

function setFree(state: DoorState): DoorStep {
  const events = state.alarm === 'Normal' ? [] : [event(ended[state.alarm])];
  return { state: { ...state, alarm: 'Normal', ...notCounting }, events };
}

function countHeld(nowMs: number, openMs: number, { preAlarmMs }: DoorTimings) {
  const soundMs = Math.min(preAlarmMs, openMs / 2);
  const heldAtMs = nowMs + openMs;
  return { heldAtMs, soundAtMs: soundMs > 0 ? heldAtMs - soundMs : undefined };
}

/** A door that stands open without an alarm counts from now, unless it counts already. */
function heldFrom(state: DoorState, nowMs: number, timings: DoorTimings): Pick<DoorState, 'soundAtMs' | 'heldAtMs'> {
  const { contact, alarm, soundAtMs, heldAtMs } = state;
  if (contact === 'closed' || alarm !== 'Normal') return notCounting;
  return heldAtMs === undefined ? countHeld(nowMs, timings.openMs, timings) : { soundAtMs, heldAtMs };
}

const unused = ({ grants }: DoorState): MachineEvent[] => grants.map((command) => event('not-taken', { command }));

function lock(state: DoorState, nowMs: number, timings: DoorTimings): DoorStep {
  const locked: DoorState = { ...state, grants: [], relockAtMs: undefined, ...heldFrom(state, nowMs, timings) };
  return { state: locked, events: unused(state) };
}

const isFaulty = (line: FireLine): boolean => line === 'cut' || line === 'short';

/** Only a contact that is made is fire; what the supervision finds wrong is a fault, and releases nothing. */
function switchFireLine(state: DoorState, line: FireLine): DoorStep {
  const events: MachineEvent[] = [];
  if (isFaulty(line) && !isFaulty(state.fireLine)) events.push(event('fire-input-fault'));
  if (!isFaulty(line) && isFaulty(state.fireLine)) events.push(event('fire-input-restored'));
  const changed: DoorState = { ...state, fireLine: line };
  if (line !== 'on' || state.fire) return { state: changed, events };
  const free = setFree({ ...changed, fire: true, grants: [], relockAtMs: undefined });
  return { state: free.state, events: [...events, event('fire-released'), ...unused(state), ...free.events] };
}

function resetFire(state: DoorState, nowMs: number, timings: DoorTimings): DoorStep {
  if (!state.fire) return { state, events: [] };
  if (state.fireLine !== 'off') return { state, events: [], refused: 'the fire input is not at rest' };
  const calm: DoorState = { ...state, fire: false };
  const next = isFree(calm) ? calm : { ...calm, ...heldFrom(calm, nowMs, timings) };
  return { state: next, events: [event('fire-ended')] };
}

function openDoor(state: DoorState, nowMs: number, timings: DoorTimings): DoorStep {
  const opened: DoorState = { ...state, contact: 'open', grants: [] };
  const taken = state.grants.map((command) => event('taken', { command }));
  if (isFree(state)) return { state: opened, events: [event('opened'), ...taken] };
  if (!isReleased(state)) {
    return { state: { ...opened, alarm: 'DoorForcedOpen' }, events: [event('opened'), event('forced-open')] };
  }
  return { state: { ...opened, ...countHeld(nowMs, state.openMs, timings) }, events: [event('opened'), ...taken] };
}

function closeDoor(state: DoorState): DoorStep {
  const events = [event('closed')];
  if (state.alarm !== 'Normal') events.push(event(ended[state.alarm]));
  const closed: DoorState = { ...state, contact: 'closed', alarm: 'Normal', ...notCounting };
  // Who was let in has passed: the door locks behind them.
  return { state: isFree(state) ? closed : { ...closed, relockAtMs: undefined }, events };
}

function restart(
  state: DoorState,
  { contact, fireLine }: Extract<DoorInput, { kind: 'restarted' }>,
  nowMs: number,
  timings: DoorTimings,
): DoorStep {
  const moved = contact === state.contact ? { state, events: [] } : followContact(state, contact);
  const dark: DoorState = {
    ...moved.state,
    commanded: afterPowerCut(state.commanded),
    grants: [],
    relockAtMs: undefined,
    ...notCounting,
  };
  const lit = isFree(dark) ? dark : { ...dark, ...heldFrom(dark, nowMs, timings) };
  const fire = fireLine === lit.fireLine ? { state: lit, events: [] } : switchFireLine(lit, fireLine);
  return { state: fire.state, events: [...moved.events, ...fire.events] };
}

/** Nobody saw how the door was opened in the dark: that is told, but not called forced. */
function followContact(state: DoorState, contact: DoorState['contact']): DoorStep {
  return contact === 'closed' ? closeDoor(state) : { state: { ...state, contact }, events: [event('opened')] };
}

function tick(state: DoorState, nowMs: number): DoorStep {
  let next = state;
  const events: MachineEvent[] = [];
  const isDue = (atMs: number | undefined) => atMs !== undefined && atMs <= nowMs;
  if (isDue(state.relockAtMs)) {
    events.push(...unused(state));
    next = { ...next, grants: [], relockAtMs: undefined };
  }
  if (isDue(state.soundAtMs)) {
    events.push(event('pre-alarm'));
    next = { ...next, soundAtMs: undefined };
  }
  if (isDue(state.heldAtMs)) {
    events.push(event('held-open'));
    next = { ...next, alarm: 'DoorOpenTooLong', heldAtMs: undefined };
  }
  return { state: next, events };
}
