import type { Socket } from 'node:net';
import { Duplex, Transform, type TransformCallback } from 'node:stream';

/**
 * Passes an MQTT byte stream on and ends it at the first packet that announces more than `maxBytes`, before anything
 * of it is buffered (fixed header: MQTT 3.1.1 §2.2.3, up to four length bytes). The broker itself sets no such bound.
 */
export function guardPackets(socket: Socket, maxBytes: number, onTooLarge: (announced: number) => void): Duplex {
  let skip = 0;
  let header: number[] | undefined;
  const accept = (chunk: Buffer): number | undefined => {
    let at = 0;
    while (at < chunk.length) {
      if (skip > 0) {
        const step = Math.min(skip, chunk.length - at);
        skip -= step;
        at += step;
      } else if (!header) {
        header = [];
        at += 1;
      } else {
        const byte = chunk[at]!;
        header.push(byte & 127);
        at += 1;
        if ((byte & 128) === 0 || header.length === 4) {
          skip = header.reduce((sum, part, place) => sum + part * 128 ** place, 0);
          header = undefined;
          if (skip > maxBytes) return skip;
        }
      }
    }
    return undefined;
  };
  const guard = new Transform({
    transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback) {
      const announced = accept(chunk);
      if (announced === undefined) return done(null, chunk);
      onTooLarge(announced);
      socket.destroy();
      done();
    },
  });
  // A reset connection is the broker's business, which sees it as the end of the stream.
  socket.on('error', () => guard.end());
  socket.on('close', () => guard.end());
  return Duplex.from({ readable: socket.pipe(guard), writable: socket });
}
