import { describe, expect, test } from 'vitest';
import type { DoorInput } from '../../../firmware-sims/device/door-machine.ts';
import { installedAs, usualDoorTimings } from '../../../firmware-sims/device/door-sim.ts';
import { access, playDoor } from '../../fixtures/play-door.ts';

describe('a granted passage', () => {
  test('a resident who is let in opens, passes, and the door locks behind them', () => {
    const { mode, said } = playDoor([
      [0, access('c1')],
      [1000, { kind: 'door-opened' }],
      [2000, { kind: 'door-closed' }],
    ]);
    expect(said).toEqual(['opened', 'taken c1', 'closed']);
    expect(mode).toBe('Locked');
  });

  test('a resident who walks on instead leaves a locked door and a passage that was not taken', () => {
    const { mode, said } = playDoor([[0, access('c1')]], 5000);
    expect(said).toEqual(['not-taken c1']);
    expect(mode).toBe('Locked');
  });

  test('the command may say how long the door stays released', () => {
    expect(playDoor([[0, access('c1', 900)]], 899).mode).toBe('Accessed');
    expect(playDoor([[0, access('c1', 900)]], 900).mode).toBe('Locked');
  });

  test('two residents who were let in one after the other both have their passage counted', () => {
    const { said } = playDoor([
      [0, access('c1')],
      [800, access('c2')],
      [1000, { kind: 'door-opened' }],
    ]);
    expect(said).toEqual(['opened', 'taken c1', 'taken c2']);
  });

  test('who is let in while the door still stands open has passed', () => {
    const { said, mode } = playDoor([
      [0, access('c1')],
      [500, { kind: 'door-opened' }],
      [900, access('c2')],
      [1500, { kind: 'door-closed' }],
    ]);
    expect(said).toEqual(['opened', 'taken c1', 'taken c2', 'closed']);
    expect(mode).toBe('Locked');
  });

  test('grants that nobody uses do not pile up without end', () => {
    const { refused, state } = playDoor(Array.from({ length: 20 }, (_, index) => [index, access(`c${index}`)]));
    expect(refused).toHaveLength(4);
    expect(state.grants).toHaveLength(16);
  });
});

describe('alarms of the door', () => {
  test('a door opened without a grant is forced, until it is closed again', () => {
    const open = playDoor([[0, { kind: 'door-opened' }]], 60_000);
    expect(open.said).toEqual(['opened', 'forced-open']);
    expect(open.state.alarm).toBe('DoorForcedOpen');
    const closed = playDoor([
      [0, { kind: 'door-opened' }],
      [1000, { kind: 'door-closed' }],
    ]);
    expect(closed.said).toEqual(['opened', 'forced-open', 'closed', 'forced-ended']);
    expect(closed.state.alarm).toBe('Normal');
  });

  test('a door held open after a lawful passage is held, not forced', () => {
    const { said } = playDoor(
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
    const { said } = playDoor(
      [
        [0, { kind: 'unlock' }],
        [10, { kind: 'door-opened' }],
      ],
      600_000,
    );
    expect(said).toEqual(['opened']);
  });

  test('locking a door that stands open starts the count, and forced stays forced', () => {
    const left = playDoor(
      [
        [0, { kind: 'unlock' }],
        [10, { kind: 'door-opened' }],
        [1000, { kind: 'lock' }],
      ],
      21_000,
    );
    expect(left.said).toEqual(['opened', 'pre-alarm', 'held-open']);
    const forced = playDoor(
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

describe('how long a door may stand open', () => {
  test('it sounds before it counts as held, and is quiet if it is closed in time', () => {
    const inTime = playDoor(
      [
        [0, access('c1')],
        [1000, { kind: 'door-opened' }],
        [17_000, { kind: 'door-closed' }],
      ],
      60_000,
    );
    expect(inTime.said).toEqual(['opened', 'taken c1', 'pre-alarm', 'closed']);
    expect(
      playDoor(
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
    expect(playDoor(slow).said).toEqual(['opened', 'taken c1', 'pre-alarm', 'closed']);
    expect(playDoor(slow, 90_000).mode).toBe('Locked');
    const next: [number, DoorInput][] = [...slow, [80_000, access('c2')], [81_000, { kind: 'door-opened' }]];
    expect(playDoor(next, 101_000).state.alarm).toBe('DoorOpenTooLong');
  });

  test('whoever is let in while the door stands open may take as long as everybody', () => {
    const { said } = playDoor(
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
