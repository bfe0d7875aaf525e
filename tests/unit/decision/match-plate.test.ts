import { describe, expect, test } from 'vitest';
import type { VehicleEntry } from '../../../devices/contracts/plates.ts';
import { decideAccess } from '../../../gateway/decision/decide-access.ts';
import { matchPlate, type SeenPlate } from '../../../gateway/decision/match-plate.ts';
import type { RightsView } from '../../../gateway/register/rights-view.ts';
import { heldBy, holderOf, rightsOf, situationOf, vehicleOf } from '../../fixtures/hand-rights.ts';

const lin = heldBy(holderOf('r-lin'));

/** A register in which 林 owns these plates. */
const registerOf = (...plates: (string | VehicleEntry)[]): RightsView =>
  rightsOf({ vehicles: plates.map((plate) => vehicleOf(plate, lin)) });

/** A look at a plate; `low` are the positions in doubt. */
function seen(plate: string, low: number[] = [], colour: SeenPlate['colour'] = 'blue'): SeenPlate {
  const characters = [...plate].map((_, at) => (low.includes(at) ? 0.6 : 0.99));
  return { plate, colour, exact: low.length === 0, characters, doubtful: low };
}

const lane = { id: 'lane', kind: 'barrier', methods: ['plate'] } as const;
const decide = (rights: RightsView, look: SeenPlate, policy: 'grant' | 'ask-guard' = 'ask-guard') =>
  decideAccess(situationOf(rights, lane, { confusable: policy }), { method: 'plate', seen: look, vehicleAtLoop: true });

describe('a plate that is read exactly', () => {
  test.each([
    ['a resident’s blue plate', { plate: '粤B12D45', colour: 'blue' }, seen('粤B12D45'), 'granted', 'granted'],
    ['a new-energy one', '粤BD12345', seen('粤BD12345', [], 'green'), 'granted', 'granted'],
    ['one whose ground the camera could not tell', '粤B12D45', seen('粤B12D45', [], 'unknown'), 'granted', 'granted'],
    [
      'one of a resident who moved out',
      { plate: '粤B12D45', state: 'revoked' },
      seen('粤B12D45'),
      'denied',
      'plate-revoked',
    ],
    ['a listed one', { plate: '粤B12D45', state: 'listed' }, seen('粤B12D45'), 'ask-guard', 'plate-listed'],
    ['a copied one', { plate: '粤B12D45', state: 'duplicated' }, seen('粤B12D45'), 'ask-guard', 'plate-listed'],
    [
      'one on another ground than registered',
      { plate: '粤B12D45', colour: 'yellow' },
      seen('粤B12D45'),
      'ask-guard',
      'colour-mismatch',
    ],
    ['seven characters on green', '粤B12D45', seen('粤B12D45', [], 'green'), 'ask-guard', 'colour-mismatch'],
    ['eight characters on blue', '粤BD12345', seen('粤BD12345'), 'ask-guard', 'colour-mismatch'],
    ['an embassy’s', '使123456', seen('使123456', [], 'black'), 'ask-guard', 'plate-class'],
    ['one with the office letter O', '粤O12345', seen('粤O12345', [], 'white'), 'ask-guard', 'plate-class'],
    ['a temporary one of paper', '临粤B1234', seen('临粤B1234', [], 'white'), 'ask-guard', 'plate-class'],
    ['a stranger’s', '粤B12D45', seen('粤B12D46'), 'denied', 'unknown-plate'],
  ] as const)('%s: %#', (_, entry, look, outcome, reason) => {
    expect(decide(registerOf(entry), look)).toMatchObject({ outcome, reason });
  });

  test('opens for the family that still drives it when one of them has moved out', () => {
    const family = rightsOf({
      vehicles: [
        vehicleOf({ plate: '粤B12D45', state: 'revoked' }, lin),
        vehicleOf('粤B12D45', heldBy(holderOf('r-wu'))),
      ],
    });
    expect(decide(family, seen('粤B12D45'))).toMatchObject({ outcome: 'granted', holder: 'r-wu' });
  });
});

describe('a plate with one doubtful look-alike', () => {
  const register = registerOf('粤B12D45');

  test('asks the guard and names the resident’s plate, masked', () => {
    expect(decide(register, seen('粤B12045', [4]))).toMatchObject({
      outcome: 'ask-guard',
      reason: 'partial-plate',
      candidate: '粤B···45',
    });
  });

  test('opens where the site says so, and the record says what it rests on', () => {
    expect(decide(register, seen('粤B12045', [4]), 'grant')).toMatchObject({
      outcome: 'granted',
      credential: 'plate-fuzzy:r-lin-c',
    });
  });

  test.each([
    ['the other character does not look like it', register, seen('粤B12345', [4])],
    ['that character was sure', register, { ...seen('粤B12045', [5]), doubtful: [5] }],
    ['two characters are in doubt', register, seen('粤B12045', [4, 5])],
    ['the province is in doubt', register, seen('皖B12D45', [0])],
    ['the province is another one', register, seen('皖B12045', [4])],
    ['a character is missing', register, seen('粤B1245', [3])],
    ['the ground was not seen', register, seen('粤B12045', [4], 'unknown')],
    ['the ground is another one', registerOf({ plate: '粤B12D45', colour: 'yellow' }), seen('粤B12045', [4])],
    ['two residents’ plates fit', registerOf('粤B12D45', '粤B12Q45'), seen('粤B12045', [4])],
    ['a second one fits that does not look alike', registerOf('粤B12D45', '粤B12745'), seen('粤B12045', [4])],
    ['it is revoked', registerOf({ plate: '粤B12D45', state: 'revoked' }), seen('粤B12045', [4])],
    ['it is listed', registerOf({ plate: '粤B12D45', state: 'listed' }), seen('粤B12045', [4])],
    ['it is duplicated', registerOf({ plate: '粤B12D45', state: 'duplicated' }), seen('粤B12045', [4])],
    ['nothing says how sure each was', register, { plate: '粤B12045', exact: false, colour: 'blue' } as const],
  ])('does not open, whatever the site says, if %s', (_, of, look) => {
    expect(decide(of, look, 'grant')).toMatchObject({ outcome: 'ask-guard' });
  });

  test('two characters in doubt still tell the guard who it may be', () => {
    expect(decide(register, seen('粤B12045', [4, 5]))).toMatchObject({ candidate: '粤B···45' });
  });

  test('never names a plate that the guard should not think of', () => {
    const listed = registerOf({ plate: '粤B12D45', state: 'listed' });
    expect(matchPlate(listed.vehicles, seen('粤B12045', [4]))).toEqual({ kind: 'look', reason: 'partial-plate' });
  });
});

describe('at the barrier', () => {
  const rights = registerOf('粤B12D45');

  test('a plate read before a vehicle stands at the loop waits', () => {
    const request = { method: 'plate', seen: seen('粤B12D45'), vehicleAtLoop: false } as const;
    expect(decideAccess(situationOf(rights, lane), request)).toMatchObject({ outcome: 'wait' });
  });

  test('a visitor’s permit that has ended opens nothing, and one that holds today stands before it', () => {
    const visit = holderOf('v-1', { kind: 'visit' });
    const ended = vehicleOf('粤B12D45', heldBy(visit, { toMs: 1 }));
    expect(decide(rightsOf({ vehicles: [ended] }), seen('粤B12D45'))).toMatchObject({ reason: 'credential-expired' });
    const again = vehicleOf('粤B12D45', heldBy(visit, { id: 'again' }));
    expect(decide(rightsOf({ vehicles: [ended, again] }), seen('粤B12D45'))).toMatchObject({
      credential: 'plate:again',
    });
  });
});
