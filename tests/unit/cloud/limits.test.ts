import { expect, test } from 'vitest';
import { createLoginGuard } from '../../../cloud/api/login-guard.ts';
import { createRateGate } from '../../../cloud/intake/rate-limit.ts';

function clockOf(start = 1_000_000) {
  let now = start;
  return { nowMs: () => now, pass: (ms: number) => (now += ms) };
}

const wrong = async () => false;
const right = async () => true;

test('a gateway may send a burst, then as many a second as it is allowed', () => {
  const clock = clockOf();
  const gate = createRateGate({ perSecond: 2, burst: 3 }, clock.nowMs);
  expect([gate('gw-1'), gate('gw-1'), gate('gw-1')]).toEqual([0, 0, 0]);
  expect(gate('gw-1')).toBeCloseTo(0.5);
  expect(gate('gw-2')).toBe(0);
  clock.pass(500);
  expect(gate('gw-1')).toBe(0);
  expect(gate('gw-1')).toBeGreaterThan(0);
  clock.pass(3_600_000);
  expect([1, 2, 3, 4].map(() => gate('gw-1') === 0)).toEqual([true, true, true, false]);
});

test('an operator who mistypes four times is not made to wait', async () => {
  const guard = createLoginGuard(clockOf().nowMs);
  for (let index = 0; index < 4; index += 1) expect(await guard.attempt('10.0.0.1', wrong)).toBe(false);
  expect(await guard.attempt('10.0.0.1', right)).toBe(true);
});

test('each further wrong password doubles the wait, for this address only', async () => {
  const clock = clockOf();
  const guard = createLoginGuard(clock.nowMs);
  for (let index = 0; index < 5; index += 1) await guard.attempt('10.0.0.1', wrong);
  const wait = { code: 'too-many-attempts' };
  await expect(guard.attempt('10.0.0.1', right)).rejects.toMatchObject({ ...wait, retryAfterS: 5 });
  expect(await guard.attempt('10.0.0.2', right)).toBe(true);
  clock.pass(5000);
  expect(await guard.attempt('10.0.0.1', wrong)).toBe(false);
  await expect(guard.attempt('10.0.0.1', right)).rejects.toMatchObject({ ...wait, retryAfterS: 10 });
  clock.pass(10_000);
  expect(await guard.attempt('10.0.0.1', right)).toBe(true);
  for (let index = 0; index < 4; index += 1) expect(await guard.attempt('10.0.0.1', wrong)).toBe(false);
});

test('passwords that are tried at the same moment count before they are checked', async () => {
  const guard = createLoginGuard(clockOf().nowMs);
  let checked = 0;
  const slow = async () => {
    checked += 1;
    await new Promise((resolve) => setImmediate(resolve));
    return false;
  };
  await Promise.allSettled(Array.from({ length: 50 }, () => guard.attempt('10.0.0.1', slow)));
  expect(checked).toBeLessThanOrEqual(5);
});

test('whoever guesses at one process has to wait at the others, and a login at one is a login at all', async () => {
  const others: ReturnType<typeof createLoginGuard>[] = [];
  const guard = createLoginGuard(clockOf().nowMs, (change) => {
    for (const other of others) other.heard(change);
  });
  others.push(createLoginGuard(clockOf().nowMs), createLoginGuard(clockOf().nowMs));
  for (let index = 0; index < 4; index += 1) await guard.attempt('10.0.0.1', wrong);
  await guard.attempt('10.0.0.1', right);
  for (let index = 0; index < 5; index += 1) await guard.attempt('10.0.0.1', wrong);
  for (const other of others)
    await expect(other.attempt('10.0.0.1', right)).rejects.toMatchObject({ code: 'too-many-attempts', retryAfterS: 5 });
});

test('neighbours in one IPv6 network count as one', async () => {
  const guard = createLoginGuard(clockOf().nowMs);
  for (let index = 0; index < 5; index += 1) await guard.attempt(`2001:db8:0:1::${index + 1}`, wrong);
  await expect(guard.attempt('2001:db8:0:1::99', right)).rejects.toMatchObject({ code: 'too-many-attempts' });
});
