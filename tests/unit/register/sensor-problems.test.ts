import { expect, test } from 'vitest';
import type { SiteDevice, SiteFile } from '../../../devices/contracts/site-file.ts';
import { sensorProblems } from '../../../gateway/register/site/sensor-problems.ts';
import { smallSite } from '../../fixtures/small-site.ts';

const device = (kind: SiteDevice['kind'], more: Partial<SiteDevice>): SiteFile => {
  const small = smallSite();
  const one = { id: 'it', ring: 3 as const, name: { zh: '它', en: 'It' }, secret: 'it-has-a-secret' };
  return { ...small, devices: [...small.devices, { ...one, kind, ...more }] };
};
const home = { unit: 'b1-u1', room: '101' };

test('a site whose sensors are set up rightly has nothing to correct', () => {
  expect(sensorProblems(device('water-level', { limits: { high: 0.5, highHigh: 1 } }))).toEqual([]);
  expect(sensorProblems(device('water-meter', { home, inactivity: {} }))).toEqual([]);
});

test.each<[string, SiteFile]>([
  ['is no water level sensor', device('smoke', { limits: { high: 1 } })],
  ['"highHigh" above "high"', device('water-level', { limits: { high: 1, highHigh: 1 } })],
  ['a water meter with "home"', device('water-meter', { inactivity: {} })],
  ['a water meter with "home"', device('smoke', { home, inactivity: {} })],
  ['not among units', device('water-meter', { home: { unit: 'nowhere', room: '1' } })],
])('an operator reads: … %s', (said, site) => {
  expect(sensorProblems(site)).toMatchObject([expect.stringContaining(said)]);
});

test('a zone can be next to another one of the site only', () => {
  const { zones, ...site } = smallSite();
  const beside = (next: string[]) => ({
    ...site,
    zones: zones.map((zone) => (zone.id === 'b1' ? { ...zone, next } : zone)),
  });
  expect(sensorProblems(beside(['gate']))).toEqual([]);
  expect(sensorProblems(beside(['b1']))).toHaveLength(1);
  expect(sensorProblems(beside(['b9']))).toEqual(['the zone "b1" names "b9" as next to it, which is no other zone']);
});
