import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { createDecisionLog, type DecisionEntry } from '../../../gateway/decision/sqlite-decisions.ts';
import {
  createPassageFinder,
  type FoundPassage,
  type PassageFilter,
} from '../../../gateway/decision/sqlite-find-passages.ts';
import { pageEndText, parsePageEnd } from '../../../gateway/kernel/sqlite-newest-first.ts';
import { openStore } from '../../../gateway/kernel/sqlite-store.ts';

const oneOf = <T>(...values: T[]) => fc.constantFrom(...values);
const entry: fc.Arbitrary<DecisionEntry> = fc
  .record({
    atMs: fc.integer({ min: 1000, max: 1020 }),
    place: oneOf('gate', 'door-1', 'lane'),
    method: oneOf('card' as const, 'plate' as const, 'face' as const),
    side: oneOf('entry' as const, 'exit' as const),
    refused: fc.boolean(),
    holder: oneOf('p-1', 'p-2', undefined),
    permit: oneOf('k-1', 'k-2'),
  })
  .map(({ refused, permit, ...rest }) => ({
    ...rest,
    ...(refused ? { outcome: 'denied', reason: 'no-rights' } : { outcome: 'granted', reason: 'granted' }),
    credential: rest.method === 'plate' ? `plate:${permit}` : 'card:c-1',
  }));
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const filter = fc.record({
  holder: maybe(oneOf('p-1', 'p-2')),
  permits: maybe(oneOf(['k-1'], ['k-1', 'k-2'], [])),
  places: maybe(oneOf(['gate'], ['gate', 'lane'], [])),
  method: maybe(oneOf('card' as const, 'plate' as const)),
  outcome: maybe(oneOf('granted' as const, 'denied' as const)),
  reason: maybe(oneOf('granted', 'no-rights')),
  fromMs: fc.integer({ min: 995, max: 1015 }),
  toMs: fc.integer({ min: 1005, max: 1025 }),
});

function fits(one: DecisionEntry, asked: Omit<PassageFilter, 'limit'>): boolean {
  const { holder, permits, places, method, outcome, reason, fromMs, toMs } = asked;
  const permit = one.method === 'plate' ? one.credential?.slice(6) : undefined;
  return (
    one.atMs >= fromMs &&
    one.atMs < toMs &&
    (holder ?? one.holder) === one.holder &&
    (!permits || permits.includes(permit ?? '')) &&
    (!places || places.includes(one.place)) &&
    (method ?? one.method) === one.method &&
    (outcome ?? one.outcome) === one.outcome &&
    (reason ?? one.reason) === one.reason
  );
}

test('whatever is asked for, page by page everything that fits is found once, newest first', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(entry, { maxLength: 40 }),
      filter,
      fc.integer({ min: 1, max: 7 }),
      async (all, asked, limit) => {
        const store = openStore(':memory:');
        const log = createDecisionLog(store);
        const finder = createPassageFinder(store);
        const written = all.map((one) => ({ id: log.record(one).id, one }));
        const found: FoundPassage[] = [];
        let after: PassageFilter['after'];
        do {
          const { rows, next } = await finder.find({ ...asked, limit, after });
          found.push(...rows);
          after = next && parsePageEnd(pageEndText(next));
        } while (after);
        store.close();
        const wanted = written.filter(({ one }) => fits(one, asked)).map(({ id }) => id);
        expect(found.map(({ id }) => id).toSorted()).toEqual(wanted.toSorted());
        expect(found.map(({ atMs }) => atMs)).toEqual(found.map(({ atMs }) => atMs).toSorted((a, b) => b - a));
      },
    ),
    { numRuns: 150 },
  );
});

test('a search over more than is looked at in one go finds the one refusal of long ago', async () => {
  const store = openStore(':memory:');
  onTestFinished(() => store.close());
  const log = createDecisionLog(store);
  const finder = createPassageFinder(store);
  const at = (atMs: number, more: Partial<DecisionEntry> = {}) =>
    log.record({ atMs, place: 'gate', method: 'card', side: 'entry', outcome: 'granted', reason: 'granted', ...more });
  store.transaction(() => {
    const old = at(1, { method: 'pin' });
    for (let n = 0; n < 90_000; n += 1) at(10 + n);
    expect(old.id).toBeTruthy();
  });
  const { rows, next } = await finder.find({ method: 'pin', fromMs: 0, toMs: 1e9, limit: 5 });
  expect(rows.map(({ atMs }) => atMs)).toEqual([1]);
  expect(next).toBeUndefined();
});

test('what is no end of a page is known as none', () => {
  for (const text of ['', '12', '12.', '.3', 'x.1', '12.3.4', '1e3.1']) expect(parsePageEnd(text)).toBeUndefined();
});
