import fc from 'fast-check';
import { expect, test } from 'vitest';
import { overstays, tabOf, tabs, visitsUnder } from '../../../gateway/console/web/visits/visit-tabs.ts';
import { visitStates } from '../../../gateway/register/records.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const nowMs = Date.parse('2026-06-01T14:00:00+08:00');
const approved = { state: 'approved', fromMs: nowMs - hourMs, toMs: nowMs + hourMs } as const;
const cameIn = (atMs: number) => ({ atMs, place: 'gate', side: 'entry' }) as const;

test('a visit of a later day stands under “later” and today’s under today', () => {
  expect(tabOf({ ...approved, fromMs: nowMs + 2 * dayMs, toMs: nowMs + 2 * dayMs + hourMs }, nowMs)).toBe('later');
  expect(tabOf({ ...approved, fromMs: nowMs + hourMs, toMs: nowMs + 2 * hourMs }, nowMs)).toBe('today');
  expect(tabOf({ ...approved, state: 'requested', fromMs: nowMs + 2 * dayMs }, nowMs)).toBe('waiting');
  expect(tabOf({ ...approved, toMs: nowMs }, nowMs)).toBe('past');
});

test('whoever stays beyond the end is inside, marked and first, and gone only once somebody saw it', () => {
  const late = { id: 'late', ...approved, toMs: nowMs - hourMs, seen: cameIn(nowMs - 2 * hourMs) };
  const sooner = { id: 'sooner', ...approved, toMs: nowMs + 1, seen: cameIn(nowMs - hourMs) };
  const calledOff = { id: 'off', ...approved, state: 'cancelled' as const, seen: cameIn(nowMs - hourMs) };
  expect([late, sooner, calledOff].map((visit) => overstays(visit, nowMs))).toEqual([true, false, true]);
  expect(visitsUnder('inside', [sooner, calledOff, late], nowMs).map(({ id }) => id)).toEqual([
    'late',
    'off',
    'sooner',
  ]);
  expect(tabOf({ ...late, leftAtMs: nowMs }, nowMs)).toBe('past');
  expect(tabOf({ ...late, seen: { ...late.seen, side: 'exit' } }, nowMs)).toBe('past');
});

test('every visit stands under exactly one tab', () => {
  const time = fc.integer({ min: nowMs - 10 * dayMs, max: nowMs + 10 * dayMs });
  const visits = fc.array(
    fc.record(
      {
        state: fc.constantFrom(...visitStates),
        fromMs: time,
        toMs: time,
        leftAtMs: time,
        seen: fc.record({ atMs: time, place: fc.constant('gate'), side: fc.constantFrom('entry', 'exit') }),
      },
      { requiredKeys: ['state', 'fromMs', 'toMs'] },
    ),
    { maxLength: 20 },
  );
  fc.assert(
    fc.property(visits, (all) => {
      const shown = tabs.flatMap((tab) => visitsUnder(tab, all, nowMs));
      expect(shown).toHaveLength(all.length);
      expect(new Set(shown)).toEqual(new Set(all));
    }),
  );
});
