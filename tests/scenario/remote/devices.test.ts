import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadCloudConfig } from '../../../cloud/cloud-config.ts';
import type { CommandView } from '../../../cloud/command/command-views.ts';
import type { DeviceListView } from '../../../cloud/devices/device-list-views.ts';
import { type Cloud, startCloud } from '../../../cloud/start-cloud.ts';
import type { CommandWhat } from '../../../devices/contracts/command.ts';
import type { SiteFile } from '../../../devices/contracts/site-file.ts';
import { createSensorSim, type SensorSim } from '../../../firmware-sims/device/sensor-sims.ts';
import type { ConsoleStanding } from '../../../gateway/console/device-ports.ts';
import { type HttpSession, logIn } from '../../../scripts/compound/http-session.ts';
import { quietLog } from '../../fixtures/quiet.ts';
import { type RunningGateway, runGateway } from '../../fixtures/run-gateway.ts';
import { smallSite } from '../../fixtures/small-site.ts';

const token = 'a-token-of-this-gateway-0001';
const password = 'correct horse battery';
let folder: string;
let cloud: Cloud;
let operator: HttpSession;
let gateway: RunningGateway | undefined;
let manager: HttpSession;
const sims: SensorSim[] = [];

async function openCloud(port = '0'): Promise<void> {
  const config = loadCloudConfig({ config: join(folder, 'cloud.yaml'), port });
  cloud = await startCloud({ config, log: quietLog });
  operator = await logIn(cloud.url, '/v1/session', { password, sign: 'duty-3' });
}
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ringward-cloud-devices-'));
  writeFileSync(join(folder, 'password'), `${password}\n`);
  const gateways = [{ id: 'gw-1', token }];
  writeFileSync(
    join(folder, 'cloud.yaml'),
    JSON.stringify({ data: 'data', operatorPasswordFile: 'password', gateways }),
  );
  await openCloud();
});
afterEach(async () => {
  await Promise.all(sims.splice(0).map((sim) => sim.stop()));
  await gateway?.stop();
  gateway = undefined;
  await cloud.close();
  rmSync(folder, { recursive: true, force: true });
});

async function openSite(overrides: Partial<SiteFile>): Promise<void> {
  const site = smallSite({ cloud: { url: cloud.url, token }, remote: { devices: true }, ...overrides });
  gateway = await runGateway(site);
  manager = await gateway.signIn('manager');
}
function smoke(hardware: string): SensorSim<'smoke'> {
  const device = gateway!.site.devices.find(({ id }) => id === 'smoke-1')!;
  const broker = { host: '127.0.0.1', port: gateway!.gateway.mqttPort };
  const sim = createSensorSim({ site: 'linden', broker, hardware, device: { ...device, kind: 'smoke' } });
  sims.push(sim);
  return sim;
}
const listed = () => operator.get<DeviceListView>('/v1/gateways/gw-1/devices');
const atCloud = async () => (await listed()).devices.find(({ id }) => id === 'smoke-1');
const atSite = async () =>
  (await manager.get<ConsoleStanding[]>('/api/device-standings')).find(({ id }) => id === 'smoke-1')!;
const soon = <T>(look: () => T | Promise<T>) => expect.poll(look, { timeout: 30_000, interval: 100 });
const ask = (what: CommandWhat) =>
  operator.post<CommandView>('/v1/gateways/gw-1/commands', { what, why: 'put up by our engineer' });
const look = (id: string) => operator.get<CommandView>(`/v1/commands/${id}`);
const tell = (body: string | Uint8Array, more: Record<string, string> = {}, bearer = token) =>
  fetch(new URL('/v1/devices', cloud.url), {
    method: 'PUT',
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json', ...more },
    body: body as BodyInit,
  });

test('an operator sees a device that waits, approves it, and what it said meanwhile takes effect; then revokes it mid-connection', async () => {
  await openSite({ deviceApproval: 'operator' });
  const detector = smoke('SN-1');
  await soon(atSite).toMatchObject({ standing: 'waiting', state: 'online' });
  detector.trip();
  await soon(atCloud).toMatchObject({ standing: 'waiting', hardware: 'SN-1', held: 1, kind: 'smoke', zone: 'b1' });
  await soon(async () => (await listed()).current).toBe(true);
  expect(await operator.get('/v1/devices')).toMatchObject({ gateways: [{ gateway: 'gw-1', revoked: 0 }] });

  const seen = (await atCloud())!;
  const approval = await ask({ kind: 'device-approve', device: 'smoke-1', revision: seen.revision });
  await soon(async () => (await look(approval.id)).state).toBe('done');
  expect(await atSite()).toMatchObject({ standing: 'approved', by: 'cloud:duty-3' });
  const alarms = await manager.get<{ type: string }[]>('/api/alarms?open=true');
  expect(alarms.map(({ type }) => type)).toContain('smoke');
  await soon(atCloud).toMatchObject({ standing: 'approved', by: 'cloud', approvedHardware: 'SN-1', state: 'online' });

  const { id } = await ask({ kind: 'device-revoke', device: 'smoke-1' });
  await soon(async () => (await look(id)).state).toBe('done');
  await soon(() => detector.online).toBe(false);
  await soon(atCloud).toMatchObject({ standing: 'revoked', by: 'cloud', state: 'lost' });
  const { entries } = await manager.get<{ entries: { action: string; detail: object }[] }>('/api/ledger?action=device');
  expect(entries.slice(0, 2)).toMatchObject([
    { action: 'device.revoked', detail: { by: 'cloud:duty-3' } },
    { action: 'device.approved', detail: { by: 'cloud:duty-3', held: 1 } },
  ]);
  const audit = await operator.get<{ acts: { deed: string; subject: string | null }[] }>('/v1/audit?limit=50');
  expect(audit.acts.map(({ deed, subject }) => `${deed} ${subject?.split('/')[0]}`)).toEqual(
    expect.arrayContaining(['command.ask device-approve', 'command.ask device-revoke']),
  );
}, 90_000);

test('of two people who decide the first counts, and a revocation at the site wins over an approval from the cloud', async () => {
  await openSite({ deviceApproval: 'operator' });
  smoke('SN-1');
  await soon(atCloud).toMatchObject({ standing: 'waiting', hardware: 'SN-1' });
  const { revision } = (await atCloud())!;
  await manager.post('/api/devices/smoke-1/revoke', { reason: 'not one of ours' });
  const late = await ask({ kind: 'device-approve', device: 'smoke-1', revision });
  await soon(async () => (await look(late.id)).state).toBe('refused');
  expect((await look(late.id)).code).toBe('standing-changed');
  expect(await atSite()).toMatchObject({ standing: 'revoked', by: 'user:manager' });
  const again = await ask({ kind: 'device-revoke', device: 'smoke-1' });
  await soon(async () => (await look(again.id)).code).toBe('already-revoked');
  // who it was and why stays at the site
  await soon(atCloud).toMatchObject({ standing: 'revoked', by: 'site' });
  expect(JSON.stringify(await listed())).not.toMatch(/manager|not one of ours/);
}, 90_000);

test('a site that has not said so lets nobody afar decide on its devices', async () => {
  await openSite({ remote: {} });
  const { id } = await ask({ kind: 'device-revoke', device: 'smoke-1' });
  await soon(async () => (await look(id)).state).toBe('refused');
  expect((await look(id)).code).toBe('remote-not-allowed');
  expect(await atSite()).toMatchObject({ standing: 'approved' });
}, 60_000);

test('while the cloud is away people of the site decide, and it hears of that when it is back', async () => {
  await openSite({});
  const detector = smoke('SN-1');
  await soon(atCloud).toMatchObject({ standing: 'approved', state: 'online' });
  const { port } = new URL(cloud.url);
  await cloud.close();
  await manager.post('/api/devices/smoke-1/revoke', { reason: 'torn from the wall' });
  await soon(() => detector.online).toBe(false);
  await openCloud(port);
  await soon(atCloud).toMatchObject({ standing: 'revoked', by: 'site' });
}, 90_000);

test('a list that is no list is refused with its reason, and what the cloud has stays', async () => {
  const device = { id: 'smoke-1', kind: 'smoke', ring: 3, name: { zh: '烟感', en: 'Smoke' }, standing: 'waiting' };
  const good = { ...device, revision: 1, state: 'online', sinceMs: 1 };
  const list = (devices: object[], more: object = {}) =>
    JSON.stringify({ etag: '0123456789abcdef', atMs: 5, devices, omitted: 0, ...more });
  expect((await tell(list([good]))).status).toBe(204);
  expect((await tell(gzipSync(list([good])), { 'content-encoding': 'gzip' })).status).toBe(204);
  const bad: [string | Uint8Array, number, Record<string, string>?][] = [
    ['{', 400],
    [list([good, good]), 400],
    [list([{ ...good, standing: 'trusted' }]), 400],
    [list([{ ...good, why: 'a name' }]), 400],
    [list(Array.from({ length: 2001 }, (_, n) => ({ ...good, id: `d-${n}` }))), 400],
    [Buffer.from('no gzip'), 400, { 'content-encoding': 'gzip' }],
    [gzipSync(list([good], { filler: 'x'.repeat(2_000_000) })), 413, { 'content-encoding': 'gzip' }],
  ];
  for (const [body, status, headers] of bad) expect((await tell(body, headers)).status).toBe(status);
  expect((await tell(list([good]), {}, 'a-token-that-nobody-has-1')).status).toBe(401);
  expect((await listed()).devices).toEqual([good]);
  await expect(operator.get('/v1/gateways/gw-9/devices')).rejects.toThrow(/404/);
}, 60_000);
