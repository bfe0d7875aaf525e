import { peopleColumns } from './people-columns.ts';
import { cardFormats } from './read-cells.ts';

/**
 * The empty table to fill in: headings in both languages, a row that says what may stand in each column, which the import skips
 * over because it stands above the headings.
 */
export function templateTable(): string[][] {
  const columns = peopleColumns.filter(({ key }) => key !== 'person');
  return [
    columns.map(({ key, hint }) => (key === 'cardFormat' ? cardFormats.join(' / ') : `${hint.zh}\n${hint.en}`)),
    columns.map(({ zh, en }) => `${zh} (${en})`),
  ];
}
