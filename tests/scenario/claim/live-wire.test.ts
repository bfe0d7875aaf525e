import { rmSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import type { CommandView } from '../../../cloud/command/command-views.ts';
import { createByteBudget, relayProtocol } from '../../../devices/contracts/live-relay.ts';
import { createTokenLine, type WiredLine } from '../../../gateway/outbox/cloud-line.ts';
import { HttpRefusal } from '../../../gateway/outbox/link-problem.ts';
import { relayLive } from '../../../gateway/remote/live-relay.ts';
import { type HandViewer, openViewer } from '../../fixtures/live-viewer.ts';
import { findFreePort, startPostgres, testWithPostgres } from '../../fixtures/postgres-cluster.ts';
import { type ClaimingCloud, password, startClaimingCloud } from './claiming-cloud.ts';
import { type ClaimingGateway, openClaimingGateway } from './claiming-gateway.ts';

const soon = { timeout: 20_000, interval: 50 };

/** A gateway with a certificate, which comes to `met`. */
async function claimAt(at: ClaimingCloud, met = at): Promise<ClaimingGateway> {
  const gateway = openClaimingGateway({ url: met.gatewayUrl, code: (await at.makeCode()).text });
  onTestFinished(async () => {
    await gateway.identity.stop();
    rmSync(gateway.folder, { recursive: true, force: true });
  });
  await expect.poll(gateway.say, soon).toBe(204);
  return gateway;
}

async function watchAt(cloud: ClaimingCloud): Promise<{ id: string; viewer: HandViewer }> {
  const what = { kind: 'live-view', camera: 'hall' };
  const { id } = await cloud.operator.post<CommandView>('/v1/gateways/gw-9/commands', {
    what,
    why: 'people at the door',
  });
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ password, sign: 'duty-3' });
  const session = await fetch(`${cloud.url}/v1/session`, { method: 'POST', headers, body });
  const cookie = session.headers.get('set-cookie')!.split(';')[0]!;
  const viewer = await openViewer(`${cloud.url}/v1/commands/${id}/live`, { cookie });
  onTestFinished(viewer.leave);
  return { id, viewer };
}

async function openWire(line: WiredLine, id: string) {
  const signal = AbortSignal.timeout(25_000);
  await line.request(`/v1/commands/${id}/begin`, { method: 'POST', headers: {}, signal });
  return line.open(`/v1/commands/${id}/relay`, { protocol: relayProtocol, signal });
}

/** A camera that shows something ten times a second. */
function show(wire: Awaited<ReturnType<typeof openWire>>) {
  const ending = new AbortController();
  onTestFinished(() => ending.abort('gateway-stops'));
  return relayLive({
    ...{ wire, forMs: 60_000, signal: ending.signal, sent: () => undefined },
    source: {
      mime: () => 'video/mp4; codecs="avc1.64001f"',
      watch(watcher) {
        watcher.init(Buffer.alloc(40));
        const timer = setInterval(() => watcher.chunk(Buffer.alloc(2000), true), 100);
        return () => clearInterval(timer);
      },
    },
    budget: createByteBudget(1e6, 1e7, () => performance.now()),
    clock: { monotonicMs: () => performance.now() },
  });
}

test('a gateway shows a camera under its certificate, and the picture ends when that is revoked', async () => {
  const cloud = await startClaimingCloud();
  onTestFinished(cloud.close);
  const gateway = await claimAt(cloud);
  const { id, viewer } = await watchAt(cloud);
  const result = show(await openWire(gateway.identity.line, id));
  await expect.poll(viewer.pictures, soon).toBeGreaterThan(3);
  await cloud.operator.post('/v1/gateways/gw-9/identity/revocation', { reason: 'stolen' });
  await viewer.ended;
  expect(viewer.over()).toBe('line-lost');
  expect((await result).code).toBe('line-lost');
}, 60_000);

test('a cloud that stops ends the view, and both sides know why', async () => {
  const cloud = await startClaimingCloud();
  const gateway = await claimAt(cloud);
  const { id, viewer } = await watchAt(cloud);
  const result = show(await openWire(gateway.identity.line, id));
  await expect.poll(viewer.pictures, soon).toBeGreaterThan(3);
  await cloud.close();
  await viewer.ended;
  expect(viewer.over()).toBe('cloud-stops');
  expect((await result).code).toBe('cloud-stops');
}, 60_000);

testWithPostgres(
  'a page at one process and a gateway at the other meet where the processes know each other’s addresses, and nowhere else',
  async () => {
    const cluster = await startPostgres();
    onTestFinished(cluster.close);
    const open = async (port?: number) => {
      const cloud = await startClaimingCloud({ store, ...(port === undefined ? {} : { port }) });
      onTestFinished(cloud.close);
      return cloud;
    };
    const store = await cluster.createDatabase();
    const here = await open(await findFreePort());
    const there = await open(await findFreePort());
    const mute = await open();
    const gateway = await claimAt(here, there);
    const { id, viewer } = await watchAt(here);
    const result = show(await openWire(gateway.identity.line, id));
    await expect.poll(viewer.pictures, soon).toBeGreaterThan(3);
    viewer.leave();
    expect((await result).code).toBe('viewer-left');
    const other = await watchAt(mute);
    const refused = await openWire(gateway.identity.line, other.id).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(HttpRefusal);
    expect((refused as HttpRefusal).status).toBe(421);
  },
  90_000,
);

testWithPostgres(
  'a process that hands a picture on to another one stops when it is told to, and the page hears it',
  async () => {
    const cluster = await startPostgres();
    onTestFinished(cluster.close);
    const store = await cluster.createDatabase();
    const token = 'token-of-gateway-nine-0009';
    const open = async () =>
      startClaimingCloud({ ...{ store, gateways: [{ id: 'gw-9', token }] }, port: await findFreePort() });
    const here = await open();
    onTestFinished(here.close);
    const between = await open();
    // at the port for everybody: that listener waits for all of its sockets
    const line = createTokenLine({ url: between.url, token, boot: 'boot-1' });
    const { id, viewer } = await watchAt(here);
    const result = show(await openWire(line, id));
    await expect.poll(viewer.pictures, soon).toBeGreaterThan(3);
    await between.close();
    await viewer.ended;
    expect(viewer.over()).toBe('line-lost');
    expect((await result).code).toBe('line-lost');
  },
  60_000,
);
