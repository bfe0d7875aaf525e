import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayMs } from '../../../gateway/kernel/clock.ts';
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

test('nothing that an order keeps is ever due, and all else is from the day its time is over', () => {
  const rules = [{ class: 'passages' as const, days: 300, basis: 'own', zones: ['yard'] }];
  const { entries } = createRetentionPolicy(smallSite({ privacy: { retention: rules } }));
  const passages = entries.filter((entry) => entry.class === 'passages');
  fc.assert(
    fc.property(
      fc.array(aHold, { maxLength: 6 }),
      fc.integer({ min: nowMs - 600 * dayMs, max: nowMs }),
      fc.constantFrom(...zones),
      (holds, atMs, zone) => {
        const entry = passages.find((each) => (zone === 'yard') === (each.zones !== undefined))!;
        const spans = spansToPurge(entry, holds, nowMs);
        const isDue = spans.some(({ fromMs, toMs }) => atMs >= fromMs && atMs < toMs);
        if (isHeld(holds, 'passages', zone, atMs)) expect(isDue).toBe(false);
        else if (holds.length === 0) expect(isDue).toBe(atMs < nowMs - entry.days * dayMs);
        if (isDue) expect(atMs).toBeLessThan(nowMs - entry.days * dayMs);
        for (const [at, span] of spans.entries()) {
          expect(span.fromMs).toBeLessThan(span.toMs);
          if (at > 0) expect(span.fromMs).toBeGreaterThanOrEqual(spans[at - 1]!.toMs);
        }
      },
    ),
    { numRuns: 500 },
  );
});
