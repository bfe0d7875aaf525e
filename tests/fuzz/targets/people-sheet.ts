import { readExcelTable } from '../../../gateway/register/exchange/excel-table.ts';
import { parseRows } from '../../../gateway/register/exchange/parse-rows.ts';
import { sheetFile } from '../../fixtures/pack-zip.ts';
import { demand, type FuzzTarget, textOf } from '../fuzz-target.ts';

const text = (at: string, value: string) => `<c r="${at}" t="inlineStr"><is><t>${value}</t></is></c>`;

/** The rows of a sheet, in an archive that is sound. */
export const target: FuzzTarget = {
  name: 'people-sheet',
  about: 'whatever stands in the sheet of a sound workbook, it costs no more than its length',
  share: 0.25,
  maxBytes: 60_000,
  seeds: [
    `<row r="1">${text('A1', 'name')}${text('B1', 'room')}</row><row r="2">${text('A2', 'Lin')}<c r="B2"><v>101</v></c></row>`,
    '<row r="3"><c r="A3" t="e"><v>#N/A</v></c><c r="B3"><f>A1+1</f><v></v></c><c r="C3" t="b"><v>1</v></c></row>',
    '<row r="1"><c r="A1" t="d"><v>2026-01-02</v></c><c r="B1" s="1"><v>45000.5</v></c></row>',
  ],
  words: [
    '<c r="',
    '<row r="',
    'r=""',
    '<x:c ',
    '</c>',
    '<f>',
    '</f>',
    '<v/>',
    'sheetData',
    't="s"',
    'r="XFD1"',
    '<mergeCell ',
    '&lt;',
  ],
  async run(input) {
    const table = await readExcelTable(sheetFile(textOf(input)));
    if (table.ok) demand(parseRows(table.rows, '2026-11-22').count >= 0, 'rows are counted');
  },
};
