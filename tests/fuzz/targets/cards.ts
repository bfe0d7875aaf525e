import { isCardText, readWiegand, sameCardKeys } from '../../../devices/contracts/cards.ts';
import * as cells from '../../../gateway/register/exchange/read-cells.ts';
import { demand, type FuzzTarget, textOf } from '../fuzz-target.ts';

export const target: FuzzTarget = {
  name: 'cards',
  about: 'a frame or a text is a card in one form, or none',
  seeds: [
    '01111111111111111111111110',
    '0'.repeat(33) + 1,
    'uid:04A1B2C3',
    'w26:123456',
    '04a1b2c3 0a0b0c',
    '123,45678',
    '2026-02-30',
    '粤B12345',
  ],
  words: ['w34:', 'uid:', '00000000', '11111111'],
  run(input) {
    const text = textOf(input);
    const read = readWiegand(text);
    if (read.ok) {
      demand(isCardText(read.card), `${read.card} is a card`);
      demand(text.includes(BigInt(`0x${read.card.slice(4)}`).toString(2)), 'the number is that of the frame');
    }
    if (isCardText(text)) for (const key of sameCardKeys(text)) demand(key.length === 6, 'a key has three bytes');
    for (const format of ['uid-hex', 'w26-decimal', 'w34-hex', undefined] as const) {
      const cards = cells.readCards(text, format);
      if (cards.ok) for (const card of cards.value ?? []) demand(isCardText(card), `${card} is a card`);
    }
    for (const reading of [
      cells.readDate(text),
      cells.readDate(Number(text)),
      cells.readPhone(text),
      cells.readPlates(text),
    ])
      demand(reading.ok || reading.code.length > 0, 'a problem has a code');
  },
};
