import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type ConditionState,
  decideConditions,
  keyOf,
  leastHoldMs,
  nothingOpen,
  type Reading,
} from '../../../cloud/health/decide-conditions.ts';

const reading = (verdict: Reading['verdict'], holdMs: number, value = 1): Reading => ({
  ...{ rule: 'r', gateway: 'gw-1', subject: '', kind: 'disk', sinceMs: 0, asOfMs: 0, value },
  ...{ verdict, holdMs },
});
const key = keyOf(reading('bad', 0));
const Verdict = fc.constantFrom<Reading['verdict'][]>('bad', 'good', 'between', 'unknown');
const Looks = fc.array(fc.record({ verdict: Verdict, afterMs: fc.integer({ min: 1, max: 20_000 }) }), {
  maxLength: 60,
});

/** What happened at each look, with what had been seen for how long by then. */
function play(looks: { verdict: Reading['verdict']; afterMs: number }[], holdMs: number) {
  let state: ConditionState = nothingOpen;
  let atMs = 0;
  let run = { verdict: 'good' as Reading['verdict'], sinceMs: 0 };
  return looks.map(({ verdict, afterMs }) => {
    atMs += afterMs;
    if (run.verdict !== verdict) run = { verdict, sinceMs: atMs };
    const wasOpen = state.open.has(key);
    const result = decideConditions(state, [reading(verdict, holdMs)], atMs);
    state = result.state;
    return { atMs, verdict, wasOpen, isOpen: state.open.has(key), heldMs: atMs - run.sinceMs, ...result };
  });
}

test('nothing opens before it was bad for its hold time without a break, and then it opens at once', () => {
  fc.assert(
    fc.property(Looks, fc.integer({ min: 0, max: 60_000 }), (looks, holdMs) => {
      for (const look of play(looks, holdMs)) {
        if (look.wasOpen) continue;
        expect(look.isOpen).toBe(look.verdict === 'bad' && look.heldMs >= holdMs);
      }
    }),
  );
});

test('nothing closes before it was good for its hold time without a break; what is not known keeps it open', () => {
  fc.assert(
    fc.property(Looks, fc.integer({ min: 0, max: 60_000 }), (looks, holdMs) => {
      for (const look of play(looks, holdMs)) {
        if (!look.wasOpen) continue;
        expect(look.isOpen).toBe(!(look.verdict === 'good' && look.heldMs >= Math.max(leastHoldMs, holdMs)));
      }
    }),
  );
});

test('however a figure swings, a condition opens and closes no more often than its hold times allow', () => {
  fc.assert(
    fc.property(Looks, fc.integer({ min: 1000, max: 60_000 }), (looks, holdMs) => {
      const played = play(looks, holdMs);
      const closings = played.filter(({ closed }) => closed.length > 0).map(({ atMs }) => atMs);
      const openings = played.filter(({ opened }) => opened.length > 0).map(({ atMs }) => atMs);
      for (const [index, atMs] of closings.entries()) expect(atMs - openings[index]!).toBeGreaterThanOrEqual(holdMs);
      expect(Math.abs(openings.length - closings.length)).toBeLessThanOrEqual(1);
    }),
  );
});

test('a process that starts anew waits anew: what was on its way is not opened too early', () => {
  const rising = decideConditions(nothingOpen, [reading('bad', 30_000)], 0).state;
  const restarted = decideConditions({ ...rising, rising: new Map() }, [reading('bad', 30_000)], 1_000_000);
  expect(restarted.opened).toEqual([]);
});

test('what no rule asks for any more is closed', () => {
  const { state } = decideConditions(nothingOpen, [reading('bad', 0)], 0);
  const { closed, state: after } = decideConditions(state, [], 1);
  expect(closed).toHaveLength(1);
  expect(after.open.size).toBe(0);
});

test('a figure that hardly moves is not written again, and a step of it is', () => {
  const { state } = decideConditions(nothingOpen, [reading('bad', 0, 100)], 0);
  expect(decideConditions(state, [reading('bad', 0, 104)], 1).moved).toEqual([]);
  expect(decideConditions(state, [reading('bad', 0, 120)], 1).moved).toMatchObject([{ value: 120 }]);
});
