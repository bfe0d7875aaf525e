import { type CardText, isCardText } from '../../../devices/contracts/cards.ts';
import type { PlateColour } from '../../../devices/contracts/plates.ts';
import { dayMs } from '../../kernel/clock.ts';
import { isPlate, normalisePlate } from '../plate-text.ts';
import type { relations } from '../records.ts';
import type { ImportProblemCode } from './import-problem.ts';
import type { Cell } from './raw-table.ts';

/** What a cell says: nothing (`undefined`), that nothing is to be there any more (`null`), a value, or a problem. */
export type CellReading<T> = { ok: true; value: T | null | undefined } | { ok: false; code: ImportProblemCode };

const reads = <T>(value: T | null | undefined): CellReading<T> => ({ ok: true, value });
const fails = (code: ImportProblemCode): CellReading<never> => ({ ok: false, code });

/** A cell that holds this alone clears what is there; an empty one says nothing. */
export const clearMark = '-';
/** As spreadsheets write it; an official code may well be 12E4. */
const scientific = /^\d([.,]\d+)?e\+\d+$/i;
const formulaError = /^#(NULL!|DIV\/0!|VALUE!|REF!|NAME\?|NUM!|N\/A|SPILL!|CALC!)$/;
const maxDigits = 1e15;

/** As text, without the apostrophe that guards against formulas. */
export function readText(cell: Cell | undefined, maxChars: number): CellReading<string> {
  if (cell === undefined || cell === null) return reads<string>(undefined);
  if (cell instanceof Date) return fails('became-a-date');
  if (typeof cell === 'boolean') return reads(cell ? 'TRUE' : 'FALSE');
  if (typeof cell === 'number') {
    return Number.isInteger(cell) && cell >= 0 && cell < maxDigits ? reads(String(cell)) : fails('number-rounded');
  }
  const text = cell.replaceAll(/\s+/g, ' ').trim();
  if (text === '') return reads<string>(undefined);
  if (text === clearMark) return reads<string>(null);
  if (formulaError.test(text)) return fails('cell-error');
  if ([...text].length > maxChars) return fails('too-long');
  return reads(quoted.test(text) ? text.slice(1) : text);
}

/** An apostrophe says that what follows is meant as it stands. */
const quoted = /^'[=+\-@#']/;

/** A text as it is written for `readText` to find it again, not as a mark, an error or another text. */
export function quoteText(text: string): string {
  const read = text.trim();
  return read === clearMark || formulaError.test(read) || read.startsWith("'") ? `'${read}` : text;
}

/** Digits that a spreadsheet may have taken for a number. */
function readNumberText(cell: Cell | undefined, maxChars: number): CellReading<string> {
  const text = readText(cell, maxChars);
  if (!text.ok || !text.value) return text;
  const folded = text.value.normalize('NFKC');
  return scientific.test(folded) ? fails('number-rounded') : reads(folded);
}

export function readCode(cell: Cell | undefined): CellReading<string> {
  return readNumberText(cell, 64);
}

export function readPhone(cell: Cell | undefined): CellReading<string> {
  const text = readNumberText(cell, 40);
  if (!text.ok || !text.value) return text;
  const plain = text.value.replaceAll(/[–—－]/g, '-');
  return /^[+0-9][0-9 -]{3,23}$/.test(plain) ? reads(plain) : fails('phone-malformed');
}

const excelEpochMs = Date.UTC(1899, 11, 30);
/** Day 10,000 is in 1927: smaller numbers are years, not days. */
const firstSerial = 10_000;
const lastSerial = 99_999;
const writtenDay = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?$/;
const digitsOnly = /^(\d{4})(\d{2})(\d{2})$/;
const two = (part: string | number) => String(part).padStart(2, '0');

/** `2026-01-05`, or `2026-01-05 14:30:00` where a time stands there; in the site's time zone, whatever that is. */
export function readDate(cell: Cell | undefined): CellReading<string> {
  if (cell instanceof Date)
    return Number.isNaN(cell.getTime()) ? fails('date-malformed') : reads(writeUtc(cell.getTime()));
  const serial = typeof cell === 'string' && /^\d{5}(\.\d+)?$/.test(cell.trim()) ? Number(cell) : cell;
  if (typeof serial === 'number') {
    if (!(serial >= firstSerial && serial <= lastSerial)) return readWritten(String(serial));
    return reads(writeUtc(Math.round((excelEpochMs + serial * dayMs) / 1000) * 1000));
  }
  const text = readText(cell, 40);
  return text.ok && text.value ? readWritten(text.value.normalize('NFKC').replaceAll(/\s*([年月])\s*/g, '$1')) : text;
}

function writeUtc(ms: number): string {
  const text = new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
  return text.endsWith(' 00:00:00') ? text.slice(0, 10) : text;
}

function readWritten(text: string): CellReading<string> {
  const [, year, month, day, hour, minute, second = '00'] = writtenDay.exec(text) ?? digitsOnly.exec(text) ?? [];
  if (!year || !month || !day) return fails('date-malformed');
  const written = `${year}-${two(month)}-${two(day)}`;
  const real = new Date(`${written}T00:00:00Z`);
  if (Number.isNaN(real.getTime()) || real.toISOString().slice(0, 10) !== written) return fails('no-such-day');
  if (hour === undefined) return reads(written);
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return fails('date-malformed');
  return reads(`${written} ${two(hour)}:${minute}:${second}`);
}

const relationWords: Record<(typeof relations)[number], readonly string[]> = {
  owner: ['owner', '业主', '产权人', '房主', '户主'],
  tenant: ['tenant', '租户', '租客', '承租人', '租住'],
  family: ['family', '家属', '家庭成员', '家人', '亲属', '成员'],
  staff: ['staff', '员工', '物业', '物业人员', '工作人员', '保安', '保洁'],
  volunteer: ['volunteer', '志愿者', '义工'],
};
const colourWords: Record<PlateColour, readonly string[]> = {
  blue: ['blue', '蓝'],
  yellow: ['yellow', '黄'],
  green: ['green', '绿', '渐变绿', '黄绿'],
  white: ['white', '白'],
  black: ['black', '黑'],
};
const turned = <K extends string>(words: Record<K, readonly string[]>) =>
  new Map(
    Object.entries<readonly string[]>(words).flatMap(([key, list]) => list.map((word) => [word, key as K] as const)),
  );
const relationOf = turned(relationWords);
const colourOf = turned(colourWords);
export const relationText = (relation: (typeof relations)[number]): string => relationWords[relation][1]!;

export function readRelation(cell: Cell | undefined): CellReading<(typeof relations)[number]> {
  const text = readText(cell, 40);
  if (!text.ok || !text.value) return text as CellReading<never>;
  const relation = relationOf.get(text.value.normalize('NFKC').toLowerCase());
  return relation ? reads(relation) : fails('relation-unknown');
}

const yes = new Set(['是', 'yes', 'y', 'true', '1', '✓', '√', '有']);
const no = new Set(['否', 'no', 'n', 'false', '0', '×', '无']);

export function readYesNo(cell: Cell | undefined): CellReading<boolean> {
  const text = readText(cell, 10);
  if (!text.ok || !text.value) return text as CellReading<never>;
  const word = text.value.normalize('NFKC').toLowerCase();
  return yes.has(word) ? reads(true) : no.has(word) ? reads(false) : fails('yes-or-no');
}

const listSeparator = /[;；、\n]/;
const parts = (text: string) =>
  text
    .split(listSeparator)
    .map((part) => part.trim())
    .filter((part) => part !== '');
const maxListed = 20;

export function readPlates(cell: Cell | undefined): CellReading<string[]> {
  const text = readText(cell, 500);
  if (!text.ok || !text.value) return text as CellReading<never>;
  const plates = [...new Set(parts(text.value.replaceAll(/[,，]/g, ';')).map(normalisePlate))];
  if (plates.length > maxListed) return fails('too-long');
  return plates.every(isPlate) ? reads(plates) : fails('plate-malformed');
}

export function readColours(cell: Cell | undefined): CellReading<(PlateColour | undefined)[]> {
  const text = readText(cell, 100);
  if (!text.ok || !text.value) return text as CellReading<never>;
  // A gap keeps its place: the second plate's colour may be known, and not the first one's.
  const words = text.value
    .normalize('NFKC')
    .toLowerCase()
    .split(/[;、,]/)
    .map((word) => word.trim().replace(/[色牌]+$/, ''));
  const colours = words.map((word) => colourOf.get(word));
  return colours.every((colour, at) => colour !== undefined || words[at] === '')
    ? reads(colours)
    : fails('colour-unknown');
}

export const cardFormats = ['uid-hex', 'uid-decimal', 'w26-hex', 'w26-decimal', 'w34-hex', 'w34-decimal'] as const;
export type CardFormat = (typeof cardFormats)[number];

export function readCardFormat(cell: Cell | undefined): CellReading<CardFormat> {
  const text = readText(cell, 40);
  if (!text.ok || !text.value) return text as CellReading<never>;
  const format = cardFormats.find(
    (known) => known === text.value?.normalize('NFKC').toLowerCase().replaceAll(/[\s_]/g, '-'),
  );
  return format ? reads(format) : fails('card-format-unknown');
}

/** Cards as readers name them. An exported card that shows its last digits only says nothing. */
export function readCards(cell: Cell | undefined, format: CardFormat | undefined): CellReading<CardText[]> {
  const text = readNumberText(cell, 500);
  if (!text.ok || !text.value) return text as CellReading<never>;
  const cards: CardText[] = [];
  for (const part of parts(text.value)) {
    if (/[·•*]/.test(part)) continue;
    if (scientific.test(part)) return fails('number-rounded');
    const card = toCard(part.toUpperCase().replaceAll(' ', ''), format);
    if (typeof card !== 'string') return fails(card.code);
    if (!cards.includes(card)) cards.push(card);
  }
  return cards.length > maxListed ? fails('too-long') : reads(cards);
}

function toCard(part: string, format: CardFormat | undefined): CardText | { code: ImportProblemCode } {
  const [, kind, number] = /^(UID|W26|W34)[:：](.+)$/.exec(part) ?? [];
  const write = (of: string, hex: string) => {
    const card = `${of.toLowerCase()}:${hex}`;
    return isCardText(card) ? card : { code: 'card-malformed' as const };
  };
  if (kind && number) return write(kind, number.replaceAll(/[:-]/g, ''));
  if (format === undefined) return { code: /^[0-9A-F,:-]+$/.test(part) ? 'card-format-needed' : 'card-malformed' };
  const [of, base] = format.toUpperCase().split('-') as [string, string];
  if (base === 'HEX') return write(of, part.replaceAll(/[:-]/g, ''));
  const hex = of === 'W26' ? fromFacility(part) : /^\d{1,10}$/.test(part) ? toHex(Number(part), 4) : undefined;
  return hex === undefined ? { code: 'card-malformed' } : write(of, hex);
}

const toHex = (value: number, bytes: number): string | undefined =>
  value < 256 ** bytes
    ? value
        .toString(16)
        .toUpperCase()
        .padStart(bytes * 2, '0')
    : undefined;

/** Wiegand-26 as it is printed on cards: one byte of facility, a comma, two bytes of number. */
function fromFacility(part: string): string | undefined {
  const [, facility, number] = /^(\d{1,3})[,，](\d{1,5})$/.exec(part) ?? [];
  const [head, tail] = [toHex(Number(facility), 1), toHex(Number(number), 2)];
  return facility !== undefined && head !== undefined && tail !== undefined ? head + tail : undefined;
}
