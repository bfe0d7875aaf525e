import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { type RunningConsole, startConsole } from './start-console.ts';

/** A WebSocket client that can stop reading, which no library offers. */
async function openPausableViewer({ url, host }: RunningConsole, path: string, cookie: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  onTestFinished(() => void socket.destroy());
  const key = randomBytes(16).toString('base64');
  socket.write(
    `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nOrigin: ${url}\r\nCookie: ${cookie}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
  );
  await new Promise<void>((resolve, reject) => {
    socket.once('data', (answer) => {
      if (!String(answer).startsWith('HTTP/1.1 101')) return reject(new Error('the upgrade was refused'));
      socket.pause();
      resolve();
    });
  });
  return socket;
}

/** Collects the first two bytes of every binary message; the messages of a server are not masked. */
function collectFrames(socket: Socket): number[] {
  const marks: number[] = [];
  let rest = Buffer.alloc(0);
  socket.on('data', (bytes) => {
    rest = Buffer.concat([rest, bytes as Buffer]);
    for (;;) {
      if (rest.length < 10) return;
      const short = rest[1]! & 0x7f;
      const header = short === 127 ? 10 : short === 126 ? 4 : 2;
      const length = short === 127 ? Number(rest.readBigUInt64BE(2)) : short === 126 ? rest.readUInt16BE(2) : short;
      if (rest.length < header + length) return;
      if ((rest[0]! & 0x0f) === 2) marks.push(rest.readUInt16BE(header));
      rest = rest.subarray(header + length);
    }
  });
  return marks;
}

/** Key frames have even numbers, the others odd ones. */
function numbered(n: number, bytes = 200_000): Uint8Array {
  const chunk = Buffer.alloc(bytes);
  chunk.writeUInt16BE(n);
  return chunk;
}

test('a viewer on a slow line loses pictures, not the gateway its memory; it goes on from a key frame', async () => {
  const console = await startConsole();
  console.site.camera('cam-gate', { mime: 'video/mp4' });
  const socket = await openPausableViewer(console, '/api/cameras/cam-gate/live', await console.signIn());
  const dropped = async () => {
    const metrics = await (await console.ask('/metrics')).text();
    return Number(/chunks_dropped_total (\d+)/.exec(metrics)![1]);
  };
  const feed = console.site.video('cam-gate');
  feed.init(numbered(0, 100));
  feed.chunk(numbered(2), true);
  let n = 3;
  for (; (await dropped()) === 0 && n < 2000; n += 2) feed.chunk(numbered(n), false);
  const firstDropped = n - 2;
  expect(await dropped()).toBe(1);

  feed.chunk(numbered(1000), true);
  expect(await dropped()).toBe(2);
  const marks = collectFrames(socket);
  socket.resume();
  await expect.poll(() => marks.at(-1)).toBe(firstDropped - 2);

  feed.chunk(numbered(3001), false);
  feed.chunk(numbered(3002), true);
  feed.chunk(numbered(3003), false);
  await expect.poll(() => marks.at(-1)).toBe(3003);
  expect(marks.slice(-3)).toEqual([firstDropped - 2, 3002, 3003]);
  expect(await dropped()).toBe(3);
});
