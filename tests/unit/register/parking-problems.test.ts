import { expect, test } from 'vitest';
import { createParser } from '../../../devices/contracts/parse.ts';
import { SiteFile } from '../../../devices/contracts/site-file.ts';
import { parkingProblems } from '../../../gateway/register/site/parking-problems.ts';
import { checkReferences } from '../../../gateway/register/site/site-references.ts';
import { parkingSite, wuPlate } from '../../fixtures/parking-site.ts';
import { smallSite } from '../../fixtures/small-site.ts';

const parse = createParser(SiteFile);
const withBay = (plates: string[]): SiteFile => {
  const site = parkingSite();
  return { ...site, devices: site.devices.map((one) => (one.id === 'bay-wu' ? { ...one, plates } : one)) };
};

test('a site whose parking is set up rightly has nothing to correct', () => {
  expect(checkReferences(parkingSite())).toEqual([]);
  expect(parkingProblems(smallSite())).toEqual([]);
  expect(parse(JSON.parse(JSON.stringify(parkingSite()))).ok).toBe(true);
});

test('an operator reads that vehicles cannot be counted where they leave unseen', () => {
  expect(parkingProblems(smallSite({ parking: {} }))).toEqual([
    'parking needs a barrier of direction "out": without it nobody knows which vehicles are inside',
  ]);
});

test('an operator reads which bay names no plate, and the text is not repeated', () => {
  const problems = parkingProblems(withBay(['ABCDEF1']));
  expect(problems).toEqual(['"bay-wu" names a plate that is none; write it like 粤B12345']);
  expect(parkingProblems(withBay([wuPlate, '粤b·12345']))).toEqual([]);
});

test('an operator reads that a vehicle would be forgotten before it is doubted', () => {
  expect(parkingProblems(parkingSite({ parking: { unseenHours: 48, forgetDays: 2 } }))).toHaveLength(1);
  expect(parkingProblems(parkingSite({ parking: { forgetDays: 1 } }))).toHaveLength(1);
});

test('plates are for bays', () => {
  const site = parkingSite();
  const smoke = site.devices.map((one) => (one.id === 'smoke-1' ? { ...one, plates: [wuPlate] } : one));
  expect(checkReferences({ ...site, devices: smoke })).toEqual([
    '"smoke-1" is no parking bay and cannot have "plates"',
  ]);
});

test.each([{ graceMinutes: 0 }, { bayMinutes: -1 }, { placesPerHome: 1.5 }, { forgetDays: 400 }, { grace: 5 }])(
  'settings that make no sense are refused: %j',
  (parking) => {
    expect(parse({ ...parkingSite(), parking }).ok).toBe(false);
  },
);
