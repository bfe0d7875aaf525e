import {
  maxDownlinkLineBytes,
  parseDownlinkHello,
  parseEventId,
  readDownlinkMessage,
} from '../../../devices/contracts/downlink.ts';
import { BrokenStream, createEventReader, type StreamEvent } from '../../../gateway/outbox/event-reader.ts';
import { demand, type FuzzTarget, inPieces } from '../fuzz-target.ts';

const place = { id: 'message1', seq: 2, atMs: 1_790_000_000_000 };
const say = (name: string, data: object) => `event: ${name}\nid: epoch0001:2\ndata: ${JSON.stringify(data)}\n\n`;
const read = (pieces: readonly Uint8Array[]): StreamEvent[] | undefined => {
  const reader = createEventReader(maxDownlinkLineBytes);
  try {
    return pieces.flatMap((piece) => reader(piece));
  } catch (error) {
    if (error instanceof BrokenStream) return undefined;
    throw error;
  }
};

/** The first byte says how the rest is cut into pieces. */
export const target: FuzzTarget = {
  name: 'downlink-streams',
  about: 'the stream says the same in whatever pieces it comes, and a message has its place or is unreadable',
  head: 1,
  seeds: [
    `\u0000${say('hello', { epoch: 'epoch0001', from: 1 })}: beat\n\n`,
    `\u0003${say('message', { ...place, kind: 'alarm.acknowledged', alarm: 'a-1', by: 'op-1' })}`,
    `\u0004${say('message', { ...place, kind: 'alarm.noted', alarm: 'a-1', by: 'op-1', note: '林' })}`,
    `\u0001data: 1\r\ndata: 2\rdata\r\n\r\n`,
    `\u0006${say('message', { ...place, kind: 'command.asked', command: 'c-1', what: { kind: 'snapshot', camera: 'c' }, why: 'look', by: { asked: 'op' }, askedAtMs: 1, expiresAtMs: 2 })}`,
  ],
  words: ['event:', 'data:', 'retry:', '\r', '\n\n', '"kind":"later.kind"'],
  run(input) {
    const events = read(inPieces(input));
    const whole = read([input.subarray(1)]);
    // bytes that are no UTF-8, or too many, break it in either way
    demand((events === undefined) === (whole === undefined), 'pieces change nothing');
    demand(JSON.stringify(events) === JSON.stringify(whole), 'pieces change nothing');
    for (const { id, data } of events ?? []) {
      parseEventId(id);
      const message = readDownlinkMessage(data);
      if (message.ok) demand(message.value.place.seq >= 1, 'a message has its place');
      try {
        parseDownlinkHello(JSON.parse(data));
      } catch (error) {
        if (!(error instanceof SyntaxError)) throw error;
      }
    }
  },
};
