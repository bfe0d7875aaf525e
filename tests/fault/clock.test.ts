import { expect, test } from 'vitest';
import { fault } from './clock.ts';
import { runShort } from './fault-suite.ts';

/** The wall clock is moved by a library that is preloaded. */
test.skipIf(process.platform !== 'linux')(
  'what a gateway of 1970 took in stays when its clock is right, and reaches the cloud',
  { timeout: 240_000 },
  async () => {
    expect(await runShort(fault, 1)).toMatchObject({ passed: true, problems: [] });
  },
);
