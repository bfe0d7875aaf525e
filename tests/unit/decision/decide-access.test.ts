import { describe, expect, test } from 'vitest';
import { decideCard, decideFace, decidePlate } from '../../../gateway/decision/decide-access.ts';
import { createRegister } from '../../../gateway/register/register.ts';
import { smallSite } from '../../fixtures/small-site.ts';

const register = createRegister(smallSite());
const gate = register.door('gate')!;
const unitDoor = register.door('u1-door')!;
const now = Date.parse('2026-11-01T12:00:00Z');

describe('a card', () => {
  test('opens the gate for everyone who lives here', () => {
    const decision = decideCard(register, gate, { card: 'uid:0A1B2C3E', ageMs: 20 });
    expect(decision).toEqual({ outcome: 'granted', reason: 'granted', person: 'r-wu', credential: 'card:r-wu' });
  });

  test('does not open the door of another unit', () => {
    expect(decideCard(register, unitDoor, { card: 'uid:0A1B2C3E', ageMs: 20 })).toMatchObject({
      outcome: 'denied',
      reason: 'no-rights',
    });
  });

  test('that nobody owns opens nothing', () => {
    expect(decideCard(register, gate, { card: 'uid:FFFFFFFF', ageMs: 20 })).toMatchObject({ reason: 'unknown-card' });
  });

  test('presented while the gateway was down does not open the door afterwards', () => {
    expect(decideCard(register, gate, { card: 'uid:0A1B2C3D', ageMs: 60_000 })).toMatchObject({
      reason: 'expired-event',
    });
  });
});

describe('a face', () => {
  test('opens the resident’s own door', () => {
    expect(decideFace(register, unitDoor, { person: 'r-lin' }, now)).toMatchObject({
      outcome: 'granted',
      credential: 'face:r-lin',
    });
  });

  test('opens nothing when nobody was recognised', () => {
    expect(decideFace(register, gate, { person: undefined }, now)).toMatchObject({
      outcome: 'denied',
      reason: 'unknown-person',
    });
  });

  test('that does not look alive opens nothing, and says whose it looks like', () => {
    const request = { person: 'r-lin', notLive: true };
    expect(decideFace(register, unitDoor, request, now)).toEqual({
      outcome: 'denied',
      reason: 'not-live',
      person: 'r-lin',
    });
    expect(decideFace(register, unitDoor, { person: undefined, notLive: true }, now)).toMatchObject({
      reason: 'unknown-person',
    });
  });

  test('opens nothing without consent, before it was given, after it ended and once it is withdrawn', () => {
    expect(decideFace(register, gate, { person: 'r-wu' }, now)).toMatchObject({ reason: 'no-consent' });
    expect(decideFace(register, gate, { person: 'r-lin' }, Date.parse('2025-12-31'))).toMatchObject({
      reason: 'no-consent',
    });
    expect(decideFace(register, gate, { person: 'r-lin' }, Date.parse('2036-01-01'))).toMatchObject({
      reason: 'no-consent',
    });
    const site = smallSite();
    site.residents[0]!.face!.consent.withdrawnAt = '2026-06-01';
    expect(decideFace(createRegister(site), gate, { person: 'r-lin' }, now)).toMatchObject({ reason: 'no-consent' });
  });

  test('opens nothing at a door without the face method', () => {
    const site = smallSite();
    site.doors[0]!.methods = ['card'];
    const strict = createRegister(site);
    expect(decideFace(strict, strict.door('gate')!, { person: 'r-lin' }, now)).toMatchObject({
      reason: 'method-not-allowed',
    });
  });
});

describe('a plate', () => {
  const exact = { plate: '粤B12345', exact: true, vehicleAtLoop: true };

  test('read exactly, of a registered vehicle at the loop, raises the barrier', () => {
    expect(decidePlate(register, exact)).toMatchObject({ outcome: 'granted', person: 'r-lin' });
    expect(decidePlate(register, { ...exact, plate: '粤B·12345' })).toMatchObject({ outcome: 'granted' });
  });

  test('with a doubtful character asks the guard, even if it is a registered one', () => {
    expect(decidePlate(register, { ...exact, exact: false })).toEqual({
      outcome: 'ask-guard',
      reason: 'partial-plate',
    });
  });

  test('read before a vehicle stands at the loop waits', () => {
    expect(decidePlate(register, { ...exact, vehicleAtLoop: false })).toMatchObject({ outcome: 'wait' });
  });

  test('one character away from a registered one does not open', () => {
    expect(decidePlate(register, { ...exact, plate: '粤B12346' })).toMatchObject({
      outcome: 'denied',
      reason: 'unknown-plate',
    });
    expect(decidePlate(register, { ...exact, plate: '粤B1234' })).toEqual({
      outcome: 'ask-guard',
      reason: 'plate-class',
    });
  });
});
