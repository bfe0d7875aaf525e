import { createServer } from 'node:net';

/** Resolves if nobody listens on the port; rejects with a sentence that names it. Port 0 finds any free one. */
export async function claimPort(port: number, what: string): Promise<number> {
  const server = createServer();
  return await new Promise<number>((resolve, reject) => {
    server.once('error', () =>
      reject(
        new Error(
          `port ${port} for ${what} is in use by another program; choose others with: npm start -- --port-base ${port + 1000 < 60_000 ? port + 1000 : 9600}`,
        ),
      ),
    );
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : port));
    });
  });
}
