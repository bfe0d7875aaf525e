import fc from 'fast-check';
import { expect, test } from 'vitest';
import { smallestShown, toRequestFigures } from '../../../gateway/requests/request-figures.ts';
import { requestKinds, type ServiceRequest } from '../../../gateway/requests/service-request.ts';

const arbitraryRequest = fc.record({
  kind: fc.constantFrom(...requestKinds),
  urgency: fc.constantFrom('urgent', 'soon', 'usual', 'long'),
  enteredAtMs: fc.nat(1e6),
  doneAtMs: fc.option(fc.integer({ min: 1e6, max: 1e9 }), { nil: undefined }),
  score: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
});

test('no neighbour can work out a count under five from what is published', () => {
  fc.assert(
    fc.property(fc.array(arbitraryRequest, { maxLength: 40 }), (drawn) => {
      const requests = drawn as unknown as ServiceRequest[];
      const { kinds, total } = toRequestFigures(requests, { fromMs: 0, toMs: 1 });
      for (const { kind, entered, inTimeShare, meanScore } of kinds) {
        const all = requests.filter((one) => one.kind === kind);
        const isSmall = all.length > 0 && all.length < smallestShown;
        expect(entered).toBe(isSmall ? undefined : all.length);
        if (isSmall) expect([inTimeShare, meanScore, total]).toEqual([undefined, undefined, undefined]);
        if (meanScore !== undefined)
          expect(all.filter(({ score }) => score !== undefined).length).toBeGreaterThanOrEqual(smallestShown);
      }
      if (total !== undefined) expect(total).toBe(requests.length);
    }),
  );
});
