import { connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createConsoleFastify } from '../../../gateway/console/console-fastify.ts';
import { quietLog } from '../../fixtures/quiet.ts';

async function startImpatient() {
  const app = createConsoleFastify(quietLog, 'UTC', 500);
  app.post('/api/echo', async ({ body }) => body);
  app.get('/healthz', async () => ({ ok: true }));
  const url = new URL(await app.listen({ host: '127.0.0.1', port: 0 }));
  onTestFinished(() => app.close());
  return url;
}

/** Says `first`, then one byte every 50 ms until it is cut off; what came back. */
function trickle(url: URL, first: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(Number(url.port), url.hostname);
    let heard = '';
    socket.write(first);
    const timer = setInterval(() => first !== '' && socket.write('x'), 50);
    socket.on('data', (bytes) => {
      heard += bytes.toString();
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      clearInterval(timer);
      resolve(heard);
    });
  });
}

test('whoever says nothing, or a header or a body byte by byte, is cut off, while others are answered', async () => {
  const url = await startImpatient();
  const head = 'POST /api/echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';
  const slow = ['', `${head}X-Slow: `, `${head}Content-Length: 10000\r\n\r\n{"a":"`].map((first) =>
    trickle(url, first),
  );
  expect((await fetch(new URL('/healthz', url))).status).toBe(200);
  for (const heard of await Promise.all(slow)) expect(heard).toMatch(/^(HTTP\/1\.1 408 |$)/);
});

test('what is no HTTP is refused in one line that tells nothing of the inside', async () => {
  const url = await startImpatient();
  for (const noise of ['\x16\x03\x01\x02\x00\x01\x00', 'GET / HTTP/9.9\r\n\r\n', `GET /${'a'.repeat(20_000)}`]) {
    const heard = await trickle(url, noise);
    expect(heard).toMatch(/^(HTTP\/1\.1 4\d\d |$)/);
    expect(heard).not.toMatch(/\n\s+at |node_modules/);
  }
});

test('an address that cannot be read, and one that is too long, are refused without repeating a stack', async () => {
  const url = await startImpatient();
  for (const path of ['/%', '/%zz', `/healthz?${'a'.repeat(4000)}`]) {
    const answer = await fetch(`${url.origin}${path}`);
    expect([400, 404, 414]).toContain(answer.status);
    expect(await answer.text()).not.toMatch(/\n\s+at |node_modules/);
  }
});
