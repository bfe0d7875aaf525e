import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plateColours, type VehicleEntry } from '../../../devices/contracts/plates.ts';
import { decideAccess } from '../../../gateway/decision/decide-access.ts';
import type { SeenPlate } from '../../../gateway/decision/match-plate.ts';
import { openColours } from '../../../gateway/decision/plate-classes.ts';
import { normalisePlate } from '../../../gateway/register/plate-text.ts';
import type { RightsView } from '../../../gateway/register/rights-view.ts';
import { platePatterns } from '../../../models/plate-grammar.ts';
import { heldBy, holderOf, rightsOf, situationOf, vehicleOf } from '../../fixtures/hand-rights.ts';

const plate = fc
  .constantFrom(...platePatterns)
  .chain(({ positions }) => fc.tuple(...positions.map((allowed) => fc.constantFrom(...allowed))))
  .map((characters) => characters.join(''));
/** Few characters, so that registered plates and readings often come near each other. */
const close = fc
  .tuple(
    fc.constantFrom('粤', '皖'),
    fc.array(fc.constantFrom('0', 'D', 'Q', '8', 'B', '7'), { minLength: 5, maxLength: 5 }),
  )
  .map(([province, rest]) => `${province}A${rest.join('')}`);
const entry: fc.Arbitrary<VehicleEntry> = fc.record(
  {
    plate: fc.oneof({ weight: 5, arbitrary: close }, { weight: 1, arbitrary: plate }),
    colour: fc.constantFrom('blue' as const, 'blue' as const, ...plateColours),
    state: fc.constantFrom('active', 'active', 'active', 'revoked', 'listed', 'duplicated'),
  },
  { requiredKeys: ['plate'] },
);
const look = fc.record({
  plate: fc.oneof(close, plate),
  exact: fc.boolean(),
  colour: fc.constantFrom('blue' as const, 'blue' as const, ...plateColours, 'unknown' as const),
  characters: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 6, maxLength: 8 }),
  doubtful: fc.array(fc.nat(7), { maxLength: 2 }),
  vehicleAtLoop: fc.integer({ min: 0, max: 3 }).map((one) => one > 0),
});

const lin = heldBy(holderOf('r-lin'));
const registerOf = (entries: readonly VehicleEntry[]) =>
  rightsOf({ vehicles: entries.map((one) => vehicleOf(one, lin)) });
const lane = { id: 'lane', kind: 'barrier', methods: ['plate'] } as const;
const decide = (
  rights: RightsView,
  { vehicleAtLoop, ...seen }: SeenPlate & { vehicleAtLoop: boolean },
  confusable: 'ask-guard' | 'grant' = 'ask-guard',
) => decideAccess(situationOf(rights, lane, { confusable }), { method: 'plate', seen, vehicleAtLoop });

const differing = (a: string, b: string) => [...a].flatMap((one, at) => (one === [...b][at] ? [] : [at]));

test('no path opens a barrier for a plate that is not registered, not in force, or on the wrong ground', () => {
  let grants = 0;
  let fuzzy = 0;
  const entries = fc.array(entry, { maxLength: 6 });
  // Half of the readings are near a registered plate, or the property would hold because nothing ever opens.
  const scene = fc.tuple(
    entries,
    look,
    fc.nat(5),
    fc.integer({ min: 0, max: 5 }).map((one) => one > 0),
    fc.integer({ min: 2, max: 7 }),
    fc.constantFrom('0', 'D', 'Q', '8', 'B'),
  );
  fc.assert(
    fc.property(scene, fc.constantFrom('ask-guard', 'grant'), ([plates, seen, pick, near, at, by], policy) => {
      const chosen = near ? plates[pick % Math.max(1, plates.length)] : undefined;
      const other =
        chosen && !seen.exact ? [...chosen.plate].with(at % [...chosen.plate].length, by).join('') : undefined;
      const text = other ?? chosen?.plate ?? seen.plate;
      const characters = chosen
        ? [...text].map((_, one) => (one === at % [...text].length ? 0.5 : 0.99))
        : seen.characters;
      const request = { ...seen, plate: text, characters, ...(chosen ? { doubtful: [] } : {}) };
      const decision = decide(registerOf(plates), request, policy as 'grant');
      if (decision.outcome !== 'granted' || decision.reason !== 'granted') return;
      grants += 1;
      expect(request.vehicleAtLoop).toBe(true);
      const doubted = characters.flatMap((one, position) =>
        one < 0.9 || request.doubtful.includes(position) ? [position] : [],
      );
      const open = plates.filter(({ plate: one }) => {
        const away = differing(normalisePlate(one), normalisePlate(text));
        return [...one].length === [...text].length && away.every((one) => !request.exact && doubted.includes(one));
      });
      expect(open.length).toBeGreaterThan(0);
      const states = new Set(open.map(({ state }) => state ?? 'active'));
      expect(states.has('active')).toBe(true);
      expect(request.exact && (states.has('listed') || states.has('duplicated'))).toBe(false);
      expect(openColours(normalisePlate(open[0]!.plate))).not.toEqual([]);
      if (request.colour !== 'unknown') {
        expect(openColours(normalisePlate(text))).toContain(request.colour);
        for (const { colour } of open) expect(colour ?? request.colour).toBe(request.colour);
      }
      if (request.exact) {
        expect(decision.credential).toMatch(/^plate:/);
        return;
      }
      fuzzy += 1;
      expect(policy).toBe('grant');
      expect(decision.credential).toMatch(/^plate-fuzzy:/);
      // One plate only, the same province, one doubtful place, every other one sure.
      expect(new Set(open.map(({ plate: one }) => normalisePlate(one))).size).toBe(1);
      expect([...open[0]!.plate][0]).toBe([...text][0]);
      expect([...states]).toEqual(['active']);
      expect(request.colour).not.toBe('unknown');
      expect(doubted.length).toBe(1);
    }),
    { numRuns: 6000 },
  );
  expect(grants).toBeGreaterThan(20);
  expect(fuzzy).toBeGreaterThan(5);
});

test('a barrier opens by itself for exactly the classes that the reader may call exact, on the same grounds', () => {
  fc.assert(
    fc.property(plate, (text) => {
      const readable = platePatterns.filter(
        ({ positions, mayBeExact }) =>
          mayBeExact &&
          positions.length === [...text].length &&
          positions.every((allowed, at) => allowed.includes([...text][at]!)),
      );
      const grounds = new Set(readable.flatMap(({ backgrounds }) => backgrounds));
      expect(new Set(openColours(text))).toEqual(grounds);
    }),
  );
});

test('of 20,000 registered plates a doubtful reading finds its own in a few dozen look-ups', () => {
  const plates = new Map(
    Array.from({ length: 20_000 }, (_, at) => `粤B${String(at).padStart(5, '0')}`).map((text) => [
      text,
      [vehicleOf(text, lin)],
    ]),
  );
  let lookUps = 0;
  const vehicles = (text: string) => {
    lookUps += 1;
    return plates.get(text) ?? [];
  };
  const characters = [0.99, 0.99, 0.99, 0.5, 0.99, 0.99, 0.99];
  const seen = { plate: '粤B1Q345', exact: false, colour: 'blue', characters } as const;
  decide({ ...rightsOf({}), vehicles }, { ...seen, vehicleAtLoop: true });
  expect(lookUps).toBeLessThan(50);
});
