import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type BarrierInput, createBarrierMachine } from '../../../firmware-sims/device/barrier-machine.ts';
import { createDoorMachine, type DoorInput, isReleased } from '../../../firmware-sims/device/door-machine.ts';
import { letTimePass, type StateMachine, type Step } from '../../../firmware-sims/device/state-machine.ts';

interface Seen<State, Input> {
  before: State;
  input: Input | { kind: 'tick' };
  step: Step<State>;
  atMs: number;
}

/** Every step that the inputs lead to, ticks included. */
function* play<State, Input>(
  machine: StateMachine<State, Input>,
  inputs: readonly (readonly [waitMs: number, input: Input])[],
): Generator<Seen<State, Input>> {
  let state = machine.initial;
  let nowMs = 0;
  for (const [waitMs, input] of inputs) {
    nowMs += waitMs;
    const ticks: Seen<State, Input>[] = [];
    let before = state;
    state = letTimePass(machine, state, nowMs, (step, atMs) => {
      ticks.push({ before, input: { kind: 'tick' }, step, atMs });
      before = step.state;
    });
    yield* ticks;
    const step = machine.step(state, input, nowMs);
    yield { before: state, input, step, atMs: nowMs };
    state = step.state;
  }
}

/** Mostly within a movement of the arm or a release of the door, where the interesting things happen. */
const waitMs = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 500 }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 4000 }) },
);
const sequence = <Input>(input: fc.Arbitrary<Input>) =>
  fc.array(fc.tuple(waitMs, input), { minLength: 1, maxLength: 60, size: 'max' });

const doorInput: fc.Arbitrary<DoorInput> = fc.oneof(
  fc.record({
    kind: fc.constant('access' as const),
    command: fc.string({ minLength: 1, maxLength: 4 }),
    releaseMs: fc.option(fc.integer({ min: 500, max: 60_000 }), { nil: undefined }),
  }),
  fc.constantFrom<DoorInput>(
    { kind: 'unlock' },
    { kind: 'lock' },
    { kind: 'exit-button' },
    { kind: 'fire', on: true },
    { kind: 'fire', on: false },
    { kind: 'door-opened' },
    { kind: 'door-closed' },
    { kind: 'restarted', contact: 'open' },
    { kind: 'restarted', contact: 'closed' },
  ),
);
const door = createDoorMachine({ releaseMs: 1500, heldMs: 3000 });

test('a door is released by a command, the exit button or fire, and by nothing else', () => {
  fc.assert(
    fc.property(sequence(doorInput), (inputs) => {
      for (const { before, input, step } of play(door, inputs)) {
        if (isReleased(before) || !isReleased(step.state)) continue;
        expect(['access', 'unlock', 'exit-button', 'fire']).toContain(input.kind);
      }
    }),
  );
});

test('a door that was opened without being released says so, and one that was released never does', () => {
  fc.assert(
    fc.property(sequence(doorInput), (inputs) => {
      for (const { before, input, step } of play(door, inputs)) {
        const forced = step.events.some(({ type }) => type === 'forced-open');
        expect(forced).toBe(input.kind === 'door-opened' && before.contact === 'closed' && !isReleased(before));
      }
    }),
  );
});

test('every door alarm that begins also ends before the next begins, and none stands at a closed door', () => {
  const begins: Record<string, string> = { 'forced-open': 'DoorForcedOpen', 'held-open': 'DoorOpenTooLong' };
  const ends: Record<string, string> = { 'forced-ended': 'DoorForcedOpen', 'held-ended': 'DoorOpenTooLong' };
  fc.assert(
    fc.property(sequence(doorInput), (inputs) => {
      let standing = 'Normal';
      for (const { step } of play(door, inputs)) {
        for (const { type } of step.events) {
          if (begins[type]) {
            expect(standing).toBe('Normal');
            standing = begins[type];
          }
          if (ends[type]) {
            expect(standing).toBe(ends[type]);
            standing = 'Normal';
          }
        }
        expect(step.state.alarm).toBe(standing);
        if (step.state.contact === 'closed') expect(standing).toBe('Normal');
      }
    }),
  );
});

test('every grant is answered once: taken, not taken, or void after a power cut', () => {
  fc.assert(
    fc.property(sequence(doorInput), (inputs) => {
      let open: string[] = [];
      for (const { input, step } of play(door, inputs)) {
        if (input.kind === 'access' && step.refused === undefined) open.push(input.command);
        for (const { type, data } of step.events) {
          if (type !== 'taken' && type !== 'not-taken') continue;
          const place = open.indexOf(String(data.command));
          expect(place).toBeGreaterThanOrEqual(0);
          open.splice(place, 1);
        }
        if (input.kind === 'restarted') open = [];
        expect([...step.state.grants].sort()).toEqual([...open].sort());
      }
    }),
  );
});

test('while the fire input is on, the door is open to everybody whatever is commanded', () => {
  fc.assert(
    fc.property(sequence(doorInput), (inputs) => {
      for (const { step } of play(door, inputs)) if (step.state.fire) expect(isReleased(step.state)).toBe(true);
    }),
  );
});

test('a door that is left alone locks, unless somebody keeps it unlocked or there is fire', () => {
  fc.assert(
    fc.property(sequence(doorInput), (inputs) => {
      let state = door.initial;
      let nowMs = 0;
      for (const { step, atMs } of play(door, inputs)) {
        state = step.state;
        nowMs = atMs;
      }
      const later = letTimePass(door, state, nowMs + 120_000);
      expect(later.mode).toBe(state.fire ? 'LockedOpen' : state.mode === 'Unlocked' ? 'Unlocked' : 'Locked');
      expect(later.grants).toEqual([]);
    }),
  );
});

const barrierInput: fc.Arbitrary<BarrierInput> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<BarrierInput>({ kind: 'open' }, { kind: 'close' }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('loop' as const),
      loop: fc.constantFrom('approach' as const, 'safety' as const),
      occupied: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('restarted' as const), approach: fc.boolean(), safety: fc.boolean() }),
  },
);
const barrier = createBarrierMachine({ armMoveMs: 600, closeDelayMs: 500, waitMs: 2500 });

test('the arm never moves down while the safety loop is occupied', () => {
  fc.assert(
    fc.property(sequence(barrierInput), (inputs) => {
      for (const { step } of play(barrier, inputs)) {
        if (step.state.safety) expect(step.state.arm).not.toBe('closing');
      }
    }),
  );
});

test('the arm rises from rest only on a command', () => {
  fc.assert(
    fc.property(sequence(barrierInput), (inputs) => {
      for (const { before, input, step } of play(barrier, inputs)) {
        if (before.arm === 'closed' && step.state.arm !== 'closed') expect(input.kind).toBe('open');
      }
    }),
  );
});

test('an arm that is left alone with a clear loop comes down', () => {
  fc.assert(
    fc.property(sequence(barrierInput), (inputs) => {
      let state = barrier.initial;
      let nowMs = 0;
      for (const { step, atMs } of play(barrier, inputs)) {
        state = step.state;
        nowMs = atMs;
      }
      const cleared = barrier.step(state, { kind: 'loop', loop: 'safety', occupied: false }, nowMs).state;
      expect(letTimePass(barrier, cleared, nowMs + 10_000).arm).toBe('closed');
    }),
  );
});
