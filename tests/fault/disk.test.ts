import { expect, test } from 'vitest';
import { fault } from './disk.ts';
import { runShort } from './fault-suite.ts';

test('a gateway whose database has damaged pages says what is lost, keeps the rest and opens doors', async () => {
  const report = await runShort(fault, 8);
  expect(report.problems).toEqual([]);
  expect(report.figures.salvaged).toBeGreaterThan(0);
}, 120_000);
