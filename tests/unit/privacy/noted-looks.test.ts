import { expect, test } from 'vitest';
import { createNotedLooks } from '../../../gateway/compose/privacy/noted-looks.ts';
import { fakeClock } from '../../fixtures/quiet.ts';

test('a page that stays open is one look an hour, and one more for what has changed', () => {
  const clock = fakeClock(0);
  const looks = createNotedLooks(clock);
  /** As a desk does it: what is new goes into the ledger, and counts from then on. */
  const look = (...of: [string, string, string]) => {
    const isNew = looks.isNew(...of);
    if (isNew) looks.seen(...of);
    return isNew;
  };
  const minutes = (n: number) => clock.advance(n * 60_000);
  expect(look('li', 'case-1', 'v1')).toBe(true);
  minutes(20);
  expect(look('li', 'case-1', 'v1')).toBe(false);
  expect(look('li', 'case-1', 'v2')).toBe(true);
  // Somebody else's look is theirs, and another case another look.
  expect(look('gao', 'case-1', 'v2')).toBe(true);
  expect(look('li', 'case-2', 'v2')).toBe(true);
  minutes(59);
  expect(look('li', 'case-1', 'v2')).toBe(false);
  minutes(1);
  expect(look('li', 'case-1', 'v2')).toBe(true);
});

test('a look that did not come into the ledger is asked for again', () => {
  const looks = createNotedLooks(fakeClock(0));
  expect(looks.isNew('li', 'case-1', 'v1')).toBe(true);
  expect(looks.isNew('li', 'case-1', 'v1')).toBe(true);
});
