import { expect, test } from 'vitest';
import { runShort } from './fault-suite.ts';
import { fault } from './link.ts';

test('a device whose line is cut, dead, slow or lossy loses no event and shuts no door', {
  timeout: 180_000,
}, async () => {
  expect(await runShort(fault, 6)).toMatchObject({ passed: true, problems: [] });
});
