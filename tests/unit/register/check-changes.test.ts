import { describe, expect, test } from 'vitest';
import type { Case, Credential, WatchEntry } from '../../../gateway/register/records.ts';
import type { Change } from '../../../gateway/register/register-types.ts';
import { registerOf } from '../../fixtures/register-of.ts';
import { address, card, codesOf, consent, desk, person, residency, visit } from '../../fixtures/register-people.ts';
import { smallSite } from '../../fixtures/small-site.ts';

const nowMs = Date.parse('2026-06-01T12:00:00+08:00');
const dayMs = 86_400_000;
const assessment = { reference: 'PIA', approvedOn: '2026-01-01' };
const watching = { watchList: 'on', assessments: { watchList: assessment, trajectory: assessment } } as const;

const open = (privacy = {}) => registerOf(smallSite({ privacy }), { nowMs });
const problemsOf = (...changes: Change[]) => codesOf(open().check(changes));
const lin = 'uid:0A1B2C3D';
const pin = (id: string, of: string, value: string, more: Partial<Credential> = {}) =>
  card(id, of, value, { kind: 'pin', ...more });
const digest = `pin:${'a'.repeat(43)}`;

describe('the address tree', () => {
  test.each<[string, string[], Change[]]>([
    ['a home on a floor of a unit', [], [address('f1', 'floor', 'b1-u1'), address('h1', 'home', 'f1')]],
    ['a home in a unit without floors', [], [address('h1', 'home', 'b1-u1')]],
    ['a unit in a building', [], [address('b9', 'building', 'linden'), address('b9-u1', 'unit', 'b9')]],
    ['a home in the compound itself', ['wrong-parent'], [address('h1', 'home', 'linden')]],
    ['a building in a unit', ['wrong-parent'], [address('b9', 'building', 'b1-u1')]],
    ['a home in nothing', ['wrong-parent'], [address('h1', 'home')]],
    ['a home in an address that is not there', ['no-such-record'], [address('h1', 'home', 'b7')]],
    ['a second compound', ['not-alone'], [address('other', 'compound')]],
    ['a unit that becomes a home', ['wrong-parent', 'wrong-parent'], [address('b1-u1', 'home', 'linden')]],
  ])('%s', (_, codes, changes) => expect(problemsOf(...changes)).toEqual(codes));

  test('what people live in is not removed while they do', () => {
    expect(problemsOf({ kind: 'address', remove: 'b1-u1-101' })).toEqual(['still-used']);
    expect(problemsOf({ kind: 'person', remove: 'r-lin' })).toEqual(['still-used']);
    expect(problemsOf({ kind: 'address', remove: 'b1-u9' })).toEqual(['no-such-record']);
  });
});

describe('who belongs where', () => {
  test.each<[string, string[], Change]>([
    ['staff of the whole compound', [], residency('x', 'r-lin', 'linden', { relation: 'staff' })],
    ['an owner of a unit', ['wrong-parent'], residency('x', 'r-lin', 'b1-u1')],
    ['a volunteer without an end', ['end-required'], residency('x', 'r-lin', 'linden', { relation: 'volunteer' })],
    ['a volunteer until autumn', [], residency('x', 'r-lin', 'linden', { relation: 'volunteer', toMs: nowMs })],
    [
      'a tenant who leaves before coming',
      ['ends-before-it-begins'],
      residency('x', 'r-lin', 'b1-u1-101', { fromMs: 5, toMs: 5 }),
    ],
    ['somebody whom nobody knows', ['no-such-record'], residency('x', 'r-who', 'b1-u1-101')],
    ['a household of another home', ['no-such-record'], residency('x', 'r-lin', 'b1-u1-101', { household: 'h' })],
  ])('%s', (_, codes, change) => expect(problemsOf(change)).toEqual(codes));

  test('a household lives at one home, and so do its members', () => {
    const household: Change = { kind: 'household', put: { id: 'hh', home: 'b1-u2-102' } };
    expect(problemsOf(household, residency('x', 'r-lin', 'b1-u1-101', { household: 'hh' }))).toEqual([
      'still-used',
      'wrong-parent',
    ]);
    expect(problemsOf(household, residency('x', 'r-lin', 'b1-u2-102', { household: 'hh' }))).toEqual([]);
  });
});

describe('credentials', () => {
  test.each<[string, string[], Change[]]>([
    [
      'a card of nobody',
      ['holder-required'],
      [{ kind: 'credential', put: { id: 'x', kind: 'card', value: 'w26:123456', state: 'active' } }],
    ],
    ['what is no card', ['malformed'], [card('x', 'r-wu', 'uid:12')]],
    ['a card that Mrs Lin has', ['card-taken'], [card('x', 'r-wu', lin)]],
    ['Mrs Lin’s card as a Wiegand-26 reader names it', ['card-in-two-formats'], [card('x', 'r-wu', 'w26:1B2C3D')]],
    ['the same with its bytes turned round', ['card-in-two-formats'], [card('x', 'r-wu', 'w34:3D2C1B0A')]],
    ['the same card for Mrs Lin herself', [], [card('x', 'r-lin', 'w26:1B2C3D')]],
    ['another chip that shares three bytes', [], [card('x', 'r-wu', 'uid:FF1B2C3D')]],
    [
      'a card handed on within one set',
      [],
      [card('r-lin-card-1', 'r-lin', lin, { state: 'revoked' }), card('x', 'r-wu', lin)],
    ],
    [
      'a card that was only lost',
      ['card-taken', 'card-taken'],
      [card('r-lin-card-1', 'r-lin', lin, { state: 'lost' }), card('x', 'r-wu', lin)],
    ],
    ['a PIN in the clear', ['malformed'], [pin('x', 'r-wu', '482913')]],
    ['one PIN of two people', ['pin-taken', 'pin-taken'], [pin('x', 'r-wu', digest), pin('y', 'r-lin', digest)]],
    [
      'one PIN, once under duress',
      ['pin-taken', 'pin-taken'],
      [pin('x', 'r-wu', digest), pin('y', 'r-wu', digest, { duress: true })],
    ],
    ['a card of duress', ['malformed'], [card('x', 'r-wu', 'w26:123456', { duress: true })]],
    ['a plate with a dot', ['plate-malformed'], [card('x', 'r-wu', '粤B·54321', { kind: 'plate' })]],
    ['a plate of another resident', [], [card('x', 'r-wu', '粤B12345', { kind: 'plate' })]],
    ['a plate that its driver has already', ['plate-taken'], [card('x', 'r-lin', '粤B12345', { kind: 'plate' })]],
    [
      'a second vehicle of one plate',
      ['plate-taken'],
      [{ kind: 'vehicle', put: { id: 'v', plate: '粤B12345', state: 'active' } }],
    ],
    [
      'a group with a door that is not there',
      ['no-such-record'],
      [{ kind: 'group', put: { id: 'g', name: { zh: 'g', en: 'g' }, places: ['cellar'] } }],
    ],
  ])('%s', (_, codes, changes) => expect(problemsOf(...changes)).toEqual(codes));

  test('no message repeats a card, a PIN or a name', () => {
    const problems = open().check([card('x', 'r-wu', lin), pin('y', 'r-wu', '482913'), card('z', 'r-wu', 'uid:77')]);
    expect(problems).toHaveLength(3);
    expect(JSON.stringify(problems)).not.toMatch(/0A1B2C3D|482913|测试|uid:77/);
  });
});

describe('consents', () => {
  const child = person('kid', { born: '2012-06-02' });
  test.each<[string, string[], Change[]]>([
    ['for four years', ['too-long'], [consent('c', 'r-wu', '2026-01-01', { expiresAtMs: Date.parse('2029-01-02') })]],
    [
      'that ends before it was given',
      ['ends-before-it-begins'],
      [consent('c', 'r-wu', '2026-01-01', { expiresAtMs: 5 })],
    ],
    [
      'of a child on the day before the fourteenth birthday',
      ['guardian-required'],
      [child, consent('c', 'kid', '2026-06-01')],
    ],
    ['of the same child on the birthday', [], [child, consent('c', 'kid', '2026-06-02')]],
    ['of a child with a guardian', [], [child, consent('c', 'kid', '2026-06-01', { guardian: '何测试' })]],
    ['of somebody without a date of birth', [], [person('old'), consent('c', 'old', '2026-06-01')]],
  ])('%s', (_, codes, changes) => expect(problemsOf(...changes)).toEqual(codes));

  test('a withdrawal stands; a new consent is another record', () => {
    const register = open();
    const given = consent('c', 'r-wu', '2026-05-01');
    const withdrawn = consent('c', 'r-wu', '2026-05-01', { withdrawnAtMs: nowMs - 1 });
    register.commit([given], desk);
    expect(codesOf(register.commit([withdrawn], desk))).toEqual([]);
    expect(codesOf(register.commit([given], desk))).toEqual(['consent-required']);
    expect(codesOf(register.commit([consent('c2', 'r-wu', '2026-06-01')], desk))).toEqual([]);
  });

  test('a consent that turns out to be a child’s can still be withdrawn', () => {
    const register = open();
    register.commit([person('kid'), consent('c', 'kid', '2026-05-01')], desk);
    expect(codesOf(register.commit([person('kid', { born: '2020-01-01' })], desk))).toEqual([]);
    expect(register.rights.faceConsent('kid')).toMatchObject({ lacksGuardian: true });
    const withdrawn = consent('c', 'kid', '2026-05-01', { withdrawnAtMs: nowMs });
    expect(codesOf(register.commit([withdrawn], desk))).toEqual([]);
  });
});

describe('visits', () => {
  const home = 'b1-u1-101';
  test.each<[string, string[], Change]>([
    ['to a home', [], visit('v', 'r-lin', home, nowMs)],
    ['to somebody else’s home', ['holder-required'], visit('v', 'r-lin', 'b1-u2-102', nowMs)],
    ['for four days', ['too-long'], visit('v', 'r-lin', home, nowMs, { toMs: nowMs + 4 * dayMs })],
    ['by a car without a plate', ['plate-malformed'], visit('v', 'r-lin', home, nowMs, { plate: 'nothing' })],
  ])('%s', (_, codes, change) => expect(problemsOf(change)).toEqual(codes));

  test('what was cancelled is not approved any more', () => {
    const register = open();
    register.commit([visit('v', 'r-lin', home, nowMs)], desk);
    register.commit([visit('v', 'r-lin', home, nowMs, { state: 'cancelled' })], desk);
    expect(codesOf(register.check([visit('v', 'r-lin', home, nowMs, { state: 'approved' })]))).toEqual(['wrong-state']);
  });
});

const watch = (more: Partial<WatchEntry> = {}): Change => ({
  kind: 'watch',
  put: {
    ...{ id: 'w', plate: '京A12345', reason: 'theft', legalBasis: 'law', document: 'D-1', sites: ['linden'] },
    ...{ requester: 'lead', state: 'requested', fromMs: nowMs, expiresAtMs: nowMs + 90 * dayMs, ...more },
  },
});
const openCase = (more: Partial<Case> = {}): Change => ({
  kind: 'case',
  put: {
    ...{ id: 'k', title: 'lost child', reason: 'asked for by the mother', subject: { kind: 'person', id: 'r-wu' } },
    ...{
      fromMs: nowMs - dayMs,
      toMs: nowMs,
      requester: 'lead',
      state: 'requested',
      openUntilMs: nowMs + dayMs,
      ...more,
    },
  },
});

describe('the watch-list', () => {
  test('is off unless the site has turned it on and weighed it, and never on in the EU', () => {
    expect(codesOf(open().check([watch()]))).toEqual(['not-enabled']);
    expect(codesOf(open({ watchList: 'on' }).check([watch()]))).toEqual(['not-enabled']);
    expect(codesOf(open({ ...watching, profile: 'eu' }).check([watch()]))).toEqual(['not-enabled']);
    expect(codesOf(open(watching).check([watch()]))).toEqual([]);
  });

  test.each<[string, string[], Partial<WatchEntry>]>([
    ['for 91 days', ['too-long'], { expiresAtMs: nowMs + 91 * dayMs }],
    ['for another site', ['not-enabled'], { sites: ['elsewhere'] }],
    ['that begins as approved', ['wrong-state'], { state: 'approved', approver: 'manager' }],
    ['that its requester approves', ['approver-is-requester'], { approver: 'lead' }],
  ])('an entry %s is refused', (_, codes, more) => expect(codesOf(open(watching).check([watch(more)]))).toEqual(codes));

  test('what was approved keeps its plate and may only end sooner', () => {
    const register = open(watching);
    const approved = { state: 'approved', approver: 'manager' } as const;
    register.commit([watch()], desk);
    expect(codesOf(register.commit([watch({ state: 'approved' })], desk))).toEqual(['approver-is-requester']);
    expect(codesOf(register.commit([watch(approved)], desk))).toEqual([]);
    expect(register.rights.watched('京A·12345')).toHaveLength(1);
    expect(codesOf(register.check([watch({ ...approved, plate: '京A12346' })]))).toEqual(['wrong-state']);
    expect(codesOf(register.check([watch({ ...approved, expiresAtMs: nowMs + 80 * dayMs })]))).toEqual([]);
  });
});

describe('cases', () => {
  test.each<[string, string[], object, Partial<Case>]>([
    ['without an assessment', ['not-enabled'], {}, {}],
    ['about a person in the EU', ['not-enabled'], { ...watching, profile: 'eu' }, {}],
    ['about somebody whom nobody knows', ['no-such-record'], watching, { subject: { kind: 'person', id: 'x' } }],
    ['open for 31 days', ['too-long'], watching, { openUntilMs: nowMs + 31 * dayMs }],
    ['in order', [], watching, {}],
  ])('%s', (_, codes, privacy, more) => expect(codesOf(open(privacy).check([openCase(more)]))).toEqual(codes));

  test('a closed case is not opened again', () => {
    const register = open(watching);
    const approved = { state: 'approved', approver: 'manager' } as const;
    const closed = { state: 'closed', approver: 'manager' } as const;
    for (const more of [{}, approved, closed]) expect(codesOf(register.commit([openCase(more)], desk))).toEqual([]);
    expect(codesOf(register.check([openCase(approved)]))).toEqual(['wrong-state']);
  });
});

test('all problems of a set are found at once, each with its place', () => {
  const problems = open().check([
    person('new', { name: '' }),
    card('x', 'r-wu', lin),
    card('x', 'r-wu', 'w26:000001'),
    { kind: 'person', put: { id: 'r-lin', name: '林测试' }, ifVersion: 7 },
  ]);
  expect(problems.map(({ at, code }) => [at, code])).toEqual([
    [0, 'malformed'],
    [1, 'card-taken'],
    [2, 'not-alone'],
    [3, 'version-conflict'],
  ]);
  expect(problems[0]).toMatchObject({ field: 'name' });
});
