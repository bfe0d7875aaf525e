import { describe, expect, test } from 'vitest';
import {
  createDoorMachine,
  type DoorInput,
  type DoorState,
  doorMode,
  isReleased,
} from '../../../firmware-sims/device/door-machine.ts';
import { modeCommands } from '../../../firmware-sims/device/door-modes.ts';
import { installedAs, usualDoorTimings } from '../../../firmware-sims/device/door-sim.ts';
import { letTimePass } from '../../../firmware-sims/device/state-machine.ts';

const machine = createDoorMachine({ releaseMs: 5000, openMs: 20_000, preAlarmMs: 5000 });

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
  return { state, mode: doorMode(state), said, refused };
}

const access = (command: string, releaseMs?: number, openMs?: number): DoorInput => ({
  kind: 'access',
  command,
  releaseMs,
  openMs,
});
const fire = (line: 'on' | 'off' | 'cut' | 'short'): DoorInput => ({ kind: 'fire-input', line });
const back = (contact: DoorState['contact'] = 'closed', fireLine: DoorState['fireLine'] = 'off'): DoorInput => ({
  kind: 'restarted',
  contact,
  fireLine,
});

describe('a granted passage', () => {
  test('a resident who is let in opens, passes, and the door locks behind them', () => {
    const { mode, said } = play([
      [0, access('c1')],
      [1000, { kind: 'door-opened' }],
      [2000, { kind: 'door-closed' }],
    ]);
    expect(said).toEqual(['opened', 'taken c1', 'closed']);
    expect(mode).toBe('Locked');
  });

  test('a resident who walks on instead leaves a locked door and a passage that was not taken', () => {
    const { mode, said } = play([[0, access('c1')]], 5000);
    expect(said).toEqual(['not-taken c1']);
    expect(mode).toBe('Locked');
  });

  test('the command may say how long the door stays released', () => {
    expect(play([[0, access('c1', 900)]], 899).mode).toBe('Accessed');
    expect(play([[0, access('c1', 900)]], 900).mode).toBe('Locked');
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
    const { said, mode } = play([
      [0, access('c1')],
      [500, { kind: 'door-opened' }],
      [900, access('c2')],
      [1500, { kind: 'door-closed' }],
    ]);
    expect(said).toEqual(['opened', 'taken c1', 'taken c2', 'closed']);
    expect(mode).toBe('Locked');
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
    expect(said).toEqual(['opened', 'taken c1', 'pre-alarm', 'held-open', 'closed', 'held-ended']);
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
    expect(left.said).toEqual(['opened', 'pre-alarm', 'held-open']);
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
    const { said, mode } = play([
      [0, { kind: 'exit-button' }],
      [1000, { kind: 'door-opened' }],
      [2000, { kind: 'door-closed' }],
    ]);
    expect(said).toEqual(['exit-requested', 'opened', 'closed']);
    expect(mode).toBe('Locked');
  });

  test('fire releases the door, ends its alarms, and no command locks it again', () => {
    const { state, said, refused } = play(
      [
        [0, { kind: 'door-opened' }],
        [100, fire('on')],
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

  test('only somebody on the spot ends the fire release, and only once the input is at rest', () => {
    const { mode, said, refused } = play([
      [0, fire('on')],
      [100, { kind: 'fire-reset' }],
      [200, fire('off')],
      [300, { kind: 'fire-reset' }],
      [400, { kind: 'fire-reset' }],
    ]);
    expect(said).toEqual(['fire-released', 'fire-ended']);
    expect(refused).toEqual(['the fire input is not at rest']);
    expect(mode).toBe('Locked');
    const stillOpen = play([
      [0, fire('on')],
      [200, fire('off')],
    ]);
    expect(isReleased(stillOpen.state)).toBe(true);
  });

  test('after the fire the door is what it was before: a lockdown is still commanded', () => {
    const before: DoorInput[] = [{ kind: 'lock-down' }, { kind: 'block' }, { kind: 'unlock' }, { kind: 'lock-open' }];
    const after = before.map((input) => {
      const played = play([
        [0, input],
        [10, fire('on')],
        [20, fire('off')],
        [30, { kind: 'fire-reset' }],
      ]);
      return played.mode;
    });
    expect(after).toEqual(['LockedDown', 'Blocked', 'Unlocked', 'LockedOpen']);
  });

  test('a lockdown may be ended while the fire release stands, and none may begin', () => {
    const { mode, refused } = play([
      [0, { kind: 'lock-down' }],
      [10, fire('on')],
      [20, { kind: 'lock-down-release' }],
      [25, { kind: 'lock-down' }],
      [30, fire('off')],
      [40, { kind: 'fire-reset' }],
    ]);
    expect(mode).toBe('Locked');
    expect(refused).toEqual(['the door is released by the fire input']);
  });

  test.each(['cut', 'short'] as const)('a fire input that is %s is a fault and no fire', (line) => {
    const { mode, said } = play([
      [0, fire(line)],
      [100, fire('off')],
    ]);
    expect(said).toEqual(['fire-input-fault', 'fire-input-restored']);
    expect(mode).toBe('Locked');
  });

  test('a fault that turns into fire opens, and a fault after fire ends nothing', () => {
    const { state, said, refused } = play([
      [0, fire('short')],
      [50, fire('cut')],
      [100, fire('on')],
      [200, fire('cut')],
      [300, { kind: 'fire-reset' }],
    ]);
    expect(said).toEqual(['fire-input-fault', 'fire-input-restored', 'fire-released', 'fire-input-fault']);
    expect(isReleased(state)).toBe(true);
    expect(refused).toHaveLength(1);
  });

  test.each(modeCommands)(
    'after %s the exit button still lets people out, and the mode stands again behind them',
    (kind) => {
      const shut = play([[0, { kind }]]);
      const pressed = play([
        [0, { kind }],
        [100, { kind: 'exit-button' }],
      ]);
      expect(isReleased(pressed.state)).toBe(true);
      const gone = play(
        [
          [0, { kind }],
          [100, { kind: 'exit-button' }],
          [200, { kind: 'door-opened' }],
          [900, { kind: 'door-closed' }],
        ],
        60_000,
      );
      expect(gone.said).toEqual(['exit-requested', 'opened', 'closed']);
      expect(gone.mode).toBe(shut.mode);
    },
  );
});

describe('the modes of ONVIF DoorControl', () => {
  test('a door that is locked down takes nothing but its release, and says why', () => {
    const others = modeCommands.filter((kind) => kind !== 'lock-down' && kind !== 'lock-down-release');
    const { mode, refused } = play([
      [0, { kind: 'lock-down' }],
      [10, access('c1')],
      [20, { kind: 'lock-down' }],
      ...others.map((kind): [number, DoorInput] => [30, { kind }]),
    ]);
    expect(mode).toBe('LockedDown');
    expect(refused).toHaveLength(1 + others.length);
    expect(new Set(refused)).toEqual(new Set(['the door is locked down', 'the door is not locked open']));
  });

  test('a lockdown takes back what was granted, and its end leads back to what was commanded before', () => {
    const { said, mode } = play([
      [0, { kind: 'block' }],
      [10, { kind: 'lock-down' }],
      [20, { kind: 'lock-down-release' }],
    ]);
    expect(mode).toBe('Blocked');
    expect(said).toEqual([]);
    const granted = play([
      [0, access('c1')],
      [10, { kind: 'lock-down' }],
      [20, { kind: 'door-opened' }],
    ]);
    expect(granted.said).toEqual(['not-taken c1', 'opened', 'forced-open']);
  });

  test('a lockdown that is commanded again does not shut the door before somebody who is on the way out', () => {
    const { state } = play([
      [0, { kind: 'lock-down' }],
      [100, { kind: 'exit-button' }],
      [200, { kind: 'lock-down' }],
    ]);
    expect(isReleased(state)).toBe(true);
  });

  test('nobody is let in while somebody leaves a door that is locked down', () => {
    const { refused } = play([
      [0, { kind: 'lock-down' }],
      [100, { kind: 'exit-button' }],
      [200, access('c1')],
    ]);
    expect(refused).toEqual(['the door is locked down']);
  });

  test.each([
    ['block', 'Blocked'],
    ['double-lock', 'DoubleLocked'],
  ] as const)('after %s nobody passes by a credential until the door is locked or unlocked', (kind, shut) => {
    for (const end of ['lock', 'unlock'] as const) {
      const { mode, refused } = play([
        [0, { kind }],
        [10, access('c1')],
        [20, { kind: end }],
        [30, access('c2')],
      ]);
      expect(refused).toHaveLength(1);
      expect(mode).toBe(end === 'lock' ? 'Accessed' : 'Unlocked');
    }
    expect(play([[0, { kind }]]).mode).toBe(shut);
  });

  test('a door that is locked open stays so until its release', () => {
    const { mode, refused } = play([
      [0, { kind: 'lock-open' }],
      [10, { kind: 'lock' }],
      [20, { kind: 'lock-down' }],
    ]);
    expect(mode).toBe('LockedOpen');
    expect(refused).toEqual(['the door is locked open', 'the door is locked open']);
    expect(
      play([
        [0, { kind: 'lock-open' }],
        [10, { kind: 'lock-open-release' }],
      ]).mode,
    ).toBe('Locked');
  });

  test('what does not stand cannot be ended', () => {
    const { refused } = play([
      [0, { kind: 'lock-down-release' }],
      [1, { kind: 'lock-open-release' }],
    ]);
    expect(refused).toEqual(['the door is not locked down', 'the door is not locked open']);
  });
});

describe('how long a door may stand open', () => {
  test('it sounds before it counts as held, and is quiet if it is closed in time', () => {
    const inTime = play(
      [
        [0, access('c1')],
        [1000, { kind: 'door-opened' }],
        [17_000, { kind: 'door-closed' }],
      ],
      60_000,
    );
    expect(inTime.said).toEqual(['opened', 'taken c1', 'pre-alarm', 'closed']);
    expect(
      play(
        [
          [0, access('c1')],
          [1000, { kind: 'door-opened' }],
        ],
        15_999,
      ).said,
    ).toEqual(['opened', 'taken c1']);
  });

  test('somebody who needs more time gets more time for lock and door', () => {
    const slow: [number, DoorInput][] = [
      [0, access('c1', 15_000, 60_000)],
      [14_000, { kind: 'door-opened' }],
      [70_000, { kind: 'door-closed' }],
    ];
    expect(play(slow).said).toEqual(['opened', 'taken c1', 'pre-alarm', 'closed']);
    expect(play(slow, 90_000).mode).toBe('Locked');
    const next: [number, DoorInput][] = [...slow, [80_000, access('c2')], [81_000, { kind: 'door-opened' }]];
    expect(play(next, 101_000).state.alarm).toBe('DoorOpenTooLong');
  });

  test('whoever is let in while the door stands open may take as long as everybody', () => {
    const { said } = play(
      [
        [0, access('c1')],
        [1000, { kind: 'door-opened' }],
        [14_000, access('c2')],
        [30_000, { kind: 'door-closed' }],
      ],
      60_000,
    );
    expect(said).toEqual(['opened', 'taken c1', 'taken c2', 'pre-alarm', 'closed']);
  });
});

describe('after a power cut', () => {
  test('whatever was granted is void', () => {
    const { state, said } = play(
      [
        [0, access('c1')],
        [100, back()],
      ],
      60_000,
    );
    expect(state).toMatchObject({ commanded: { mode: 'Locked' }, grants: [] });
    expect(said).toEqual([]);
  });

  test('a forced door that was closed in the dark ends its alarm', () => {
    const { said } = play([
      [0, { kind: 'door-opened' }],
      [100, back()],
    ]);
    expect(said).toEqual(['opened', 'forced-open', 'closed', 'forced-ended']);
  });

  test('a door found open is told and then counts as held', () => {
    const { said } = play([[0, back('open')]], 20_000);
    expect(said).toEqual(['opened', 'pre-alarm', 'held-open']);
  });

  test('a lockdown and a way that is kept open stand, and a door that was only kept unlocked is locked', () => {
    const after = (['lock-down', 'lock-open', 'block', 'unlock'] as const).map(
      (kind) =>
        play([
          [0, { kind }],
          [10, back()],
        ]).mode,
    );
    expect(after).toEqual(['LockedDown', 'LockedOpen', 'Blocked', 'Locked']);
  });

  test('fire that broke out in the dark releases the door', () => {
    const { state, said } = play([
      [0, { kind: 'lock-down' }],
      [10, back('closed', 'on')],
    ]);
    expect(said).toEqual(['fire-released']);
    expect(isReleased(state)).toBe(true);
  });
});

describe('a door of the site file', () => {
  const door = {
    id: 'front',
    ring: 1 as const,
    name: { zh: '门', en: 'Door' },
    controller: 'door-1',
    serves: 'everyone' as const,
    methods: ['card' as const],
  };

  test('has its own times, and the usual ones where it names none', () => {
    expect(installedAs({ ...door, times: { release: 3, extendedOpen: 90 } }).timings).toEqual({
      releaseMs: 3000,
      extendedOpenMs: 90_000,
    });
    expect(installedAs(door).timings).toEqual({});
    expect(usualDoorTimings).toEqual({
      releaseMs: 5000,
      openMs: 20_000,
      extendedReleaseMs: 15_000,
      extendedOpenMs: 60_000,
      preAlarmMs: 5000,
    });
  });

  test('is released without power if it is a way out, and locked if it is none or is meant to be', () => {
    expect(installedAs(door).power).toBe('fail-safe');
    expect(installedAs({ ...door, egress: false }).power).toBe('fail-secure');
    expect(installedAs({ ...door, power: 'fail-secure' }).power).toBe('fail-secure');
  });
});
