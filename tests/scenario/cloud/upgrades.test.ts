import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { password, removeFolder, startTestCloud } from './test-cloud.ts';

test('a client that would rather speak HTTP/2, as Java’s does with every request, logs in as everybody does', async () => {
  const cloud = await startTestCloud({});
  onTestFinished(async () => {
    await cloud.close();
    removeFolder(cloud.folder);
  });
  const headers = {
    connection: 'Upgrade, HTTP2-Settings',
    upgrade: 'h2c',
    'http2-settings': 'AAEAAEAAAAIAAAABAAMAAABk',
  };
  const call = request(`${cloud.url}/v1/session`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
  });
  call.end(JSON.stringify({ password, sign: 'duty-7' }));
  const [answer] = (await once(call, 'response')) as [IncomingMessage];
  expect(await text(answer)).not.toContain('error');
  expect(answer.statusCode).toBe(200);
}, 30_000);
