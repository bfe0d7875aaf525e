import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { createRtspConnection, type RtspConnection } from './rtsp-connection.ts';
import type { RtspMode, RtspStream } from './rtsp-session.ts';

export interface RtspServer {
  readonly port: number;
  setMode(mode: RtspMode): void;
  /** Closes the listener and every connection, as a camera that lost its power. */
  goAway(): Promise<void>;
  /** Listens again, on the same port. */
  comeBack(): Promise<void>;
  close(): Promise<void>;
}

export interface RtspServerOptions {
  host: string;
  /** 0 takes any free port. */
  port: number;
  stream: Omit<RtspStream, 'mode'>;
}

const maxConnections = 32;
const sweepEveryMs = 5000;
const garbleEveryMs = 100;

/** A small RTSP 1.0 server (RFC 2326) for one stream and several clients. */
export async function startRtspServer(options: RtspServerOptions): Promise<RtspServer> {
  let mode: RtspMode = 'normal';
  const stream: RtspStream = { ...options.stream, mode: () => mode };
  const connections = new Set<RtspConnection>();
  let server: Server | undefined;
  let port = options.port;

  async function listen(): Promise<void> {
    const listener = createServer((socket) => {
      const connection = createRtspConnection(socket, stream, () => connections.delete(connection));
      connections.add(connection);
    });
    listener.maxConnections = maxConnections;
    listener.listen(port, options.host);
    await once(listener, 'listening').catch((cause: unknown) => {
      throw new Error(`camera ${stream.id} cannot listen on ${options.host} port ${port}: ${String(cause)}`, { cause });
    });
    port = (listener.address() as AddressInfo).port;
    server = listener;
  }

  async function goAway(): Promise<void> {
    const listener = server;
    server = undefined;
    for (const connection of connections) connection.close();
    if (!listener) return;
    const closed = once(listener, 'close');
    listener.close();
    await closed;
  }

  await listen();
  const sweep = setInterval(() => {
    for (const connection of connections) connection.sweep();
  }, sweepEveryMs);
  let garble: NodeJS.Timeout | undefined;

  return {
    get port() {
      return port;
    },
    setMode(next) {
      mode = next;
      clearInterval(garble);
      if (mode === 'garbage') {
        garble = setInterval(() => {
          for (const connection of connections) connection.garble();
        }, garbleEveryMs);
      }
      if (mode === 'normal') for (const connection of connections) connection.resume();
    },
    goAway,
    async comeBack() {
      if (!server) await listen();
    },
    async close() {
      clearInterval(sweep);
      clearInterval(garble);
      await goAway();
    },
  };
}
