import { expect, test } from 'vitest';
import { runShort } from './fault-suite.ts';
import { fault } from './offline.ts';

test('after hours without the cloud every alarm reaches it, by priority and ahead of the backlog of events', async () => {
  expect(await runShort(fault, 12)).toMatchObject({ passed: true, problems: [] });
}, 300_000);
