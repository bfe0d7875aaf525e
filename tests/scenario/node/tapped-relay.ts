import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A cable between node and broker on which somebody listens, and which can be cut. */
export interface TappedRelay {
  port: number;
  /** Everything that went either way. */
  seen(): Buffer;
  cut(): void;
  mend(): void;
  /** Nothing goes through any more, and nobody is told. */
  freeze(): void;
  thaw(): void;
  /** Changes one bit of the next chunk from the node that is at least so long. */
  alterNext(minBytes: number): void;
  close(): Promise<void>;
}

export async function openTappedRelay(toPort: number): Promise<TappedRelay> {
  const chunks: Buffer[] = [];
  const sockets = new Set<Socket>();
  let isCut = false;
  let isFrozen = false;
  let alterFrom: number | undefined;
  const server = createServer((near) => {
    if (isCut) return void near.destroy();
    const far = connect(toPort, '127.0.0.1');
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.setNoDelay(true);
      from.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        if (from === near && alterFrom !== undefined && chunk.length >= alterFrom) {
          alterFrom = undefined;
          chunk[chunk.length >> 1]! ^= 1;
        }
        to.write(chunk);
      });
      if (isFrozen) from.pause();
      // The other end sees the end of the stream.
      from.on('error', () => to.destroy());
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const hangUp = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    seen: () => Buffer.concat(chunks),
    cut: () => {
      isCut = true;
      hangUp();
    },
    mend: () => {
      isCut = false;
    },
    freeze: () => {
      isFrozen = true;
      for (const socket of sockets) socket.pause();
    },
    thaw: () => {
      isFrozen = false;
      for (const socket of sockets) socket.resume();
    },
    alterNext: (minBytes) => {
      alterFrom = minBytes;
    },
    close: async () => {
      hangUp();
      server.close();
    },
  };
}
