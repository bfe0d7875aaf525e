import { expect, test } from 'vitest';
import { runShort } from './fault-suite.ts';
import { fault } from './flood.ts';

/** It reads of the gateway's memory what only Linux tells. */
test.skipIf(process.platform !== 'linux')(
  'whoever floods the broker keeps no card from opening a door, and the guard is told who it is',
  { timeout: 240_000 },
  async () => {
    expect(await runShort(fault, 1)).toMatchObject({ passed: true, problems: [] });
  },
);
