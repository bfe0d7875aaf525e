import { expect, test } from 'vitest';
import { canMount } from '../fixtures/small-disk.ts';
import { runShort } from './fault-suite.ts';
import { fault } from './full-disk.ts';

test.skipIf(!canMount())(
  'a disk that runs full under load costs nothing that was acknowledged, and the gateway goes on by itself',
  async () => {
    expect(await runShort(fault, 3)).toMatchObject({ passed: true, problems: [] });
  },
  300_000,
);
