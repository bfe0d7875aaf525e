import { expect, test } from 'vitest';
import { runShort } from './fault-suite.ts';
import { fault } from './uplink.ts';

test('no trouble on the line to the cloud loses an event, slows a door or is shown as fine', {
  timeout: 240_000,
}, async () => {
  expect(await runShort(fault, 2)).toMatchObject({ passed: true, problems: [] });
});
