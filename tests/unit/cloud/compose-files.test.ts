import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { loadCloudConfig } from '../../../cloud/cloud-config.ts';
import { keyListOf, makeSigner, signAll } from '../../fixtures/signed-release.ts';

interface Service {
  user?: string;
  tmpfs?: string[];
  volumes?: string[];
  environment?: Record<string, string>;
  mem_limit?: string;
  [setting: string]: unknown;
}

const docker = join(import.meta.dirname, '../../../docker');
const textOf = (name: string) => readFileSync(join(docker, name), 'utf8');
const servicesOf = (name: string) =>
  Object.entries((parse(textOf(name), { merge: true }) as { services: Record<string, Service> }).services);
const files = ['compose.one-box.yaml', 'compose.scale-out.yaml'];
const scaleOut = servicesOf('compose.scale-out.yaml');
const clouds = scaleOut.filter(([name]) => name.startsWith('cloud-'));

/** As a cloud of the compose file reads it, with the secrets and the list of release keys that the user puts there. */
function loadScaleOut(text: string) {
  const folder = mkdtempSync(join(tmpdir(), 'ringward-compose-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'secret'), 'a password\n');
  const signers = [makeSigner('anna'), makeSigner('bo')];
  writeFileSync(join(folder, 'keys.json'), JSON.stringify(signAll(keyListOf(signers, 2), signers)));
  const config = join(folder, 'cloud.yaml');
  const here = text.replaceAll(/\/run\/secrets\/\w+/g, join(folder, 'secret'));
  writeFileSync(config, here.replaceAll('/data/keys.json', join(folder, 'keys.json')));
  return loadCloudConfig({ config, data: '/data' });
}

describe('what the compose files start', () => {
  test.each(files.flatMap((file) => servicesOf(file).map(([name, service]) => ({ file, name, service }))))(
    '$name of $file can harm little: no root, no rights, nothing to write but its volume, a bound to everything',
    ({ service }) => {
      expect(service).toMatchObject({
        read_only: true,
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
        pids_limit: expect.any(Number),
        mem_limit: expect.stringMatching(/^\d+[mg]$/),
        logging: { options: { 'max-size': '10m', 'max-file': '5' } },
        user: expect.stringMatching(/^[1-9]\d*:[1-9]\d*$/),
      });
      expect(service.tmpfs).not.toHaveLength(0);
      for (const entry of service.tmpfs!) expect(entry).toMatch(/:rw,noexec,nosuid,nodev,size=/);
    },
  );

  test('a release that one cloud took can be had from the other: both hold the folder of artefacts, and may write it', () => {
    const text = textOf('cloud.scale-out.yaml').replace(/^# (rollouts:)/m, '$1');
    const { rollouts, store } = loadScaleOut(text);
    expect(store).toBeDefined();
    const owned = textOf('Dockerfile').match(/^VOLUME (\S+)$/m)![1]!;
    expect(rollouts!.artefacts.startsWith(`${owned}/`)).toBe(true);
    expect(clouds.map(([name]) => name)).toEqual(['cloud-a', 'cloud-b']);
    for (const [, { volumes }] of clouds) expect(volumes).toEqual([`shared:${owned}`]);
  });

  test('the clouds listen where the load balancer sends guests and gateways', () => {
    const { port, identity } = loadScaleOut(textOf('cloud.scale-out.yaml'));
    const { environment } = scaleOut.find(([name]) => name === 'balancer')![1];
    for (const [name] of clouds) {
      const key = name.toUpperCase().replace('-', '_');
      expect(environment).toMatchObject({
        [`RINGWARD_${key}`]: `${name}:${port}`,
        [`RINGWARD_${key}_TLS`]: `${name}:${identity?.port}`,
      });
    }
  });
});
