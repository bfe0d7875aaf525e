import { expect, test } from 'vitest';
import { createConnectLimit } from '../../../gateway/ingest/connect-limit.ts';

let nowMs = 0;
const limitAt = () => {
  nowMs = 0;
  return createConnectLimit({ monotonicMs: () => nowMs });
};
/** How many of so many tries are looked at. */
const guess = (limit: ReturnType<typeof limitAt>, tries: number, address: string, user: (n: number) => string) =>
  Array.from({ length: tries }, (_, n) => n).filter((n) => {
    if (!limit.mayTry(address, user(n))) return false;
    limit.wrong(address, user(n));
    return true;
  }).length;

test('whoever guesses one name gets ten tries, then one in five seconds', () => {
  const limit = limitAt();
  expect(guess(limit, 1000, '10.0.0.9', () => 'gate-controller')).toBe(10);
  nowMs += 60_000;
  expect(guess(limit, 1000, '10.0.0.9', () => 'gate-controller')).toBe(10);
  nowMs += 5000;
  expect(guess(limit, 1000, '10.0.0.9', () => 'gate-controller')).toBe(1);
});

test('whoever guesses many names, or makes some up, gets sixty tries, then one a second', () => {
  const limit = limitAt();
  expect(guess(limit, 1000, '10.0.0.9', (n) => `door-${n}`)).toBe(60);
  nowMs += 5000;
  expect(guess(limit, 1000, '::ffff:10.0.0.9', (n) => `door-${n + 1000}`)).toBe(5);
});

test('whoever guesses in the IPv6 network of a site keeps no device there out', () => {
  const limit = limitAt();
  expect(guess(limit, 1000, '2001:db8:1:2::bad', (n) => `door-${n}`)).toBe(60);
  expect(guess(limit, 1, '2001:DB8:1:2:0::BAD', () => 'door-1')).toBe(0);
  expect(limit.mayTry('2001:db8:1:2::5', 'door-1')).toBe(true);
});

test('guessing does not keep the owner of a name out, neither elsewhere nor behind the same address', () => {
  const limit = limitAt();
  limit.right('10.0.0.5', 'lane-barrier');
  guess(limit, 1000, '10.0.0.9', () => 'gate-controller');
  guess(limit, 1000, '10.0.0.5', (n) => `door-${n}`);
  expect(limit.mayTry('10.0.0.7', 'gate-controller')).toBe(true);
  expect(limit.mayTry('10.0.0.5', 'lane-barrier')).toBe(true);
});

test('addresses without end fill no memory', () => {
  const limit = limitAt();
  for (let n = 0; n < 20_000; n += 1) limit.wrong(`10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`, 'x');
  expect(limit.mayTry('10.0.0.1', 'x')).toBe(true);
});
