import { expect, test } from 'vitest';
import { createSeededRandom } from '../../firmware-sims/compound/seeded-random.ts';
import { judgeBytesPerEvent, judgeGrowth, judgeMost, type Point, theilSen } from './judge.ts';
import { judgeSoak } from './judge-soak.ts';
import type { SoakSample } from './soak-sample.ts';
import type { PartSample } from './watched-part.ts';

const minutes = Array.from({ length: 45 }, (_, index) => index * 40);

const steady: PartSample = {
  ...{ rssBytes: 300e6, heapBytes: 80e6, externalBytes: 9e6, loopP99Ms: 3, loopMaxMs: 20, timers: 40, resources: 800 },
  ...{ descriptors: 820, sockets: 790, databaseBytes: 0, walBytes: 4e6 },
};

/** A run whose gateway is as `change` makes it at each moment, a little noise included. */
function soakOf(change: (atS: number) => Partial<PartSample>): SoakSample[] {
  const random = createSeededRandom(7);
  const noisy = (value: number) => value * (0.98 + 0.04 * random.next());
  return minutes.map((atS): SoakSample => {
    const events = atS * 300;
    const cloud = { ...steady, databaseBytes: 5e6 + events * 700 };
    const own = { ...steady, databaseBytes: 9e6 + events * 900, ...change(atS) };
    const gateway = { ...own, rssBytes: noisy(own.rssBytes), heapBytes: noisy(own.heapBytes) };
    const window = { count: 900, p50Ms: 4, p99Ms: noisy(12), maxMs: 30 };
    const latencies = { 'card-to-door': window, 'plate-to-barrier': window, 'event-to-puback': window };
    return { atS, events, gateway, cloud, latencies };
  });
}
const failedOf = (samples: SoakSample[]) => judgeSoak(samples).flatMap(({ name, passed }) => (passed ? [] : [name]));

test('a process that holds what it needs, however noisy its figures, is found flat', () => {
  expect(failedOf(soakOf(() => ({})))).toEqual([]);
});

test('what fills while a process warms up is no leak', () => {
  const filling = (atS: number) => 40e6 + 40e6 * Math.min(1, atS / 500);
  expect(failedOf(soakOf((atS) => ({ heapBytes: filling(atS), rssBytes: 200e6 + filling(atS) })))).toEqual([]);
});

test('a process that keeps a kilobyte of every third event is found to leak', () => {
  const kept = (atS: number) => atS * 100 * 1024;
  const leaking = soakOf((atS) => ({ heapBytes: 80e6 + kept(atS), rssBytes: 300e6 + kept(atS) }));
  expect(failedOf(leaking)).toEqual(['gateway: heap after collection, MiB', 'gateway: resident memory, MiB']);
});

test('a process that forgets to close one file in a minute is found to leak', () => {
  const leaking = soakOf((atS) => ({ descriptors: 60 + Math.floor(atS / 60) }));
  expect(failedOf(leaking)).toEqual(['gateway: descriptors']);
});

test('a timer that is left behind with every visitor is found', () => {
  expect(failedOf(soakOf((atS) => ({ timers: 40 + Math.floor(atS / 20) })))).toEqual(['gateway: timers']);
});

test('a database that writes more with each event than with the one before is found', () => {
  const growing = soakOf((atS) => ({ databaseBytes: 9e6 + (atS * 300) ** 2 / 400 }));
  expect(failedOf(growing)).toEqual(['gateway: database bytes an event']);
});

test('a write-ahead log that nobody empties is found', () => {
  expect(failedOf(soakOf((atS) => ({ walBytes: atS * 50_000 })))).toEqual(['gateway: write-ahead log, MiB']);
});

test('one bad second in four moves a trend by next to nothing', () => {
  const points = minutes.map((at, index): Point => [at, index % 4 === 0 ? 9000 : 100]);
  expect(Math.abs(theilSen(points))).toBeLessThan(0.01);
});

test('a run that was too short to judge does not pass', () => {
  const two: Point[] = [
    [0, 1],
    [1, 1],
  ];
  expect(judgeGrowth('x', two).passed).toBe(false);
  expect(judgeBytesPerEvent('x', two).passed).toBe(false);
  expect(judgeMost('x', [], 1).passed).toBe(false);
});
