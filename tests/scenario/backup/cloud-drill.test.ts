import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStoreToRead } from '../../../gateway/kernel/sqlite-store.ts';
import { type CloudProcess, openCloudProcess } from '../../fixtures/cloud-process.ts';
import { type GatewayProcess, openGatewayProcess } from '../../fixtures/gateway-process.ts';
import { type HandDevice, playDevice } from '../../fixtures/run-gateway.ts';
import { smallSite } from '../../fixtures/small-site.ts';

const main = new URL('../../../cloud/main.ts', import.meta.url).pathname;
const token = 'token-of-gateway-one-0001';
const run = promisify(execFile);
let cloud: CloudProcess;
let gateway: GatewayProcess;
const devices: HandDevice[] = [];

beforeAll(async () => {
  cloud = await openCloudProcess([{ id: 'gw-1', token }]);
  await cloud.start();
  gateway = await openGatewayProcess(smallSite({ cloud: { url: `http://127.0.0.1:${cloud.port}`, token } }));
  await gateway.start();
}, 120_000);

afterAll(async () => {
  for (const { client } of devices) client.end(true);
  await gateway?.remove();
  await cloud?.remove();
});

const say = (...words: string[]) => run(process.execPath, [main, '--config', cloud.config, ...words]);
const eventually = <T>(look: () => T | Promise<T>) => expect.poll(look, { timeout: 60_000, interval: 200 });
async function device(id: string): Promise<HandDevice> {
  const played = await playDevice(gateway.site.gateway.mqtt!.port, gateway.site, id);
  devices.push(played);
  return played;
}
function rows<T>(database: string, sql: string): T[] {
  const store = openStoreToRead(database);
  try {
    return store.prepare(sql).all() as T[];
  } finally {
    store.close();
  }
}
const atCloud = <T>(sql: string) => rows<T>(cloud.database, sql);
const atGateway = <T>(sql: string) => rows<T>(join(gateway.dir, 'data', 'site.db'), sql);
const decisionsAtCloud = () =>
  atCloud<{ id: string; count: number }>(
    "SELECT data ->> '$.decision' AS id, count(*) AS count FROM events WHERE type = 'ringward.access.decided' GROUP BY 1",
  );
const issued = () => atGateway<{ lane: string; issued: number }>('SELECT lane, issued FROM outbox_lanes ORDER BY lane');
const received = () =>
  atCloud<{ lane: string; issued: number }>('SELECT lane, acked AS issued FROM streams ORDER BY lane');
const missing = async () => {
  const { gateways } = await (await cloud.signIn('duty-3')).get<{ gateways: { totals: { missing: number } }[] }>(
    '/v1/gateways',
  );
  return gateways[0]!.totals.missing;
};
const unheard = () => atCloud('SELECT 1 FROM acts WHERE heard_ms IS NULL').length;

test('restore drill of the cloud: backed up while gateways talk, folder lost, restored: they go on, nothing twice, what is lost is counted, operators are heard', async () => {
  const reader = await device('gate-reader');
  let passes = 0;
  const pass = async (times: number) => {
    for (let n = 0; n < times; n += 1) await reader.event(++passes, 'card-presented', { card: 'uid:0A1B2C3D' });
  };
  await (await device('smoke-1')).event(1, 'smoke-detected');
  await pass(3);
  await eventually(() => decisionsAtCloud().length).toBe(3);
  await eventually(() => atCloud('SELECT 1 FROM alarms').length).toBeGreaterThan(0);
  const { alarm } = atCloud<{ alarm: string }>("SELECT alarm FROM alarms WHERE type = 'smoke'")[0]!;
  const note = async (text: string) =>
    (await cloud.signIn('duty-3')).post(`/v1/alarms/gw-1/${alarm}/notes`, { note: text });
  await note('before');
  await eventually(unheard).toBe(0);
  const archive = join(dirname(cloud.config), 'night.backup');
  const [made] = await Promise.all([say('backup', archive), pass(3)]);
  expect(made.stdout).toMatch(/night\.backup: \d+ files.*\nIt holds the key of the gateways’ authority/);
  // All of this is lost with the folder: the gateway has let go of it.
  await pass(5);
  await note('lost');
  await eventually(() => decisionsAtCloud().length).toBe(11);
  await eventually(unheard).toBe(0);
  await eventually(() => atGateway('SELECT 1 FROM outbox').length).toBe(0);
  await expect(say('restore', archive)).rejects.toMatchObject({
    stderr: expect.stringContaining('data-folder-in-use'),
  });

  await cloud.kill();
  await pass(4);
  rmSync(dirname(cloud.database), { recursive: true });
  expect((await say('restore', archive)).stdout).toMatch(/^restored: the data of the cloud as of /);
  await cloud.start();
  await pass(2);
  await note('after');

  await eventually(() => JSON.stringify(received()) === JSON.stringify(issued())).toBe(true);
  const there = decisionsAtCloud();
  expect(there.every(({ count }) => count === 1)).toBe(true);
  const lost = atGateway<{ id: string }>('SELECT id FROM decisions').length - there.length;
  expect(lost).toBeGreaterThanOrEqual(5);
  expect(lost).toBeLessThanOrEqual(8);
  // Of both lanes: the alarm's steps that came after the backup are gone with them.
  const sent = issued().reduce((sum, lane) => sum + lane.issued, 0);
  await eventually(missing).toBe(sent - atCloud('SELECT 1 FROM events').length);
  await eventually(unheard).toBe(0);
  const notes = "SELECT kind, outcome FROM downlink_seen WHERE kind = 'alarm.noted'";
  expect(atGateway(notes)).toEqual(Array(3).fill({ kind: 'alarm.noted', outcome: 'applied' }));
  const { acts } = await (await cloud.signIn('duty-3')).get<{ acts: { deed: string }[] }>('/v1/audit');
  expect(acts.map(({ deed }) => deed)).toContain('backup.restored');
}, 240_000);
