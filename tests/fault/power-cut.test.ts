import { expect } from 'vitest';
import { testWith } from '../fixtures/programs.ts';
import { runShort } from './fault-suite.ts';
import { fault } from './power-cut.ts';

testWith('gcc')(
  'boxes whose power fails at random writes have lost nothing that they acknowledged, and no file of theirs is half',
  async () => {
    expect(await runShort(fault, 2)).toMatchObject({ passed: true, problems: [] });
  },
  300_000,
);
