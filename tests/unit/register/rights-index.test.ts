import { expect, test } from 'vitest';
import type { AccessGroup, Visit } from '../../../gateway/register/records.ts';
import type { Change } from '../../../gateway/register/register-types.ts';
import { openTestRegister } from '../../fixtures/register-of.ts';
import { address, card, codesOf, desk, person, residency, visit } from '../../fixtures/register-people.ts';
import { smallSite } from '../../fixtures/small-site.ts';

const at = (text: string) => Date.parse(`${text}+08:00`);
const group = (more: Partial<AccessGroup>): Change => ({
  kind: 'group',
  put: { id: 'g', name: { zh: '保洁', en: 'Cleaners' }, places: ['gate'], ...more },
});
const open = (access = {}) => openTestRegister(smallSite({ access }), { nowMs: at('2026-06-01T12:00') }).register;

test('a cleaner’s group opens the doors and barriers of its zone, in its hours, and not on holidays', () => {
  const register = open();
  const spans = [{ days: ['mon'], from: '07:00', to: '09:00' }] as AccessGroup['spans'];
  register.commit(
    [
      person('cleaner'),
      group({ places: ['b1'], spans: spans!, except: ['2026-06-08'] }),
      { kind: 'membership', put: { id: 'm', person: 'cleaner', group: 'g', fromMs: 5, toMs: 9 } },
    ],
    desk,
  );
  const [member] = register.rights.person('cleaner')!.groups;
  expect(member).toMatchObject({ fromMs: 5, toMs: 9 });
  const { covers, isOpen } = member!.group;
  expect([covers('u1-door'), covers('gate'), covers('b1')]).toEqual([true, false, false]);
  expect(isOpen!(at('2026-06-01T06:59:59'))).toBe(false);
  expect(isOpen!(at('2026-06-01T07:00'))).toBe(true);
  expect(isOpen!(at('2026-06-01T08:59:59'))).toBe(true);
  expect(isOpen!(at('2026-06-01T09:00'))).toBe(false);
  expect(isOpen!(at('2026-06-02T08:00'))).toBe(false);
  expect(isOpen!(at('2026-06-08T08:00'))).toBe(false);
});

test('a group without hours is open at any time, and a change of it reaches its members at once', () => {
  const register = open();
  register.commit([group({}), card('x', 'r-wu', 'w26:000001', { group: 'g' })], desk);
  register.commit([{ kind: 'membership', put: { id: 'm', person: 'r-wu', group: 'g', fromMs: 0 } }], desk);
  expect(register.rights.person('r-wu')!.groups[0]!.group.isOpen).toBeUndefined();
  register.commit([group({ places: ['lane'], except: ['2026-06-01'] })], desk);
  const limit = register.rights.card('w26:000001')!.group!;
  expect([limit.covers('gate'), limit.covers('lane')]).toEqual([false, true]);
  expect(limit.isOpen!(at('2026-06-01T12:00'))).toBe(false);
  expect(register.rights.person('r-wu')!.groups[0]!.group.covers('gate')).toBe(false);
});

test('a unit that comes to lie in another building takes its people along', () => {
  const register = open();
  expect([...register.rights.person('r-lin')!.addresses[0]!.within]).toEqual(['b1-u1-101', 'b1-u1', 'linden']);
  register.commit([address('b9', 'building', 'linden'), address('b1-u1', 'unit', 'b9')], desk);
  expect([...register.rights.person('r-lin')!.addresses[0]!.within]).toEqual(['b1-u1-101', 'b1-u1', 'b9', 'linden']);
});

test('a household that moves out takes its members’ rights along, at its end', () => {
  const register = open();
  register.commit(
    [
      person('r-he'),
      { kind: 'household', put: { id: 'hh', home: 'b1-u1-101' } },
      residency('x', 'r-he', 'b1-u1-101', { household: 'hh', relation: 'tenant' }),
    ],
    desk,
  );
  expect(register.rights.person('r-he')!.addresses).toMatchObject([{ fromMs: 0, toMs: Number.POSITIVE_INFINITY }]);
  register.commit([{ kind: 'household', put: { id: 'hh', home: 'b1-u1-101', toMs: 77 } }], desk);
  expect(register.rights.person('r-he')!.addresses).toMatchObject([{ fromMs: 0, toMs: 77, relation: 'resident' }]);
});

const fromMs = at('2026-06-02T10:00');
const pass: Change = { kind: 'credential', put: { id: 'p', kind: 'pass', visit: 'v', state: 'active', uses: 2 } };
const approve = (more: Partial<Visit>) => visit('v', 'r-lin', 'b1-u1-101', fromMs, { state: 'approved', ...more });

test.each([
  ['host', { hostAgreedAtMs: 5 }, true],
  ['host', { decidedBy: 'guard' }, false],
  ['staff', { decidedBy: 'guard' }, true],
  ['staff', { hostAgreedAtMs: 5 }, false],
  ['host-and-staff', { decidedBy: 'guard' }, false],
  ['host-and-staff', { hostAgreedAtMs: 5, decidedBy: 'guard' }, true],
] as const)('where the word of %s counts, a visit with %j is approved: %s', (approval, words, approved) => {
  const register = open({ visitors: { approval } });
  register.commit([approve(words), pass], desk);
  expect(register.rights.pass('p')!.holder).toMatchObject({ id: 'v', kind: 'visit', approved });
});

test('a visitor may come where and while the host lives there, also when the host moves out before', () => {
  const register = open();
  register.commit([approve({ hostAgreedAtMs: 5 }), pass], desk);
  const held = register.rights.pass('p')!;
  expect(held.uses).toBe(2);
  expect(held.holder.addresses).toMatchObject([{ relation: 'visitor', fromMs, toMs: fromMs + 3_600_000 }]);
  register.commit([residency('r-lin-home', 'r-lin', 'b1-u1-101', { toMs: fromMs + 5 })], desk);
  expect(register.rights.pass('p')!.holder.addresses).toMatchObject([{ fromMs, toMs: fromMs + 5 }]);
  register.commit([residency('r-lin-home', 'r-lin', 'b1-u1-101', { toMs: fromMs })], desk);
  expect(register.rights.pass('p')!.holder.addresses).toEqual([]);
});

test('a plate shows all who drive it, whoever may still do so first; a listed vehicle is listed for each', () => {
  const register = open();
  const permit = (id: string, of: string, more = {}) => card(id, of, '粤B12345', { kind: 'plate', ...more });
  register.commit([permit('a-wu', 'r-wu', { state: 'revoked' })], desk);
  const states = () => register.rights.vehicles('粤B·12345').map(({ permit: { id }, state }) => `${id} ${state}`);
  expect(states()).toEqual(['r-lin-plate-1 active', 'a-wu revoked']);
  register.commit([{ kind: 'vehicle', put: { id: 'r-lin-vehicle-1', plate: '粤B12345', state: 'listed' } }], desk);
  expect(states()).toEqual(['r-lin-plate-1 listed', 'a-wu listed']);
  expect(register.rights.vehicles('粤B54321')).toEqual([]);
});

test('a card that was handed on stands for whoever has it now', () => {
  const register = open();
  const value = 'w26:00ABCD';
  register.commit([card('old', 'r-lin', value)], desk);
  const handedOn = [card('old', 'r-lin', value, { state: 'revoked' }), card('new', 'r-wu', value)];
  expect(codesOf(register.commit(handedOn, desk))).toEqual([]);
  expect(register.rights.card(value)).toMatchObject({ id: 'new', holder: { id: 'r-wu' } });
});

test('a card is not a PIN and a PIN is no card, whatever they hold', () => {
  const register = open();
  const digest = `pin:${'z'.repeat(43)}`;
  register.commit([card('x', 'r-wu', digest, { kind: 'pin', duress: true })], desk);
  expect(register.rights.pin(digest)).toMatchObject({ duress: true, holder: { id: 'r-wu' } });
  expect(register.rights.card(digest)).toBeUndefined();
  expect(register.rights.pass('x')).toBeUndefined();
});
