import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Delivered, Trouble } from '../../../cloud/exports/export-adapter.ts';
import type { ShareProgress } from '../../../cloud/exports/exports-store.ts';
import { exportLimits, type Sent, settleAttempt } from '../../../cloud/exports/settle-attempt.ts';

const fresh: ShareProgress = {
  ...{ share: 'a1', cursor: 0, holder: 'me', beat: 1, delivered: 0, batches: 0, leftOut: 0, setAside: 0 },
  ...{ refusals: 0, streak: 0, carefulUntil: 0, failures: 0 },
  ...{ failingSinceMs: null, nextTryMs: null, lastTakenMs: null, lastWhy: null, waitingMs: null },
};
const kinds: Trouble['kind'][] = ['refused', 'failed', 'gone'];
const attempt = fc.record({
  taken: fc.nat({ max: 60 }),
  leftOut: fc.nat({ max: 60 }),
  trouble: fc.option(fc.constantFrom(...kinds), { nil: undefined }),
  exact: fc.boolean(),
});

test('whatever a recipient does, an event is passed by only when it was taken, left out or set aside, and that is counted', () => {
  const gaps = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 80 });
  fc.assert(
    fc.property(gaps, fc.array(attempt, { maxLength: 120 }), fc.boolean(), (steps, attempts, batched) => {
      let place = 0;
      const all: Sent[] = steps.map((gap) => {
        place += gap;
        return { id: `id-${place}`, place, receivedAtMs: place };
      });
      const end = place + 3;
      let progress = fresh;
      for (const [index, { taken, leftOut, trouble, exact }] of attempts.entries()) {
        const size = progress.cursor < progress.carefulUntil ? 1 : exportLimits.batch;
        const left = all.filter((sent) => sent.place > progress.cursor);
        if (left.length === 0) break;
        const sent = left.slice(0, size);
        // trouble is about an event that was not taken
        const through = batched ? (trouble ? 0 : sent.length) : Math.min(taken, sent.length - (trouble ? 1 : 0));
        const delivered: Delivered = {
          taken: through,
          leftOut: Math.min(leftOut, through),
          ...(trouble ? { trouble: { kind: trouble, why: 'x' } } : {}),
        };
        const reached = sent.length === left.length ? end : sent.at(-1)!.place;
        const before = progress;
        const settled = settleAttempt(
          { progress, sent, reached, delivered, exact: exact || !batched, atMs: 1000 + index, tookMs: 1 },
          exportLimits,
          () => 0.5,
        );
        progress = settled.progress;
        expect(progress.cursor).toBeGreaterThanOrEqual(before.cursor);
        const passed = all.filter((each) => each.place <= progress.cursor).length;
        expect(progress.delivered + progress.leftOut + progress.setAside).toBe(passed);
        expect(settled.aside === undefined).toBe(progress.setAside === before.setAside);
      }
    }),
    { numRuns: 500 },
  );
});
