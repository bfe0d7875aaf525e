import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decideCard, decideFace, decidePlate } from '../../../gateway/decision/decide-access.ts';
import { createRegister } from '../../../gateway/register/register.ts';
import { smallSite } from '../../fixtures/small-site.ts';

const register = createRegister(smallSite());
const doors = ['gate', 'u1-door'].map((id) => register.door(id)!);
const door = fc.constantFrom(...doors);
const card = fc.oneof(fc.constantFrom('uid:0A1B2C3D', 'uid:0A1B2C3E'), fc.string());
const plate = fc.oneof(fc.constantFrom('粤B12345', '京AD12345', '粤b12345', '粤B1234O'), fc.string());
const person = fc.option(fc.oneof(fc.constantFrom('r-lin', 'r-wu'), fc.string()), { nil: undefined });

test('a grant by card names a person who may pass that door', () => {
  fc.assert(
    fc.property(
      door,
      card,
      fc.option(fc.integer({ min: 0, max: 100_000 }), { nil: undefined }),
      (at, number, ageMs) => {
        const decision = decideCard(register, at, { card: number, ageMs });
        if (decision.outcome !== 'granted') return;
        const holder = register.cardHolder(number);
        expect(holder?.person).toBe(decision.person);
        expect(at.serves === 'everyone' || at.serves.includes(holder!.unit)).toBe(true);
        expect(ageMs === undefined || ageMs <= 8000).toBe(true);
      },
    ),
  );
});

test('no face opens a door without a live consent', () => {
  fc.assert(
    fc.property(door, person, fc.integer({ min: 0, max: 4_000_000_000_000 }), (at, id, nowMs) => {
      const decision = decideFace(register, at, { person: id }, nowMs);
      if (decision.outcome !== 'granted') return;
      const consent = register.faceConsent(decision.person)!;
      expect(nowMs).toBeGreaterThanOrEqual(consent.givenAtMs);
      expect(nowMs).toBeLessThan(consent.expiresAtMs);
    }),
  );
});

test('a plate that is not exact, or without a vehicle at the loop, never opens', () => {
  fc.assert(
    fc.property(plate, fc.boolean(), fc.boolean(), (text, exact, vehicleAtLoop) => {
      const decision = decidePlate(register, { plate: text, exact, vehicleAtLoop });
      if (decision.outcome === 'granted') expect([exact, vehicleAtLoop]).toEqual([true, true]);
    }),
  );
});
