import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterEach, expect, test } from 'vitest';
import type { HealthNotice } from '../../../cloud/health/compose-notices.ts';
import { createWebhookChannel } from '../../../cloud/health/webhook-notice.ts';

const secret = `whsec_${Buffer.from('a secret of twenty-four b').toString('base64')}`;
const notice: HealthNotice = {
  ...{ id: 'notice-1', what: 'opened', kind: 'offline', count: 2, gateways: 2, sinceMs: 1, atMs: 2 },
  conditions: [{ gateway: 'gw-1', subject: '', value: 130, sinceMs: 1 }],
};
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A receiver that answers with a status, and what it was sent. */
async function openReceiver(status: number) {
  const got: { body: string; headers: Record<string, string> }[] = [];
  const server = createServer(async (request, reply) => {
    let body = '';
    for await (const part of request) body += part;
    got.push({ body, headers: request.headers as Record<string, string> });
    reply.writeHead(status, status === 302 ? { location: 'http://127.0.0.1:1/' } : {}).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  return { got, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}

test('a notice is signed so that its receiver can tell whose it is, and names no more than gateways and counts', async () => {
  const { got, url } = await openReceiver(204);
  await createWebhookChannel({ id: 'desk', url, secret }, Date.now).send(notice);
  const [{ body, headers }] = got as [(typeof got)[number]];
  expect(new Webhook(secret).verify(body, headers)).toMatchObject({ type: 'health.opened', kind: 'offline', count: 2 });
  expect(() => new Webhook(secret).verify(`${body} `, headers)).toThrow();
});

test('a receiver that refuses, sends elsewhere or is not there has not taken the notice', async () => {
  for (const [status, problem] of [
    [500, 'status-500'],
    [302, 'status-302'],
  ] as const) {
    const { url } = await openReceiver(status);
    await expect(createWebhookChannel({ id: 'desk', url }, Date.now).send(notice)).rejects.toThrow(problem);
  }
  const gone = createWebhookChannel({ id: 'desk', url: 'http://127.0.0.1:1/' }, Date.now);
  await expect(gone.send(notice)).rejects.toThrow('not-reached');
});
