import { execFile } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStoreToRead } from '../../../gateway/kernel/sqlite-store.ts';
import { type CuttableLink, createCuttableLink } from '../../../scripts/compound/cuttable-link.ts';
import { type GatewayProcess, openGatewayProcess } from '../../fixtures/gateway-process.ts';
import { type HandDevice, playDevice } from '../../fixtures/run-gateway.ts';
import { smallSite } from '../../fixtures/small-site.ts';
import { startTestCloud, type TestCloud, tokenOf } from '../cloud/test-cloud.ts';

const main = new URL('../../../gateway/main.ts', import.meta.url).pathname;
const run = promisify(execFile);
let cloud: TestCloud;
let link: CuttableLink;
let gateway: GatewayProcess;
const devices: HandDevice[] = [];

beforeAll(async () => {
  cloud = await startTestCloud();
  link = await createCuttableLink(Number(new URL(cloud.url).port));
  const url = `http://127.0.0.1:${link.port}`;
  gateway = await openGatewayProcess(smallSite({ cloud: { url, token: tokenOf['gw-1'] } }));
  await gateway.start();
}, 120_000);

afterAll(async () => {
  for (const { client } of devices) client.end(true);
  await gateway?.remove();
  await link?.close();
  await cloud?.close();
});

const say = (...words: string[]) => run(process.execPath, [main, '--config', join(gateway.dir, 'site.yaml'), ...words]);
async function device(id: string): Promise<HandDevice> {
  const played = await playDevice(gateway.site.gateway.mqtt!.port, gateway.site, id);
  devices.push(played);
  return played;
}
/** How often each decision stands in the cloud, by its id. */
function inCloud(): number[] {
  const store = openStoreToRead(join(cloud.folder, 'data', 'cloud.db'));
  const sql = `SELECT count(*) FROM events WHERE type = 'ringward.access.decided' GROUP BY data ->> '$.decision'`;
  const counts = store.prepare(sql).pluck().all() as number[];
  store.close();
  return counts;
}
const missing = async () =>
  (await cloud.read<{ gateways: { totals: { missing: number } }[] }>('/v1/gateways')).gateways[0]!.totals.missing;
const eventually = <T>(look: () => T | Promise<T>) => expect.poll(look, { timeout: 30_000, interval: 200 });

test('restore drill: backed up while people come, folder lost, restored: the card opens, the ledger verifies, the cloud takes what follows exactly once', async () => {
  const reader = await device('gate-reader');
  let passes = 0;
  const pass = () => reader.event(++passes, 'card-presented', { card: 'uid:0A1B2C3D' });
  for (let n = 0; n < 3; n += 1) await pass();
  await eventually(() => inCloud().length).toBe(3);
  // What waits in the backup goes to the cloud before the loss, and once more after the restore.
  link.cut();
  for (let n = 0; n < 4; n += 1) await pass();
  const archive = join(gateway.dir, 'night.backup');
  const [made] = await Promise.all([say('backup', archive), pass(), pass(), pass()]);
  expect(made.stdout).toMatch(/night\.backup: \d+ files.*\nIt holds the site’s keys and face templates IN CLEAR/);
  link.restore();
  await eventually(() => inCloud().length).toBe(10);
  for (let n = 0; n < 5; n += 1) await pass();
  await eventually(() => inCloud().length).toBe(15);

  await expect(say('restore', archive)).rejects.toMatchObject({
    stderr: expect.stringContaining('data-folder-in-use'),
  });
  await gateway.kill();
  rmSync(join(gateway.dir, 'data'), { recursive: true });
  const restored = await say('restore', archive);
  expect(restored.stdout).toMatch(/^restored: the data of linden\/gw-1/);
  await gateway.start();

  const controller = await device('gate-controller');
  const again = await device('gate-reader');
  for (let n = 0; n < 6; n += 1) await again.event(n + 1, 'card-presented', { card: 'uid:0A1B2C3D' }, { boot: 'b2' });
  await eventually(() => controller.commands.length).toBeGreaterThan(0);
  await eventually(() => inCloud().length).toBe(21);
  expect(inCloud().every((count) => count === 1)).toBe(true);
  await eventually(missing).toBe(0);
  const anchors = join(gateway.dir, 'anchors.json');
  writeFileSync(anchors, JSON.stringify(await cloud.read('/v1/gateways/gw-1/anchors')));
  expect((await say('verify-ledger', '--anchors', anchors)).stdout).toMatch(/^whole: /);
}, 240_000);
