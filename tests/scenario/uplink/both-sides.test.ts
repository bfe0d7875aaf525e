import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AlarmDetail, AlarmList, AlarmView } from '../../../cloud/api/views.ts';
import { busAddress } from '../../../devices/contracts/site-broker.ts';
import { formatTopic } from '../../../devices/contracts/topics.ts';
import { type CuttableLink, createCuttableLink } from '../../../scripts/compound/cuttable-link.ts';
import { claimPort } from '../../../scripts/compound/free-ports.ts';
import { type HttpSession, logIn } from '../../../scripts/compound/http-session.ts';
import { type GatewayProcess, openGatewayProcess } from '../../fixtures/gateway-process.ts';
import { connectDevice, type MqttClient } from '../../fixtures/mqtt-hand.ts';
import { smallSite } from '../../fixtures/small-site.ts';

const token = 'a-token-of-this-gateway-0001';
const password = 'correct horse battery';
const main = new URL('../../../cloud/main.ts', import.meta.url).pathname;

let folder: string;
let link: CuttableLink;
let gateway: GatewayProcess;
let cloud: ChildProcess | undefined;
let cloudPort: number;
let cloudUrl: string;
let operator: HttpSession;
let guard: HttpSession;
let detector: MqttClient;

/** A step of an alarm's history at the site. */
interface SiteStep {
  step: string;
  by: { kind: string; id?: string };
  note?: string;
}

async function startCloud(): Promise<void> {
  cloud = fork(main, ['--config', join(folder, 'cloud.yaml'), '--port', String(cloudPort)], {
    stdio: 'ignore',
    execArgv: [],
  });
  const [{ url }] = (await once(cloud, 'message')) as [{ url: string }];
  cloudUrl = url;
  operator = await logIn(url, '/v1/session', { password, sign: 'duty-3' });
}

async function killCloud(): Promise<void> {
  const ended = once(cloud!, 'exit');
  cloud!.kill('SIGKILL');
  await ended;
}

async function startGateway(): Promise<void> {
  await gateway.start();
  guard = await gateway.signIn('guard');
}

const eventually = <T>(look: () => Promise<T>) => expect.poll(look, { timeout: 30_000, interval: 200 });
const atCloud = async (alarm: string) => (await operator.get<AlarmDetail>(`/v1/alarms/gw-1/${alarm}`)).alarm;
const atSite = (alarm: string) => guard.get<{ acknowledgedBy?: string; state: string }>(`/api/alarms/${alarm}`);
const acknowledgeAtCloud = (alarm: string, body: object = {}) =>
  operator.post<AlarmView>(`/v1/alarms/gw-1/${alarm}/acknowledgement`, body);
const acknowledgeAtSite = (alarm: string) => guard.post(`/api/alarms/${alarm}/acknowledge`, {});
const history = (alarm: string) => guard.get<SiteStep[]>(`/api/alarms/${alarm}/history`);
/** Who acknowledged at the site's book, first and second. */
const acknowledgements = async (alarm: string) =>
  (await history(alarm))
    .filter(({ step }) => step.startsWith('acknowledged'))
    .map(({ step, by }) => `${step} ${by.kind}`);
const listening = async () => /ringward_cloud_downlinks_open 1/.test(await (await fetch(`${cloudUrl}/metrics`)).text());

/** Smoke at the site; resolves with the alarm's id once the cloud has heard of it. */
async function raiseSmoke(): Promise<string> {
  const of = (channel: 'event' | 'availability') =>
    formatTopic({ site: 'linden', ring: 3, device: 'smoke-1', channel });
  detector = await connectDevice(busAddress(gateway.site.gateway).port, 'smoke-1', 'smoke-secret-1');
  await detector.publishAsync(of('availability'), JSON.stringify({ session: 's1', state: 'online' }), { qos: 1 });
  const event = { boot: 'b1', seq: 1, type: 'smoke-detected', data: {} };
  await detector.publishAsync(of('event'), JSON.stringify(event), { qos: 1 });
  const find = async () => (await operator.get<AlarmList>('/v1/alarms')).alarms.find(({ type }) => type === 'smoke');
  await eventually(find).toBeDefined();
  return (await find())!.alarm;
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ringward-both-'));
  cloudPort = await claimPort(0, 'the cloud');
  writeFileSync(join(folder, 'password'), `${password}\n`);
  writeFileSync(
    join(folder, 'cloud.yaml'),
    JSON.stringify({ data: 'data', operatorPasswordFile: 'password', gateways: [{ id: 'gw-1', token }] }),
  );
  await startCloud();
  link = await createCuttableLink(cloudPort);
  const url = `http://127.0.0.1:${link.port}`;
  gateway = await openGatewayProcess(smallSite({ cloud: { url, token } }));
  await startGateway();
}, 60_000);

afterEach(async () => {
  detector?.end(true);
  await gateway.remove();
  await link.close();
  await killCloud();
  rmSync(folder, { recursive: true, force: true });
});

test('the guard acknowledges during a cut and the operator after him: both are kept, and both sides say that the site was first', async () => {
  const alarm = await raiseSmoke();
  link.cut();
  await acknowledgeAtSite(alarm);
  expect((await acknowledgeAtCloud(alarm, { note: '已电话联系值班室' })).ours).toMatchObject({ outcome: 'not-heard' });
  link.restore();
  await eventually(() => acknowledgements(alarm)).toEqual(['acknowledged user', 'acknowledged-too cloud']);
  await eventually(() => atCloud(alarm)).toMatchObject({
    acknowledgedBy: 'site',
    ours: { by: 'duty-3', outcome: 'second' },
  });
  expect(await atSite(alarm)).toMatchObject({ acknowledgedBy: 'guard' });
  await eventually(async () => (await history(alarm)).filter(({ note }) => note === '已电话联系值班室').length).toBe(1);
}, 90_000);

test('the operator acknowledges during a cut and the guard after her: both are kept, and both sides say that the cloud was first', async () => {
  const alarm = await raiseSmoke();
  link.cut();
  await acknowledgeAtCloud(alarm);
  await acknowledgeAtSite(alarm);
  link.restore();
  await eventually(async () => (await acknowledgements(alarm)).toSorted()).toEqual([
    'acknowledged cloud',
    'acknowledged user',
    'acknowledged-too user',
  ]);
  await eventually(() => atCloud(alarm)).toMatchObject({ acknowledgedBy: 'cloud', ours: { outcome: 'first' } });
  expect(await atSite(alarm)).toMatchObject({ acknowledgedBy: 'cloud:duty-3' });
}, 90_000);

test('a gateway killed while it receives what operators did has each of it once when it is back', async () => {
  const alarm = await raiseSmoke();
  link.cut();
  await acknowledgeAtCloud(alarm);
  const notes = Array.from({ length: 60 }, (_, index) => `note ${index}`);
  for (const note of notes) await operator.post(`/v1/alarms/gw-1/${alarm}/notes`, { note });
  for (let kill = 0; kill < 2; kill += 1) {
    link.restore();
    await eventually(listening).toBe(true);
    await gateway.kill();
    await startGateway();
  }
  await eventually(async () => (await history(alarm)).flatMap(({ note }) => note ?? [])).toEqual(notes);
  expect(await acknowledgements(alarm)).toEqual(['acknowledged cloud']);
  await eventually(async () => (await atCloud(alarm)).ours?.outcome).toBe('first');
}, 120_000);

test('a cloud killed the moment the operator’s click is answered still tells the site when it is back', async () => {
  const alarm = await raiseSmoke();
  link.cut();
  await acknowledgeAtCloud(alarm);
  await killCloud();
  await startCloud();
  link.restore();
  await eventually(() => acknowledgements(alarm)).toEqual(['acknowledged cloud']);
  await eventually(() => atCloud(alarm)).toMatchObject({ acknowledgedBy: 'cloud', ours: { outcome: 'first' } });
}, 90_000);
