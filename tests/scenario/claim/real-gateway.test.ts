import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type GatewayProcess, openGatewayProcess } from '../../fixtures/gateway-process.ts';
import { smallSite } from '../../fixtures/small-site.ts';
import { type ClaimingCloud, startClaimingCloud } from './claiming-cloud.ts';

const main = new URL('../../../gateway/main.ts', import.meta.url).pathname;
let cloud: ClaimingCloud;
let gateway: GatewayProcess;
beforeAll(async () => {
  cloud = await startClaimingCloud();
  gateway = await openGatewayProcess(smallSite({ cloud: { url: cloud.gatewayUrl } }));
}, 60_000);
afterAll(async () => {
  await gateway.remove();
  await cloud.close();
});

const eventually = <T>(look: () => Promise<T>) => expect.poll(look, { timeout: 60_000, interval: 200 });
const claim = (code: string) =>
  promisify(execFile)(process.execPath, [main, '--config', join(gateway.dir, 'site.yaml'), 'claim', code]);

test('a gateway runs without a cloud, is given a code on the command line, is killed while it waits, is accepted, and its events come over its certificate', async () => {
  await gateway.start();
  await expect(claim('AAAAA-BBBBB')).rejects.toThrow(/claim-code-invalid/);
  await claim((await cloud.makeCode({ accept: 'operator' })).text);
  const waiting = await cloud.waiting('gw-1');
  await gateway.kill();
  await gateway.start();
  await cloud.accept(waiting.id);
  await eventually(() => cloud.gateway('gw-1')).toMatchObject({
    state: 'online',
    identity: { state: 'valid' },
    status: { site: 'linden', siteName: expect.stringContaining('Linden') },
    // both starts of the gateway
    totals: { missing: 0, stored: expect.toSatisfy((stored: number) => stored >= 2) },
  });
  await expect.poll(() => cloud.metrics(), { timeout: 15_000 }).toContain('ringward_cloud_downlinks_open 1');
  expect((await cloud.claims()).map(({ state }) => state)).toEqual(['accepted']);
}, 150_000);
