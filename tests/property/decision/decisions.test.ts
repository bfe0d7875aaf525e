import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plateColours } from '../../../devices/contracts/plates.ts';
import { decideAccess } from '../../../gateway/decision/decide-access.ts';
import { methods, ruleIds } from '../../../gateway/decision/decision.ts';
import type { AccessRequest, Situation } from '../../../gateway/decision/situation.ts';
import type { HeldCredential, Holder } from '../../../gateway/register/rights-view.ts';
import { heldBy, holderOf, noon, rightsOf, situationOf, vehicleOf } from '../../fixtures/hand-rights.ts';

const near = fc.integer({ min: -3, max: 3 }).map((step) => noon + step * 1000);
const span = fc
  .record({
    fromMs: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: near }),
    toMs: fc.oneof({ weight: 3, arbitrary: fc.constant(Number.POSITIVE_INFINITY) }, { weight: 1, arbitrary: near }),
  })
  .filter(({ fromMs, toMs }) => fromMs < toMs);
const often = fc.integer({ min: 0, max: 19 });
const seldom = often.map((one) => one === 0);
const group = fc.record({
  id: fc.constant('g'),
  covers: fc.boolean().map((covers) => () => covers),
  isOpen: fc.option(
    fc.boolean().map((open) => () => open),
    { nil: undefined },
  ),
});
const holder: fc.Arbitrary<Holder> = fc
  .record({
    kind: fc.constantFrom('person', 'person', 'visit'),
    approved: often.map((one) => one > 0),
    addresses: fc.array(
      fc.record({
        span,
        unit: fc.constantFrom('u1', 'u2'),
        relation: fc.constantFrom('resident', 'staff', 'visitor'),
      }),
      { maxLength: 2 },
    ),
    groups: fc.array(fc.record({ span, group }), { maxLength: 2 }),
  })
  .map(({ kind, approved, addresses, groups }) =>
    holderOf('h', {
      kind,
      approved: kind === 'person' || approved,
      addresses: addresses.map(({ span: when, unit, relation }) => ({ ...when, within: new Set([unit]), relation })),
      groups: groups.map(({ span: when, group: one }) => ({ ...when, group: one })),
    }),
  );
const credential: fc.Arbitrary<HeldCredential> = fc
  .record({
    holder,
    when: span,
    state: fc.constantFrom('active', 'active', 'active', 'active', 'lost', 'suspended', 'revoked'),
    group: fc.option(group, { nil: undefined, freq: 5 }),
    duress: seldom,
    uses: fc.option(fc.constant(1), { nil: undefined }),
  })
  .map(({ holder: of, when, ...more }) => heldBy(of, { ...when, ...more, id: 'c' }));
const consent = fc.record({
  givenAtMs: fc.oneof(fc.constant(0), near),
  expiresAtMs: fc.oneof(fc.constant(noon + 1e9), near),
  withdrawnAtMs: fc.option(near, { nil: undefined, freq: 2 }),
  lacksGuardian: seldom,
});
const plate = '粤B12D45';

interface Drawn {
  situation: Situation;
  request: AccessRequest;
  held: HeldCredential;
  consent: typeof consent extends fc.Arbitrary<infer T> ? T : never;
}

const drawn: fc.Arbitrary<Drawn> = fc
  .record({
    held: credential,
    consent,
    method: fc.constantFrom(...methods),
    known: often.map((one) => one > 0),
    exact: often.map((one) => one > 1),
    atLoop: often.map((one) => one > 0),
    colour: fc.constantFrom('blue' as const, 'blue' as const, ...plateColours),
    ageMs: fc.option(fc.constantFrom(10, 100, 60_000), { nil: undefined }),
    pass: fc.record({ at: fc.constantFrom('gate', 'gate', 'gate', 'pool'), exp: near, forged: seldom }),
    place: fc.record({
      serves: fc.constantFrom('everyone' as const, ['u1'], ['u2']),
      side: fc.constantFrom('entry' as const, 'entry' as const, 'exit' as const),
      released: seldom,
      lockedDown: seldom,
      blocked: seldom,
      lockedOut: seldom,
      interlocked: seldom,
      inside: fc.constantFrom(undefined, undefined, 'soft' as const, 'hard' as const),
      used: fc.constantFrom(0, 0, 1),
    }),
    clockKnown: often.map((one) => one > 1),
    policy: fc.option(
      fc.record({
        untilMs: near,
        visitors: fc.constantFrom('refused' as const, 'ask-guard' as const, 'allowed' as const),
        staff: fc.constantFrom('refused' as const, 'allowed' as const),
      }),
      { nil: undefined, freq: 2 },
    ),
  })
  .map(({ held, consent: agreed, method, known, exact, atLoop, colour, ageMs, pass, place, clockKnown, policy }) => {
    const rights = rightsOf({
      cards: { 'uid:0A1B2C3D': held },
      pins: { 'pin:1': held },
      passes: { c: held },
      vehicles: [vehicleOf(plate, held)],
      people: [held.holder],
      consents: { h: agreed },
    });
    const printed = { jti: 'c', iss: 'linden', nbf: 0, exp: Math.floor(pass.exp / 1000), at: [pass.at], uses: 1 };
    const requests: Record<(typeof methods)[number], AccessRequest> = {
      card: { method: 'card', card: known ? 'uid:0A1B2C3D' : 'uid:FFFFFFFF', ageMs },
      pin: { method: 'pin', digest: known ? 'pin:1' : 'pin:0', ageMs },
      pass: { method: 'pass', pass: pass.forged ? undefined : printed, ageMs },
      face: { method: 'face', person: known ? 'h' : undefined, notLive: !exact },
      plate: {
        method: 'plate',
        seen: { plate: known ? plate : '粤B99999', exact, colour, characters: [1, 1, 1, 1, 0.5, 1, 1] },
        vehicleAtLoop: atLoop,
      },
      guard: { method: 'guard', user: 'chen' },
      'exit-button': { method: 'exit-button' },
      remote: { method: 'remote', command: 'c1' },
    };
    const { inside, used, ...standing } = place;
    const situation = situationOf(
      rights,
      {
        ...standing,
        methods: ['card', 'pin', 'pass', 'face', 'plate'],
        passback: inside && { mode: inside, isInside: () => true },
        usesOf: () => used,
      },
      { clockKnown, policy },
    );
    return { situation, request: requests[method], held, consent: agreed };
  });

const lives = ({ fromMs, toMs }: { fromMs: number; toMs: number }) => fromMs <= noon && noon < toMs;

test('no path opens for what is lost, revoked, expired, in the wrong place, without consent or half read', () => {
  let grants = 0;
  fc.assert(
    fc.property(drawn, ({ situation, request, held, consent: agreed }) => {
      const decision = decideAccess(situation, request);
      if (decision.outcome !== 'granted' || decision.reason !== 'granted') return;
      const { place, clockKnown } = situation;
      if (request.method === 'exit-button') return;
      expect(place.lockedDown || place.blocked).toBe(false);
      if (place.side === 'entry') expect(place.interlocked).toBe(false);
      if (request.method === 'guard' || request.method === 'remote') return;
      grants += 1;
      const { holder: who } = held;
      expect(decision.holder).toBe('h');
      expect(who.approved).toBe(true);
      const places = [...who.addresses, ...who.groups];
      expect(places.some((one) => noon < one.toMs && (!clockKnown || one.fromMs <= noon))).toBe(true);
      const served = who.addresses.some(
        (one) => noon < one.toMs && (place.serves === 'everyone' || place.serves.some((id) => one.within.has(id))),
      );
      expect(served || who.groups.some((one) => noon < one.toMs && one.group.covers('gate'))).toBe(true);
      if (place.side === 'entry') expect(place.passback?.mode).not.toBe('hard');
      if (request.method === 'face') {
        expect(clockKnown && agreed.givenAtMs <= noon && noon < agreed.expiresAtMs).toBe(true);
        expect(agreed.withdrawnAtMs === undefined || agreed.withdrawnAtMs > noon).toBe(true);
        expect(agreed.lacksGuardian || request.notLive).toBe(false);
        return;
      }
      expect(held.state).toBe('active');
      expect(noon < held.toMs && (!clockKnown || held.fromMs <= noon)).toBe(true);
      expect(held.uses !== undefined && place.usesOf('c') >= held.uses).toBe(false);
      expect(held.group?.covers('gate') ?? true).toBe(true);
      if (who.kind === 'visit') expect(clockKnown && lives(held)).toBe(true);
      if (request.method === 'pass') {
        expect(request.pass!.at).toContain('gate');
        expect(request.pass!.exp * 1000).toBeGreaterThan(noon);
      } else if (request.method === 'plate') expect(request.seen.exact && request.vehicleAtLoop).toBe(true);
      else expect(place.lockedOut || (request.ageMs ?? 0) > 8000).toBe(false);
    }),
    { numRuns: 6000 },
  );
  expect(grants).toBeGreaterThan(60);
});

test('a door released by fire lets everybody through, whatever else stands', () => {
  fc.assert(
    fc.property(drawn, ({ situation, request }) => {
      const place = { ...situation.place, released: true };
      expect(decideAccess({ ...situation, place }, request)).toMatchObject({
        outcome: 'granted',
        reason: 'fire-release',
      });
    }),
  );
});

test('every answer has its one reason, and every grant names what it rests on', () => {
  fc.assert(
    fc.property(drawn, ({ situation, request }) => {
      const decision = decideAccess(situation, request);
      expect(decision.trace.map(({ rule }) => rule)).toEqual([...ruleIds]);
      const first = decision.trace.find(({ answer }) => answer === 'failed' || answer === 'granted');
      expect(decision.reason).toBe(first?.reason ?? 'granted');
      if (decision.outcome === 'granted' && decision.reason === 'granted') {
        const kind = request.method === 'plate' ? 'plate(-fuzzy)?' : request.method;
        expect(decision.credential).toMatch(new RegExp(`^${kind}:.+`));
      }
    }),
  );
});

test('the same question has the same answer', () => {
  fc.assert(
    fc.property(drawn, ({ situation, request }) => {
      expect(decideAccess(situation, request)).toEqual(decideAccess(situation, request));
    }),
  );
});
