import { expect, test } from 'vitest';
import { BrokenStream, createEventReader, type StreamEvent } from '../../../gateway/outbox/event-reader.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

function readIn(text: string, pieceBytes: number, maxChars = 1000): StreamEvent[] {
  const read = createEventReader(maxChars);
  const all = bytes(text);
  const events: StreamEvent[] = [];
  for (let at = 0; at < all.length; at += pieceBytes) events.push(...read(all.subarray(at, at + pieceBytes)));
  return events;
}

const stream = [
  'event: hello\r\ndata: {"epoch":"e1"}\r\n\r\n',
  ': beat\n\n',
  'id: e1:1\ndata: {"note":"电梯，三号"}\n\n',
  'id:e1:2\rdata:one\rdata:two\r\r',
  'retry: 5\nunknown\n\n',
].join('');

test('messages are read the same in whatever pieces the network brings them', () => {
  const whole = readIn(stream, stream.length * 3);
  expect(whole).toEqual([
    { name: 'hello', id: undefined, data: '{"epoch":"e1"}' },
    { name: 'message', id: 'e1:1', data: '{"note":"电梯，三号"}' },
    { name: 'message', id: 'e1:2', data: 'one\ntwo' },
  ]);
  for (let pieceBytes = 1; pieceBytes < 20; pieceBytes += 1) expect(readIn(stream, pieceBytes)).toEqual(whole);
});

test('a message that is cut off before its empty line counts for nothing', () => {
  expect(readIn('id: e1:1\ndata: {"alarm":"a"}\n', 1000)).toEqual([]);
});

test('a line without an end is given up before it fills the memory', () => {
  const read = createEventReader(1000);
  let fed = 0;
  expect(() => {
    for (;;) {
      read(bytes('x'.repeat(100)));
      fed += 100;
    }
  }).toThrow(BrokenStream);
  expect(fed).toBeLessThanOrEqual(1000);
  expect(() => readIn(`${'data: x\n'.repeat(1000)}\n`, 64)).toThrow(BrokenStream);
  expect(() => readIn(`${': comment without an end\n'.repeat(1000)}`, 64)).toThrow(BrokenStream);
});

test('bytes that are no text end the stream', () => {
  expect(() => createEventReader(1000)(new Uint8Array([0xff, 0xfe]))).toThrow(BrokenStream);
});
