import { chownSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { stringify } from 'yaml';
import { claimPort } from '../../../scripts/compound/free-ports.ts';
import { playDevice } from '../../fixtures/run-gateway.ts';
import { startShutIn, testShutIn } from '../../fixtures/shut-in.ts';
import { smallSite } from '../../fixtures/small-site.ts';

const longEnough = { timeout: 120_000 };

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ringward-shut-in-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** As installed: the part's user may read it, and nobody else. */
function writeSettings(folder: string, name: string, text: string): void {
  writeFileSync(join(folder, name), text, { mode: 0o600 });
  chownSync(join(folder, name), 10001, 10001);
}

testShutIn(
  'a gateway that is nobody’s user and may write into its data folder only starts, opens a door, and leaves nothing elsewhere',
  longEnough,
  async () => {
    const folder = makeFolder();
    const [mqtt, console] = [await claimPort(0, 'devices'), await claimPort(0, 'console')];
    const host = '127.0.0.1';
    const site = smallSite();
    site.gateway = { ...site.gateway, mqtt: { host, port: mqtt }, console: { host, port: console } };
    writeSettings(folder, 'site.yaml', stringify(site));
    const gateway = await startShutIn(
      { script: 'gateway/main.ts', words: ['--config', '/mnt/site/site.yaml'], folder },
      async () => (await fetch(`http://${host}:${console}/healthz`)).ok,
    );
    onTestFinished(gateway.stop);
    const controller = await playDevice(mqtt, site, 'gate-controller');
    const reader = await playDevice(mqtt, site, 'gate-reader');
    onTestFinished(() => void [controller, reader].map(({ client }) => client.end(true)));
    await reader.event(1, 'card-presented', { card: 'uid:0A1B2C3D' });
    await expect.poll(() => controller.commands.length, { timeout: 60_000 }).toBeGreaterThan(0);
    expect(gateway.temporary()).toEqual([]);
    const data = join(folder, 'data');
    expect(readdirSync(folder).sort()).toEqual(['data', 'site.yaml']);
    for (const name of readdirSync(data)) {
      expect(statSync(join(data, name)).uid, name).toBe(10001);
      expect(statSync(join(data, name)).mode & 0o002, name).toBe(0);
    }
  },
);

testShutIn(
  'a cloud that is nobody’s user and may write into its data folder only starts, keeps its keys there, and leaves nothing elsewhere',
  longEnough,
  async () => {
    const folder = makeFolder();
    const port = await claimPort(0, 'the cloud');
    writeSettings(folder, 'cloud.yaml', JSON.stringify({ data: 'data', port }));
    const cloud = await startShutIn(
      { script: 'cloud/main.ts', words: ['--config', '/mnt/site/cloud.yaml'], folder },
      async () => (await fetch(`http://127.0.0.1:${port}/healthz`)).ok,
    );
    onTestFinished(cloud.stop);
    expect(cloud.temporary()).toEqual([]);
    expect(readdirSync(join(folder, 'data'))).toEqual(expect.arrayContaining(['cloud.db', 'operator.hash']));
    expect(statSync(join(folder, 'data', 'operator.hash')).uid).toBe(10001);
  },
);
