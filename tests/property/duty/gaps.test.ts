import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findGaps } from '../../../gateway/duty/find-gaps.ts';
import type { Shift } from '../../../gateway/duty/shift.ts';

const span = { fromMs: 1000, toMs: 2000 };
const shiftArbitrary = fc
  .record({
    fromMs: fc.integer({ min: 500, max: 2400 }),
    lengthMs: fc.integer({ min: 1, max: 700 }),
    role: fc.constantFrom('guard' as const, 'lead' as const),
    users: fc.uniqueArray(fc.constantFrom('an', 'bo', 'chen', 'deng'), { maxLength: 3 }),
  })
  .map(({ lengthMs, ...rest }, n = 0): Shift => ({ id: `s${n}`, toMs: rest.fromMs + lengthMs, ...rest }));
const shiftsArbitrary = fc.array(shiftArbitrary, { maxLength: 12 });

const staffAt = (shifts: readonly Shift[], role: string, atMs: number): number =>
  new Set(
    shifts.filter((one) => one.role === role && one.fromMs <= atMs && atMs < one.toMs).flatMap(({ users }) => users),
  ).size;

test('every moment of a week is either covered by enough people or told as a gap, never both', () => {
  fc.assert(
    fc.property(shiftsArbitrary, fc.integer({ min: 1, max: 3 }), (shifts, need) => {
      const gaps = findGaps(shifts, span.fromMs, span.toMs, { guard: need, lead: 1 });
      for (const [role, needed] of [['guard', need] as const, ['lead', 1] as const]) {
        const own = gaps.filter((gap) => gap.role === role);
        for (let atMs = span.fromMs; atMs < span.toMs; atMs += 7) {
          const told = own.filter((gap) => gap.fromMs <= atMs && atMs < gap.toMs);
          const have = staffAt(shifts, role, atMs);
          expect(told).toHaveLength(have < needed ? 1 : 0);
          if (told[0]) expect(told[0]).toMatchObject({ have, need: needed });
        }
      }
    }),
  );
});

test('covered spans and gaps together are the span asked for, to the millisecond', () => {
  fc.assert(
    fc.property(shiftsArbitrary, (shifts) => {
      const gaps = findGaps(shifts, span.fromMs, span.toMs, { guard: 1 });
      const edges = [span.fromMs, span.toMs, ...shifts.flatMap(({ fromMs, toMs }) => [fromMs, toMs])];
      const inside = [...new Set(edges)].filter((ms) => ms >= span.fromMs && ms < span.toMs);
      const coveredMs = [...inside]
        .sort((a, b) => a - b)
        .reduce(
          (sum, ms, at, all) => sum + (staffAt(shifts, 'guard', ms) > 0 ? (all[at + 1] ?? span.toMs) - ms : 0),
          0,
        );
      const openMs = gaps.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
      expect(coveredMs + openMs).toBe(span.toMs - span.fromMs);
      for (const gap of gaps) expect(gap.toMs).toBeGreaterThan(gap.fromMs);
    }),
  );
});
