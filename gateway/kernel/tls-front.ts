import type { Socket } from 'node:net';
import { type SecureContext, TLSSocket } from 'node:tls';

export interface TlsFrontOptions {
  /** As it is when a connection comes. */
  context(): SecureContext;
  /** Everybody is meant to come by TLS. */
  only: boolean;
  /** Whether a connection without TLS is taken all the same. */
  takesPlain(socket: Socket): boolean;
  /** A connection came to nothing; there are port scanners, so it is worth a count and no more. */
  refused(reason: 'plain' | 'handshake' | 'silent'): void;
}

/** Stands before a server and unpacks TLS. */
export interface TlsFront {
  readonly only: boolean;
  take(socket: Socket, on: (stream: Socket) => void): void;
  /** Ends what has not come through yet. */
  close(): void;
}

const handshakeTimeoutMs = 10_000;
/** ContentType of a handshake (RFC 8446 §5.1); no request of HTTP and no CONNECT of MQTT (0x10) begins with it. */
const handshakeByte = 0x16;

/**
 * Takes TLS and, as far as it may, plain connections at one port: the first byte tells them apart. What hangs, breaks off or
 * speaks nonsense holds a socket for ten seconds and nothing else.
 */
export function createTlsFront({ context, only, takesPlain, refused }: TlsFrontOptions): TlsFront {
  const waiting = new Set<Socket>();
  let isClosed = false;
  return {
    only,
    take(socket, on) {
      if (isClosed) return void socket.destroy();
      waiting.add(socket);
      const settle = () => {
        clearTimeout(patience);
        waiting.delete(socket);
      };
      const drop = (reason: Parameters<typeof refused>[0]) => {
        refused(reason);
        socket.destroy();
      };
      const patience = setTimeout(() => drop('silent'), handshakeTimeoutMs);
      const ignore = () => {};
      socket.on('error', ignore);
      socket.once('close', settle);
      const pass = (stream: Socket) => {
        settle();
        on(stream);
        socket.off('error', ignore);
      };
      const look = () => {
        const first: Buffer | null = socket.read(1);
        if (first === null) return;
        socket.off('readable', look);
        socket.unshift(first);
        if (first[0] !== handshakeByte) return takesPlain(socket) ? pass(socket) : drop('plain');
        const secure = new TLSSocket(socket, { isServer: true, secureContext: context() });
        const fail = () => drop('handshake');
        secure.once('error', fail);
        secure.once('secure', () => {
          // Node tells of later errors, such as a damaged record, by this event alone where there is no tls.Server.
          secure.on('_tlsError', () => secure.destroy());
          pass(secure);
          secure.off('error', fail);
        });
      };
      socket.on('readable', look);
    },
    close: () => {
      isClosed = true;
      for (const socket of waiting) socket.destroy();
    },
  };
}
