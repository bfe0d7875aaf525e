import { expect, test } from 'vitest';
import { createPatience } from '../../../gateway/outbox/patience.ts';

test('who gets no answer waits twice as long each time, up to the longest', () => {
  const patience = createPatience(4000, 30_000);
  const limits = Array.from({ length: 5 }, () => {
    const limitMs = patience.limitMs();
    patience.unanswered();
    return limitMs;
  });
  expect(limits).toEqual([4000, 8000, 16_000, 30_000, 30_000]);
});

test('an answer brings it down to twice what that one took, and no further than the first', () => {
  const patience = createPatience(4000, 30_000);
  patience.unanswered();
  patience.unanswered();
  patience.answered(7000);
  expect(patience.limitMs()).toBe(14_000);
  patience.answered(20);
  expect(patience.limitMs()).toBe(4000);
  patience.answered(29_000);
  expect(patience.limitMs()).toBe(30_000);
});

test('what a clock measures finely still makes a limit that a timer takes', () => {
  const patience = createPatience(4000, 30_000);
  patience.answered(2276.712768554687);
  expect(patience.limitMs()).toBe(4554);
  expect(AbortSignal.timeout(patience.limitMs()).aborted).toBe(false);
});
