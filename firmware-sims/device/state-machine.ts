/** An event as the machine knows it; the queue adds boot, sequence and time. */
export interface MachineEvent {
  type: string;
  data: Record<string, unknown>;
}

/** What an input leads to. A refused input changes nothing. */
export interface Step<State> {
  state: State;
  events: readonly MachineEvent[];
  refused?: string;
}

export interface Tick {
  kind: 'tick';
}

/** The inside of a device, pure: no timers, no wire. Times are milliseconds of a clock that never jumps. */
export interface StateMachine<State, Input> {
  initial: State;
  step(state: State, input: Input | Tick, nowMs: number): Step<State>;
  /** When the machine wants its next tick; `undefined` when it waits for nothing. */
  wakeAtMs(state: State): number | undefined;
}

/** Lets time pass until `toMs`: every tick at the moment it is due. The function `seen` gets each step on the way. */
export function letTimePass<State, Input>(
  machine: StateMachine<State, Input>,
  state: State,
  toMs: number,
  seen: (step: Step<State>, atMs: number) => void = () => {},
): State {
  let current = state;
  for (;;) {
    const atMs = machine.wakeAtMs(current);
    if (atMs === undefined || atMs > toMs) return current;
    const step = machine.step(current, { kind: 'tick' }, atMs);
    seen(step, atMs);
    if (step.state === current) throw new Error('a machine asked for a tick and did nothing with it');
    current = step.state;
  }
}

export interface RunningMachine<State, Input> {
  readonly state: State;
  /** Returns why the input was refused, or nothing. */
  send(input: Input): string | undefined;
  /** Ticks only while it runs; a device without power does not. */
  pause(): void;
  resume(): void;
}

/** Runs a machine in real time. `changed` is called after its events, when the state is another. */
export function runMachine<State, Input>(
  machine: StateMachine<State, Input>,
  clock: () => number,
  emit: (event: MachineEvent) => void,
  changed: () => void,
): RunningMachine<State, Input> {
  let state = machine.initial;
  let timer: NodeJS.Timeout | undefined;
  let paused = false;

  const apply = (step: Step<State>) => {
    const before = state;
    state = step.state;
    for (const event of step.events) emit(event);
    if (before !== state) changed();
  };
  const schedule = () => {
    clearTimeout(timer);
    const atMs = paused ? undefined : machine.wakeAtMs(state);
    if (atMs === undefined) return;
    // Timers may fire a fraction of a millisecond early; the machine is asked only when the time has come.
    timer = setTimeout(wake, Math.max(0, Math.ceil(atMs - clock())));
  };
  const catchUp = () => letTimePass(machine, state, clock(), apply);
  const wake = () => {
    catchUp();
    schedule();
  };
  return {
    get state() {
      return state;
    },
    send(input) {
      if (!paused) catchUp();
      const step = machine.step(state, input, clock());
      apply(step);
      schedule();
      return step.refused;
    },
    pause() {
      paused = true;
      clearTimeout(timer);
    },
    resume() {
      paused = false;
      schedule();
    },
  };
}
