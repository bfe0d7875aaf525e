import { expect, test } from 'vitest';
import { createLoginGuard } from '../../../gateway/console/users/login-guard.ts';
import { placeOf } from '../../../gateway/kernel/addresses.ts';

function createTestGuard(addressesOf?: (user: string) => string[]) {
  let nowMs = 1_000_000;
  const guard = createLoginGuard(() => nowMs, addressesOf);
  return {
    guard,
    pass: (ms: number) => {
      nowMs += ms;
    },
    /** Fails `times` times, waiting as told each time. */
    fail(user: string, address: string, times: number) {
      for (let n = 0; n < times; n += 1) {
        nowMs += guard.begin(user, address);
        guard.begin(user, address);
      }
    },
  };
}

test('a guard who mistypes a few times is not held up', () => {
  const { guard } = createTestGuard();
  expect([1, 2, 3, 4].map(() => guard.begin('guard', '10.0.0.5'))).toEqual([0, 0, 0, 0]);
});

test('whoever guesses waits longer each time, up to a quarter of an hour', () => {
  const { guard, pass } = createTestGuard();
  const waits: number[] = [];
  for (let n = 0; n < 50; n += 1) {
    const waitMs = guard.begin(`user${n}`, '10.0.0.66');
    waits.push(waitMs);
    if (waitMs === 0) continue;
    pass(waitMs);
    guard.begin(`user${n}`, '10.0.0.66');
  }
  const afterFree = waits.slice(25);
  expect(afterFree[0]).toBe(1000);
  expect(afterFree.every((wait, n) => n === 0 || wait >= afterFree[n - 1]!)).toBe(true);
  expect(Math.max(...waits)).toBe(15 * 60_000);
});

test('a shift of twenty that signs in at once behind one address is let in', () => {
  const { guard } = createTestGuard();
  const waits = Array.from({ length: 20 }, (_, n) => guard.begin(`guard-${n}`, '10.0.0.7'));
  expect(waits.every((waitMs) => waitMs === 0)).toBe(true);
});

test('a try during the wait is not looked at and does not lengthen the wait', () => {
  const { guard, fail, pass } = createTestGuard();
  fail('guard', '10.0.0.66', 8);
  const waitMs = guard.begin('guard', '10.0.0.66');
  expect(waitMs).toBeGreaterThan(0);
  pass(waitMs / 2);
  expect(guard.begin('guard', '10.0.0.66')).toBeLessThanOrEqual(waitMs / 2 + 1);
});

test('a stranger who guesses for hours keeps the guard at the desk waiting for half a minute at most', () => {
  const { guard, fail } = createTestGuard();
  for (let n = 0; n < 60; n += 1) fail('guard', `10.0.1.${n}`, 1);
  expect(guard.begin('guard', '10.0.0.5')).toBeLessThanOrEqual(30_000);
});

test('strangers who never stop guessing a name keep nobody waiting at the desk where that name has signed in', () => {
  const { guard, fail } = createTestGuard((user) => (user === 'lead' ? ['2001:db8:1:2:aaaa::7'] : []));
  guard.begin('guard', '10.0.0.5');
  guard.succeeded('guard', '10.0.0.5');
  for (const user of ['lead', 'guard']) for (let n = 0; n < 60; n += 1) fail(user, `10.0.1.${n}`, 1);
  expect(guard.begin('guard', '10.0.0.5')).toBe(0);
  expect(guard.begin('lead', '2001:DB8:1:2:aaaa:0:0:7')).toBe(0);
  expect(guard.begin('guard', '10.0.0.6')).toBeGreaterThan(0);
  for (let n = 0; n < 4; n += 1) guard.begin('guard', '10.0.0.5');
  expect(guard.begin('guard', '10.0.0.5'), 'whoever guesses at that desk waits as ever').toBeGreaterThan(0);
});

test('wrong tries from a phone in the network keep nobody waiting at the desk, and gain nothing by being near it', () => {
  const { guard, fail } = createTestGuard();
  guard.begin('guard', '2001:db8:1:2::5');
  guard.succeeded('guard', '2001:db8:1:2::5');
  fail('guard', '2001:db8:1:2::bad', 10);
  for (let n = 0; n < 40; n += 1) fail(`user${n}`, '2001:db8:1:2::bad', 1);
  expect(guard.begin('guard', '2001:db8:1:2::5')).toBe(0);
  expect(guard.begin('guard', '2001:db8:1:2::bad')).toBeGreaterThan(30_000);
});

test('all addresses of one IPv6 network count as one place', () => {
  expect(placeOf('2001:db8:1:2:3:4:5:6')).toBe(placeOf('2001:db8:1:2::9'));
  expect(placeOf('2001:db8::1')).toBe(placeOf('2001:db8:0:0:ffff::'));
  expect(placeOf('fe80::1%eth0')).toBe(placeOf('fe80::2'));
  expect(placeOf('2001:db8:1:3::9')).not.toBe(placeOf('2001:db8:1:2::9'));
  expect(placeOf('::ffff:10.0.0.5')).toBe('10.0.0.5');
  expect(placeOf('10.0.0.6')).not.toBe(placeOf('10.0.0.5'));
});

test('the right password wipes the slate clean', () => {
  const { guard, fail } = createTestGuard();
  fail('guard', '10.0.0.5', 4);
  guard.succeeded('guard', '10.0.0.5');
  expect([1, 2, 3, 4].map(() => guard.begin('guard', '10.0.0.5'))).toEqual([0, 0, 0, 0]);
});

test('an hour of quiet is forgiven', () => {
  const { guard, fail, pass } = createTestGuard();
  fail('guard', '10.0.0.66', 12);
  pass(61 * 60_000);
  expect(guard.begin('guard', '10.0.0.66')).toBe(0);
  expect(guard.begin('guard', '10.0.0.66')).toBe(0);
});

test('whoever has the password and guesses codes has to wait ever longer, up to five minutes a try', () => {
  const { guard, pass } = createTestGuard();
  const wait = () => {
    try {
      guard.demandCode('guard');
      return 0;
    } catch (error) {
      return (error as { retryAfterS: number }).retryAfterS;
    }
  };
  expect([wait(), wait(), wait(), wait(), wait()]).toEqual([0, 0, 0, 0, 0]);
  const waits: number[] = [];
  for (let n = 0; n < 12; n += 1) {
    waits.push(wait());
    pass(waits.at(-1)! * 1000);
    expect(wait()).toBe(0);
  }
  expect(waits[0]).toBe(1);
  expect(waits.at(-1)).toBe(300);
  guard.codeSucceeded('guard');
  expect(wait()).toBe(0);
});
