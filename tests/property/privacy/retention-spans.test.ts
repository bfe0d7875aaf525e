import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayMs } from '../../../gateway/kernel/clock.ts';
import { type UnsureSpan, writtenByMs } from '../../../gateway/kernel/unsure-times.ts';
import { createRetentionPolicy, type Hold, isHeld, spansToPurge } from '../../../gateway/privacy/retention.ts';
import { smallSite } from '../../fixtures/small-site.ts';

const nowMs = 1_790_000_000_000;
const zones = ['gate', 'yard', 'b1'];
const aHold: fc.Arbitrary<Hold> = fc
  .record(
    {
      classes: fc.subarray(['passages', 'alarms', 'clip'] as const, { minLength: 1 }).map((list) => [...list]),
      zones: fc.subarray(zones, { minLength: 1 }),
      fromMs: fc.integer({ min: nowMs - 500 * dayMs, max: nowMs }),
      days: fc.integer({ min: 0, max: 200 }),
    },
    { requiredKeys: ['fromMs', 'days'] },
  )
  .map(({ days, ...hold }) => ({ ...hold, toMs: hold.fromMs + days * dayMs }));

/** As a clock shows it that is wrong: the time is known again later, or not yet. */
const anUnsure: fc.Arbitrary<UnsureSpan> = fc
  .record({
    fromMs: fc.integer({ min: nowMs - 700 * dayMs, max: nowMs }),
    days: fc.integer({ min: 1, max: 200 }),
    lateDays: fc.option(fc.integer({ min: 0, max: 700 }), { nil: Infinity }),
  })
  .map(({ fromMs, days, lateDays }) => {
    const toMs = fromMs + days * dayMs;
    return { fromMs, toMs, knownMs: toMs + lateDays * dayMs };
  });

test('nothing that an order keeps is ever due, nor what may be younger than its date, and all else is from the day its time is over', () => {
  const rules = [{ class: 'passages' as const, days: 300, basis: 'own', zones: ['yard'] }];
  const { entries } = createRetentionPolicy(smallSite({ privacy: { retention: rules } }));
  const passages = entries.filter((entry) => entry.class === 'passages');
  fc.assert(
    fc.property(
      fc.array(aHold, { maxLength: 6 }),
      fc.array(anUnsure, { maxLength: 3 }),
      fc.integer({ min: nowMs - 600 * dayMs, max: nowMs }),
      fc.constantFrom(...zones),
      (holds, unsure, atMs, zone) => {
        const entry = passages.find((each) => (zone === 'yard') === (each.zones !== undefined))!;
        const spans = spansToPurge(entry, { holds, unsure }, nowMs);
        const isDue = spans.some(({ fromMs, toMs }) => atMs >= fromMs && atMs < toMs);
        const isOver = writtenByMs(unsure, atMs) < nowMs - entry.days * dayMs;
        if (isHeld(holds, 'passages', zone, atMs)) expect(isDue).toBe(false);
        else if (holds.length === 0) expect(isDue).toBe(isOver);
        if (isDue) expect(isOver).toBe(true);
        for (const [at, span] of spans.entries()) {
          expect(span.fromMs).toBeLessThan(span.toMs);
          if (at > 0) expect(span.fromMs).toBeGreaterThanOrEqual(spans[at - 1]!.toMs);
        }
      },
    ),
    { numRuns: 500 },
  );
});
