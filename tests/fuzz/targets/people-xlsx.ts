import { readExcelTable } from '../../../gateway/register/exchange/excel-table.ts';
import { parseRows } from '../../../gateway/register/exchange/parse-rows.ts';
import { packZip, sheetFile } from '../../fixtures/pack-zip.ts';
import { demand, type FuzzTarget } from '../fuzz-target.ts';

const cell = (at: string, text: string) => `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`;
const sheet = sheetFile(
  `<row r="1">${cell('A1', 'name')}${cell('B1', 'unit')}</row><row r="2">${cell('A2', 'Lin')}<c r="B2"><v>1</v></c></row>`,
);

export const target: FuzzTarget = {
  name: 'people-xlsx',
  about: 'a workbook is read or refused, whatever its archive says of itself',
  share: 0.5,
  seeds: [sheet, packZip([{ name: 'a.xml', content: Buffer.from('<a/>'), claimed: 9 }]), packZip([])],
  words: ['PK\u0001\u0002', 'PK\u0003\u0004', 'PK\u0005\u0006', 'PK\u0006\u0007'],
  async run(input) {
    const table = await readExcelTable(input);
    if (table.ok) demand(parseRows(table.rows, '2026-11-22').count >= 0, 'rows are counted');
  },
};
