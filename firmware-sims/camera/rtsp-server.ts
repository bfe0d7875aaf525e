import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
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
  const onSocket = (socket: Socket) => {
    const connection = createRtspConnection(socket, stream, () => connections.delete(connection));
    connections.add(connection);
  };
  let listener: Server | undefined = await listen({ ...options, stream, onSocket });
  const { port } = listener.address() as AddressInfo;
  const sweep = setInterval(() => {
    for (const connection of connections) connection.sweep();
  }, sweepEveryMs);
  const garble = setInterval(() => {
    if (mode === 'garbage') for (const connection of connections) connection.garble();
  }, garbleEveryMs);

  async function goAway(): Promise<void> {
    const closing = listener;
    listener = undefined;
    for (const connection of connections) connection.close();
    if (!closing) return;
    const closed = once(closing, 'close');
    closing.close();
    await closed;
  }

  return {
    port,
    setMode(next) {
      mode = next;
      if (mode === 'normal') for (const connection of connections) connection.resume();
    },
    goAway,
    async comeBack() {
      listener ??= await listen({ host: options.host, port, stream, onSocket });
    },
    async close() {
      clearInterval(sweep);
      clearInterval(garble);
      await goAway();
    },
  };
}

async function listen(at: {
  host: string;
  port: number;
  stream: RtspStream;
  onSocket(socket: Socket): void;
}): Promise<Server> {
  const { id, log } = at.stream;
  const listener = createServer(at.onSocket);
  listener.maxConnections = maxConnections;
  listener.listen(at.port, at.host);
  try {
    await once(listener, 'listening');
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`camera ${id} cannot listen on ${at.host} port ${at.port}: ${problem}`, { cause });
  }
  listener.on('error', (error) => log.error({ camera: id, err: error }, 'a connection could not be accepted'));
  return listener;
}
