import { createConnection, type Socket } from 'node:net';
import { Duplex } from 'node:stream';

/**
 * A TCP connection behind a cable that can be cut. After `cut()` nothing passes either way, yet the far end sees no FIN
 * and no RST: that is what a pulled plug or a lost supply looks like from the broker, which then has only the keepalive
 * to tell by.
 */
export interface NetworkCable {
  readonly stream: Duplex;
  cut(): void;
}

/** How long a cut connection keeps the far end waiting; longer than 1.5 keepalives (MQTT 3.1.1 §3.1.2.10). */
const deadSocketMs = 30_000;

export function createNetworkCable(host: string, port: number): NetworkCable {
  const socket = createConnection({ host, port, noDelay: true });
  let isCut = false;
  const stream = new Duplex({
    allowHalfOpen: false,
    read: () => {
      if (!isCut) socket.resume();
    },
    write: (chunk: Buffer, _encoding, done) => {
      if (isCut) done();
      else socket.write(chunk, (error) => done(error ?? null));
    },
    final: (done) => {
      if (!isCut) socket.end();
      done();
    },
    destroy: (error, done) => {
      if (!isCut) socket.destroy();
      done(error);
    },
  });
  socket.on('data', (chunk) => {
    if (!isCut && !stream.push(chunk)) socket.pause();
  });
  socket.on('error', (error) => {
    if (!isCut) stream.destroy(error);
  });
  socket.on('close', () => {
    if (!isCut) stream.destroy();
  });
  return {
    stream,
    cut: () => {
      if (isCut) return;
      isCut = true;
      leaveForDead(socket);
    },
  };
}

function leaveForDead(socket: Socket): void {
  socket.pause();
  const timer = setTimeout(() => socket.destroy(), deadSocketMs);
  timer.unref();
  socket.unref();
  socket.once('close', () => clearTimeout(timer));
}
