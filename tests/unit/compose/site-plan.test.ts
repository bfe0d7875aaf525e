import { expect, test } from 'vitest';
import type { SiteFile } from '../../../devices/contracts/site-file.ts';
import { toSitePlan } from '../../../gateway/compose/site-plan.ts';
import type { SitePlanView } from '../../../gateway/console/site-plan-ports.ts';
import { guardedSite } from '../../fixtures/guarded-site.ts';

const square = (left: number, top: number, right: number, bottom: number): [number, number][] => [
  [left, top],
  [right, top],
  [right, bottom],
  [left, bottom],
];
const outlines: Record<string, [number, number][]> = {
  gate: square(4, 44, 96, 58),
  yard: square(4, 22, 96, 42),
  b1: square(14, 6, 60, 18),
};

function drawnSite(): SiteFile {
  const site = guardedSite();
  return {
    ...site,
    plan: { widthM: 100, heightM: 60 },
    zones: site.zones.map((zone) => ({ ...zone, outline: outlines[zone.id]! })),
    doors: site.doors.map((door) => (door.id === 'gate' ? { ...door, at: { x: 20, y: 54 } } : door)),
  };
}

const everything = ({ doors, barriers, cameras, devices }: SiteFile) =>
  [...doors, ...barriers, ...cameras, ...devices].map(({ id }) => id).sort();

function strays({ zones, things }: SitePlanView): string[] {
  return things.flatMap(({ id, zone, ring, at }) => {
    const { outline } = zones.find((each) => each.id === (zone ?? `ring-${ring}`))!;
    const [xs, ys] = [outline.map(({ x }) => x), outline.map(({ y }) => y)];
    const isIn =
      at.x >= Math.min(...xs) && at.x <= Math.max(...xs) && at.y >= Math.min(...ys) && at.y <= Math.max(...ys);
    return isIn ? [] : [id];
  });
}

test.each([
  ['with a plan', drawnSite()],
  ['without one', guardedSite()],
])('everything of a site %s is drawn once, inside its zone and on the ground', (_, site) => {
  const plan = toSitePlan(site);
  expect(plan.things.map(({ id }) => id).sort()).toEqual(everything(site));
  expect(strays(plan)).toEqual([]);
  for (const { at } of plan.things) {
    expect(at.x).toBeLessThanOrEqual(plan.widthM);
    expect(at.y).toBeLessThanOrEqual(plan.heightM);
  }
});

test('the same site is drawn the same every time', () => {
  expect(toSitePlan(drawnSite())).toEqual(toSitePlan(drawnSite()));
  expect(toSitePlan(guardedSite())).toEqual(toSitePlan(guardedSite()));
});

test('what has a place stands there; what has none is laid out and says so, controllers and readers at their door', () => {
  const { things, toScale } = toSitePlan(drawnSite());
  const of = (id: string) => things.find((thing) => thing.id === id)!;
  expect(toScale).toBe(true);
  expect(of('gate')).toMatchObject({ at: { x: 20, y: 54 } });
  expect(of('gate').laidOut).toBeUndefined();
  for (const id of ['gate-controller', 'gate-reader'])
    expect(of(id)).toMatchObject({ of: 'gate', at: { x: 20, y: 54 } });
  expect(of('garage').laidOut).toBe(true);
});

test('a site without positions is set out by ring, and no two symbols lie on one another', () => {
  const plan = toSitePlan(guardedSite());
  expect(plan).toMatchObject({ toScale: false, hasImage: false, buildings: [] });
  const top = (id: string) => Math.min(...plan.zones.find((zone) => zone.id === id)!.outline.map(({ y }) => y));
  expect(top('gate')).toBeLessThan(top('yard'));
  expect(top('yard')).toBeLessThan(top('b1'));
  const own = plan.things.filter((thing) => !thing.of).map(({ at }) => `${at.x} ${at.y}`);
  expect(new Set(own).size).toBe(own.length);
});

test('a device without a zone stands in a field of its ring', () => {
  const site = guardedSite();
  const devices = site.devices.map(({ zone, ...device }) =>
    device.id === 'smoke-1' ? device : { ...device, zone: zone! },
  );
  const plan = toSitePlan({ ...site, devices });
  expect(plan.zones.map(({ id }) => id)).toContain('ring-3');
  expect(strays(plan)).toEqual([]);
});
