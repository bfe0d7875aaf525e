import { Duplex } from 'node:stream';
import { guardPackets } from '../../../gateway/ingest/packet-guard.ts';
import { demand, type FuzzTarget, inPieces } from '../fuzz-target.ts';

const maxBytes = 300;
const connect = Buffer.from('\x10\x0f\x00\x04MQTT\x04\x02\x00\x3c\x00\x03abc', 'latin1');

/** What the first packet announces that is too large, read all at once (MQTT 3.1.1, 2.2.3). */
function firstTooLarge(bytes: Uint8Array): number | undefined {
  for (let at = 0; at < bytes.length; ) {
    let length = 0;
    let place = 0;
    do {
      at += 1;
      if (at >= bytes.length) return undefined;
      length += (bytes[at]! & 127) * 128 ** place;
      place += 1;
    } while (bytes[at]! >= 128 && place < 4);
    if (length > maxBytes) return length;
    at += 1 + length;
  }
  return undefined;
}

/** The first byte says how the rest is cut into pieces. */
export const target: FuzzTarget = {
  name: 'mqtt-packets',
  about:
    'the guard ends a stream at the packet that announces too much, in whatever pieces it comes, and passes all others',
  head: 1,
  maxBytes: 1200,
  share: 0.5,
  seeds: [
    Buffer.concat([Buffer.of(0), connect]),
    Buffer.concat([Buffer.of(3), connect, Buffer.from('\x30\x80\x01', 'latin1'), Buffer.alloc(128, 97), connect]),
    Buffer.concat([Buffer.of(5), Buffer.from('\x30\xff\xff\xff\x7f', 'latin1')]),
  ],
  async run(input) {
    const pieces = inPieces(input);
    const socket = new Duplex({ read() {}, write: (_chunk, _encoding, done) => done() });
    let announced: number | undefined;
    const guarded = guardPackets(socket as never, maxBytes, (bytes) => {
      announced = bytes;
    });
    const passed: Buffer[] = [];
    guarded.on('data', (chunk: Buffer) => passed.push(chunk));
    guarded.on('error', () => undefined);
    const closed = new Promise((resolve) => guarded.once('close', resolve).once('end', resolve));
    for (const piece of pieces) socket.push(piece);
    socket.push(null);
    await closed;
    guarded.destroy();
    socket.destroy();
    const sent = Buffer.concat(pieces);
    demand(announced === firstTooLarge(sent), `announced ${announced}, but it is ${firstTooLarge(sent)}`);
    if (announced === undefined) demand(Buffer.concat(passed).equals(sent), 'all bytes are passed on');
  },
};
