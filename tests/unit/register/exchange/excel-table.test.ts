import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import writeExcelFile from 'write-excel-file/node';
import { readExcelTable } from '../../../../gateway/register/exchange/excel-table.ts';
import { parseRows } from '../../../../gateway/register/exchange/parse-rows.ts';
import { packZip, sheetFile } from '../../../fixtures/pack-zip.ts';
import { importDay, problemsOf } from '../../../fixtures/people-file.ts';

test('a spreadsheet with real dates and numbers is understood like a text', async () => {
  const day = new Date(Date.UTC(1985, 5, 1));
  const file = await writeExcelFile([
    ['姓名', '单元', '房号', '出生日期', '电话'].map((value) => ({ value, type: String })),
    [
      { value: '张三', type: String },
      { value: '1单元', type: String },
      { value: 101, type: Number },
      { value: day, type: Date, format: 'yyyy/m/d' },
      { value: 13_800_000_001, type: Number },
    ],
  ]).toBuffer();
  const table = await readExcelTable(file);
  const parsed = table.ok ? parseRows(table.rows, importDay) : undefined;
  expect(parsed?.problems).toEqual([]);
  expect(parsed?.rows).toMatchObject([
    { name: '张三', born: '1985-06-01', phone: '13800000001', address: { room: '101' } },
  ]);
});

test('of a formula the stored result counts, and an error in one is a problem of its cell', async () => {
  const cell = (at: string, text: string, more = '') => `<c r="${at}" t="str">${more}<v>${text}</v></c>`;
  const rows = [
    `<row r="1">${cell('A1', '姓名')}${cell('B1', '单元')}</row>`,
    `<row r="2">${cell('A2', '张三', '<f>CONCATENATE("张","三")</f>')}<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>`,
  ];
  const table = await readExcelTable(sheetFile(rows.join('')));
  expect(table.ok && problemsOf(parseRows(table.rows, importDay))).toEqual(['2 unit cell-error']);
  expect(table.ok && table.rows[1]?.[0]).toBe('张三');
});

test('a formula that nobody has computed is a problem, and not an empty cell', async () => {
  const cell = (at: string, text: string) => `<c r="${at}" t="str"><v>${text}</v></c>`;
  const rows = `<row r="1">${cell('A1', '姓名')}${cell('B1', '单元')}</row><row r="2">${cell('A2', '张三')}<c r="B2"><f>A1</f><v></v></c></row>`;
  const table = await readExcelTable(sheetFile(rows));
  expect(table.ok && problemsOf(parseRows(table.rows, importDay))).toEqual(['2 unit cell-error']);
});

test('a spreadsheet whose entities name a file of the machine, or grow, brings none of that in', async () => {
  const grown = Array.from({ length: 9 }, (_, n) => `<!ENTITY b${n + 1} "${`&b${n};`.repeat(10)}">`).join('');
  const declared = `<!DOCTYPE worksheet [<!ENTITY x SYSTEM "file:///etc/hostname"><!ENTITY b0 "grown">${grown}]>`;
  const cell = (at: string, text: string) => `<c r="${at}" t="str"><v>${text}</v></c>`;
  const rows = `<row r="1">${cell('A1', '&x;')}${cell('B1', '&b9;')}${cell('C1', '姓名')}</row>`;
  const table = await readExcelTable(sheetFile(rows, declared));
  expect(table).toEqual({ ok: true, rows: [['&x;', '&b9;', '姓名']] });
});

const bomb = Buffer.alloc(60 * 1024 * 1024, 0x20);

test('a file that unpacks to far more than it is, is refused unopened', async () => {
  const packed = deflateRawSync(bomb);
  expect(packed.length).toBeLessThan(bomb.length / 100);
  const file = packZip([{ name: 'xl/worksheets/sheet1.xml', content: bomb }]);
  expect(await readExcelTable(file)).toMatchObject({ problem: { code: 'zip-suspicious' } });
});

test('a file that lies about how much it unpacks to is refused as well', async () => {
  const file = packZip([{ name: 'xl/worksheets/sheet1.xml', content: bomb, claimed: 1000 }]);
  expect(await readExcelTable(file)).toMatchObject({ problem: { code: 'zip-suspicious' } });
});

test('too many parts, two of one name, and a broken directory are refused', async () => {
  const many = Array.from({ length: 201 }, (_, at) => ({ name: `xl/${at}.xml`, content: Buffer.from('<a/>') }));
  const twice = [many[0]!, many[0]!];
  const broken = packZip(many.slice(0, 3));
  broken.writeUInt32LE(0x7fffffff, broken.length - 6);
  for (const file of [packZip(many), packZip(twice), broken]) {
    expect(await readExcelTable(file)).toMatchObject({ problem: { code: 'zip-suspicious' } });
  }
  expect(await readExcelTable(Buffer.from('PK nothing of that kind'))).toMatchObject({
    problem: { code: 'not-a-table' },
  });
});

test.each([
  ['<row r="1"><c r="XFD1" t="str"><v>x</v></c></row>', 'too-many-columns'],
  ['<row r="99999999"><c r="A99999999" t="str"><v>x</v></c></row>', 'zip-suspicious'],
  ['<row r="1e9"><c r="A1" t="str"><v>x</v></c></row>', 'zip-suspicious'],
  ['<row r="1"><c r="A1" t="s"><v>7</v></c></row>', 'not-a-table'],
])('one cell far away does not make the reader fill up everything before it: %s', async (rows, code) => {
  expect(await readExcelTable(sheetFile(rows))).toMatchObject({ problem: { code } });
});

test.each(['<c ', '<row ', '<c r="A1" '])(
  'a sheet of nothing but beginnings is refused before a reader tries it: %s',
  async (start) => {
    const sheet = sheetFile(start.repeat(Math.floor(1_000_000 / start.length)));
    expect(await readExcelTable(sheet)).toMatchObject({ problem: { code: 'not-a-table' } });
  },
);
