import { generateKeyPairSync } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { TLSSocket } from 'node:tls';
import { expect, onTestFinished, test } from 'vitest';
import { openGatewayListener } from '../../../cloud/identity/gateway-listener.ts';
import { type Authority, createAuthorityKey, openAuthority } from '../../../cloud/identity/x509-authority.ts';
import { openCloudTls } from '../../../gateway/identity/cloud-tls.ts';
import { quietLog } from '../../fixtures/quiet.ts';

interface Heard {
  resumed: boolean;
  authorized: boolean;
  gateway: string | undefined;
}

/** A cloud's listener that says of every request how its connection came about. */
async function listen(authority: Authority) {
  const heard: Heard[] = [];
  const listener = await openGatewayListener({
    ...{ host: '127.0.0.1', port: 0, names: ['127.0.0.1'], authority, wallMs: Date.now, log: quietLog },
    answer: ({ socket }: IncomingMessage, reply) => {
      const line = socket as TLSSocket;
      const gateway = line.getPeerX509Certificate()?.subject.replace('CN=', '');
      heard.push({ resumed: line.isSessionReused(), authorized: line.authorized, gateway });
      // the next request needs another connection
      reply.writeHead(204, { connection: 'close' }).end();
    },
  });
  onTestFinished(() => listener.close());
  return { url: listener.url, heard };
}

async function openLine(authority: Authority, url: string, gateway: string) {
  const key = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const spki = key.publicKey.export({ format: 'der', type: 'spki' });
  const { certificate } = await authority.issueGateway(spki, gateway, 86_400_000, Date.now());
  const mark = { ca: authority.ca };
  const address = { url };
  const proof = { key: key.privateKey, certificate };
  const tls = openCloudTls({
    mark,
    proof,
    believedMs: Date.now,
    heard() {},
    get url() {
      return address.url;
    },
  });
  onTestFinished(() => tls.close());
  return {
    moveTo: (to: string) => {
      address.url = to;
    },
    ask: async () => {
      const answer = await tls.request('/healthz', { headers: {}, signal: AbortSignal.timeout(5000) });
      return answer.status;
    },
  };
}

test('a gateway that comes back takes up its TLS session, and the cloud knows who it is all the same', async () => {
  const authority = await openAuthority(createAuthorityKey());
  const { url, heard } = await listen(authority);
  const [one, two] = [await openLine(authority, url, 'gw-1'), await openLine(authority, url, 'gw-2')];
  for (const ask of [one.ask, two.ask, one.ask, two.ask, one.ask]) expect(await ask()).toBe(204);
  const known = { authorized: true };
  expect(heard).toEqual([
    { ...known, gateway: 'gw-1', resumed: false },
    { ...known, gateway: 'gw-2', resumed: false },
    { ...known, gateway: 'gw-1', resumed: true },
    { ...known, gateway: 'gw-2', resumed: true },
    { ...known, gateway: 'gw-1', resumed: true },
  ]);
});

test('a process that does not know the session, as after a restart or beside another, makes a new one', async () => {
  const authority = await openAuthority(createAuthorityKey());
  const [first, second] = [await listen(authority), await listen(authority)];
  const { ask, moveTo } = await openLine(authority, first.url, 'gw-1');
  await ask();
  moveTo(second.url);
  expect([await ask(), await ask()]).toEqual([204, 204]);
  expect(second.heard.map(({ resumed, gateway }) => ({ resumed, gateway }))).toEqual([
    { resumed: false, gateway: 'gw-1' },
    { resumed: true, gateway: 'gw-1' },
  ]);
});

test('a session opens no door at a cloud of another authority', async () => {
  const authority = await openAuthority(createAuthorityKey());
  const [own, foreign] = [await listen(authority), await listen(await openAuthority(createAuthorityKey()))];
  const { ask, moveTo } = await openLine(authority, own.url, 'gw-1');
  await ask();
  moveTo(foreign.url);
  await expect(ask()).rejects.toMatchObject({ cause: { code: 'CERT_FOREIGN' } });
  expect(foreign.heard).toEqual([]);
});
