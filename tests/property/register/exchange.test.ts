import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readExcelTable } from '../../../gateway/register/exchange/excel-table.ts';
import { parseRows } from '../../../gateway/register/exchange/parse-rows.ts';
import { peopleTable } from '../../../gateway/register/exchange/people-table.ts';
import type { Cell } from '../../../gateway/register/exchange/raw-table.ts';
import { readTable } from '../../../gateway/register/exchange/read-table.ts';
import { byteOrderMark, writeCsvRows } from '../../../gateway/register/exchange/write-table.ts';
import { dataClasses } from '../../../gateway/register/records.ts';
import type { Change } from '../../../gateway/register/register-types.ts';
import { packZip } from '../../fixtures/pack-zip.ts';
import { emptyCourt, importDay, importedAtMs, planOf, problemsOf, timeZone } from '../../fixtures/people-file.ts';
import { registerOf } from '../../fixtures/register-of.ts';

const text = fc.oneof(
  fc.constantFrom(
    '张三',
    '王 伟',
    'O’Neill',
    '=1+1',
    '-',
    '- -',
    "'=x",
    '1E+10',
    '  a  b ',
    '"q"',
    'a,b;c',
    '室',
    '１０１',
    '#N/A',
  ),
  fc.string({ minLength: 1, maxLength: 30, unit: 'grapheme' }).filter((text) => /\S/.test(text)),
);
const moment = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2040, 0, 1) });
const day = fc
  .date({ min: new Date('1930-01-01'), max: new Date('2025-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

const Somebody = fc.record({
  name: text,
  born: fc.option(day, { nil: undefined }),
  phone: fc.option(fc.stringMatching(/^\+?[0-9]([ -]?[0-9]){4,9}$/), { nil: undefined }),
  slow: fc.boolean(),
  at: fc.array(
    fc.record({
      home: fc.integer({ min: 0, max: 5 }),
      relation: fc.constantFrom('owner', 'tenant', 'family', 'staff', 'volunteer'),
      fromMs: moment,
      days: fc.option(fc.integer({ min: 1, max: 8_000 }), { nil: undefined }),
      odd: fc.boolean(),
      household: fc.boolean(),
    }),
    { maxLength: 3 },
  ),
  cards: fc.integer({ min: 0, max: 3 }),
  plate: fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined }),
  state: fc.constantFrom('active', 'active', 'lost', 'revoked', 'suspended'),
});
type Somebody = typeof Somebody extends fc.Arbitrary<infer T> ? T : never;

const optional = <K extends string, V>(key: K, value: V | undefined) =>
  (value === undefined ? {} : { [key]: value }) as { [P in K]?: V };

function toChanges(
  people: readonly Somebody[],
  rooms: readonly string[],
  codes: readonly (string | undefined)[],
): Change[] {
  const homes = rooms.map((room, at): Change => {
    const home = {
      id: `home-${at}`,
      kind: 'home',
      parent: at % 2 ? 'b1-u1' : 'floor-1',
      name: { zh: room, en: room },
    } as const;
    return { kind: 'address', put: { ...home, ...optional('code', codes[at]), ...(at === 3 && { grid: 'grid-1' }) } };
  });
  const floor = { id: 'floor-1', kind: 'floor', parent: 'b1-u1', name: { zh: '1', en: '1' } } as const;
  const households = rooms.map((_, at): Change => ({ kind: 'household', put: { id: `hh-${at}`, home: `home-${at}` } }));
  const plates = [0, 1, 2, 3, 4].map(
    (n): Change => ({
      kind: 'vehicle',
      put: { id: `car-${n}`, plate: `京A1234${n}`, state: 'active', ...(n % 2 && { colour: 'blue' as const }) },
    }),
  );
  return [
    { kind: 'grid', put: { id: 'grid-1', name: { zh: '东 区', en: 'East' } } },
    { kind: 'address', put: floor },
    ...homes,
    ...households,
    ...plates,
    ...people.flatMap((somebody, index) => personChanges(somebody, `person-${index}`, index, rooms.length)),
  ];
}

function personChanges(
  { name, born, phone, slow, at, cards, plate, state }: Somebody,
  id: string,
  index: number,
  homes: number,
): Change[] {
  const person = {
    id,
    name,
    ...optional('born', born),
    ...optional('phone', phone),
    ...(slow && { extendedTimes: true }),
  };
  const residencies = at.map(({ home, relation, fromMs, days, odd, household }, n): Change => {
    const begins = odd ? fromMs : Math.floor(fromMs / 86_400_000) * 86_400_000 - 8 * 3_600_000;
    const end = days ?? (relation === 'volunteer' ? 10 : undefined);
    const where = home % homes;
    const put = {
      id: `${id}-stay-${n}`,
      person: id,
      address: `home-${where}`,
      relation: relation as 'owner',
      fromMs: begins,
    };
    return {
      kind: 'residency',
      put: { ...put, ...(end && { toMs: begins + end * 86_400_000 }), ...(household && { household: `hh-${where}` }) },
    };
  });
  const held = Array.from({ length: cards }, (_, n): Change => {
    const value = `uid:${((index * 8 + n + 1) * 65_537).toString(16).toUpperCase().padStart(8, '0')}`;
    return { kind: 'credential', put: { id: `${id}-card-${n}`, kind: 'card', person: id, value, state } };
  });
  const permit: Change[] =
    plate === undefined
      ? []
      : [{ kind: 'credential', put: { id: `${id}-car`, kind: 'plate', person: id, value: `京A1234${plate}`, state } }];
  return [{ kind: 'person', put: person }, ...residencies, ...held, ...permit];
}

test('what was exported and is handed in again changes nothing', () => {
  const options = { visible: new Set(dataClasses), nowMs: importedAtMs, timeZone };
  fc.assert(
    fc.property(
      fc.array(Somebody, { minLength: 1, maxLength: 8 }),
      fc.array(text, { minLength: 1, maxLength: 6 }),
      fc.array(fc.option(fc.stringMatching(/^[0-9A-Z]{4,25}$/), { nil: undefined }), { maxLength: 6 }),
      fc.constantFrom('whole' as const, 'masked' as const),
      (people, rooms, codes, cards) => {
        const register = registerOf(emptyCourt(), { nowMs: importedAtMs });
        const own = codes.map((code, at) => (codes.indexOf(code) === at ? code : undefined));
        const result = register.commit(toChanges(people, rooms, own), { actor: { kind: 'gateway' } });
        expect(result.ok ? [] : result.problems).toEqual([]);
        const rows = [...peopleTable(register, { ...options, cards })].filter((row) => row !== undefined);
        const csv = readTable(Buffer.from(byteOrderMark + writeCsvRows(rows)));
        const plan = planOf(csv.ok ? csv.rows : [], register);
        const none = rows.length === 1 ? ['1 no-rows'] : [];
        expect(problemsOf(plan)).toEqual(none);
        expect(plan.changes).toEqual([]);
      },
    ),
    { numRuns: 150 },
  );
});

const someCell: fc.Arbitrary<Cell> = fc.oneof(
  fc.constant(null),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.double(),
  fc.boolean(),
  fc.date(),
);
const headings = [
  '姓名',
  'unit',
  '房号',
  '出生日期',
  'phone',
  '卡号',
  '卡号格式',
  'plate',
  '颜色',
  'from',
  'to',
  '延长时间',
];

test('no bytes make the readers throw', async () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 400 }),
    fc.string({ unit: 'binary', maxLength: 200 }).map((line) => Buffer.from(`姓名,单元\n${line}`)),
  );
  await fc.assert(
    fc.asyncProperty(bytes, async (file) => {
      const table = readTable(file);
      if (table.ok) parseRows(table.rows, importDay);
      expect((await readExcelTable(file)).ok).toBe(false);
    }),
    { numRuns: 500 },
  );
});

test('an XLSX file with bytes changed or cut off is read or refused, and never throws', async () => {
  const file = packZip([{ name: 'xl/workbook.xml', content: Buffer.from('<workbook/>'.repeat(20)) }]);
  await fc.assert(
    fc.asyncProperty(fc.nat(file.length - 1), fc.nat(255), fc.boolean(), async (at, value, cut) => {
      const broken = Buffer.from(file);
      broken[at] = value;
      await expect(readExcelTable(cut ? broken.subarray(0, at) : broken)).resolves.toBeDefined();
    }),
    { numRuns: 500 },
  );
});

test('no cells make the import throw, and every row of them is a plan or a problem', () => {
  const register = registerOf(emptyCourt(), { nowMs: importedAtMs });
  fc.assert(
    fc.property(fc.array(fc.array(someCell, { maxLength: 12 }), { maxLength: 10 }), (rows) => {
      const parsed = parseRows([headings, ...rows], importDay);
      const bad = new Set(parsed.problems.map(({ row }) => row));
      expect(parsed.rows.length + [...bad].filter((row) => row > 1).length).toBeGreaterThanOrEqual(parsed.count);
      const plan = planOf([headings, ...rows], register);
      expect(register.check(plan.changes)).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
