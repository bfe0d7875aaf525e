import { expect, test } from 'vitest';
import type { Register } from '../../../../gateway/register/register-types.ts';
import { emptyCourt, importedAtMs, planOf, problemsOf } from '../../../fixtures/people-file.ts';
import { registerOf } from '../../../fixtures/register-of.ts';

const headings = '楼栋,单元,楼层,房号,姓名,出生日期,电话,关系,结束日期,卡号,车牌,车牌颜色,户,地址编码,网格';
const table = (...rows: string[]) => [headings, ...rows].join('\n');
const zhang = '1号楼,1单元,1,101,张三,1980-01-02,13800000001,业主,,uid:04A1B2C3,京A12345,蓝,1,9901,东区';
const li = '1号楼,1单元,1,101,李四,1982-03-04,,家属,,uid:04A1B2C4,京A12345,,1,,';
const by = { actor: { kind: 'gateway' } } as const;

const courtWith = (...rows: string[]): Register => {
  const register = registerOf(emptyCourt(), { nowMs: importedAtMs });
  const plan = planOf(table(...rows), register);
  expect(problemsOf(plan)).toEqual([]);
  expect(register.commit(plan.changes, by)).toMatchObject({ ok: true });
  return register;
};

test('a family comes in with its home, household, cards and shared car', () => {
  const register = courtWith(zhang, li);
  const [person] = register.findPeople('张三', 1).ids;
  const [residency] = register.residenciesOf(person!);
  expect(register.pathOf(residency!.address).map(({ kind }) => kind)).toEqual([
    'compound',
    'building',
    'unit',
    'floor',
    'home',
  ]);
  expect(register.residenciesAt(residency!.address)).toHaveLength(2);
  expect(register.count('household')).toBe(1);
  expect(register.rights.card('uid:04A1B2C3')?.holder.id).toBe(person);
  expect(register.rights.vehicles('京A12345')).toHaveLength(2);
  expect(register.vehicleOf('京A12345')?.colour).toBe('blue');
  expect(register.get('address', residency!.address)?.code).toBe('9901');
});

test('the same table again changes nothing', () => {
  const register = courtWith(zhang, li);
  const again = planOf(table(zhang, li), register);
  expect(again.changes).toEqual([]);
  expect(again.people).toEqual({ new: 0, changed: 0, unchanged: 2 });
});

test('a new phone number and a second card are a change, and an empty cell clears nothing', () => {
  const register = courtWith(zhang);
  const plan = planOf(table('1号楼,1单元,,101,张三,,13900000009,,,uid:11223344,,,,,'), register);
  expect(plan.people).toEqual({ new: 0, changed: 1, unchanged: 0 });
  expect(plan.changes.map(({ kind }) => kind).sort()).toEqual(['credential', 'person']);
  expect(plan.changes.find(({ kind }) => kind === 'person')).toMatchObject({
    put: { phone: '13900000009', born: '1980-01-02' },
  });
});

test('an address is found by its official code alone', () => {
  const plan = planOf(table(',,,,王五,,,家属,,,,,,9901,'), courtWith(zhang));
  expect(problemsOf(plan)).toEqual([]);
  expect(plan.creates).toEqual({ person: 1, residency: 1 });
});

test.each([
  ['9号楼,1单元,,101,王五,,,业主,,,,,,,', '2 building building-unknown'],
  ['1号楼,7单元,,101,王五,,,业主,,,,,,,', '2 unit unit-unknown'],
  [',1单元,,101,王五,,,业主,,,,,,,', '2 unit unit-ambiguous'],
  ['1号楼,,,101,王五,,,业主,,,,,,,', '2 unit missing'],
  ['1号楼,1单元,,,王五,,,业主,,,,,,,', '2 room missing'],
  ['1号楼,1单元,2,101,王五,,,业主,,,,,,,', '2 floor floor-differs'],
  ['1号楼,1单元,,102,王五,,,业主,,,,,,9901,', '2 code code-elsewhere'],
  ['1号楼,1单元,,102,王五,,,,,,,,,,', '2 relation missing'],
  ['1号楼,,,,王五,,,志愿者,,,,,,,', '2 to end-required'],
  ['1号楼,1单元,,102,王五,,,业主,2020-01-01,,,,,,', '2 to ends-before-it-begins'],
  ['1号楼,1单元,,102,王五,,,业主,,uid:04A1B2C3,,,,,', '2 cards card-taken'],
  ['1号楼,1单元,,102,王五,,,业主,,w34:04A1B2C3,,,,,', '2 cards card-in-two-formats'],
])('a row that the register cannot take is named with its column: %s', (row, problem) => {
  const register = courtWith(zhang);
  const plan = planOf(table(row), register);
  expect(problemsOf(plan)).toEqual([problem]);
  expect(plan.changes).toEqual([]);
});

test('rows of one file that contradict each other are problems of the later one, which names the earlier', () => {
  const register = registerOf(emptyCourt(), { nowMs: importedAtMs });
  const plan = planOf(
    table(
      zhang,
      zhang,
      '1号楼,1单元,1,102,王五,,,业主,,uid:04A1B2C3,,,,,',
      '1号楼,1单元,1,103,赵六,,,业主,,w34:C3B2A104,,,,,',
      '1号楼,1单元,1,104,钱七,,,业主,,,京A12345,黄,,,',
      '1号楼,1单元,1,101,孙八,,,家属,,,,,,9902,',
    ),
    register,
  );
  expect(problemsOf(plan)).toEqual([
    '3 name row-twice',
    '4 cards card-twice',
    '5 cards card-in-two-formats',
    '6 colours rows-disagree',
    '7 code rows-disagree',
  ]);
  expect(plan.problems.map(({ otherRow }) => otherRow)).toEqual([2, 2, 2, 2, undefined]);
  expect(plan.creates.person).toBe(1);
});

test('a namesake is not taken for somebody else: they would get their doors', () => {
  const register = courtWith(zhang);
  const other = planOf(table('2号楼,1单元,,101,张三,1980-01-02,,业主,,,,,,,'), register);
  expect(problemsOf(other)).toEqual(['2 name maybe-same-person']);
  expect(other.people.new).toBe(1);
  const owner = planOf(table('2号楼,1单元,,101,张三,1980-01-02,13800000001,业主,,,,,,,'), register);
  expect(owner.creates).toEqual({ address: 1, residency: 1 });
  const son = planOf(table('1号楼,1单元,,101,张三,2010-05-05,,家属,,,,,,,'), register);
  expect(problemsOf(son)).toEqual(['2 name other-birth-date']);
});

test('two people of one name in one home are told apart by birth date, or nobody is changed', () => {
  const son = '1号楼,1单元,1,101,张三,2010-05-05,,家属,,,,,1,,';
  const register = courtWith(zhang);
  register.commit(planOf(table(zhang, son), register).changes, by);
  expect(problemsOf(planOf(table('1号楼,1单元,,101,张三,,13900000000,,,,,,,,'), register))).toEqual([
    '2 name person-ambiguous',
  ]);
  expect(planOf(table(zhang, son), register).changes).toEqual([]);
});

test('a card that was reported lost does not come back with an old spreadsheet', () => {
  const register = courtWith(zhang);
  const card = [...register.all('credential')].find(({ kind }) => kind === 'card')!;
  register.commit([{ kind: 'credential', put: { ...card, state: 'lost' } }], by);
  expect(problemsOf(planOf(table(zhang), register))).toEqual(['2 cards card-not-active']);
});

test('whoever moved out and comes back gets a new residency, and the old one stays as it was', () => {
  const register = courtWith(zhang);
  const residency = [...register.all('residency')][0]!;
  const toMs = residency.fromMs + 1;
  register.commit([{ kind: 'residency', put: { ...residency, toMs } }], by);
  const plan = planOf(table(zhang), register);
  expect(plan.creates).toEqual({ residency: 1 });
  expect(plan.changes).toHaveLength(1);
});

test('with the bad rows left out, what the good ones have in common with them still comes in', () => {
  const register = registerOf(emptyCourt(), { nowMs: importedAtMs });
  const plan = planOf(table(zhang.replace('uid:04A1B2C3', 'uid:04A1B2C4'), li), register);
  expect(problemsOf(plan)).toEqual(['3 cards card-twice']);
  expect(register.commit(plan.changes, by)).toMatchObject({ ok: true });
  expect(register.count('person')).toBe(1);
  expect(register.count('household')).toBe(1);
});
