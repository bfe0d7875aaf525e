/** Widest cell of a table, in columns of the terminal. */
const widestCell = 60;

/** An answer for a person: rows as a table, one thing as its fields. */
export function showAnswer(answer: unknown): string {
  if (answer === null || answer === undefined) return '';
  if (typeof answer !== 'object') return showCell('', answer);
  const { rows, rest } = findRows(answer);
  if (!rows) return showFields(rest);
  const others = Object.keys(rest).length > 0 ? `\n${showFields(rest)}` : '';
  return `${rows.length === 0 ? '(none)' : showRows(rows)}${others}`;
}

/** The list that an answer is, or holds as its only one. */
function findRows(answer: object): { rows?: object[]; rest: object } {
  if (Array.isArray(answer)) return { rows: answer.map(toRow), rest: {} };
  const lists = Object.entries(answer).filter(([, value]) => Array.isArray(value) && isThings(value));
  const [list] = lists;
  if (!list || lists.length > 1) return { rest: answer };
  const [name, rows] = list;
  return {
    rows: (rows as unknown[]).map(toRow),
    rest: Object.fromEntries(Object.entries(answer).filter(([key]) => key !== name)),
  };
}

const isThings = (list: unknown[]) => list.every((each) => typeof each === 'object' && each !== null);
const toRow = (each: unknown): object => (typeof each === 'object' && each !== null ? each : { value: each });

function showFields(fields: object): string {
  const entries = Object.entries(fields);
  const width = Math.max(0, ...entries.map(([name]) => name.length));
  return entries.map(([name, value]) => `${name.padEnd(width)}  ${showCell(name, value)}`).join('\n');
}

function showRows(rows: object[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cells = [
    columns,
    ...rows.map((row) => columns.map((name) => cut(showCell(name, (row as Record<string, unknown>)[name])))),
  ];
  const widths = columns.map((_, at) => Math.max(...cells.map((row) => widthOf(row[at]!))));
  return cells
    .map((row) =>
      row
        .map((cell, at) => cell + ' '.repeat(widths[at]! - widthOf(cell)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function showCell(name: string, value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'number' && name.endsWith('Ms') && value > 1e11) return new Date(value).toISOString();
  if (typeof value === 'string') return plain(value);
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value) && !value.some((each) => typeof each === 'object')) return plain(value.join(', '));
  const { zh, en, ...more } = value as Record<string, unknown>;
  if (typeof zh === 'string' && typeof en === 'string' && Object.keys(more).length === 0) return plain(`${zh} · ${en}`);
  return plain(JSON.stringify(value));
}

/** What a name holds must not steer the terminal. */
function plain(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ');
}

function cut(text: string): string {
  if (widthOf(text) <= widestCell) return text;
  let kept = '';
  for (const letter of text) {
    if (widthOf(kept + letter) >= widestCell) break;
    kept += letter;
  }
  return `${kept}…`;
}

/** Chinese letters take two columns. */
function widthOf(text: string): number {
  let width = 0;
  for (const letter of text)
    width +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{20000}-\u{3fffd}]/u.test(
        letter,
      )
        ? 2
        : 1;
  return width;
}
