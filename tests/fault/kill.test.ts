import { expect, test } from 'vitest';
import { runShort } from './fault-suite.ts';
import { fault } from './kill.ts';

test('a gateway killed at steps of its work loses, doubles and reorders nothing from device to cloud', async () => {
  expect(await runShort(fault, 3)).toMatchObject({ passed: true, problems: [] });
}, 300_000);
