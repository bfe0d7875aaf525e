import { expect, test } from 'vitest';
import { createFireInputs } from '../../../gateway/decision/fire-inputs.ts';
import { openStore } from '../../../gateway/kernel/sqlite-store.ts';
import { fakeClock } from '../../fixtures/quiet.ts';

test('a fire input that is heard late counts, though its age has parts of a millisecond', () => {
  const store = openStore(':memory:');
  const fires = createFireInputs(store, fakeClock());
  fires.began('garage-c', 4733.281_25);
  fires.began('gate-c', 20.5);
  expect(fires.judge()).toContain('two doors');
  store.close();
});
