import { expect, test } from 'vitest';
import {
  type BarrierInput,
  type BarrierState,
  createBarrierMachine,
} from '../../../firmware-sims/device/barrier-machine.ts';
import { letTimePass } from '../../../firmware-sims/device/state-machine.ts';

const machine = createBarrierMachine({ armMoveMs: 600, closeDelayMs: 500, waitMs: 15_000 });

function play(inputs: [atMs: number, input: BarrierInput][], untilMs = 0) {
  let state: BarrierState = machine.initial;
  const said: string[] = [];
  const refused: string[] = [];
  const hear = (step: { events: readonly { type: string; data: Record<string, unknown> }[] }, atMs: number) =>
    said.push(...step.events.map(({ type, data }) => [atMs, type, ...Object.values(data)].join(' ')));
  for (const [atMs, input] of inputs) {
    state = letTimePass(machine, state, atMs, hear);
    const step = machine.step(state, input, atMs);
    hear(step, atMs);
    if (step.refused) refused.push(step.refused);
    state = step.state;
  }
  return { state: letTimePass(machine, state, untilMs, hear), said, refused };
}

const loop = (name: 'approach' | 'safety', occupied: boolean): BarrierInput => ({ kind: 'loop', loop: name, occupied });
const open: BarrierInput = { kind: 'open' };
const close: BarrierInput = { kind: 'close' };

test('a resident drives up, the arm rises, and it falls behind the car', () => {
  const { said, state } = play(
    [
      [0, loop('approach', true)],
      [300, open],
      [1500, loop('safety', true)],
      [1600, loop('approach', false)],
      [2400, loop('safety', false)],
    ],
    10_000,
  );
  expect(said).toEqual([
    '0 loop-occupied approach',
    '900 opened',
    '1500 loop-occupied safety',
    '1600 loop-cleared approach',
    '2400 loop-cleared safety',
    '3500 closed',
  ]);
  expect(state.arm).toBe('closed');
});

test('an arm raised for a car that does not come falls by itself', () => {
  expect(play([[0, open]], 16_199).state.arm).toBe('closing');
  expect(play([[0, open]], 16_200).state.arm).toBe('closed');
});

test('a guard cannot lower the arm onto a car', () => {
  const { state, refused } = play(
    [
      [0, open],
      [1000, loop('safety', true)],
      [1100, close],
    ],
    100_000,
  );
  expect(refused).toHaveLength(1);
  expect(state.arm).toBe('open');
});

test('a car that slips in while the arm comes down sends it up again', () => {
  const { said, state } = play(
    [
      [0, open],
      [1000, close],
      [1300, loop('safety', true)],
    ],
    60_000,
  );
  expect(said).toEqual(['600 opened', '1300 loop-occupied safety', '1300 obstructed', '1600 opened']);
  expect(state.arm).toBe('open');
});

test('the second car that was let in finds the arm still up', () => {
  const { state } = play(
    [
      [0, open],
      [1000, loop('safety', true)],
      [1500, open],
      [2000, loop('safety', false)],
    ],
    4000,
  );
  expect(state.arm).toBe('open');
});

test('the same car let in twice does not keep the arm up for a third', () => {
  const { state } = play(
    [
      [0, open],
      [700, open],
      [1000, loop('safety', true)],
      [2000, loop('safety', false)],
    ],
    3200,
  );
  expect(state.arm).toBe('closed');
});

test('an arm that stopped half way in a power cut goes all the way up first', () => {
  const { said } = play(
    [
      [0, open],
      [300, { kind: 'restarted', approach: false, safety: true }],
    ],
    60_000,
  );
  expect(said).toEqual(['300 loop-occupied safety', '900 opened']);
});

test('an arm that is held up stays up behind every car and takes no order to close, until it is released', () => {
  const held: [number, BarrierInput][] = [
    [0, { kind: 'hold-up' }],
    [1000, loop('safety', true)],
    [2000, loop('safety', false)],
    [60_000, open],
    [61_000, close],
  ];
  const { state, refused } = play(held, 600_000);
  expect(state).toMatchObject({ arm: 'open', held: true });
  expect(refused).toEqual(['held up']);
  expect(play([...held, [600_000, { kind: 'end-hold' }]], 602_000).state).toMatchObject({ arm: 'closed', held: false });
});

test('an arm released from being held up does not fall onto the car under it', () => {
  const inputs: [number, BarrierInput][] = [
    [0, { kind: 'hold-up' }],
    [1000, loop('safety', true)],
    [5000, { kind: 'end-hold' }],
  ];
  expect(play(inputs, 600_000).state.arm).toBe('open');
  expect(play([...inputs, [600_000, loop('safety', false)]], 602_000).state.arm).toBe('closed');
});
