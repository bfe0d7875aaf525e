import { describe, expect, test } from 'vitest';
import { createSchedule } from '../../../devices/contracts/schedule.ts';
import { decideAccess } from '../../../gateway/decision/decide-access.ts';
import { ruleIds } from '../../../gateway/decision/decision.ts';
import type { AccessRequest, Situation } from '../../../gateway/decision/situation.ts';
import type { GroupView, HeldCredential, Holder } from '../../../gateway/register/rights-view.ts';
import { always, heldBy, holderOf, noon, situationOf } from '../../fixtures/hand-rights.ts';

const hourMs = 3_600_000;
const lin = holderOf('p-lin');
const byCard = (credential: HeldCredential, ...more: [place?: object, more?: object]) =>
  decideAccess(situationOf({ cards: { 'uid:0A1B2C3D': credential } }, ...more), {
    method: 'card',
    card: 'uid:0A1B2C3D',
  });
const visitor = holderOf('v-1', {
  kind: 'visit',
  addresses: [
    {
      fromMs: noon - hourMs,
      toMs: noon + hourMs,
      within: new Set(['home-1', 'b1-u1', 'b1', 'linden']),
      relation: 'visitor',
    },
  ],
});
const group = (places: string[], hours?: GroupView['isOpen']): GroupView => ({
  id: 'g1',
  covers: (place) => places.includes(place),
  isOpen: hours,
});
const cleaner = (hours?: GroupView['isOpen']): Holder =>
  holderOf('p-he', { addresses: [], groups: [{ ...always, group: group(['u1-door'], hours) }] });

describe('a card', () => {
  test('opens the gate for everyone who lives here, and the grant names it', () => {
    expect(byCard(heldBy(lin))).toMatchObject({
      outcome: 'granted',
      reason: 'granted',
      holder: 'p-lin',
      credential: 'card:p-lin-c',
      duress: false,
    });
  });

  test.each([
    ['of another unit', 'no-rights', {}, { serves: ['b1-u2'] }],
    ['reported lost', 'card-lost', { state: 'lost' }, {}],
    ['suspended', 'credential-suspended', { state: 'suspended' }, {}],
    ['revoked', 'credential-revoked', { state: 'revoked' }, {}],
    ['that has ended', 'credential-expired', { toMs: noon }, {}],
    ['that is for next week', 'not-yet-valid', { fromMs: noon + 1 }, {}],
    ['limited to other doors', 'no-rights', { group: group(['pool']) }, {}],
    ['limited to other hours', 'out-of-hours', { group: group(['gate'], () => false) }, {}],
    ['at a door that takes none', 'method-not-allowed', {}, { methods: ['face', 'pin'] }],
    ['at a reader that is shut after failures', 'locked-out', {}, { lockedOut: true }],
    ['at a blocked door', 'blocked', {}, { blocked: true }],
    ['in a lockdown', 'lockdown', {}, { lockedDown: true, blocked: true }],
    ['while the other door of the lock stands open', 'interlock', {}, { interlocked: true }],
    ['of somebody who is still inside', 'passback', {}, { passback: { mode: 'hard', isInside: () => true } }],
  ] as const)('%s is refused with one reason: %s', (_, reason, credential, place) => {
    expect(byCard(heldBy(lin, credential), place)).toMatchObject({ outcome: 'denied', reason });
  });

  test('that nobody owns opens nothing', () => {
    expect(decideAccess(situationOf({}), { method: 'card', card: 'uid:FFFFFFFF' })).toMatchObject({
      outcome: 'denied',
      reason: 'unknown-card',
    });
  });

  test('presented while the gateway was down does not open the door afterwards', () => {
    const request = { method: 'card', card: 'uid:0A1B2C3D', ageMs: 60_000 } as const;
    expect(decideAccess(situationOf({ cards: { 'uid:0A1B2C3D': heldBy(lin) } }), request)).toMatchObject({
      reason: 'expired-event',
    });
  });

  test('of a household that has moved out opens nothing from that moment on', () => {
    const gone = holderOf('p-lin', { addresses: [{ ...lin.addresses[0]!, toMs: noon }] });
    expect(byCard(heldBy(gone))).toMatchObject({ reason: 'no-residency' });
    expect(byCard(heldBy(gone), {}, { nowMs: noon - 1 })).toMatchObject({ outcome: 'granted' });
  });

  test('of somebody who needs more time says so to the door', () => {
    expect(byCard(heldBy(holderOf('p-old', { extendedTimes: true })))).toMatchObject({ extendedTimes: true });
  });
});

describe('somebody who works here', () => {
  const weekdays = createSchedule(
    [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '07:00', to: '19:00' }],
    'Asia/Shanghai',
  );
  const place = { id: 'u1-door', serves: ['b1-u1'] };

  test('passes the doors of the group in its hours and no others', () => {
    expect(byCard(heldBy(cleaner(weekdays)), place)).toMatchObject({ outcome: 'granted' });
    expect(byCard(heldBy(cleaner(weekdays)), { ...place, id: 'u2-door' })).toMatchObject({ reason: 'no-rights' });
    expect(byCard(heldBy(cleaner(weekdays)), place, { nowMs: noon + 9 * hourMs })).toMatchObject({
      reason: 'out-of-hours',
    });
  });

  test('and lives here, too, is bound to no hours at home', () => {
    const both = { ...cleaner(() => false), addresses: lin.addresses };
    expect(byCard(heldBy(both), place)).toMatchObject({ outcome: 'granted' });
  });
});

describe('while the gateway does not know the time', () => {
  const unknown = { clockKnown: false };

  test('residents pass, visitors and working hours do not', () => {
    expect(byCard(heldBy(lin), {}, unknown)).toMatchObject({ outcome: 'granted' });
    expect(byCard(heldBy(visitor), {}, unknown)).toMatchObject({ reason: 'clock-unknown' });
    const staff = byCard(heldBy(cleaner(() => true)), { id: 'u1-door', serves: ['b1-u1'] }, unknown);
    expect(staff).toMatchObject({ reason: 'clock-unknown' });
  });

  test('what had ended by the last time that was certain stays ended', () => {
    expect(byCard(heldBy(lin, { toMs: noon }), {}, unknown)).toMatchObject({ reason: 'credential-expired' });
  });

  test('no face opens, because whether its consent still holds takes a clock', () => {
    const situation = situationOf({ people: [lin], consents: { 'p-lin': liveConsent } }, {}, unknown);
    expect(decideAccess(situation, { method: 'face', person: 'p-lin' })).toMatchObject({ reason: 'clock-unknown' });
  });
});

const liveConsent = { givenAtMs: 0, expiresAtMs: noon + hourMs, withdrawnAtMs: undefined, lacksGuardian: false };

describe('a face', () => {
  const byFace = (consent: object | undefined, request: Partial<AccessRequest & { method: 'face' }> = {}) =>
    decideAccess(
      situationOf({ people: [lin], ...(consent ? { consents: { 'p-lin': { ...liveConsent, ...consent } } } : {}) }),
      { method: 'face', person: 'p-lin', ...request },
    );

  test('opens with a live consent', () => {
    expect(byFace({})).toMatchObject({ outcome: 'granted', credential: 'face:p-lin' });
  });

  test.each([
    ['without consent', undefined],
    ['before it was given', { givenAtMs: noon + 1 }],
    ['after it has expired', { expiresAtMs: noon }],
    ['once it is withdrawn', { withdrawnAtMs: noon }],
    ['of a child whose guardian has not agreed', { lacksGuardian: true }],
  ])('opens nothing %s', (_, consent) => {
    expect(byFace(consent)).toMatchObject({ outcome: 'denied', reason: 'no-consent', holder: 'p-lin' });
  });

  test('that nobody was recognised by, or that does not look alive, opens nothing', () => {
    expect(byFace({}, { person: undefined })).toMatchObject({ reason: 'unknown-person' });
    expect(byFace({}, { notLive: true })).toMatchObject({ reason: 'not-live', holder: 'p-lin' });
  });
});

describe('a visitor’s pass', () => {
  const printed = { jti: 'pass-1', iss: 'linden', nbf: noon / 1000 - 60, exp: noon / 1000 + 60, at: ['gate'], uses: 1 };
  const byPass = (pass: Partial<typeof printed> | undefined, place = {}, holder = visitor, uses = 1) =>
    decideAccess(situationOf({ passes: { 'pass-1': heldBy(holder, { id: 'pass-1', kind: 'pass', uses }) } }, place), {
      method: 'pass',
      pass: pass && { ...printed, ...pass },
    });

  test('opens where it is for', () => {
    expect(byPass({})).toMatchObject({ outcome: 'granted', credential: 'pass:pass-1', holder: 'v-1' });
  });

  test.each([
    ['with a signature that is not ours', 'pass-forged', undefined, {}],
    ['of another compound', 'pass-elsewhere', { iss: 'maple' }, {}],
    ['for another door', 'pass-elsewhere', { at: ['u1-door'] }, {}],
    ['that was taken back', 'credential-revoked', { jti: 'pass-9' }, {}],
    ['whose printed time is over', 'credential-expired', { exp: noon / 1000 }, {}],
    ['shown a second time', 'pass-replayed', {}, { usesOf: () => 1 }],
  ] as const)('%s is refused: %s', (_, reason, pass, place) => {
    expect(byPass(pass as Partial<typeof printed> | undefined, place)).toMatchObject({ outcome: 'denied', reason });
  });

  test('of a visit that was not approved opens nothing', () => {
    expect(byPass({}, {}, { ...visitor, approved: false })).toMatchObject({ reason: 'visit-not-approved' });
  });
});

describe('fire', () => {
  test.each(['card', 'face', 'guard', 'exit-button'] as const)(
    'opens for whoever asks by %s, whatever else stands',
    (method) => {
      const place = { released: true, lockedDown: true, blocked: true, interlocked: true, lockedOut: true };
      const requests = {
        card: { card: 'uid:00000000' },
        face: { person: undefined },
        guard: { user: 'g' },
        'exit-button': {},
      };
      const decision = decideAccess(situationOf({}, place), { method, ...requests[method] } as AccessRequest);
      expect(decision).toMatchObject({ outcome: 'granted', reason: 'fire-release' });
    },
  );
});

describe('the exit button', () => {
  test('lets out in a lockdown, through a blocked door and through an interlock', () => {
    const place = { lockedDown: true, blocked: true, interlocked: true };
    expect(decideAccess(situationOf({}, place), { method: 'exit-button' })).toMatchObject({
      outcome: 'granted',
      credential: 'exit-button:gate',
    });
  });
});

describe('a guard', () => {
  const open = (place = {}) => decideAccess(situationOf({}, place), { method: 'guard', user: 'chen' });

  test('opens a door at a distance, under the guard’s own name', () => {
    expect(open()).toMatchObject({ outcome: 'granted', credential: 'guard:chen' });
  });

  test('does not open what is locked down or blocked: that is taken back first', () => {
    expect(open({ lockedDown: true })).toMatchObject({ reason: 'lockdown' });
    expect(open({ blocked: true })).toMatchObject({ reason: 'blocked' });
  });
});

describe('an entry policy', () => {
  const policy = (visitors: 'refused' | 'ask-guard', staff: 'refused' | 'allowed' = 'allowed'): Partial<Situation> => ({
    policy: { untilMs: noon + hourMs, visitors, staff },
  });

  test('keeps visitors out or asks the guard, and lets residents in', () => {
    expect(byCard(heldBy(visitor), {}, policy('refused'))).toMatchObject({ outcome: 'denied', reason: 'entry-policy' });
    expect(byCard(heldBy(visitor), {}, policy('ask-guard'))).toMatchObject({ outcome: 'ask-guard' });
    expect(byCard(heldBy(lin), {}, policy('refused', 'refused'))).toMatchObject({ outcome: 'granted' });
    const staff = byCard(heldBy(cleaner()), { id: 'u1-door' }, policy('refused', 'refused'));
    expect(staff).toMatchObject({ reason: 'entry-policy' });
  });

  test('keeps nobody in, and ends by itself', () => {
    expect(byCard(heldBy(visitor), { side: 'exit' }, policy('refused'))).toMatchObject({ outcome: 'granted' });
    const over = { policy: { untilMs: noon, visitors: 'refused', staff: 'refused' } } as const;
    expect(byCard(heldBy(visitor), {}, over)).toMatchObject({ outcome: 'granted' });
  });
});

describe('anti-passback', () => {
  const inside = (mode: 'soft' | 'hard') => ({ passback: { mode, isInside: () => true } });

  test('soft lets in and reports, hard refuses, and nobody is kept from going out', () => {
    expect(byCard(heldBy(lin), inside('soft'))).toMatchObject({ outcome: 'granted', passbackViolated: true });
    expect(byCard(heldBy(lin), inside('hard'))).toMatchObject({ outcome: 'denied', reason: 'passback' });
    expect(byCard(heldBy(lin), { ...inside('hard'), side: 'exit' })).toMatchObject({
      outcome: 'granted',
      passbackViolated: false,
    });
  });
});

describe('why was this refused?', () => {
  test('every rule answers in its order, the ones after the deciding one, too', () => {
    const { trace, ...decision } = byCard(heldBy(lin, { state: 'lost', toMs: noon }), { serves: ['b1-u2'] });
    expect(decision).toMatchObject({ outcome: 'denied', reason: 'card-lost' });
    expect(trace.map(({ rule }) => rule)).toEqual([...ruleIds]);
    expect(trace.filter(({ answer }) => answer === 'failed')).toEqual([
      { rule: 'state', answer: 'failed', reason: 'card-lost' },
      { rule: 'validity', answer: 'failed', reason: 'credential-expired' },
      { rule: 'zone', answer: 'failed', reason: 'no-rights' },
    ]);
  });

  test('a rule that had nobody to ask about says that it cannot tell', () => {
    const { trace } = decideAccess(situationOf({}), { method: 'card', card: 'uid:FFFFFFFF' });
    const answers = Object.fromEntries(trace.map(({ rule, answer }) => [rule, answer]));
    expect(answers).toMatchObject({
      credential: 'failed',
      state: 'cannot-tell',
      holder: 'cannot-tell',
      fire: 'passed',
    });
  });

  test('a duress code opens like any other', () => {
    const situation = situationOf({ pins: { 'pin:x': heldBy(lin, { kind: 'pin', duress: true }) } });
    expect(decideAccess(situation, { method: 'pin', digest: 'pin:x' })).toMatchObject({
      outcome: 'granted',
      duress: true,
    });
  });
});
