import { expect, test } from 'vitest';
import type { SiteFile } from '../../../devices/contracts/site-file.ts';
import { planProblems } from '../../../gateway/register/site/plan-problems.ts';
import { guardedSite } from '../../fixtures/guarded-site.ts';

const plan = { widthM: 100, heightM: 60 };
const placed = (at: { x: number; y: number }, more: Partial<SiteFile> = {}): SiteFile => {
  const site = guardedSite();
  return { ...site, ...more, doors: site.doors.map((door) => (door.id === 'gate' ? { ...door, at } : door)) };
};
const via = (links: Record<string, string>): SiteFile => {
  const site = guardedSite();
  const linked = site.devices.map((device) => ({ ...device, ...(links[device.id] && { via: links[device.id]! }) }));
  return { ...site, devices: linked };
};

test('a site without a plan, and one whose things stand on it up to its very edge, have no problem', () => {
  expect(planProblems(guardedSite())).toEqual([]);
  expect(planProblems(placed({ x: 100, y: 60 }, { plan }))).toEqual([]);
  expect(planProblems(placed({ x: 0, y: 0 }, { plan }))).toEqual([]);
});

test('a place without a ground, and one off the plan, are named', () => {
  expect(planProblems(placed({ x: 1, y: 1 }))).toEqual([expect.stringContaining('"at" of "gate" has no ground')]);
  for (const at of [
    { x: 100.1, y: 1 },
    { x: 1, y: -0.1 },
  ])
    expect(planProblems(placed(at, { plan }))).toEqual([
      expect.stringContaining('"at" of "gate" lies off the plan of 100 × 60 m'),
    ]);
});

test('an outline off the plan is named', () => {
  const site = guardedSite();
  const outline: [number, number][] = [
    [0, 0],
    [10, 0],
    [10, 61],
  ];
  const zones = site.zones.map((zone) => (zone.id === 'yard' ? { ...zone, outline } : zone));
  expect(planProblems({ ...site, plan, zones })).toEqual([expect.stringContaining('the outline of "yard" lies off')]);
});

test('a device is not reached through itself, nor through one that is not there', () => {
  expect(planProblems(via({ 'gate-reader': 'gate-controller' }))).toEqual([]);
  expect(planProblems(via({ 'gate-reader': 'nowhere' }))).toEqual([expect.stringContaining('not among devices')]);
  expect(planProblems(via({ 'gate-reader': 'smoke-1', 'smoke-1': 'gate-reader' }))).toEqual([
    expect.stringContaining('reached through itself'),
    expect.stringContaining('reached through itself'),
  ]);
});
