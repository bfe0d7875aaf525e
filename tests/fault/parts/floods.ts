import { connect, type Socket } from 'node:net';
import { announceBytes, connectPacket, publishPacket } from '../../fixtures/mqtt-packets.ts';

/** A device whose secret somebody has. */
export interface Flooder {
  id: string;
  secret: string;
  topic: string;
}

/** Ends what goes on, and tells how often it was done. */
export type StopFlood = () => number;

/** Says to be about to send 200 MB, and sends, and comes again whenever the connection ends. */
export function floodWithGiants(port: number, flooders: readonly Flooder[]): StopFlood {
  const body = Buffer.alloc(65_536, 0x61);
  return keepKnocking(port, flooders.length, (socket, n) => {
    socket.write(Buffer.concat([connectPacket(flooders[n]!), announceBytes(200_000_000)]));
    const pour = () => {
      if (socket.writable && socket.write(body)) setImmediate(pour);
    };
    socket.on('connect', pour).on('drain', pour);
  });
}

/** So many connections at a time that say nothing, each made anew when it is ended. */
export const floodWithStrangers = (port: number, atOnce: number): StopFlood => keepKnocking(port, atOnce, () => {});

/** Each says so much at once and never reads an answer. */
export function floodWithDeaf(port: number, flooders: readonly Flooder[], messages: number): StopFlood {
  const boot = `deaf-${Date.now()}`;
  const sockets = flooders.map((flooder) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => {});
    socket.pause();
    socket.write(connectPacket(flooder));
    const said = Array.from({ length: messages }, (_, at) => {
      const event = { boot, seq: at + 1, type: 'bay-cleared', data: {} };
      return publishPacket(flooder.topic, at + 1, JSON.stringify(event));
    });
    socket.write(Buffer.concat(said));
    return socket;
  });
  return () => {
    for (const socket of sockets) socket.destroy();
    return messages * flooders.length;
  };
}

/** Whether a device that comes from another address than the flood is let in. */
export function comesIn(port: number, device: Flooder, from: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', localAddress: from });
    socket.once('data', (answer) => {
      resolve(answer[0] === 0x20 && answer[3] === 0);
      socket.destroy();
    });
    socket.on('error', () => {});
    socket.once('close', () => resolve(false));
    socket.write(connectPacket(device));
  });
}

function keepKnocking(port: number, atOnce: number, knock: (socket: Socket, n: number) => void): StopFlood {
  const sockets = new Set<Socket>();
  let isOver = false;
  let knocks = 0;
  const open = (n: number) => {
    if (isOver) return;
    knocks += 1;
    const socket = connect(port, '127.0.0.1');
    sockets.add(socket);
    // what it is told is read, so that its end is noticed
    socket.resume();
    socket.on('error', () => {});
    socket.once('close', () => {
      sockets.delete(socket);
      setTimeout(open, 20, n);
    });
    knock(socket, n);
  };
  for (let n = 0; n < atOnce; n += 1) open(n);
  return () => {
    isOver = true;
    for (const socket of sockets) socket.destroy();
    return knocks;
  };
}
