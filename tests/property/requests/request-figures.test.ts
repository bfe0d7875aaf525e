import fc from 'fast-check';
import { expect, test } from 'vitest';
import { smallestJudged, smallestShown, toRequestFigures } from '../../../gateway/requests/request-figures.ts';
import { requestKinds, type ServiceRequest } from '../../../gateway/requests/service-request.ts';

const arbitraryRequest = fc.record({
  kind: fc.constantFrom(...requestKinds),
  urgency: fc.constantFrom('urgent', 'soon', 'usual', 'long'),
  enteredAtMs: fc.nat(1e6),
  doneAtMs: fc.option(fc.integer({ min: 1e6, max: 1e9 }), { nil: undefined }),
  score: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
});
const arbitraryMonth = fc.array(arbitraryRequest, { maxLength: 120 }) as unknown as fc.Arbitrary<ServiceRequest[]>;
const span = { fromMs: 0, toMs: 1 };

test('no neighbour can work out a count under ten from what is published', () => {
  fc.assert(
    fc.property(arbitraryMonth, (requests) => {
      const { kinds, total } = toRequestFigures(requests, span);
      for (const { kind, ...shown } of kinds) {
        const all = requests.filter((one) => one.kind === kind);
        const isSmall = all.length > 0 && all.length < smallestShown;
        if (isSmall) expect({ ...shown, total }).toEqual({ total: undefined });
        else expect([shown.entered! % 5, Math.abs(shown.entered! - all.length) <= 2]).toEqual([0, true]);
      }
      if (total !== undefined) expect(total).toBe(kinds.reduce((sum, { entered }) => sum + entered!, 0));
    }),
  );
});

test('shares, times and ratings are of twenty at least, and never say that all or none were served in time', () => {
  fc.assert(
    fc.property(arbitraryMonth, (requests) => {
      for (const { kind, inTimeShare, medianHours, meanScore } of toRequestFigures(requests, span).kinds) {
        const all = requests.filter((one) => one.kind === kind);
        const done = all.filter(({ doneAtMs }) => doneAtMs !== undefined).length;
        const rated = all.filter(({ score }) => score !== undefined).length;
        expect([inTimeShare !== undefined, medianHours !== undefined, meanScore !== undefined]).toEqual([
          done >= smallestJudged,
          done >= smallestJudged,
          rated >= smallestJudged,
        ]);
        if (inTimeShare !== undefined) expect(Math.abs(inTimeShare - 0.5)).toBeLessThanOrEqual(0.45);
      }
    }),
  );
});

test('what one neighbour answered moves a published mean by one step at most, and mostly not at all', () => {
  const scores = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 20, maxLength: 60 });
  const other = fc.integer({ min: 1, max: 5 });
  const requestsOf = (given: number[]) =>
    given.map((score) => ({ kind: 'repair', enteredAtMs: 0, score })) as unknown as ServiceRequest[];
  fc.assert(
    fc.property(scores, other, ([, ...rest], changed) => {
      const mean = (given: number[]) => toRequestFigures(requestsOf(given), span).kinds[0]!.meanScore!;
      for (const first of [1, 2, 3, 4, 5]) {
        expect(Math.abs(mean([first, ...rest]) - mean([changed, ...rest]))).toBeLessThanOrEqual(0.2 + 1e-9);
      }
    }),
    // 58 and 62 of 20 are half-way between two steps, which fractions do not hit
    { examples: [[[1, 5, 1, 5, 3, 1, 4, 5, 4, 2, 3, 3, 4, 4, 5, 3, 1, 1, 1, 2], 1]] },
  );
});
