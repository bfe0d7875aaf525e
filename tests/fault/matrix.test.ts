import { expect, test } from 'vitest';
import { runShort } from './fault-suite.ts';
import { fault } from './matrix.ts';

test('an outage during which gateway or cloud restarts ends with devices, gateway and cloud in agreement', async () => {
  expect(await runShort(fault, 2)).toMatchObject({ passed: true, problems: [] });
}, 300_000);
