import { expect, test } from 'vitest';
import { runShort } from './fault-suite.ts';
import { fault } from './moments.ts';

test('a gateway killed at random moments under load loses, doubles and reorders nothing, and decides at doors again', async () => {
  expect(await runShort(fault, 3)).toMatchObject({ passed: true, problems: [] });
}, 300_000);
