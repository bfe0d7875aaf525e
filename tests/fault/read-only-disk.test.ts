import { expect, test } from 'vitest';
import { canBreakDisks } from '../fixtures/breaking-disk.ts';
import { runShort } from './fault-suite.ts';
import { fault } from './read-only-disk.ts';

test.skipIf(!canBreakDisks())(
  'a disk that becomes read-only under load costs nothing that was acknowledged; the gateway names it, does not start on it, and goes on with a new one',
  async () => {
    expect(await runShort(fault, 3)).toMatchObject({ passed: true, problems: [] });
  },
  300_000,
);
