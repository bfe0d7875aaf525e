import { expect, test } from 'vitest';
import { moveIn, moveOut, replaceCard, reportLost } from '../../../gateway/register/move.ts';
import { openTestRegister } from '../../fixtures/register-of.ts';
import { card, codesOf, desk, person, residency, visit } from '../../fixtures/register-people.ts';
import { smallSite } from '../../fixtures/small-site.ts';

const nowMs = Date.parse('2026-06-01T12:00:00+08:00');
const dayMs = 86_400_000;
const lin = 'uid:0A1B2C3D';
const open = () => openTestRegister(smallSite(), { nowMs }).register;

test('Mrs Lin moves out today: her card, permit, face, visits and memberships end with it', () => {
  const register = open();
  const group = { id: 'g', name: { zh: 'g', en: 'g' }, places: ['gate'] };
  register.commit(
    [
      { kind: 'group', put: group },
      { kind: 'membership', put: { id: 'm', person: 'r-lin', group: 'g', fromMs: 0 } },
      visit('v', 'r-lin', 'b1-u1-101', nowMs + dayMs),
    ],
    desk,
  );
  expect(codesOf(register.commit(moveOut(register, { person: 'r-lin' }, nowMs, nowMs), desk))).toEqual([]);
  expect(register.rights.card(lin)?.state).toBe('revoked');
  expect(register.rights.vehicles('粤B12345')[0]?.state).toBe('revoked');
  expect(register.rights.faceConsent('r-lin')?.withdrawnAtMs).toBe(nowMs);
  expect(register.rights.person('r-lin')).toMatchObject({ addresses: [{ toMs: nowMs }], groups: [{ toMs: nowMs }] });
  expect(register.get('visit', 'v')?.state).toBe('cancelled');
  expect(moveOut(register, { person: 'r-lin' }, nowMs, nowMs)).toEqual([]);
});

test('who moves out next week keeps everything until then', () => {
  const register = open();
  const atMs = nowMs + 7 * dayMs;
  register.commit([card('later', 'r-lin', 'w26:00AA01', { fromMs: atMs + 1 })], desk);
  expect(codesOf(register.commit(moveOut(register, { person: 'r-lin' }, atMs, nowMs), desk))).toEqual([]);
  expect(register.rights.card(lin)).toMatchObject({ state: 'active', toMs: atMs });
  expect(register.rights.card('w26:00AA01')?.state).toBe('revoked');
  expect(register.rights.faceConsent('r-lin')?.withdrawnAtMs).toBe(atMs);
});

test('who has another home keeps the card', () => {
  const register = open();
  register.commit([residency('second', 'r-lin', 'b1-u2-102')], desk);
  register.commit(moveOut(register, { person: 'r-lin', address: 'b1-u1-101' }, nowMs, nowMs), desk);
  expect(register.rights.card(lin)).toMatchObject({ state: 'active', toMs: Number.POSITIVE_INFINITY });
  const { addresses } = register.rights.person('r-lin')!;
  expect(addresses.filter(({ toMs }) => toMs > nowMs)).toMatchObject([{ toMs: Number.POSITIVE_INFINITY }]);
});

test('a household moves out with all its members, but not with the cleaner who works elsewhere, too', () => {
  const register = open();
  register.commit(
    [
      { kind: 'household', put: { id: 'hh', home: 'b1-u1-101' } },
      ...moveIn({
        person: { id: 'a', name: '甲' },
        address: 'b1-u1-101',
        relation: 'tenant',
        household: 'hh',
        fromMs: 5,
      }),
      ...moveIn({
        person: { id: 'b', name: '乙' },
        address: 'b1-u1-101',
        relation: 'family',
        household: 'hh',
        fromMs: 5,
      }),
      residency('work', 'b', 'linden', { relation: 'staff' }),
      card('a-card', 'a', 'w26:00AA01'),
      card('b-card', 'b', 'w26:00BB02'),
    ],
    desk,
  );
  expect(codesOf(register.commit(moveOut(register, { household: 'hh' }, nowMs, nowMs), desk))).toEqual([]);
  expect(register.rights.card('w26:00AA01')?.state).toBe('revoked');
  expect(register.rights.card('w26:00BB02')?.state).toBe('active');
  expect(register.get('household', 'hh')?.toMs).toBe(nowMs);
  expect(register.rights.card(lin)?.state).toBe('active');
});

test('a stay that would only have begun is taken away', () => {
  const register = open();
  register.commit([person('soon'), residency('r', 'soon', 'b1-u1-101', { fromMs: nowMs + dayMs })], desk);
  expect(codesOf(register.commit(moveOut(register, { person: 'soon' }, nowMs, nowMs), desk))).toEqual([]);
  expect(register.residenciesOf('soon')).toEqual([]);
});

test('a lost card opens nothing and its successor has the same rights; nobody else is given the lost one', () => {
  const register = open();
  register.commit(reportLost(register, 'r-lin-card-1'), desk);
  expect(register.rights.card(lin)?.state).toBe('lost');
  expect(codesOf(register.check([card('x', 'r-wu', lin)]))).toEqual(['card-taken']);
  register.commit(replaceCard(register, 'r-lin-card-1', 'w34:00C0FFEE'), desk);
  expect(register.rights.card(lin)?.state).toBe('revoked');
  expect(register.rights.card('w34:00C0FFEE')).toMatchObject({ state: 'active', holder: { id: 'r-lin' } });
  expect(() => reportLost(register, 'r-lin-plate-1')).toThrow(RangeError);
});
