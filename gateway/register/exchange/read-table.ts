import { CsvError, parse } from 'csv-parse/sync';
import { columnOf } from './people-columns.ts';
import { headingRows, type RawTable, tableLimits, tableProblem, withinLimits } from './raw-table.ts';

/**
 * A CSV file as rows of texts. UTF-8 and UTF-16 with or without their mark, or GB18030, which spreadsheets in China write; parted
 * by comma, semicolon or tab. Never throws.
 */
export function readTable(bytes: Uint8Array): RawTable {
  if (bytes.length > tableLimits.fileBytes) return tableProblem('file-too-large');
  const text = decode(bytes);
  if (text === undefined) return tableProblem('encoding-unknown');
  if (text.includes('\0')) return tableProblem('not-a-table');
  try {
    return withinLimits(parse(text, { ...parseOptions, delimiter: findSeparator(text), to: tableLimits.rows + 100 }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    if (error.code === 'CSV_MAX_RECORD_SIZE') return tableProblem('too-many-columns', recordOf(error));
    return tableProblem(error.code.includes('QUOTE') ? 'quotes-broken' : 'not-a-table', recordOf(error));
  }
}

const parseOptions = {
  relax_column_count: true,
  // A quote inside a cell is a quote; one that is never closed is still an error.
  relax_quotes: true,
  record_delimiter: ['\r\n', '\n', '\r'],
  max_record_size: tableLimits.columns * tableLimits.cellChars * 2,
};

function recordOf(error: CsvError): number {
  const { records } = error as CsvError & { records?: number };
  return typeof records === 'number' ? records + 1 : 0;
}

function decode(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodeAs('utf-16le', bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodeAs('utf-16be', bytes);
  return decodeAs('utf-8', bytes) ?? decodeAs('gb18030', bytes);
}

function decodeAs(encoding: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    // TypeError is how a fatal decoder says that these bytes are not of its encoding.
    return undefined;
  }
}

/** The one with which the first lines have the most headings that are known; cells hold the other marks, too. */
function findSeparator(text: string): string {
  const lines = text.slice(0, 20_000).split(/\r\n|\n|\r/, headingRows);
  const known = (separator: string) =>
    Math.max(
      0,
      ...lines.map((line) => line.split(separator).filter((cell) => columnOf(cell.replaceAll('"', ''))).length),
    );
  return [',', ';', '\t'].reduce((best, next) => (known(next) > known(best) ? next : best));
}
