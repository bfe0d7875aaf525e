import { expect, test } from 'vitest';
import { runShort } from './fault-suite.ts';
import { fault } from './recovery.ts';

// How long it takes is the command's to judge: here other tests have the processors.
test('after a kill a resident’s card opens the door again', { timeout: 180_000 }, async () => {
  const { figures } = await runShort(fault, 1);
  expect(figures.runs).toBe(1);
});
