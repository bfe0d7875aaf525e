import { rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ClaimingCloud, startClaimingCloud } from './claiming-cloud.ts';
import { type ClaimingGateway, type ClaimingGatewayOptions, openClaimingGateway } from './claiming-gateway.ts';

let cloud: ClaimingCloud;
const running: ClaimingGateway[] = [];
beforeEach(async () => {
  cloud = await startClaimingCloud();
});
afterEach(async () => {
  for (const gateway of running.splice(0)) {
    await gateway.identity.stop();
    rmSync(gateway.folder, { recursive: true, force: true });
  }
  await cloud.close();
});

function open(options: Partial<ClaimingGatewayOptions> = {}): ClaimingGateway {
  const gateway = openClaimingGateway({ url: cloud.gatewayUrl, ...options });
  running.push(gateway);
  return gateway;
}
const eventually = <T>(look: () => Promise<T> | T) => expect.poll(look, { timeout: 20_000, interval: 50 });

test('an operator makes a code, sees who asks, accepts, and the gateway comes alive under its certificate', async () => {
  const code = await cloud.makeCode({ accept: 'operator' });
  expect(code.text).toMatch(/^([0-9A-Z]{5}-){7}[0-9A-Z]{5}$/);
  expect(code.svg).toContain('<svg');
  const gateway = open({ code: code.text });
  expect(await gateway.say()).toMatch(/cloud-claim-waiting/);
  const claim = await cloud.waiting('gw-9');
  expect(claim).toMatchObject({
    kinship: 'new',
    facts: { site: 'linden', model: 'test box (x64)' },
    address: '127.0.0.1',
  });
  expect(await cloud.accept(claim.id, { site: 'linden' })).toMatchObject({ state: 'accepted', decidedBy: 'duty-3' });
  await eventually(gateway.say).toBe(204);
  expect(await cloud.gateway('gw-9')).toMatchObject({ state: 'online', identity: { state: 'valid' } });
  const { acts } = await cloud.operator.get<{ acts: { deed: string; by: string }[] }>('/v1/identity/acts');
  expect(acts.map(({ deed, by }) => `${deed} ${by}`)).toEqual([
    'claim-accepted duty-3',
    'claim-opened gateway',
    'code-made duty-3',
  ]);
});

test('a claim is accepted by the policy where nothing speaks against it, and by a scanned code without any address in the site file', async () => {
  const code = await cloud.makeCode();
  const gateway = open({ code: code.uri, url: 'https://nowhere.invalid' });
  await eventually(gateway.say).toBe(204);
  expect((await cloud.claims())[0]).toMatchObject({ state: 'accepted', decidedBy: 'policy' });
});

test('a gateway that is stopped and started goes on with its certificate and does not claim again', async () => {
  const code = await cloud.makeCode();
  const first = open({ code: code.text });
  await eventually(first.say).toBe(204);
  await first.identity.stop();
  const again = open({ code: code.text, folder: first.folder, boot: 'boot-2' });
  await eventually(again.say).toBe(204);
  expect(await cloud.claims()).toHaveLength(1);
});

test('an operator refuses, the gateway says so, and a new code begins anew', async () => {
  const gateway = open({ code: (await cloud.makeCode({ accept: 'operator' })).text });
  const claim = await cloud.waiting('gw-9');
  await cloud.operator.post(`/v1/claims/${claim.id}/refusal`, { why: 'not-ours' });
  await eventually(gateway.say).toBe('cloud-claim-refused');
  await gateway.identity.stop();
  const again = open({ code: (await cloud.makeCode()).text, folder: gateway.folder });
  await eventually(again.say).toBe(204);
});

test('a code is for one gateway, once: the second is refused, named and counted', async () => {
  const code = await cloud.makeCode();
  const first = open({ code: code.text });
  await eventually(first.say).toBe(204);
  const second = open({ code: code.text, gateway: 'gw-8' });
  await eventually(second.say).toBe('cloud-claim-refused');
  expect(await cloud.metrics()).toContain('ringward_cloud_refusals_total{code="claim-code-used"} 1');
  expect(await cloud.claims()).toHaveLength(1);
});

test('a code that was made for another gateway, has expired or was withdrawn lets nobody in', async () => {
  const bound = open({ code: (await cloud.makeCode({ gateway: 'gw-7' })).text });
  await eventually(bound.say).toBe('cloud-claim-refused');
  const short = await cloud.makeCode({ validForHours: 1e-9 });
  const late = open({ code: short.text });
  await eventually(late.say).toBe('cloud-claim-refused');
  const withdrawn = await cloud.makeCode();
  await cloud.operator.delete(`/v1/claim-codes/${withdrawn.id}`);
  const third = open({ code: withdrawn.text });
  await eventually(third.say).toBe('cloud-claim-refused');
  const text = await cloud.metrics();
  expect(text).toMatch(/code="claim-mismatch"\} 1/);
  expect(text).toMatch(/code="claim-code-expired"\} 2/);
});

test('revoking ends the open stream and the next request at once, and only a new claim brings the gateway back', async () => {
  const gateway = open({ code: (await cloud.makeCode()).text });
  await eventually(gateway.say).toBe(204);
  const stop = new AbortController();
  const stream = await gateway.identity.line.request('/v1/downlink', { headers: {}, signal: stop.signal });
  expect(stream.status).toBe(200);
  const ended = (async () => {
    for await (const _ of stream.body as AsyncIterable<Uint8Array>);
  })().catch(() => 'cut');
  await cloud.operator.post('/v1/gateways/gw-9/identity/revocation', { reason: 'stolen' });
  await ended;
  expect(await gateway.say()).toBe('certificate-revoked');
  expect(await cloud.gateway('gw-9')).toMatchObject({ identity: { state: 'revoked' } });
  await gateway.identity.stop();
  // the policy does not give back what a person took away
  const again = open({ code: (await cloud.makeCode()).text, folder: gateway.folder });
  const claim = await cloud.waiting('gw-9');
  expect(claim.kinship).toBe('revoked');
  expect(await again.say()).toBe('certificate-revoked');
  await cloud.accept(claim.id);
  await eventually(again.say).toBe(204);
});

test('after a lost disk the same box claims its id back: one gateway as before, and what the old disk held is of no use', async () => {
  const first = open({ code: (await cloud.makeCode()).text });
  await eventually(first.say).toBe(204);
  const second = open({ code: (await cloud.makeCode()).text, boot: 'boot-2' });
  await eventually(second.say).toBe(204);
  expect(await first.say()).toBe('certificate-revoked');
  const { certificates } = await cloud.identity('gw-9');
  expect(certificates.map(({ endedWhy }) => endedWhy)).toEqual([null, 'replaced']);
  const { gateways } = await cloud.operator.get<{ gateways: object[] }>('/v1/gateways');
  expect(gateways).toHaveLength(1);
});

test('another box does not get an id that is held, unless an operator says that it replaces the first', async () => {
  const first = open({ code: (await cloud.makeCode()).text });
  await eventually(first.say).toBe(204);
  const other = open({ code: (await cloud.makeCode()).text, hardware: 'cd'.repeat(32) });
  const claim = await cloud.waiting('gw-9');
  expect(claim.kinship).toBe('other-box');
  await expect(cloud.accept(claim.id)).rejects.toThrow(/identity-held/);
  expect(await first.say()).toBe(204);
  await cloud.accept(claim.id, { replace: true });
  await eventually(other.say).toBe(204);
  expect(await first.say()).toBe('certificate-revoked');
});

test('a box that runs from a copy of the disk is noticed, and both show as one gateway with two boxes', async () => {
  const original = open({ code: (await cloud.makeCode()).text });
  await eventually(original.say).toBe(204);
  const copy = openClaimingGateway({ url: cloud.gatewayUrl, folder: original.folder, boot: 'boot-copy' });
  try {
    await eventually(async () => {
      await original.say();
      await copy.say();
      return (await cloud.identity('gw-9')).clone;
    }).toMatchObject({ addresses: ['127.0.0.1', '127.0.0.1'] });
    expect((await cloud.identity('gw-9')).clone?.boots.toSorted()).toEqual(['boot-1', 'boot-copy']);
    expect(await cloud.gateway('gw-9')).toMatchObject({ clonedSinceMs: expect.any(Number) });
  } finally {
    await copy.identity.stop();
  }
  await cloud.operator.delete('/v1/gateways/gw-9/identity/clone');
  await original.say();
  expect((await cloud.identity('gw-9')).clone).toBeNull();
}, 40_000);

test('a gateway that is only restarted again and again is never taken for two', async () => {
  const code = (await cloud.makeCode()).text;
  let gateway = open({ code });
  await eventually(gateway.say).toBe(204);
  for (const boot of ['boot-2', 'boot-3', 'boot-4']) {
    await gateway.identity.stop();
    gateway = open({ code, folder: gateway.folder, boot });
    expect(await gateway.say()).toBe(204);
    expect(await gateway.say()).toBe(204);
  }
  await cloud.stop();
  await cloud.start();
  expect(await gateway.say()).toBe(204);
  expect((await cloud.identity('gw-9')).clone).toBeNull();
});

test.each([
  ['1970', 0],
  ['2100', Date.UTC(2100, 0, 1)],
])('a box whose clock says %s claims, speaks, and speaks again after a restart', async (_year, startMs) => {
  const clock = { wallMs: () => startMs + performance.now(), monotonicMs: () => performance.now() };
  const code = (await cloud.makeCode()).text;
  // of 2100 nothing on the box can say that it is wrong
  const clockKnown = startMs > 0;
  const gateway = open({ code, clock, clockKnown });
  await eventually(gateway.say).toBe(204);
  await gateway.identity.stop();
  const again = open({ code, clock, clockKnown, folder: gateway.folder, boot: 'boot-2' });
  expect(await again.say()).toBe(204);
});

test('a code of another cloud is told to nobody: the gateway hangs up before it says anything', async () => {
  const other = await startClaimingCloud();
  try {
    const code = (await other.makeCode()).text;
    const gateway = open({ code, url: cloud.gatewayUrl });
    await eventually(() => gateway.problems).toContain('CERT_PIN_DIFFERS');
    expect(await gateway.say()).toBe('cloud-claim-waiting');
    expect(await cloud.metrics()).not.toMatch(/code="claim-code-unknown"/);
    expect(await cloud.claims()).toEqual([]);
  } finally {
    await other.close();
  }
});

test('a gateway that holds a certificate does not speak to another cloud in the place of its own', async () => {
  const gateway = open({ code: (await cloud.makeCode()).text });
  await eventually(gateway.say).toBe(204);
  const port = Number(new URL(cloud.gatewayUrl).port);
  await cloud.stop();
  const other = await startClaimingCloud();
  try {
    const relay = createServer((socket) => {
      const onward = connect(Number(new URL(other.gatewayUrl).port), '127.0.0.1');
      socket.pipe(onward).pipe(socket);
      for (const end of [socket, onward]) end.on('error', () => end.destroy());
    });
    await new Promise<void>((resolve) => relay.listen(port, '127.0.0.1', resolve));
    expect(await gateway.say()).toBe('CERT_FOREIGN');
    relay.close();
  } finally {
    await cloud.start();
    await other.close();
  }
});

test('a gateway with a certificate has every route that gateways need, and none of the operators’', async () => {
  const gateway = open({ code: (await cloud.makeCode()).text });
  await eventually(gateway.say).toBe(204);
  const ask = (path: string, method: 'GET' | 'POST' | 'PUT', body?: object) =>
    gateway.identity.line.request(path, {
      method,
      headers: body ? { 'content-type': 'application/json' } : {},
      ...(body ? { body: JSON.stringify(body) } : {}),
      signal: AbortSignal.timeout(5000),
    });
  const list = { etag: '0123456789abcdef', atMs: 1, omitted: 0, devices: [] };
  expect((await ask('/v1/devices', 'PUT', list)).status).toBe(204);
  const { paths } = await cloud.operator.get<{
    paths: Record<string, Record<string, { operationId?: string; security?: object[] }>>;
  }>('/v1/openapi.json');
  // without a token: a claim comes before any, and the last is for whoever asks
  const proofless = ['claim.open', 'claim.standing', 'identity.renew', '/healthz'];
  const [shut, had]: [string[], string[]] = [[], []];
  for (const [path, methods] of Object.entries(paths))
    for (const [method, { operationId = path, security = [] }] of Object.entries(methods)) {
      const ofGateways = security.some((each) => 'gatewayToken' in each) || proofless.includes(operationId);
      const answer = await ask(path.replaceAll(/\{\w+\}/g, 'a'.repeat(64)), method.toUpperCase() as 'GET');
      // a stream has no end
      const said = answer.ok ? await answer.body?.cancel() : await answer.text();
      const isShut = said?.includes('this port is for gateways only') ?? false;
      if (isShut === ofGateways) (isShut ? shut : had).push(operationId);
    }
  expect({ shut, had }).toEqual({ shut: [], had: [] });
}, 60_000);
