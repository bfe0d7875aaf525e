import { expect, test } from 'vitest';
import { cannotSee } from '../scenario/perception/prepared-models.ts';
import { fault } from './children.ts';
import { runShort } from './fault-suite.ts';

test.skipIf(cannotSee || process.platform !== 'linux')(
  'a decoder that crashes or leaks is noticed and replaced, and no other camera, no door and no later start suffers',
  { timeout: 240_000 },
  async () => {
    expect(await runShort(fault, 2)).toMatchObject({ passed: true, problems: [] });
  },
);
