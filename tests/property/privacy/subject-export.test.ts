import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayMs } from '../../../gateway/kernel/clock.ts';
import type { Change } from '../../../gateway/register/register-types.ts';
import { guard, openPrivacySite, property } from '../../fixtures/privacy-site.ts';

const nowMs = 1_790_000_000_000;

/** Everything that names somebody, no two alike. */
const someone = (n: number, given: string) => ({
  id: `p-${n}`,
  name: `${given}${'甲乙丙丁戊己'[n]}名${n}号`,
  phone: `138${String(10_000_000 + n * 7919).slice(0, 8)}`,
  plate: `粤B${String(10_000 + n * 37)}`,
  card: `uid:${(0x10000000 + n * 0x01010101).toString(16).toUpperCase().padStart(8, '0')}`,
});
type Someone = ReturnType<typeof someone>;

const village = fc
  .record({
    count: fc.integer({ min: 2, max: 6 }),
    given: fc.string({ minLength: 1, maxLength: 3, unit: fc.constantFrom('王', '李', '张', 'A', 'b', ' ') }),
    homes: fc.array(fc.constantFrom('h-101', 'h-102'), { minLength: 6, maxLength: 6 }),
    shared: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
    mentions: fc.array(
      fc.record({
        of: fc.nat({ max: 5 }),
        field: fc.constantFrom('name', 'phone', 'plate', 'card'),
        around: fc.string({ maxLength: 5 }),
      }),
      { maxLength: 6 },
    ),
  })
  .map((seed) => ({ ...seed, people: Array.from({ length: seed.count }, (_, n) => someone(n, seed.given)) }));

function changesOf({
  people,
  homes,
  shared,
  mentions,
}: {
  people: Someone[];
  homes: string[];
  shared: boolean[];
  mentions: { of: number; field: string; around: string }[];
}): Change[] {
  const words = wordsOf(people, mentions);
  const fromMs = nowMs - 100 * dayMs;
  return people.flatMap(({ id, name, phone, plate, card }, n): Change[] => [
    { kind: 'person', put: { id, name, phone, ...(words === '' ? {} : { note: words.slice(0, 400) }) } },
    { kind: 'residency', put: { id: `r-${id}`, person: id, address: homes[n]!, relation: 'tenant', fromMs } },
    { kind: 'credential', put: { id: `c-${id}`, kind: 'card', person: id, value: card, state: 'active' } },
    {
      kind: 'vehicle',
      put: { id: `v-${id}`, plate, state: 'active', ...(words === '' ? {} : { note: words.slice(0, 400) }) },
    },
    { kind: 'credential', put: { id: `k-${id}`, kind: 'plate', person: id, value: plate, state: 'active' } },
    ...(shared[n] && n > 0
      ? [
          {
            kind: 'credential',
            put: { id: `s-${id}`, kind: 'plate', person: 'p-0', value: plate, state: 'active' },
          } satisfies Change,
        ]
      : []),
    {
      kind: 'visit',
      put: {
        ...{
          id: `visit-${id}`,
          host: id,
          home: homes[n]!,
          visitor: `访客${n}先生`,
          phone: `139${10_000_000 + n}`,
          uses: 1,
        },
        ...{ fromMs: nowMs - 2 * dayMs, toMs: nowMs - dayMs, state: 'approved', requestedBy: 'office' },
      },
    },
  ]);
}

function wordsOf(people: Someone[], mentions: { of: number; field: string; around: string }[]): string {
  return mentions
    .map(({ of, field, around }) => `${around}${people[of % people.length]![field as 'name']}${around}`)
    .join(' ');
}

test('an export never holds another person’s name, number, card or plate, whatever anybody wrote in a note or a reason', async () => {
  await fc.assert(
    fc.asyncProperty(village, async (seed) => {
      const { desk, stop } = openPrivacySite({ changes: changesOf(seed) });
      const words = wordsOf(seed.people, seed.mentions);
      desk.ports.lookUps.person('p-0', { purpose: 'visit', reason: `asked: ${words}` }, guard);
      desk.ports.lookUps.peopleAt(seed.homes[0]!, { purpose: 'alarm', reason: `asked: ${words}` }, guard);
      const told = JSON.stringify(await desk.ports.subjects.export('p-0', `own request ${words}`, property));
      await stop();
      const [own, ...others] = seed.people;
      expect(told).toContain(own!.name);
      for (const [at, { name, phone, plate, card }] of others.entries()) {
        for (const value of [name, phone, card, card.slice(4), `访客${at + 1}先生`, `139${10_000_001 + at}`])
          expect(told).not.toContain(value);
        if (!seed.shared[at + 1]) expect(told).not.toContain(plate);
      }
    }),
    { numRuns: 60 },
  );
});
