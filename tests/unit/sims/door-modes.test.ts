import { describe, expect, test } from 'vitest';
import { type DoorInput, isReleased } from '../../../firmware-sims/device/door-machine.ts';
import { modeCommands } from '../../../firmware-sims/device/door-modes.ts';
import { access, fireInput, playDoor, powerBack } from '../../fixtures/play-door.ts';

describe('the way out', () => {
  test('the exit button opens from inside without a grant and without an alarm', () => {
    const { said, mode } = playDoor([
      [0, { kind: 'exit-button' }],
      [1000, { kind: 'door-opened' }],
      [2000, { kind: 'door-closed' }],
    ]);
    expect(said).toEqual(['exit-requested', 'opened', 'closed']);
    expect(mode).toBe('Locked');
  });

  test('fire releases the door, ends its alarms, and no command locks it again', () => {
    const { state, said, refused } = playDoor(
      [
        [0, { kind: 'door-opened' }],
        [100, fireInput('on')],
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
    const { mode, said, refused } = playDoor([
      [0, fireInput('on')],
      [100, { kind: 'fire-reset' }],
      [200, fireInput('off')],
      [300, { kind: 'fire-reset' }],
      [400, { kind: 'fire-reset' }],
    ]);
    expect(said).toEqual(['fire-released', 'fire-ended']);
    expect(refused).toEqual(['the fire input is not at rest']);
    expect(mode).toBe('Locked');
    const stillOpen = playDoor([
      [0, fireInput('on')],
      [200, fireInput('off')],
    ]);
    expect(isReleased(stillOpen.state)).toBe(true);
  });

  test('after the fire the door is what it was before: a lockdown is still commanded', () => {
    const before: DoorInput[] = [{ kind: 'lock-down' }, { kind: 'block' }, { kind: 'unlock' }, { kind: 'lock-open' }];
    const after = before.map((input) => {
      const played = playDoor([
        [0, input],
        [10, fireInput('on')],
        [20, fireInput('off')],
        [30, { kind: 'fire-reset' }],
      ]);
      return played.mode;
    });
    expect(after).toEqual(['LockedDown', 'Blocked', 'Unlocked', 'LockedOpen']);
  });

  test('a lockdown may be ended while the fire release stands, and none may begin', () => {
    const { mode, refused } = playDoor([
      [0, { kind: 'lock-down' }],
      [10, fireInput('on')],
      [20, { kind: 'lock-down-release' }],
      [25, { kind: 'lock-down' }],
      [30, fireInput('off')],
      [40, { kind: 'fire-reset' }],
    ]);
    expect(mode).toBe('Locked');
    expect(refused).toEqual(['the door is released by the fire input']);
  });

  test.each(['cut', 'short'] as const)('a fire input that is %s is a fault and no fire', (line) => {
    const { mode, said } = playDoor([
      [0, fireInput(line)],
      [100, fireInput('off')],
    ]);
    expect(said).toEqual(['fire-input-fault', 'fire-input-restored']);
    expect(mode).toBe('Locked');
  });

  test('a fault that turns into fire opens, and a fault after fire ends nothing', () => {
    const { state, said, refused } = playDoor([
      [0, fireInput('short')],
      [50, fireInput('cut')],
      [100, fireInput('on')],
      [200, fireInput('cut')],
      [300, { kind: 'fire-reset' }],
    ]);
    expect(said).toEqual(['fire-input-fault', 'fire-input-restored', 'fire-released', 'fire-input-fault']);
    expect(isReleased(state)).toBe(true);
    expect(refused).toHaveLength(1);
  });

  test.each(modeCommands)(
    'after %s the exit button still lets people out, and the mode stands again behind them',
    (kind) => {
      const shut = playDoor([[0, { kind }]]);
      const pressed = playDoor([
        [0, { kind }],
        [100, { kind: 'exit-button' }],
      ]);
      expect(isReleased(pressed.state)).toBe(true);
      const gone = playDoor(
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
    const { mode, refused } = playDoor([
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
    const { said, mode } = playDoor([
      [0, { kind: 'block' }],
      [10, { kind: 'lock-down' }],
      [20, { kind: 'lock-down-release' }],
    ]);
    expect(mode).toBe('Blocked');
    expect(said).toEqual([]);
    const granted = playDoor([
      [0, access('c1')],
      [10, { kind: 'lock-down' }],
      [20, { kind: 'door-opened' }],
    ]);
    expect(granted.said).toEqual(['not-taken c1', 'opened', 'forced-open']);
  });

  test('a lockdown that is commanded again does not shut the door before somebody who is on the way out', () => {
    const { state } = playDoor([
      [0, { kind: 'lock-down' }],
      [100, { kind: 'exit-button' }],
      [200, { kind: 'lock-down' }],
    ]);
    expect(isReleased(state)).toBe(true);
  });

  test('nobody is let in while somebody leaves a door that is locked down', () => {
    const { refused } = playDoor([
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
      const { mode, refused } = playDoor([
        [0, { kind }],
        [10, access('c1')],
        [20, { kind: end }],
        [30, access('c2')],
      ]);
      expect(refused).toHaveLength(1);
      expect(mode).toBe(end === 'lock' ? 'Accessed' : 'Unlocked');
    }
    expect(playDoor([[0, { kind }]]).mode).toBe(shut);
  });

  test('a door that is locked open stays so until its release', () => {
    const { mode, refused } = playDoor([
      [0, { kind: 'lock-open' }],
      [10, { kind: 'lock' }],
      [20, { kind: 'lock-down' }],
    ]);
    expect(mode).toBe('LockedOpen');
    expect(refused).toEqual(['the door is locked open', 'the door is locked open']);
    expect(
      playDoor([
        [0, { kind: 'lock-open' }],
        [10, { kind: 'lock-open-release' }],
      ]).mode,
    ).toBe('Locked');
  });

  test('what does not stand cannot be ended', () => {
    const { refused } = playDoor([
      [0, { kind: 'lock-down-release' }],
      [1, { kind: 'lock-open-release' }],
    ]);
    expect(refused).toEqual(['the door is not locked down', 'the door is not locked open']);
  });
});

describe('after a power cut', () => {
  test('whatever was granted is void', () => {
    const { state, said } = playDoor(
      [
        [0, access('c1')],
        [100, powerBack()],
      ],
      60_000,
    );
    expect(state).toMatchObject({ commanded: { mode: 'Locked' }, grants: [] });
    expect(said).toEqual([]);
  });

  test('a forced door that was closed in the dark ends its alarm', () => {
    const { said } = playDoor([
      [0, { kind: 'door-opened' }],
      [100, powerBack()],
    ]);
    expect(said).toEqual(['opened', 'forced-open', 'closed', 'forced-ended']);
  });

  test('a door found open is told and then counts as held', () => {
    const { said } = playDoor([[0, powerBack('open')]], 20_000);
    expect(said).toEqual(['opened', 'pre-alarm', 'held-open']);
  });

  test('a lockdown and a way that is kept open stand, and a door that was only kept unlocked is locked', () => {
    const after = (['lock-down', 'lock-open', 'block', 'unlock'] as const).map(
      (kind) =>
        playDoor([
          [0, { kind }],
          [10, powerBack()],
        ]).mode,
    );
    expect(after).toEqual(['LockedDown', 'LockedOpen', 'Blocked', 'Locked']);
  });

  test('fire that broke out in the dark releases the door', () => {
    const { state, said } = playDoor([
      [0, { kind: 'lock-down' }],
      [10, powerBack('closed', 'on')],
    ]);
    expect(said).toEqual(['fire-released']);
    expect(isReleased(state)).toBe(true);
  });
});
