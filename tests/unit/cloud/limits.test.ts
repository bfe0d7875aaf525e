import { expect, test } from 'vitest';
import { createLoginGuard } from '../../../cloud/api/login-guard.ts';
import { createEpochGate, maxEpochs } from '../../../cloud/intake/epoch-gate.ts';
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

test('an attempt that tells nothing neither counts nor forgets the failures before it', async () => {
  const guard = createLoginGuard(clockOf().nowMs);
  for (let index = 0; index < 4; index += 1) await guard.attempt('10.0.0.1', wrong);
  for (let index = 0; index < 9; index += 1)
    expect(await guard.attempt('10.0.0.1', async () => undefined)).toBeUndefined();
  expect(await guard.attempt('10.0.0.1', wrong)).toBe(false);
  await expect(guard.attempt('10.0.0.1', right)).rejects.toMatchObject({ code: 'too-many-attempts' });
});

test('codes are counted for their operator, wherever they come from, and at whichever process', async () => {
  const clock = clockOf();
  const other = createLoginGuard(clock.nowMs);
  const guard = createLoginGuard(clock.nowMs, other.heard);
  for (let index = 0; index < 5; index += 1) expect(await guard.attemptCode('op-1', wrong)).toBe(false);
  const early = { code: 'too-many-attempts', retryAfterS: 5 };
  for (const each of [guard, other]) await expect(each.attemptCode('op-1', right)).rejects.toMatchObject(early);
  expect(await guard.attemptCode('op-2', right)).toBe(true);
  for (let waited = 5000; waited <= 300_000; waited *= 2) {
    clock.pass(waited);
    expect(await guard.attemptCode('op-1', wrong)).toBe(false);
  }
  await expect(guard.attemptCode('op-1', right)).rejects.toMatchObject({ retryAfterS: 300 });
  clock.pass(300_000);
  expect(await guard.attemptCode('op-1', right)).toBe(true);
  expect(await other.attemptCode('op-1', wrong)).toBe(false);
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

test('who guesses one name from many addresses is slowed down, and other names are not', async () => {
  const clock = clockOf();
  const guard = createLoginGuard(clock.nowMs);
  for (let index = 0; index < 20; index += 1) await guard.attempt(`10.0.1.${index}`, wrong, 'mei');
  const next = guard.attempt('10.0.2.1', right, 'mei');
  await expect(next).rejects.toMatchObject({ code: 'too-many-attempts', retryAfterS: 5 });
  expect(await guard.attempt('10.0.2.1', right, 'li')).toBe(true);
});

test('nobody locks somebody else out: from where he has logged in before he comes in, elsewhere after a minute at most', async () => {
  const clock = clockOf();
  const guard = createLoginGuard(clock.nowMs);
  await guard.attempt('192.0.2.7', right, 'mei');
  for (let index = 0; index < 400; index += 1) {
    await guard.attempt(`10.0.${index >> 8}.${index & 255}`, wrong, 'mei').catch(() => clock.pass(1000));
  }
  expect(await guard.attempt('192.0.2.7', right, 'mei')).toBe(true);
  // his coming in gives the others no new attempts
  const wait = await guard.attempt('192.0.2.8', right, 'mei').catch((error: { retryAfterS: number }) => error);
  expect((wait as { retryAfterS: number }).retryAfterS).toBeLessThanOrEqual(60);
  clock.pass(60_000);
  expect(await guard.attempt('192.0.2.8', right, 'mei')).toBe(true);
});

test('a gate for keys that anybody can make up remembers those that came last only', () => {
  const gate = createRateGate({ perSecond: 1, burst: 1 }, clockOf().nowMs, 2);
  expect([gate('a'), gate('b'), gate('a')].map((waitS) => waitS > 0)).toEqual([false, false, true]);
  expect(gate('c')).toBe(0);
  expect(gate('a')).toBeGreaterThan(0);
  expect(gate('b')).toBe(0);
});

test('a gateway that begins one epoch after the other is stopped, and goes on with those that it has', async () => {
  const streams: { gateway: string; epoch: string }[] = [];
  let asked = 0;
  const admit = createEpochGate({
    async streams() {
      asked += 1;
      return streams as never;
    },
  });
  for (let index = 0; index < maxEpochs; index += 1) {
    await admit('gw-1', `epoch-${index}`);
    streams.push({ gateway: 'gw-1', epoch: `epoch-${index}` }, { gateway: 'gw-1', epoch: `epoch-${index}` });
  }
  await expect(admit('gw-1', 'one-more')).rejects.toMatchObject({ code: 'too-many-epochs' });
  await admit('gw-1', 'epoch-99');
  asked = 0;
  for (let index = 0; index < maxEpochs; index += 1) await admit('gw-1', `epoch-${index}`);
  expect(asked).toBe(0);
});
