import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { testWith } from '../fixtures/programs.ts';
import {
  canMakeRoots,
  copyRoot,
  type Inside,
  makeDebianRoot,
  type Running,
  runInside,
  runProgram,
  startInside,
  writtenSince,
} from './debian-root.ts';
import { addNode, followDockerfile, type Image, project } from './follow-dockerfile.ts';

/**
 * No Docker engine is needed: the lines of `docker/Dockerfile` are followed in Debian's smallest system, and what comes
 * out is started as a container would be. Alone: `npm test -- tests/packaging`.
 */
const work = mkdtempSync(join(tmpdir(), 'ringward-packaging-'));
const debian = join(work, 'debian');
const prepared = join(work, 'prepared');
let images: Map<string, Image>;

async function freePorts<N extends number>(count: N): Promise<number[] & { length: N }> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports as number[] & { length: N };
}

/** A container's start: read-only root, the image's user, its one volume, nothing else to write but /tmp. */
function startImage(name: string, given: { args?: string[]; env?: Record<string, string>; secrets?: string } = {}) {
  const image = images.get(name)!;
  const volume = mkdtempSync(join(work, 'volume-'));
  const { uid, gid } = statSync(join(image.root, image.volume!));
  chownSync(volume, uid, gid);
  chmodSync(volume, 0o700);
  const secretsAt = '/run/secrets';
  mkdirSync(join(image.root, secretsAt), { recursive: true });
  const stamp = join(work, `stamp-${name}`);
  writeFileSync(stamp, '');
  const place: Omit<Inside, 'argv'> = {
    root: image.root,
    cwd: image.workdir,
    env: { ...image.env, ...given.env },
    uid: image.user!,
    readOnly: true,
    binds: { [image.volume!]: volume, ...(given.secrets === undefined ? {} : { [secretsAt]: given.secrets }) },
  };
  const running = startInside({ ...place, argv: [...image.entrypoint, ...(given.args ?? image.cmd)] });
  onTestFinished(() => running.signal('SIGKILL'));
  const isHealthy = async () => (await runInside({ ...place, argv: image.healthcheck })).status === 0;
  return { running, volume, isHealthy, image, writtenOutside: () => writtenSince(image.root, stamp) };
}

const answers = (port: number) => async () => {
  const reply = await fetch(`http://127.0.0.1:${port}/healthz`).catch((error: Error) => error);
  return reply instanceof Error ? reply.message : reply.status;
};
const soon = { timeout: 60_000, interval: 250 };

/** Waits until it answers; a program that ends before says what it said. */
async function comesUp(running: Running, port: number): Promise<void> {
  const ended = running.ended.then((status) => {
    throw new Error(`it ended with ${status}\n${running.output().slice(-4000)}`);
  });
  await Promise.race([expect.poll(answers(port), soon).toBe(200), ended]);
}

/** It must end by itself in less time than Docker gives it before it kills. */
async function endsWhenTold(running: Running, signal = 'SIGTERM') {
  running.signal(signal as NodeJS.Signals);
  const patience = setTimeout(() => running.signal('SIGKILL'), 10_000);
  expect(await running.ended, running.output()).toBe(0);
  clearTimeout(patience);
}

function siteFile(folder: string, ports: number[], uid: number): void {
  mkdirSync(folder, { recursive: true });
  const text = readFileSync(join(project, 'docker/site.example.yaml'), 'utf8');
  const path = join(folder, 'site.yaml');
  writeFileSync(path, text.replace('port: 1883', `port: ${ports[0]}`).replace('port: 8600', `port: ${ports[1]}`), {
    mode: 0o600,
  });
  chownSync(path, uid, uid);
}

describe.skipIf(!canMakeRoots())('what is delivered', { timeout: 240_000 }, () => {
  beforeAll(async () => {
    await makeDebianRoot(debian);
    const withNode = join(work, 'debian-node');
    await copyRoot(debian, withNode);
    addNode(withNode);
    const text = readFileSync(join(project, 'docker/Dockerfile'), 'utf8');
    const bases = { 'node:24-bookworm-slim': withNode, 'debian:bookworm-slim': debian };
    images = await followDockerfile(text, join(work, 'images'), bases);
    const build = images.get('build')!;
    const copy = ['node', 'scripts/copy-parts.ts', '/out/box', 'gateway', 'cloud', 'installer'];
    const copied = await runInside({ root: build.root, cwd: build.workdir, env: build.env, argv: copy });
    expect(copied.status, copied.output).toBe(0);
    renameSync(join(build.root, 'out/box'), prepared);
  }, 900_000);
  afterAll(() => rmSync(work, { recursive: true, force: true }), 900_000);

  test("the gateway's image serves guards as nobody in particular, writes to its volume alone, and ends when told", async () => {
    const [mqtt, web] = await freePorts(2);
    const { user } = images.get('gateway')!;
    const secrets = join(work, 'secrets');
    siteFile(secrets, [mqtt!, web!], user!);
    const env = { RINGWARD_HEALTH_URL: `http://127.0.0.1:${web}/healthz` };
    const { running, volume, isHealthy, image, writtenOutside } = startImage('gateway', { secrets, env });
    await comesUp(running, web!);
    expect(await isHealthy()).toBe(true);
    expect(await (await fetch(`http://127.0.0.1:${web}/`)).text()).toContain('<div id="root">');
    expect(user).toBeGreaterThan(9999);
    expect(statSync(join(volume, 'site.db')).uid).toBe(user);
    await endsWhenTold(running, image.stopSignal);
    expect(await writtenOutside()).toEqual([]);
    expect(running.output()).not.toMatch(/EROFS|EACCES|other users can read/);
  });

  test("the cloud's image serves operators the same way", async () => {
    const [port] = await freePorts(1);
    const env = { RINGWARD_CLOUD_PORT: `${port}`, RINGWARD_HEALTH_URL: `http://127.0.0.1:${port}/healthz` };
    const { running, volume, isHealthy, image, writtenOutside } = startImage('cloud', { env });
    await comesUp(running, port!);
    expect(await isHealthy()).toBe(true);
    expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toContain('<div id="root">');
    await endsWhenTold(running, image.stopSignal);
    expect(readdirSync(volume)).not.toEqual([]);
    expect(await writtenOutside()).toEqual([]);
  });

  test('the invented compound comes up for whoever tries it, and ends when told', async () => {
    const { running, volume, isHealthy, image, writtenOutside } = startImage('sims');
    await expect.poll(() => existsSync(join(volume, 'compound/site.yaml')), soon).toBe(true);
    expect(await isHealthy()).toBe(true);
    await endsWhenTold(running, image.stopSignal);
    expect(await writtenOutside()).toEqual([]);
  });

  test('an image has what it runs, and nothing that only builds or checks', () => {
    for (const [name, foreign] of [
      ['gateway', ['vite', 'react-dom', 'vitest', 'typescript']],
      ['cloud', ['vite', 'react-dom', 'onnxruntime-node', 'node-av', 'sharp']],
      ['sims', ['vite', 'react-dom', 'onnxruntime-node', 'better-sqlite3']],
    ] as const) {
      const packages = readdirSync(join(images.get(name)!.root, 'app/node_modules'));
      expect(packages).toContain(`node-linux-${process.arch}`);
      expect(packages.filter((found) => foreign.some((one) => one === found))).toEqual([]);
    }
  });

  describe('a bare Debian box', () => {
    const box = join(work, 'box');
    const at = (path: string) => join(box, path);
    const install = (...args: string[]) =>
      runInside({ root: box, offline: true, argv: ['bash', '/root/ringward/docker/install.sh', ...args] });
    const userId = () => Number(readFileSync(at('etc/passwd'), 'utf8').match(/^ringward:x:(\d+):/m)![1]);

    /** As the unit says, its user, its read-only system and its state folder included. */
    function startUnit(part: string) {
      const unit = readFileSync(at(`etc/systemd/system/ringward-${part}.service`), 'utf8');
      const state = `/var/lib/${unit.match(/^StateDirectory=(.*)$/m)![1]}`;
      const volume = join(work, `state-${part}`);
      if (!existsSync(volume)) {
        renameSync(at(state), volume);
        mkdirSync(at(state));
      }
      const argv = unit.match(/^ExecStart=(.*)$/m)![1]!.split(' ');
      const cwd = unit.match(/^WorkingDirectory=(.*)$/m)![1]!;
      const running = startInside({ root: box, argv, cwd, uid: userId(), readOnly: true, binds: { [state]: volume } });
      onTestFinished(() => running.signal('SIGKILL'));
      return { running, volume };
    }

    beforeAll(async () => {
      await copyRoot(debian, box);
      await copyRoot(prepared, at('root/ringward'));
    }, 120_000);

    test('refuses what it cannot do in one clear line, and changes nothing', async () => {
      chmodSync(at('root'), 0o755);
      const argv = ['bash', '/root/ringward/docker/install.sh'];
      expect(await runInside({ root: box, uid: 65_534, argv })).toEqual({
        status: 1,
        output: expect.stringMatching(/^ringward: only root .*\n$/),
      });
      expect(await install('--everything')).toEqual({
        status: 1,
        output: expect.stringMatching(/^ringward: unknown argument .*\n$/),
      });
      expect(await install('--purge')).toEqual({
        status: 1,
        output: expect.stringMatching(/^ringward: --purge belongs .*\n$/),
      });
      expect(existsSync(at('opt/ringward'))).toBe(false);
    });

    test('gets gateway and cloud from a prepared folder without network, and both serve', async () => {
      const { status, output } = await install('--gateway', '--cloud');
      expect(status, output).toBe(0);
      expect(output).toContain('systemd is not running here: ringward-gateway is installed and not started');
      for (const file of ['site.yaml', 'cloud.yaml'])
        expect(statSync(at(`etc/ringward/${file}`))).toMatchObject({ mode: 0o100640, uid: 0, gid: userId() });
      const [mqtt, web, cloudPort] = await freePorts(3);
      const site = readFileSync(at('etc/ringward/site.yaml'), 'utf8');
      writeFileSync(
        at('etc/ringward/site.yaml'),
        site.replace('port: 1883', `port: ${mqtt}`).replace('port: 8600', `port: ${web}`),
      );
      const cloud = readFileSync(at('etc/ringward/cloud.yaml'), 'utf8');
      writeFileSync(at('etc/ringward/cloud.yaml'), cloud.replace('port: 8700', `port: ${cloudPort}`));
      const started = [startUnit('gateway'), startUnit('cloud')];
      await comesUp(started[0]!.running, web!);
      await comesUp(started[1]!.running, cloudPort!);
      for (const { running } of started) await endsWhenTold(running);
      expect(started[0]!.running.output()).not.toContain('other users can read');
      const binds = { '/var/lib/ringward/gateway': started[0]!.volume };
      const password = await runInside({ root: box, binds, argv: ['ringward-gateway', 'set-password', 'guard'] });
      expect(password.output).toMatch(/^new password of guard: \S+\n$/);
    });

    test('a new release that would refuse the settings is not taken', async () => {
      const path = at('etc/ringward/site.yaml');
      const site = readFileSync(path, 'utf8');
      const before = readlinkSync(at('opt/ringward/current'));
      writeFileSync(path, `${site}nonsense: 1\n`);
      const { status, output } = await install();
      writeFileSync(path, site);
      expect(status).toBe(1);
      expect(output).toMatch(/nonsense[\s\S]*refuses \/etc\/ringward\/site.yaml .*nothing was changed/);
      expect(readlinkSync(at('opt/ringward/current'))).toBe(before);
    });

    test('an upgrade after one that was cut off keeps settings and data, and the release before it', async () => {
      const before = readlinkSync(at('opt/ringward/current'));
      const site = readFileSync(at('etc/ringward/site.yaml'), 'utf8');
      mkdirSync(at('opt/ringward/releases/.fresh/gateway'), { recursive: true });
      writeFileSync(at('opt/ringward/releases/.fresh/gateway/main.ts'), 'half a fi');
      const kept = at('var/lib/ringward/gateway/kept');
      writeFileSync(kept, 'data');
      const { status, output } = await install();
      expect(status, output).toBe(0);
      const now = readlinkSync(at('opt/ringward/current'));
      expect(now).not.toBe(before);
      expect(
        readdirSync(at('opt/ringward/releases'))
          .map((name) => `releases/${name}`)
          .sort(),
      ).toEqual([before, now].sort());
      expect(readFileSync(at('etc/ringward/site.yaml'), 'utf8')).toBe(site);
      expect(existsSync(kept)).toBe(true);
      expect(existsSync(join(at('opt/ringward'), now, 'cloud/main.ts'))).toBe(true);
    });

    testWith('systemd-analyze')('systemd understands the units and finds little that they could harm', async () => {
      for (const part of ['gateway', 'cloud']) {
        const unit = join(work, `ringward-${part}.service`);
        const text = readFileSync(at(`etc/systemd/system/ringward-${part}.service`), 'utf8');
        writeFileSync(unit, text.replace('ExecStart=/', `ExecStart=${box}/`));
        const { status, output } = await runProgram('systemd-analyze', ['verify', unit]);
        const complaints = output
          .split('\n')
          .filter((line) => line && !/'(RestartSteps|RestartMaxDelaySec)'/.test(line));
        expect({ status, complaints }).toEqual({ status: 0, complaints: [] });
        // Exposure from 0 to 100: systemd calls up to 24 "OK".
        const security = await runProgram('systemd-analyze', ['security', '--offline=true', '--threshold=18', unit]);
        expect(security.status, security.output.slice(-300)).toBe(0);
      }
    });

    test('gives everything back: first the programs, then, if that is wanted, settings and data', async () => {
      expect((await install('--uninstall')).status).toBe(0);
      expect(existsSync(at('opt/ringward'))).toBe(false);
      expect(existsSync(at('etc/systemd/system/ringward-gateway.service'))).toBe(false);
      expect(existsSync(at('etc/ringward/site.yaml')) && existsSync(at('var/lib/ringward/gateway'))).toBe(true);
      expect((await install('--uninstall', '--purge')).status).toBe(0);
      for (const path of ['etc/ringward', 'var/lib/ringward']) expect(existsSync(at(path))).toBe(false);
      expect(readFileSync(at('etc/passwd'), 'utf8')).not.toContain('ringward');
    });
  });
});
