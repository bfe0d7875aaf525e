import type { MachineEvent, StateMachine, Step, Tick } from './state-machine.ts';

export interface BarrierTimings {
  /** From down to up, or from up to down. */
  armMoveMs: number;
  /** After the safety loop is clear. */
  closeDelayMs: number;
  /** How long the raised arm waits for a vehicle that does not come. */
  waitMs: number;
}

export interface BarrierState {
  arm: 'closed' | 'opening' | 'open' | 'closing';
  approach: boolean;
  safety: boolean;
  /** A vehicle was let in while the one before it was still under the arm: the arm stays up for it. */
  next: boolean;
  /** Held up until it is released, as in an evacuation. */
  held: boolean;
  /** When the arm arrives. */
  arriveAtMs: number | undefined;
  closeAtMs: number | undefined;
}

export type BarrierInput =
  | { kind: 'open' }
  | { kind: 'close' }
  | { kind: 'hold-up' }
  | { kind: 'end-hold' }
  | { kind: 'loop'; loop: 'approach' | 'safety'; occupied: boolean }
  /** Power is back: the loops say what they see. */
  | { kind: 'restarted'; approach: boolean; safety: boolean };

type BarrierStep = Step<BarrierState>;
const event = (type: string, data: Record<string, unknown> = {}): MachineEvent => ({ type, data });
const unchanged = (state: BarrierState): BarrierStep => ({ state, events: [] });

/**
 * A barrier that never lowers its arm onto a vehicle: while the safety loop is occupied it does not begin to close, and
 * when the loop becomes occupied on the way down, the arm goes up again.
 */
export function createBarrierMachine(timings: BarrierTimings): StateMachine<BarrierState, BarrierInput> {
  return {
    initial: {
      arm: 'closed',
      approach: false,
      safety: false,
      next: false,
      held: false,
      arriveAtMs: undefined,
      closeAtMs: undefined,
    },
    step: (state, input, nowMs) => stayUp(stepBarrier(state, input, nowMs, timings)),
    wakeAtMs: ({ arriveAtMs, closeAtMs }) => arriveAtMs ?? closeAtMs,
  };
}

/** Nothing lowers an arm that is held up but its release. */
function stayUp(step: BarrierStep): BarrierStep {
  return step.state.held && step.state.closeAtMs !== undefined
    ? { ...step, state: { ...step.state, closeAtMs: undefined } }
    : step;
}

function stepBarrier(
  state: BarrierState,
  input: BarrierInput | Tick,
  nowMs: number,
  timings: BarrierTimings,
): BarrierStep {
  switch (input.kind) {
    case 'open':
      return open(state, nowMs, timings);
    case 'close':
      if (state.held) return { ...unchanged(state), refused: 'held up' };
      if (state.safety) return { ...unchanged(state), refused: 'a vehicle stands on the safety loop' };
      return { state: lower({ ...state, next: false }, nowMs, timings), events: [] };
    case 'hold-up':
      return { state: { ...raise(state, nowMs, timings), held: true, closeAtMs: undefined }, events: [] };
    case 'end-hold':
      return endHold(state, nowMs, timings);
    case 'loop':
      if (state[input.loop] === input.occupied) return unchanged(state);
      return changeLoop(state, input.loop, input.occupied, nowMs, timings);
    case 'restarted':
      return restart(state, input, nowMs, timings);
    case 'tick':
      return tick(state, nowMs, timings);
  }
}

function open(state: BarrierState, nowMs: number, timings: BarrierTimings): BarrierStep {
  const next = state.next || state.safety;
  if (state.arm === 'open') {
    const closeAtMs = state.safety ? undefined : nowMs + timings.waitMs;
    return { state: { ...state, next, closeAtMs }, events: [] };
  }
  return { state: { ...raise(state, nowMs, timings), next }, events: [] };
}

/** Down again as behind a vehicle; while it is still on its way up, or one stands under it, that comes later. */
function endHold(state: BarrierState, nowMs: number, { closeDelayMs }: BarrierTimings): BarrierStep {
  const lowers = state.held && state.arm === 'open' && !state.safety;
  return { state: { ...state, held: false, ...(lowers && { closeAtMs: nowMs + closeDelayMs }) }, events: [] };
}

/** The arm goes up from wherever it is. */
function raise(state: BarrierState, nowMs: number, { armMoveMs }: BarrierTimings): BarrierState {
  if (state.arm === 'opening' || state.arm === 'open') return state;
  const toGoMs = state.arm === 'closing' ? armMoveMs - ((state.arriveAtMs ?? nowMs) - nowMs) : armMoveMs;
  return { ...state, arm: 'opening', arriveAtMs: nowMs + toGoMs, closeAtMs: undefined };
}

/** The arm comes down from wherever it is; the caller knows that the safety loop is clear. */
function lower(state: BarrierState, nowMs: number, { armMoveMs }: BarrierTimings): BarrierState {
  if (state.arm === 'closing' || state.arm === 'closed') return state;
  const toGoMs = state.arm === 'opening' ? armMoveMs - ((state.arriveAtMs ?? nowMs) - nowMs) : armMoveMs;
  return { ...state, arm: 'closing', arriveAtMs: nowMs + toGoMs, closeAtMs: undefined };
}

function changeLoop(
  state: BarrierState,
  loop: 'approach' | 'safety',
  occupied: boolean,
  nowMs: number,
  timings: BarrierTimings,
): BarrierStep {
  const changed: BarrierState = { ...state, [loop]: occupied };
  const events = [event(occupied ? 'loop-occupied' : 'loop-cleared', { loop })];
  if (loop === 'approach') return { state: changed, events };
  if (occupied && state.arm === 'closing') {
    return { state: raise(changed, nowMs, timings), events: [...events, event('obstructed')] };
  }
  if (occupied) return { state: { ...changed, closeAtMs: undefined }, events };
  if (state.arm !== 'open') return { state: changed, events };
  // One vehicle has passed: down again, unless the next one has been let in already.
  const closeAtMs = nowMs + (state.next ? timings.waitMs : timings.closeDelayMs);
  return { state: { ...changed, next: false, closeAtMs }, events };
}

function restart(
  state: BarrierState,
  loops: { approach: boolean; safety: boolean },
  nowMs: number,
  timings: BarrierTimings,
): BarrierStep {
  const events: MachineEvent[] = [];
  let next = state;
  for (const loop of ['approach', 'safety'] as const) {
    const step = loops[loop] === next[loop] ? unchanged(next) : changeLoop(next, loop, loops[loop], nowMs, timings);
    events.push(...step.events);
    next = step.state;
  }
  if (next.arm === 'closed') return { state: next, events };
  // Where the arm stopped is not known: all the way up first, which harms nobody.
  const arriveAtMs = nowMs + timings.armMoveMs;
  return { state: { ...next, arm: 'opening', next: false, arriveAtMs, closeAtMs: undefined }, events };
}

function tick(state: BarrierState, nowMs: number, timings: BarrierTimings): BarrierStep {
  if (state.arriveAtMs !== undefined && state.arriveAtMs <= nowMs) {
    const rest = { ...state, arriveAtMs: undefined };
    if (state.arm === 'closing') return { state: { ...rest, arm: 'closed' }, events: [event('closed')] };
    const closeAtMs = state.safety ? undefined : nowMs + timings.waitMs;
    return { state: { ...rest, arm: 'open', closeAtMs }, events: [event('opened')] };
  }
  if (state.closeAtMs !== undefined && state.closeAtMs <= nowMs) {
    return { state: lower({ ...state, next: false }, nowMs, timings), events: [] };
  }
  return unchanged(state);
}
