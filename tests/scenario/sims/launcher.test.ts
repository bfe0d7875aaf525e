import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { stringify } from 'yaml';
import type { FromSimulation, ToSimulation } from '../../../firmware-sims/backchannel.ts';
import { generateCompound } from '../../../firmware-sims/compound/linden-court.ts';
import { readSite } from '../../../firmware-sims/compound/read-site.ts';
import { loadSiteFile } from '../../../gateway/register/site/site-file.ts';
import { startTestBroker } from './aedes-broker.ts';

let dir: string;
let child: ChildProcess;
let heard: FromSimulation[];
let ended: Promise<number | null>;
let complaints: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'ringward-launch-'));
  heard = [];
  child = fork('firmware-sims/main.ts', [], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  complaints = '';
  child.stderr?.on('data', (chunk) => {
    complaints += chunk;
  });
  child.on('message', (message) => heard.push(message as FromSimulation));
  ended = new Promise((resolve) => {
    child.on('exit', (code) => resolve(code));
  });
});
afterEach(async () => {
  child.kill('SIGKILL');
  await ended;
  rmSync(dir, { recursive: true });
});

const send = (message: ToSimulation) => child.send(message);
async function next<Kind extends FromSimulation['kind']>(kind: Kind): Promise<FromSimulation & { kind: Kind }> {
  const find = () => {
    if (child.exitCode !== null) throw new Error(`the simulation ended (${child.exitCode}): ${complaints}`);
    return heard.find((message) => message.kind === kind);
  };
  await expect.poll(find, { timeout: 25_000, interval: 20 }).toBeDefined();
  return heard.find((message) => message.kind === kind) as FromSimulation & { kind: Kind };
}

test('cameras, then a site file that the gateway takes, then devices: the whole compound starts in that order', async () => {
  await next('ready');
  send({ kind: 'start-cameras' });
  const { urls } = await next('cameras');
  expect(Object.keys(urls)).toHaveLength(8);
  const { siteFile, site } = await generateCompound({
    dir,
    mqttPort: 0,
    consolePort: 0,
    cameraUrls: urls,
  });
  expect(statSync(siteFile).mode & 0o777).toBe(0o600);
  expect(readSite(siteFile)).toEqual(site);
  expect(loadSiteFile(siteFile)).toMatchObject({ exposed: false, site: { site: { id: 'linden-court' } } });

  const broker = await startTestBroker(
    Object.fromEntries(site.devices.map(({ id, secret }) => [id, secret])),
    site.site.id,
  );
  try {
    send({ kind: 'start-devices', siteFile, mqttPort: broker.port });
    expect(await next('devices')).toEqual({ kind: 'devices', total: 33, offline: [] });
    send({ kind: 'stop' });
    await next('stopped');
    expect(await ended).toBe(0);
  } finally {
    await broker.close();
  }
});

test('when the launcher is gone, the simulation does not stay behind', async () => {
  await next('ready');
  child.disconnect();
  expect(await ended).toBe(0);
});

test('a play before anything runs, and a site file that is none, are answered in one sentence each', async () => {
  await next('ready');
  send({ kind: 'play', play: 'day' });
  expect(await next('failed')).toMatchObject({ request: 'play', problem: expect.stringContaining('before a play') });
  heard.length = 0;
  const path = join(dir, 'site.yaml');
  writeFileSync(path, stringify({ site: { id: 'x' } }));
  send({ kind: 'start-devices', siteFile: path, mqttPort: 1 });
  const { problem } = await next('failed');
  expect(problem).toContain(path);
  expect(problem).not.toContain('\n');
});
