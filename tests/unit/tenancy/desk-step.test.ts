import { expect, test } from 'vitest';
import { decideDeskStep, type LevelDuty, nextDueMs } from '../../../cloud/tenancy/decide-desk-step.ts';
import type { DeskStep } from '../../../cloud/tenancy/desk-store.ts';

const waits = { siteMs: 300, districtMs: 600 };
const site: LevelDuty = { level: 'site', place: 'site:north', told: ['ann'] };
const district: LevelDuty = { level: 'district', place: 'district:east', told: ['bea'] };
const city: LevelDuty = { level: 'city', place: 'city:town', told: ['cho'] };
const levels = [site, district, city];
const at = (duty: LevelDuty, atMs: number): DeskStep => ({ ...duty, atMs });

test('an alarm goes to the site’s duty first, to the district after its wait, then to the city, and no further', () => {
  expect(decideDeskStep([], levels, waits, 1000)).toBe(site);
  expect(decideDeskStep([at(site, 1000)], levels, waits, 1299)).toBeUndefined();
  expect(decideDeskStep([at(site, 1000)], levels, waits, 1300)).toBe(district);
  const both = [at(site, 1000), at(district, 1300)];
  expect(decideDeskStep(both, levels, waits, 1899)).toBeUndefined();
  expect(decideDeskStep(both, levels, waits, 1900)).toBe(city);
  expect(decideDeskStep([...both, at(city, 1900)], levels, waits, 99_999)).toBeUndefined();
  expect(nextDueMs([...both, at(city, 1900)], levels, waits)).toBeUndefined();
});

test('a level at which nobody has duty does not wait', () => {
  const nobody = { ...site, told: [] };
  expect(decideDeskStep([at(nobody, 1000)], [nobody, district, city], waits, 1000)).toBe(district);
});

test('a site without a district goes from its own duty to the city’s', () => {
  expect(decideDeskStep([at(site, 1000)], [site, city], waits, 1300)).toBe(city);
});

test('a clock that was put back lets nobody climb early', () => {
  expect(decideDeskStep([at(site, 1000)], levels, waits, 10)).toBeUndefined();
});
