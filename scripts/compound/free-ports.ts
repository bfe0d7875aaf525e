import { createServer } from 'node:net';

/**
 * Below the ports that the system itself gives to whoever asks for any (32768 and above on Linux): between a claim and its use, seconds
 * later, no browser and no other test is given the same one. Each process begins in a row of its own.
 */
const range = { first: 10_000, rowLength: 64, rows: 340 };
let taken = 0;

/** Resolves if nobody listens on the port; rejects with a sentence that names it. Port 0 finds a free one, another at each call. */
export async function claimPort(port: number, what: string): Promise<number> {
  if (port !== 0) {
    if (await isFree(port)) return port;
    const other = port + 1000 < 60_000 ? port + 1000 : 9600;
    throw new Error(
      `port ${port} for ${what} is in use by another program; choose others with: npm start -- --port-base ${other}`,
    );
  }
  const ports = range.rows * range.rowLength;
  const begin = (process.pid % range.rows) * range.rowLength;
  for (let tried = 0; tried < ports; tried++) {
    const candidate = range.first + ((begin + taken++) % ports);
    if (await isFree(candidate)) return candidate;
  }
  throw new Error(`no port from ${range.first} to ${range.first + ports - 1} is free for ${what}`);
}

function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
