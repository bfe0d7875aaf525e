import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SiteDevice } from '../../../devices/contracts/site-file.ts';
import { createSensorSim } from '../../../firmware-sims/device/sensor-sims.ts';
import { createConsoleFastify } from '../../../gateway/console/console-fastify.ts';
import { addTlsRules } from '../../../gateway/console/tls-rules.ts';
import { type GatewayProcess, openGatewayProcess } from '../../fixtures/gateway-process.ts';
import { connectDevice } from '../../fixtures/mqtt-hand.ts';
import { testWith } from '../../fixtures/programs.ts';
import { quietLog } from '../../fixtures/quiet.ts';
import { smallSite } from '../../fixtures/small-site.ts';

const run = promisify(execFile);
const patient = { timeout: 30_000, interval: 50 };
const main = new URL('../../../gateway/main.ts', import.meta.url).pathname;
let gateway: GatewayProcess;
let mqttPort: number;
let ca: string;

beforeAll(async () => {
  const plan = smallSite();
  const own = { certificate: 'own.pem', key: 'own.key' };
  gateway = await openGatewayProcess({
    ...plan,
    gateway: {
      ...plan.gateway,
      names: ['gw.linden.test'],
      console: { ...plan.gateway.console, tls: own },
      mqtt: { host: '127.0.0.1', port: 0, tls: 'auto' },
    },
  });
  // what its owner was still copying when the gateway started
  writeFileSync(join(gateway.dir, 'own.pem'), '-----BEGIN CERTIFICATE-----\nMIIB');
  await gateway.start();
  mqttPort = gateway.site.gateway.mqtt!.port;
  ca = join(gateway.dir, 'data', 'tls', 'authority.pem');
}, 60_000);
afterAll(() => gateway.remove());

const curl = (...args: string[]) => run('curl', ['-sS', '--max-time', '20', ...args]);
const port = () => new URL(gateway.url()).port;

testWith('curl')(
  'a browser that knows the site’s authority reaches the console by every name it has, and nothing else is taken',
  async () => {
    expect(gateway.url()).toMatch(/^https:/);
    const { stdout } = await curl('--cacert', ca, '-i', `${gateway.url()}/healthz`);
    // its owner’s own certificate is half written: that is said, and the site’s serves
    expect(stdout).toMatch(/own\.pem cannot be used/);
    expect(stdout).toMatch(/strict-transport-security: max-age=31536000/i);
    const named = `gw.linden.test:${port()}:127.0.0.1`;
    await curl('--cacert', ca, '--resolve', named, `https://gw.linden.test:${port()}/healthz`);
    const foreign = `other.test:${port()}:127.0.0.1`;
    await expect(curl('--cacert', ca, '--resolve', foreign, `https://other.test:${port()}/healthz`)).rejects.toThrow(
      /name/i,
    );
    await expect(curl(`${gateway.url()}/healthz`)).rejects.toThrow(/certificate/i);
  },
);

testWith('curl')(
  'the authority can be fetched with its fingerprint, from the console and from the command line',
  async () => {
    const { stdout } = await curl('-k', '-i', `${gateway.url()}/api/authority`);
    const [head = '', body = ''] = stdout.split('\r\n\r\n');
    const fingerprint = /x-fingerprint-sha256: (\S+)/i.exec(head)?.[1];
    expect(body).toBe(readFileSync(ca, 'utf8'));
    const told = await run(process.execPath, [main, '--config', join(gateway.dir, 'site.yaml'), 'authority']);
    expect(told.stdout).toBe(body);
    expect(told.stderr).toContain(`SHA-256 ${fingerprint}`);
  },
);

testWith('curl')('the session’s cookie of a guard who signs in by https travels by nothing else', async () => {
  const origin = `https://127.0.0.1:${port()}`;
  const { stdout } = await curl(
    ...['--cacert', ca, '-i', '-H', `origin: ${origin}`, '-H', 'content-type: application/json'],
    ...['-d', JSON.stringify({ user: 'guard', password: gateway.password('guard') }), `${origin}/api/session`],
  );
  expect(stdout).toMatch(/set-cookie: ringward=[^\r]*; Secure/i);
});

testWith('openssl')('only TLS 1.2 and 1.3 are spoken, with forward secrecy', async () => {
  const speak = (at: number | string, ...args: string[]) => {
    const client = run('openssl', [
      's_client',
      '-connect',
      `127.0.0.1:${at}`,
      '-CAfile',
      ca,
      '-verify_return_error',
      ...args,
    ]);
    client.child.stdin?.end('Q\n');
    return client.then(
      ({ stdout }) => stdout,
      (error: { stdout: string }) => `refused ${error.stdout}`,
    );
  };
  for (const at of [port(), mqttPort]) {
    expect(await speak(at, '-tls1_3')).toMatch(/Verify return code: 0/);
    expect(await speak(at, '-tls1_2')).toMatch(/ECDHE/);
    expect(await speak(at, '-tls1_1', '-cipher', 'ALL:@SECLEVEL=0')).toMatch(/^refused|Cipher is \(NONE\)/);
    expect(await speak(at, '-tls1_2', '-cipher', 'AES128-SHA')).toMatch(/^refused|Cipher is \(NONE\)/);
  }
});

testWith('mosquitto_pub')(
  'Mosquitto’s client and a simulated detector reach the broker by mqtts, and do not trust another authority',
  async () => {
    const event = JSON.stringify({ boot: 'b1', seq: 1, type: 'tested', data: {} });
    const publish = (authority: string) =>
      run('mosquitto_pub', [
        ...['-h', '127.0.0.1', '-p', String(mqttPort), '--cafile', authority, '-i', 'smoke-1', '-u', 'smoke-1'],
        ...['-P', 'smoke-secret-1', '-q', '1', '-t', 'sac/v1/linden/3/smoke-1/event', '-m', event],
      ]);
    await publish(ca);
    await expect(publish('/etc/ssl/certs/ca-certificates.crt')).rejects.toThrow();
    const device = smallSite().devices.find(({ id }) => id === 'smoke-1')! as SiteDevice & { kind: 'smoke' };
    const broker = { host: '127.0.0.1', port: mqttPort, ca: readFileSync(ca, 'utf8') };
    const sim = createSensorSim({ site: 'linden', device, broker });
    await expect.poll(() => sim.online, patient).toBe(true);
    await sim.stop();
  },
);

test('where TLS alone is taken, a page asked plainly leads to https, and a program is told instead of led on', async () => {
  const app = createConsoleFastify(quietLog, 'UTC');
  const front = { only: true, take: () => {}, close: () => {} };
  addTlsRules(app, { front, authority: '', fingerprint: '' });
  app.get('/map', async () => 'page');
  app.get('/api/overview', async () => 'data');
  const ask = (url: string) => app.inject({ url, remoteAddress: '192.0.2.7', headers: { host: 'gw.linden.test' } });
  expect(await ask('/map')).toMatchObject({ statusCode: 308, headers: { location: 'https://gw.linden.test/map' } });
  const told = await ask('/api/overview');
  expect([told.statusCode, told.json().code, told.headers.location]).toEqual([426, 'https-needed', undefined]);
  await app.close();
});

test('who says nothing, speaks plainly or talks nonsense at a TLS port keeps nobody else out', async () => {
  const words = [
    '',
    '\x16',
    '\x16\x03\x01\x02\x00garbage',
    'GET / HTTP/1.1\r\n\r\n',
    '\x10\xff\xff\xff\xff',
    '\x00'.repeat(5000),
  ];
  const sockets = [mqttPort, Number(port())].flatMap((at) =>
    Array.from({ length: 60 }, (_, n) => {
      const socket = connect({ host: '127.0.0.1', port: at });
      socket.on('error', () => {});
      const word = words[n % words.length]!;
      socket.once('connect', () => word !== '' && socket.write(Buffer.from(word, 'latin1')));
      if (n % 4 === 3) socket.once('connect', () => setImmediate(() => socket.resetAndDestroy()));
      return socket;
    }),
  );
  const device = await connectDevice(mqttPort, 'gate-reader', 'reader-secret-1', {
    ...{ protocol: 'mqtts', ca: readFileSync(ca, 'utf8'), connectTimeout: 20_000 },
  });
  expect(device.connected).toBe(true);
  device.end(true);
  const guard = await fetch(`http://127.0.0.1:${port()}/healthz`);
  // plain of this machine is taken, for health checks and a proxy
  expect(await guard.text()).toContain('own.pem');
  for (const socket of sockets) socket.destroy();
});

test('keys are for their owner’s eyes, a restart keeps the authority, and a damaged key stops no start', async () => {
  const dir = join(gateway.dir, 'data', 'tls');
  const before = readFileSync(ca, 'utf8');
  expect(statSync(dir).mode & 0o077).toBe(0);
  for (const name of ['authority.key', 'server.key']) expect(statSync(join(dir, name)).mode & 0o077).toBe(0);
  await gateway.kill();
  writeFileSync(join(dir, 'server.key'), 'half a k');
  await gateway.start();
  expect(readFileSync(ca, 'utf8')).toBe(before);
  expect(readdirSync(dir)).toContainEqual(expect.stringMatching(/^server\.key\.damaged-/));
  await connectDevice(mqttPort, 'gate-reader', 'reader-secret-1', { protocol: 'mqtts', ca: before }).then((device) =>
    device.end(true),
  );
}, 60_000);
