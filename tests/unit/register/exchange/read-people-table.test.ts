import { expect, test } from 'vitest';
import { parseRows } from '../../../../gateway/register/exchange/parse-rows.ts';
import { tableLimits } from '../../../../gateway/register/exchange/raw-table.ts';
import { readTable } from '../../../../gateway/register/exchange/read-table.ts';
import { templateTable } from '../../../../gateway/register/exchange/template-table.ts';
import { importDay, parseCsv, problemsOf } from '../../../fixtures/people-file.ts';

const zh = '楼栋,单元,房号,姓名,关系';
const row = '1号楼,1单元,101,张三,业主';
/** 「姓名,单元\r\n张三,1单元」 as a Chinese spreadsheet saves it. */
const gb18030 = Buffer.from('d0d5c3fb2cb5a5d4aa0d0ad5c5c8fd2c31b5a5d4aa', 'hex');

test('headings are taken in Chinese and in English', () => {
  const chinese = parseCsv(`${zh}\n${row}`);
  const english = parseCsv('Building,Unit,Room,Name,Relation\n1号楼,1单元,101,张三,owner');
  expect(chinese.problems).toEqual([]);
  expect(chinese.rows).toEqual(english.rows);
  expect(chinese.rows[0]).toMatchObject({ row: 2, name: '张三', relation: 'owner', address: { room: '101' } });
});

test('a file from a Chinese spreadsheet is read as GB18030, and one with a mark as UTF-8 or UTF-16', () => {
  const text = '姓名,单元\r\n张三,1单元';
  const files = [gb18030, Buffer.from(text), Buffer.from(`\uFEFF${text}`), Buffer.from(`\uFEFF${text}`, 'utf16le')];
  const names = files.map((bytes) => {
    const table = readTable(bytes);
    return table.ok && parseRows(table.rows, importDay).rows.map(({ name, address }) => [name, address.unit]);
  });
  expect(names).toEqual(files.map(() => [['张三', '1单元']]));
});

test('commas, semicolons and tabs part the columns, whichever the spreadsheet uses', () => {
  for (const separator of [',', ';', '\t']) {
    const table = `${zh},卡号\n${row},"uid:04A1B2C3;uid:04A1B2C4"`.replaceAll(',', separator);
    expect(parseCsv(table).rows[0], separator).toMatchObject({ cards: ['uid:04A1B2C3', 'uid:04A1B2C4'] });
  }
});

test('a title above the headings and empty lines below do not shift the rows that problems name', () => {
  const parsed = parseCsv(`椴园小区住户表\n\n${zh}\n${row}\n,,,,\n1号楼,1单元,102,,业主`);
  expect(parsed.count).toBe(2);
  expect(problemsOf(parsed)).toEqual(['6 name missing']);
});

test.each([
  ['', '0 no-headings'],
  ['a,b\n1,2', '0 no-headings'],
  [zh, '1 no-rows'],
  [`${zh},姓名\n${row},李四`, '1 name heading-twice'],
  [`${zh}\n1号楼,1单元,101,"张三,业主`, '2 quotes-broken'],
  [`${zh}\n${','.repeat(70)}`, '2 too-many-columns'],
  [`${zh},心情\n${row},好`, '1 heading-unknown'],
])('what is wrong with the file as a whole is said once: %j', (text, problem) => {
  expect(problemsOf(parseCsv(text))).toEqual([problem]);
});

test('bytes that are no text are refused', () => {
  expect(readTable(Buffer.from([0xff, 0xff, 0x80, 0x00]))).toMatchObject({ problem: { code: 'encoding-unknown' } });
  expect(readTable(Buffer.from('姓名,单元\n\0,\0'))).toMatchObject({ problem: { code: 'not-a-table' } });
  expect(readTable(new Uint8Array(tableLimits.fileBytes + 1))).toMatchObject({ problem: { code: 'file-too-large' } });
});

test.each([
  ['出生日期', '1985/6/1', { born: '1985-06-01' }],
  ['出生日期', '1985年6月1日', { born: '1985-06-01' }],
  ['出生日期', '31199', { born: '1985-06-01' }],
  ['出生日期', '19850601', { born: '1985-06-01' }],
  ['出生日期', '-', { born: null }],
  ['开始日期', '2026-01-05 14:30', { from: '2026-01-05 14:30:00' }],
  ['手机号', '１３８ 0000 0000', { phone: '138 0000 0000' }],
  ['电话', "'+86 138 0000", { phone: '+86 138 0000' }],
  ['延长开门时间', '是', { extendedTimes: true }],
  ['车牌', '京A·12345', { plates: [{ plate: '京A12345' }] }],
  ['卡号', 'UID:04-a1-b2-c3', { cards: ['uid:04A1B2C3'] }],
  ['卡号', '····B2C3', { cards: [] }],
])('%s "%s" is understood', (heading, cell, expected) => {
  const parsed = parseCsv(`${zh},${heading}\n${row},${cell}`);
  expect(problemsOf(parsed)).toEqual([]);
  expect(parsed.rows[0]).toMatchObject(expected);
});

test.each([
  ['出生日期', '1/5/2026', 'born date-malformed'],
  ['出生日期', '1985', 'born date-malformed'],
  ['出生日期', '2026-02-30', 'born no-such-day'],
  ['出生日期', '2031-01-01', 'born born-unlikely'],
  ['结束日期', '下个月', 'to date-malformed'],
  ['电话', '1.38E+10', 'phone number-rounded'],
  ['电话', '不详', 'phone phone-malformed'],
  ['卡号', '0012345678', 'cards card-format-needed'],
  ['卡号', '"12,34567"', 'cards card-format-needed'],
  ['卡号', '1.2E+09', 'cards number-rounded'],
  ['卡号', 'uid:04A1B2', 'cards card-malformed'],
  ['车牌', '摩托车', 'plates plate-malformed'],
  ['车牌颜色', '粉', 'colours colour-unknown'],
  ['延长开门时间', '也许', 'extendedTimes yes-or-no'],
  ['人员编号', '#REF!', 'person cell-error'],
  ['户', '1'.repeat(65), 'household too-long'],
])('%s "%s" is a problem of that cell', (heading, cell, problem) => {
  expect(problemsOf(parseCsv(`${zh},${heading}\n${row},${cell}`))).toEqual([`2 ${problem}`]);
});

test.each([
  ['粤BD12345', '蓝', ['2 colours colour-does-not-fit']],
  ['粤B12345', '绿', ['2 colours colour-does-not-fit']],
  ['粤BD12345;粤B12345', '绿;黄', []],
  ['粤B1234警', '白', []],
])(
  'a plate that cannot have its colour is a problem before a barrier stays shut for it: %s %s',
  (plate, colour, problems) => {
    expect(problemsOf(parseCsv(`${zh},车牌,车牌颜色\n${row},${plate},${colour}`))).toEqual(problems);
  },
);

test('a relation that is none, and an end before the beginning, are problems', () => {
  const parsed = parseCsv(`${zh},开始日期,结束日期\n1号楼,1单元,101,张三,房客,2026-02-01,2026-01-01`);
  expect(problemsOf(parsed)).toEqual(['2 to ends-before-it-begins', '2 relation relation-unknown']);
});

test.each([
  ['w26-decimal', '12,34567', 'w26:0C8707'],
  ['w34-decimal', '0012345678', 'w34:00BC614E'],
  ['uid-decimal', '4294967295', 'uid:FFFFFFFF'],
  ['w34-hex', '00bc614e', 'w34:00BC614E'],
])('a bare number is a card once its format is said: %s', (format, number, card) => {
  expect(parseCsv(`${zh},卡号,卡号格式\n${row},"${number}",${format}`).rows[0]?.cards).toEqual([card]);
});

test.each([
  ['w26-decimal', '256,1'],
  ['w26-decimal', '1,65536'],
  ['w34-decimal', '4294967296'],
  ['w26-hex', '12345'],
])('a number that its format cannot hold is refused: %s %s', (format, number) => {
  const parsed = parseCsv(`${zh},卡号,卡号格式\n${row},"${number}",${format}`);
  expect(problemsOf(parsed)).toEqual(['2 cards card-malformed']);
});

test('what a spreadsheet has made a date or a rounded number of is said, and not guessed', () => {
  const cells = [zh.split(','), ['1号楼', new Date(Date.UTC(2026, 0, 1)), 101, '张三', '业主']];
  expect(problemsOf(parseRows(cells, importDay))).toEqual(['2 unit became-a-date']);
  const phone = [
    ['姓名', '单元', '电话'],
    ['张三', 1, 13_800_000_000.5],
  ];
  expect(problemsOf(parseRows(phone, importDay))).toEqual(['2 phone number-rounded']);
});

test('the template has a heading for every column of the import', () => {
  const [hints, headings] = templateTable();
  const parsed = parseRows([hints!, headings!, ['1号楼', '1单元', '1', '101', '', '', '张三']], importDay);
  expect(problemsOf(parsed)).toEqual([]);
  expect(parsed.rows[0]).toMatchObject({ row: 3, name: '张三', address: { room: '101' } });
});
