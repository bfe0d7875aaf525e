import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { answerBytes, createOutbound, isInnerAddress } from '../../../cloud/exports/outbound.ts';

const opened: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0)) await close();
});

async function serve(listener: RequestListener): Promise<number> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  opened.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

const ask = { headers: {}, body: '{}', timeoutMs: 5000 };
function open(...hosts: string[]) {
  const poster = createOutbound(hosts).open();
  opened.push(() => poster.close());
  return poster;
}

test('addresses of this machine, of networks inside and of nobody count as inner, however they are written', () => {
  const inner = [
    ...['127.0.0.1', '10.1.2.3', '192.168.1.1', '172.31.0.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '224.0.0.1'],
    ...[
      '255.255.255.255',
      '::1',
      '::',
      'fe80::1',
      'fc00::1',
      'fd12::1',
      'ff02::1',
      '::ffff:10.0.0.1',
      '::ffff:8.8.8.8',
    ],
    ...['64:ff9b::a00:1', '2002:7f00:1::', '2001:db8::1', '2001::1'],
  ];
  for (const address of inner) expect(isInnerAddress(address), address).toBe(true);
  for (const address of ['8.8.8.8', '172.32.0.1', '2400:3200::1', '2606:4700::1111'])
    expect(isInnerAddress(address), address).toBe(false);
});

test('a target may only be inside or without TLS where the configuration names its host', () => {
  const { findProblem } = createOutbound(['127.0.0.1', 'platform.city:8080']);
  const problem = (url: string, plainTo: 'loopback' | 'named-hosts' = 'loopback') => findProblem(new URL(url), plainTo);
  expect(problem('https://desk.example/hook')).toBeUndefined();
  expect(problem('http://127.0.0.1:8080/')).toBeUndefined();
  expect(problem('http://platform.city:8080/', 'named-hosts')).toBeUndefined();
  expect(problem('http://platform.city:8080/')).toContain('https');
  expect(problem('http://platform.city:8081/', 'named-hosts')).toContain('configuration');
  expect(problem('http://desk.example/')).toContain('TLS');
  for (const url of ['https://10.0.0.1/', 'https://[::1]/', 'https://2130706434/', 'https://0x0a000001/', 'mqtt://h/'])
    expect(problem(url), url).toContain('configuration');
  expect(problem('https://user:pw@desk.example/')).toContain('no user');
  expect(problem('https://desk.example/#x')).toContain('fragment');
});

test('a name that leads inside is not connected to, not even when the name looked harmless', async () => {
  const hits: string[] = [];
  const port = await serve((request, response) => {
    hits.push(request.url!);
    response.end();
  });
  expect(await open().post(`https://localhost:${port}/`, ask)).toEqual({ ok: false, why: 'inner-address' });
  expect(await open().post(`http://127.0.0.1:${port}/`, ask)).toEqual({ ok: false, why: 'inner-address' });
  expect(hits).toEqual([]);
  expect(await open('localhost').post(`http://localhost:${port}/named`, ask)).toMatchObject({ ok: true });
  expect(hits).toEqual(['/named']);
});

test('a redirect is an answer like any other: nothing goes to where it points', async () => {
  const hits: string[] = [];
  const port = await serve((request, response) => {
    hits.push(request.url!);
    response.writeHead(307, { location: '/elsewhere' }).end();
  });
  const posted = await open('127.0.0.1').post(`http://127.0.0.1:${port}/first`, ask);
  expect(posted).toMatchObject({ ok: true, answer: { status: 307 } });
  expect(hits).toEqual(['/first']);
});

test('of an answer without end no more is read than the limit, and one that never comes is given up', async () => {
  const port = await serve((request, response) => {
    if (request.url === '/silent') return;
    response.writeHead(200);
    const pour = () => {
      while (!response.destroyed && response.write(Buffer.alloc(answerBytes)));
    };
    response.on('drain', pour);
    pour();
  });
  const poster = open('127.0.0.1');
  const endless = await poster.post(`http://127.0.0.1:${port}/endless`, ask);
  expect(endless).toMatchObject({ ok: true, answer: { status: 200, body: undefined } });
  const silent = await poster.post(`http://127.0.0.1:${port}/silent`, { ...ask, timeoutMs: 50 });
  expect(silent).toEqual({ ok: false, why: 'timed-out' });
});
