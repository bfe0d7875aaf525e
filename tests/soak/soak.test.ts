import { expect, test } from 'vitest';
import { newSeed } from '../fault/fault-suite.ts';
import { runSoak } from './run-soak.ts';
import { soakReport } from './soak-report.ts';

/** Seconds are no time to judge memory by: `npm run soak` does. */
test('two buildings live at sixty times their traffic: nothing is lost on the way to the cloud, and three weeks later what is too old is swept', async () => {
  const seed = newSeed();
  const result = await runSoak({ minutes: 0.1, speed: 60, seed, buildings: 2, say: () => {} });
  const { figures, problems, samples } = result;
  if (problems.length > 0) console.error(`npm run soak -- --minutes 0.1 --buildings 2 --seed ${seed}`);
  expect(problems).toEqual([]);
  expect(figures.opened).toBeGreaterThan(0);
  expect(figures.sweptRows).toBeGreaterThan(0);
  for (const { gateway, cloud } of samples) {
    expect(gateway.heapBytes).toBeGreaterThan(0);
    expect(cloud.heapBytes).toBeGreaterThan(0);
  }
  expect(soakReport(result).plots.every(({ svg }) => svg.startsWith('<svg'))).toBe(true);
}, 300_000);
