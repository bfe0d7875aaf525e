import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { Aedes } from 'aedes';

/** A real broker that lets everybody in and refuses, in its answer, what must not be heard; Mosquitto grants it and sends nothing. */
export async function startStrictBroker(
  mayHear: (topic: string) => boolean,
): Promise<{ port: number; close(): Promise<void> }> {
  const aedes = await Aedes.createBroker();
  aedes.authorizeSubscribe = (_, asked, done) => done(null, mayHear(asked.topic) ? asked : null);
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    aedes.handle(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
      await new Promise<void>((resolve) => aedes.close(() => resolve()));
    },
  };
}
