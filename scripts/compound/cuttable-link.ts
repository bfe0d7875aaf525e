import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { createWay, type LineFault, type Way } from './slow-way.ts';

/** A line, played by a TCP relay: near is whoever dials its port. */
export interface CuttableLink {
  port: number;
  /** Drops every connection and refuses new ones. */
  cut(): void;
  /** The line is as good as new; what was held back by `freeze` goes on. */
  restore(): void;
  /** Half-open: connections stand, nothing goes through any more, and nobody is told. */
  freeze(): void;
  /** From now on, until `restore`. */
  spoil(fault: LineFault): void;
  close(): Promise<void>;
}

/** Sees, and may change, what goes by. */
export type LineTap = (chunk: Buffer, from: 'near' | 'far') => void;

export async function createCuttableLink(targetPort: number, tap?: LineTap): Promise<CuttableLink> {
  const sockets = new Set<Socket>();
  const ways = new Set<Way>();
  let isUp = true;
  let isFrozen = false;
  let fault: LineFault = {};
  const freeAtMs = { near: 0, far: 0 };

  const join = (near: Socket, far: Socket) => {
    let asked = 0;
    const reset = () => {
      near.resetAndDestroy();
      far.resetAndDestroy();
    };
    const open = (from: 'near' | 'far', [source, sink]: [Socket, Socket]) => {
      const way = createWay(source, sink, {
        fault: () => fault,
        isFrozen: () => isFrozen,
        take: (chunk) => {
          tap?.(chunk, from);
          const isAsked = from === 'near';
          const left = isAsked ? (fault.resetAfterBytes ?? Number.POSITIVE_INFINITY) - asked : chunk.length;
          if (isAsked) asked += chunk.length;
          if (chunk.length <= left && (isAsked || !fault.losesAnswers)) return chunk;
          if (isAsked) far.write(chunk.subarray(0, Math.max(0, left)), reset);
          else reset();
          return undefined;
        },
        // all connections share the line
        occupy: (lastsMs) => {
          freeAtMs[from] = Math.max(freeAtMs[from], performance.now()) + lastsMs;
          return freeAtMs[from];
        },
      });
      ways.add(way);
      source.once('close', () => ways.delete(way));
    };
    open('near', [near, far]);
    open('far', [far, near]);
  };
  const greet = (near: Socket) => {
    keep(near);
    const { answer } = fault;
    if (answer !== undefined) return void near.once('data', () => near.end(answer));
    const far = connect({ port: targetPort, host: '127.0.0.1', allowHalfOpen: true });
    keep(far);
    near.once('close', () => far.destroy());
    far.once('close', () => near.destroy());
    join(near, far);
  };
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => sockets.delete(socket));
  };
  const server = createServer({ allowHalfOpen: true }, (near) => (isUp ? greet(near) : void near.destroy()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const drop = () => {
    for (const socket of sockets) socket.destroy();
  };
  const lookAgain = () => {
    for (const way of ways) way.lookAgain();
  };
  return {
    port: (server.address() as AddressInfo).port,
    cut: () => {
      isUp = false;
      drop();
    },
    restore: () => {
      [isUp, isFrozen, fault] = [true, false, {}];
      [freeAtMs.near, freeAtMs.far] = [0, 0];
      lookAgain();
    },
    freeze: () => {
      isFrozen = true;
      lookAgain();
    },
    spoil: (worse) => {
      fault = worse;
      // what is counted or answered begins with a connection
      if (worse.answer !== undefined || worse.resetAfterBytes !== undefined || worse.losesAnswers) drop();
    },
    close: async () => {
      drop();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
