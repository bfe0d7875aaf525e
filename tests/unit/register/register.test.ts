import { expect, test } from 'vitest';
import type { Change } from '../../../gateway/register/register-types.ts';
import { openTestRegister } from '../../fixtures/register-of.ts';
import { address, card, codesOf, desk, person, residency } from '../../fixtures/register-people.ts';
import { smallSite } from '../../fixtures/small-site.ts';

const lin = 'uid:0A1B2C3D';
const lost: Change = card('r-lin-card-1', 'r-lin', lin, { state: 'lost' });
const he = [person('r-he'), residency('r-he-home', 'r-he', 'b1-u1-101'), card('c-he', 'r-he', 'w34:00C0FFEE')];

test('a card that is reported lost opens nothing at the next look, and the ledger says who did it, without its number', () => {
  const { register, ledger } = openTestRegister(smallSite());
  expect(register.commit([lost], { ...desk, purpose: 'administration', reason: 'lost on the bus' })).toMatchObject({
    ok: true,
  });
  expect(register.rights.card(lin)?.state).toBe('lost');
  expect(register.version('credential', 'r-lin-card-1')).toBe(2);
  const [entry] = ledger.find({ limit: 1 });
  expect(entry).toMatchObject({
    ...{ action: 'register.changed', subject: 'r-lin', purpose: 'administration', reason: 'lost on the bus' },
    detail: { changes: 1, 'credential-put': ['r-lin-card-1'] },
  });
  expect(JSON.stringify(entry)).not.toContain('0A1B2C3D');
});

test('a change set of which one part is wrong changes nothing at all', () => {
  const { register, ledger } = openTestRegister(smallSite());
  const before = { revision: register.revision, head: ledger.head() };
  expect(codesOf(register.commit([lost, card('x', 'r-wu', 'none')], desk))).toEqual(['malformed']);
  expect(register.rights.card(lin)?.state).toBe('active');
  expect({ revision: register.revision, head: ledger.head() }).toEqual(before);
});

test('two clerks who change the same resident: the second is told', () => {
  const { register } = openTestRegister(smallSite());
  const change = (phone: string): Change => ({ ...person('r-wu', { name: '吴测试', phone }), ifVersion: 1 }) as Change;
  expect(codesOf(register.commit([change('13800000001')], desk))).toEqual([]);
  expect(codesOf(register.commit([change('13800000002')], desk))).toEqual(['version-conflict']);
  expect(register.get('person', 'r-wu')?.phone).toBe('13800000001');
});

test('within a larger deed, later changes see earlier ones, and doors see all of them once it is on disk', () => {
  const { register, store } = openTestRegister(smallSite());
  const told: number[] = [];
  register.onChange((changes) => void told.push(changes.length));
  store.transaction(() => {
    expect(codesOf(register.commit(he.slice(0, 2), desk))).toEqual([]);
    expect(codesOf(register.commit(he.slice(2), desk))).toEqual([]);
    expect(register.rights.card('w34:00C0FFEE')).toBeUndefined();
    expect(told).toEqual([]);
  });
  expect(register.rights.card('w34:00C0FFEE')?.holder.id).toBe('r-he');
  expect(told).toEqual([2, 1]);
});

test('a larger deed that fails leaves the register as it was, and the next change goes on from there', () => {
  const { register, store, ledger } = openTestRegister(smallSite());
  const before = { revision: register.revision, people: register.count('person'), head: ledger.head() };
  const failing = () =>
    store.transaction(() => {
      register.commit(he, desk);
      throw new Error('the disk is full');
    });
  expect(failing).toThrow('the disk is full');
  expect({ revision: register.revision, people: register.count('person'), head: ledger.head() }).toEqual(before);
  expect(codesOf(register.check([card('y', 'r-he', 'w26:000001')]))).toEqual(['no-such-record']);
  expect(register.commit(he, desk)).toEqual({ ok: true, revision: before.revision + 1 });
  expect(register.rights.card('w34:00C0FFEE')?.holder.id).toBe('r-he');
});

test('a part of a deed that is taken back is forgotten, the rest stays', () => {
  const { register, store } = openTestRegister(smallSite());
  store.transaction(() => {
    register.commit(he.slice(0, 1), desk);
    expect(() =>
      store.transaction(() => {
        register.commit(he.slice(1, 2), desk);
        throw new Error('not so');
      }),
    ).toThrow('not so');
    expect(codesOf(register.check([{ kind: 'residency', remove: 'r-he-home' }]))).toEqual(['no-such-record']);
    register.commit([card('c-he', 'r-he', 'w26:000001')], desk);
  });
  expect(register.residenciesOf('r-he')).toEqual([]);
  expect(register.rights.card('w26:000001')?.holder).toMatchObject({ id: 'r-he', addresses: [] });
});

test('somebody who cannot follow a change does not keep others from hearing of it', () => {
  const { register } = openTestRegister(smallSite());
  const heard: string[] = [];
  register.onChange(() => {
    throw new Error('deaf');
  });
  const stop = register.onChange((changes) => void heard.push(...changes.map(({ kind }) => kind)));
  register.commit([lost], desk);
  stop();
  register.commit([card('z', 'r-wu', 'w26:000009')], desk);
  expect(heard).toEqual(['credential']);
});

test('what the register hands out cannot be altered behind its back, nor what it was given', () => {
  const { register } = openTestRegister(smallSite());
  const given = { id: 'r-new', name: '何测试' };
  register.commit([{ kind: 'person', put: given }], desk);
  given.name = 'somebody else';
  expect(register.get('person', 'r-new')?.name).toBe('何测试');
  expect(() => Object.assign(register.get('person', 'r-new')!, { name: 'x' })).toThrow(TypeError);
});

test('a person is found by a part of the name, the id, the home or the room; a name that begins so comes first', () => {
  const { register } = openTestRegister(smallSite());
  register.commit([person('a-last', { name: '小林' })], desk);
  expect(register.findPeople('林', 9).ids).toEqual(['r-lin', 'a-last']);
  expect(register.findPeople('R-WU', 9).ids).toEqual(['r-wu']);
  expect(register.findPeople('b1-u2 102', 9).ids).toEqual(['r-wu']);
  expect(register.findPeople('Building 1', 1)).toEqual({ ids: ['r-lin'], more: true });
  register.commit([address('b1-u2-102', 'home', 'b1-u2'), person('r-wu', { name: '胡' })], desk);
  expect(register.findPeople('吴', 9).ids).toEqual([]);
  expect(register.findPeople('胡', 9).ids).toEqual(['r-wu']);
});

const manyPeople = (count: number): Change[] =>
  Array.from({ length: count }, (_, at): Change[] => [
    person(`p-${at}`),
    residency(`p-${at}-home`, `p-${at}`, 'b1-u1-101'),
    card(`p-${at}-card`, `p-${at}`, `uid:${(0x20000000 + at).toString(16).toUpperCase()}`),
  ]).flat();

test('an import is in effect all at once, and meanwhile other changes are put off while doors go on reading', async () => {
  const { register, ledger } = openTestRegister(smallSite());
  const seen = new Set<number>();
  const running = register.commitMany([...manyPeople(1500), lost], desk, () => void seen.add(register.count('person')));
  expect(codesOf(register.commit([lost], desk))).toEqual(['busy']);
  expect(codesOf(await register.commitMany(he, desk))).toEqual(['busy']);
  expect(await running).toEqual({ ok: true, revision: 2 });
  expect([...seen]).toEqual([2]);
  expect(register.count('person')).toBe(1502);
  expect(register.rights.card('uid:20000005')?.holder.id).toBe('p-5');
  expect(register.rights.card(lin)?.state).toBe('lost');
  expect(ledger.find({ limit: 1 })[0]?.detail).toEqual({
    changes: 4501,
    'person-put': 1500,
    'residency-put': 1500,
    'credential-put': 1501,
  });
  expect(register.commit([card('r-lin-card-1', 'r-lin', lin)], desk)).toEqual({ ok: true, revision: 3 });
});

test('an import of which one row is wrong enters nobody', async () => {
  const { register } = openTestRegister(smallSite());
  const result = await register.commitMany([...manyPeople(400), card('x', 'r-wu', lin)], desk);
  expect(codesOf(result)).toEqual(['card-taken']);
  expect(register.count('person')).toBe(2);
  expect(register.commit([lost], desk)).toMatchObject({ ok: true });
});
