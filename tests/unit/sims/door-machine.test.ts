import { describe, expect, test } from 'vitest';
import {
  createDoorMachine,
  type DoorInput,
  type DoorState,
  isReleased,
} from '../../../firmware-sims/device/door-machine.ts';
import { letTimePass } from '../../../firmware-sims/device/state-machine.ts';

const machine = createDoorMachine({ releaseMs: 5000, heldMs: 20_000 });

/** Plays inputs at their moments, with every tick in between; returns where it ends and what the door said. */
function play(inputs: [atMs: number, input: DoorInput][], untilMs = 0) {
  let state: DoorState = machine.initial;
  const said: string[] = [];
  const refused: string[] = [];
  const hear = (step: { events: readonly { type: string; data: Record<string, unknown> }[] }) =>
    said.push(...step.events.map(({ type, data }) => [type, ...Object.values(data)].join(' ')));
  for (const [atMs, input] of inputs) {
    state = letTimePass(machine, state, atMs, hear);
    const step = machine.step(state, input, atMs);
    hear(step);
    if (step.refused) refused.push(step.refused);
    state = step.state;
  }
  state = letTimePass(machine, state, untilMs, hear);
  return { state, said, refused };
}

const access = (command: string, releaseMs?: number): DoorInput => ({ kind: 'access', command, releaseMs });

describe('a granted passage', () => {
  test('a resident who is let in opens, passes, and the door locks behind them', () => {
    const { state, said } = play([
      [0, access('c1')],
      [1000, { kind: 'door-opened' }],
      [2000, { kind: 'door-closed' }],
    ]);
    expect(said).toEqual(['opened', 'taken c1', 'closed']);
    expect(state.mode).toBe('Locked');
  });

  test('a resident who walks on instead leaves a locked door and a passage that was not taken', () => {
    const { state, said } = play([[0, access('c1')]], 5000);
    expect(said).toEqual(['not-taken c1']);
    expect(state.mode).toBe('Locked');
  });

  test('the command may say how long the door stays released', () => {
    expect(play([[0, access('c1', 900)]], 899).state.mode).toBe('Accessed');
    expect(play([[0, access('c1', 900)]], 900).state.mode).toBe('Locked');
  });

  test('two residents who were let in one after the other both have their passage counted', () => {
    const { said } = play([
      [0, access('c1')],
      [800, access('c2')],
      [1000, { kind: 'door-opened' }],
    ]);
    expect(said).toEqual(['opened', 'taken c1', 'taken c2']);
  });

  test('who is let in while the door still stands open has passed', () => {
    const { said, state } = play([
      [0, access('c1')],
      [500, { kind: 'door-opened' }],
      [900, access('c2')],
      [1500, { kind: 'door-closed' }],
    ]);
    expect(said).toEqual(['opened', 'taken c1', 'taken c2', 'closed']);
    expect(state.mode).toBe('Locked');
  });

  test('grants that nobody uses do not pile up without end', () => {
    const { refused, state } = play(Array.from({ length: 20 }, (_, index) => [index, access(`c${index}`)]));
    expect(refused).toHaveLength(4);
    expect(state.grants).toHaveLength(16);
  });
});

describe('alarms of the door', () => {
  test('a door opened without a grant is forced, until it is closed again', () => {
    const open = play([[0, { kind: 'door-opened' }]], 60_000);
    expect(open.said).toEqual(['opened', 'forced-open']);
    expect(open.state.alarm).toBe('DoorForcedOpen');
    const closed = play([
      [0, { kind: 'door-opened' }],
      [1000, { kind: 'door-closed' }],
    ]);
    expect(closed.said).toEqual(['opened', 'forced-open', 'closed', 'forced-ended']);
    expect(closed.state.alarm).toBe('Normal');
  });

  test('a door held open after a lawful passage is held, not forced', () => {
    const { said } = play(
      [
        [0, access('c1')],
        [1000, { kind: 'door-opened' }],
        [30_000, { kind: 'door-closed' }],
      ],
      30_000,
    );
    expect(said).toEqual(['opened', 'taken c1', 'held-open', 'closed', 'held-ended']);
  });

  test('a door that is kept unlocked may stand open as long as it likes', () => {
    const { said } = play(
      [
        [0, { kind: 'unlock' }],
        [10, { kind: 'door-opened' }],
      ],
      600_000,
    );
    expect(said).toEqual(['opened']);
  });

  test('locking a door that stands open starts the count, and forced stays forced', () => {
    const left = play(
      [
        [0, { kind: 'unlock' }],
        [10, { kind: 'door-opened' }],
        [1000, { kind: 'lock' }],
      ],
      21_000,
    );
    expect(left.said).toEqual(['opened', 'held-open']);
    const forced = play(
      [
        [0, { kind: 'door-opened' }],
        [10, { kind: 'lock' }],
        [30_000, { kind: 'door-closed' }],
      ],
      30_000,
    );
    expect(forced.said).toEqual(['opened', 'forced-open', 'closed', 'forced-ended']);
  });
});

describe('the way out', () => {
  test('the exit button opens from inside without a grant and without an alarm', () => {
    const { said, state } = play([
      [0, { kind: 'exit-button' }],
      [1000, { kind: 'door-opened' }],
      [2000, { kind: 'door-closed' }],
    ]);
    expect(said).toEqual(['exit-requested', 'opened', 'closed']);
    expect(state.mode).toBe('Locked');
  });

  test('fire releases the door, ends its alarms, and no command locks it again', () => {
    const { state, said, refused } = play(
      [
        [0, { kind: 'door-opened' }],
        [100, { kind: 'fire', on: true }],
        [200, { kind: 'lock' }],
        [300, access('c1')],
        [400, { kind: 'unlock' }],
      ],
      600_000,
    );
    expect(said).toEqual(['opened', 'forced-open', 'fire-released', 'forced-ended']);
    expect(isReleased(state)).toBe(true);
    expect(refused).toHaveLength(3);
  });

  test('when the fire input ends, the door locks', () => {
    const { state, said } = play([
      [0, { kind: 'fire', on: true }],
      [100, { kind: 'fire', on: true }],
      [200, { kind: 'fire', on: false }],
    ]);
    expect(said).toEqual(['fire-released', 'fire-ended']);
    expect(state.mode).toBe('Locked');
  });
});

describe('after a power cut', () => {
  test('whatever was granted is void', () => {
    const { state, said } = play(
      [
        [0, access('c1')],
        [100, { kind: 'restarted', contact: 'closed' }],
      ],
      60_000,
    );
    expect(state).toMatchObject({ mode: 'Locked', grants: [] });
    expect(said).toEqual([]);
  });

  test('a forced door that was closed in the dark ends its alarm', () => {
    const { said } = play([
      [0, { kind: 'door-opened' }],
      [100, { kind: 'restarted', contact: 'closed' }],
    ]);
    expect(said).toEqual(['opened', 'forced-open', 'closed', 'forced-ended']);
  });

  test('a door found open is told and then counts as held', () => {
    const { said } = play([[0, { kind: 'restarted', contact: 'open' }]], 20_000);
    expect(said).toEqual(['opened', 'held-open']);
  });
});
