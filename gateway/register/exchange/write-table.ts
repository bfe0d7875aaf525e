import { stringify } from 'csv-stringify/sync';

/** A spreadsheet that opens a CSV file takes these for a formula; the apostrophe makes a text of it, and reading drops it again. */
const formulaStart = /^[=+\-@\t\r]/;
const guard = (text: string) => (formulaStart.test(text) ? `'${text}` : text);

/** Marks the file as UTF-8 for spreadsheets. */
export const byteOrderMark = '\uFEFF';

/** A few rows of a CSV file, with CR LF as RFC 4180 has it. */
export function writeCsvRows(rows: readonly (readonly string[])[]): string {
  return stringify(
    rows.map((row) => row.map(guard)),
    { record_delimiter: 'windows' },
  );
}
