import type { FlagSchema } from './read-commands.ts';

/** What a flag's text says, or in a few words what it should have been. */
export type ReadValue = { ok: true; value: unknown } | { ok: false; expected: string };

const isoTime = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)?)?$/;

/** What a flag takes, for its help and its complaints. */
export function describeValue(schema: FlagSchema): string {
  const choices = alternatives(schema).filter(({ type }) => type !== 'null');
  if (isMoment(schema)) return 'time';
  if (choices.length > 1) return choices.map(describeValue).join('|');
  const one = choices[0] ?? schema;
  if (one.enum) return one.enum.map(String).join('|');
  if (one.type === 'array') return `${describeValue(one.items ?? {})},…`;
  return { string: 'text', integer: 'number', number: 'number', boolean: 'yes|no' }[String(one.type)] ?? 'json';
}

/** May stand alone: `--open` for `--open yes`. */
export function isSwitch(schema: FlagSchema): boolean {
  return alternatives(schema).some(({ type }) => type === 'boolean');
}

export function isArray(schema: FlagSchema): boolean {
  return alternatives(schema).some(({ type }) => type === 'array');
}

/** Epoch milliseconds or ISO 8601. */
export function isMoment(schema: FlagSchema): boolean {
  return alternatives(schema).some(
    ({ type }) => Array.isArray(type) && type.includes('integer') && type.includes('string'),
  );
}

export const isNullable = (schema: FlagSchema) => alternatives(schema).some(({ type }) => type === 'null');

function alternatives(schema: FlagSchema): FlagSchema[] {
  return schema.anyOf ? schema.anyOf.flatMap(alternatives) : [schema];
}

/** Reads the text by the schema's type; bounds and patterns are for the gateway to check. */
export function readValue(text: string, schema: FlagSchema): ReadValue {
  if (schema.anyOf) {
    const read = schema.anyOf.map((each) => readValue(text, each));
    return read.find(({ ok }) => ok) ?? { ok: false, expected: describeValue(schema) };
  }
  const { type } = schema;
  if (schema.enum) {
    const found = schema.enum.find((each) => String(each) === text);
    return found === undefined ? { ok: false, expected: describeValue(schema) } : { ok: true, value: found };
  }
  if (Array.isArray(type)) return readMoment(text, schema);
  if (type === 'string') return { ok: true, value: text };
  if (type === 'null') return text === 'null' ? { ok: true, value: null } : { ok: false, expected: 'null' };
  if (type === 'boolean') return readBoolean(text);
  if (type === 'integer' || type === 'number') return readNumber(text, type);
  return readJson(text);
}

function readMoment(text: string, schema: FlagSchema): ReadValue {
  if (/^\d+$/.test(text)) return { ok: true, value: Number(text) };
  if (isoTime.test(text)) return { ok: true, value: text };
  return isMoment(schema) ? { ok: false, expected: 'a time like 2026-10-01T08:00 or 2026-10-01' } : readJson(text);
}

function readBoolean(text: string): ReadValue {
  if (['', 'yes', 'true'].includes(text)) return { ok: true, value: true };
  return ['no', 'false'].includes(text) ? { ok: true, value: false } : { ok: false, expected: 'yes or no' };
}

function readNumber(text: string, type: string): ReadValue {
  const value = Number(text);
  const isOne = text.trim() !== '' && (type === 'integer' ? Number.isSafeInteger(value) : Number.isFinite(value));
  return isOne ? { ok: true, value } : { ok: false, expected: type === 'integer' ? 'a whole number' : 'a number' };
}

function readJson(text: string): ReadValue {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    // Said to whoever typed it.
    return { ok: false, expected: 'JSON' };
  }
}
