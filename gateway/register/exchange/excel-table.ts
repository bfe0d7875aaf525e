import { readSheet } from 'read-excel-file/universal';
import { type Cell, type RawTable, tableLimits, tableProblem, withinLimits } from './raw-table.ts';
import { checkZip } from './zip-check.ts';

/**
 * The first sheet of an XLSX file. Of a formula the result that was stored with it counts; nothing is computed. Dates come as dates
 * of UTC midnight. Never rejects.
 */
export async function readExcelTable(bytes: Uint8Array): Promise<RawTable> {
  if (bytes.length > tableLimits.fileBytes) return tableProblem('file-too-large');
  const checked = checkZip(bytes);
  if ('refused' in checked) return tableProblem(checked.refused);
  try {
    const whole = new Uint8Array(bytes).buffer;
    const rows = (await readSheet(whole)) as unknown as Cell[][];
    // The reader leaves these empty, and an empty cell says nothing: an error is a problem.
    for (const { row, column } of checked.errorCells) if (rows[row]) rows[row][column] = '#VALUE!';
    return withinLimits(rows);
  } catch {
    // Whatever the reader stumbles over: this is no table that can be read, and its own words could repeat a cell.
    return tableProblem('not-a-table');
  }
}
