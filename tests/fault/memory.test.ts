import { expect, test } from 'vitest';
import { cannotSee } from '../scenario/perception/prepared-models.ts';
import { runShort } from './fault-suite.ts';
import { fault } from './memory.ts';

test.skipIf(cannotSee || process.platform !== 'linux')(
  'when there is no memory left a camera process ends, and the gateway and its doors do not',
  { timeout: 240_000 },
  async () => {
    expect(await runShort(fault, 1)).toMatchObject({ passed: true, problems: [] });
  },
);
