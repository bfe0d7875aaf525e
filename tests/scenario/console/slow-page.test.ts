import { connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { startConsole } from './start-console.ts';

test('a page that takes nothing does not make the gateway hoard: it is told to reload once it takes data again', async () => {
  const console = await startConsole();
  const cookie = await console.signIn();
  const { hostname, port } = new URL(console.url);
  const socket = connect(Number(port), hostname);
  onTestFinished(() => void socket.destroy());
  let text = '';
  socket.setEncoding('utf8');
  socket.write(`GET /api/live HTTP/1.1\r\nHost: ${console.host}\r\nCookie: ${cookie}\r\n\r\n`);
  await expect.poll(() => console.log.text() && socket.bytesWritten > 0).toBe(true);
  socket.once('data', () => socket.pause());
  await expect.poll(() => socket.isPaused()).toBe(true);

  const filling = 'x'.repeat(20_000);
  for (let n = 0; n < 2000 && !console.log.text().includes('too slowly'); n += 1) {
    console.site.passage({ id: `p${n}`, reason: filling });
    if (n % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  expect(console.log.text()).toContain('takes its updates too slowly');
  console.site.passage({ id: 'shed' });

  socket.on('data', (piece: string) => {
    text = (text + piece).slice(-2000);
  });
  socket.resume();
  await expect.poll(() => text, { timeout: 10_000 }).toContain('event: reload');
  expect(text).not.toContain('"shed"');
  const metrics = await (await console.ask('/metrics')).text();
  expect(metrics).toContain('ringward_console_live_reloads_total 1');
});
