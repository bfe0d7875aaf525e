import { hash } from 'node:crypto';
import Type from 'typebox';
import { createParser, type Parsed } from '../../devices/contracts/parse.ts';
import { EpochMs } from '../../devices/contracts/place.ts';
import type { Actor, LedgerEntry } from './ledger.ts';

const strict = { additionalProperties: false } as const;
const ActorId = Type.String({ minLength: 1, maxLength: 64 });
const Text = Type.String({ maxLength: 200 });
/** What lists hold: ids and codes, no numbers in the clothes of text. */
const Code = Type.String({ minLength: 1, maxLength: 64, pattern: '^(?![-+]?\\d*\\.\\d)[^\\s]+$' });
export const maxReasonChars = 500;

const Entry = Type.Object(
  {
    atMs: EpochMs,
    actor: Type.Union([
      Type.Object({ kind: Type.Literal('user'), id: ActorId }, strict),
      Type.Object({ kind: Type.Literal('gateway') }, strict),
      Type.Object({ kind: Type.Literal('device'), id: ActorId }, strict),
    ]),
    action: Type.String({ pattern: '^[a-z][a-z0-9-]*(\\.[a-z][a-z0-9-]*)+$', maxLength: 64 }),
    subject: Type.Optional(Type.String({ minLength: 1, maxLength: 128 })),
    purpose: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
    reason: Type.Optional(Type.String({ maxLength: maxReasonChars })),
    detail: Type.Optional(
      Type.Record(
        Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_-]{0,63}$' }),
        Type.Union([Text, Type.Number(), Type.Boolean(), Type.Array(Code, { maxItems: 1000 })]),
        { additionalProperties: false, maxProperties: 40 },
      ),
    ),
  },
  strict,
);
const parseShape = createParser(Entry);

/** More letters in one piece than any id has: a picture, a template, a key. */
const blob = /[A-Za-z0-9+/=_-]{65,}/;

/**
 * Refuses what is no entry, and whatever looks like data instead of codes, ids and counts: nothing of a face may come into the
 * ledger, which is kept for years and is never edited. Says which field it is.
 */
export function parseLedgerEntry(input: unknown): Parsed<LedgerEntry> {
  const shaped = parseShape(input);
  if (!shaped.ok) return shaped;
  const entry: LedgerEntry = shaped.value;
  const { subject = '', purpose = '', reason = '', detail = {} } = entry;
  for (const [name, text] of Object.entries({ subject, purpose, reason })) {
    if (blob.test(text)) return { ok: false, problem: `${name} looks like data: more than 64 characters in one piece` };
  }
  for (const [name, value] of Object.entries(detail)) {
    if (typeof value === 'string' && blob.test(value)) {
      return { ok: false, problem: `detail.${name} looks like data: more than 64 characters in one piece` };
    }
  }
  return { ok: true, value: entry };
}

/** What names somebody without a look into the register: plates, cards, mobile and identity numbers. */
const identifying = new RegExp(
  [
    '[京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新][ ]?[A-Za-z][ ·.-]?(?:[A-Za-z0-9]{5,6}|[A-Za-z0-9]{4}[警学挂领港澳])',
    '\\b(?:uid|w26|w34)[:：] ?[0-9A-Fa-f:-]{6,30}',
    '(?<!\\d)(?:1[3-9]\\d[ -]?\\d{4}[ -]?\\d{4}|\\d{17}[0-9Xx])(?!\\d)',
  ].join('|'),
  'gi',
);

/** Whether somebody's words hold a number that names a person, a vehicle or a card. */
export const namesSomebody = (words: string): boolean => words.search(identifying) >= 0;

/**
 * Somebody's own words, made fit: they are cut at 500 characters; what looks like data, and numbers that name somebody, are left
 * out. A door is not kept shut because of how a guard wrote the reason.
 */
export function fitReason(words: string): string {
  return words
    .replace(/[A-Za-z0-9+/=_-]{65,}/g, '[…]')
    .replace(identifying, '[…]')
    .slice(0, maxReasonChars);
}

/** JSON with its keys in order, so that the same entry always gives the same bytes. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`);
  return `{${fields.join(',')}}`;
}

/** What the first entry is chained to: the hash of nothing. */
export const noHash = hash('sha256', '', 'hex');

/** SHA-256, hex, of the previous hash, a line feed and the entry's canonical bytes, its sequence among them. */
export function chainHash(previous: string, text: string): string {
  return hash('sha256', `${previous}\n${text}`, 'hex');
}

/** As it stands in the column: `gateway`, `user:guard`, `device:gate-reader`. */
export function actorText(actor: Actor): string {
  return actor.kind === 'gateway' ? actor.kind : `${actor.kind}:${actor.id}`;
}

/** An entry's text as it was kept; `undefined` where somebody has put something else there. */
export function readEntry(text: string): (LedgerEntry & { seq: number }) | undefined {
  try {
    const { seq, writtenAtMs: _, ...entry } = JSON.parse(text) as LedgerEntry & { seq: number; writtenAtMs?: number };
    return parseLedgerEntry(entry).ok ? { ...entry, seq } : undefined;
  } catch {
    // It is no JSON, or JSON that is no object: that is the answer.
    return undefined;
  }
}
