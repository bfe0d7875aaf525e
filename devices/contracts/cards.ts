import Type, { type Static } from 'typebox';

const cardText = /^(uid:([0-9A-F]{8}|[0-9A-F]{14}|[0-9A-F]{20})|w26:[0-9A-F]{6}|w34:[0-9A-F]{8})$/;

/**
 * A card as readers name it: its format and its number in upper-case hexadecimal. `uid` is the chip's own number (4, 7 or 10
 * bytes), `w26` and `w34` are what is left of a Wiegand frame without its two parity bits (3 and 4 bytes).
 */
export const CardText = Type.String({
  pattern: cardText.source,
  description: 'card format and number in hex: uid:04A1B2C3, w26:123456, w34:04A1B2C3',
});
export type CardText = Static<typeof CardText>;
export const isCardText = (text: string): boolean => cardText.test(text);

export type WiegandReading = { ok: true; card: CardText } | { ok: false; problem: 'length' | 'parity' };

/**
 * Reads a Wiegand frame of 26 or 34 bits, as '0' and '1' in the order of the wire. The first bit is even parity over the
 * first half of the number, the last one odd parity over the second half.
 */
export function readWiegand(bits: string): WiegandReading {
  if (!/^[01]+$/.test(bits) || (bits.length !== 26 && bits.length !== 34)) return { ok: false, problem: 'length' };
  const half = bits.length / 2;
  const ones = (part: string) => part.replaceAll('0', '').length;
  if (ones(bits.slice(0, half)) % 2 !== 0 || ones(bits.slice(half)) % 2 !== 1) return { ok: false, problem: 'parity' };
  const number = bits.slice(1, -1);
  const hex = BigInt(`0b${number}`)
    .toString(16)
    .toUpperCase()
    .padStart(number.length / 4, '0');
  return { ok: true, card: `w${bits.length}:${hex}` };
}

/**
 * A key that two texts share if they may be one card: readers send a four-byte chip number whole (w34) or its last three
 * bytes (w26), in either byte order. Several keys for one text; no key is longer than three bytes.
 */
export function sameCardKeys(card: CardText): string[] {
  const number = card.slice(card.indexOf(':') + 1);
  if (number.length === 6) return different(number, reversedThree(number));
  const keys = different(number.slice(-6), reversedThree(number.slice(-8)));
  if (number.length === 8) return keys;
  // Longer chip numbers are cut to their first or last bytes by such readers.
  return [...new Set([...different(number.slice(2, 8), reversedThree(number)), ...keys])];
}

const different = (a: string, b: string) => (a === b ? [a] : [a, b]);
/** The first three bytes, the last of them first. */
const reversedThree = (number: string) => number.slice(4, 6) + number.slice(2, 4) + number.slice(0, 2);
