import { expect, test } from 'vitest';
import { nextStatusMs } from '../../../cloud/intake/uplink-routes.ts';
import { longestStatusEveryMs, statusEveryMs } from '../../../devices/contracts/uplink.ts';
import { readCadence } from '../../../gateway/outbox/uplink.ts';

test('a cloud of a few compounds hears each gateway every four seconds', () => {
  expect(nextStatusMs(0)).toBe(statusEveryMs);
  expect(nextStatusMs(999)).toBe(statusEveryMs);
});

test('a process that holds many gateways asks for fewer statuses, and never for so few that one counts as lost', () => {
  expect(nextStatusMs(3000)).toBe(12_000);
  expect(nextStatusMs(1_000_000)).toBe(longestStatusEveryMs);
});

test('a gateway speaks when the cloud asks it to, never faster than it would by itself and never so slowly that it counts as lost', () => {
  expect(readCadence('6000')).toBe(6000);
  for (const header of [null, '', '1', '-5', 'soon', 'Infinity', 'NaN'])
    expect(readCadence(header)).toBe(statusEveryMs);
  expect(readCadence('9e99')).toBe(longestStatusEveryMs);
});
