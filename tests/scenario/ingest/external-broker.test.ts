import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SiteBrokerSettings } from '../../../devices/contracts/site-broker.ts';
import { openSiteBroker, sayBrokerProblem } from '../../../gateway/compose/bus/open-site-broker.ts';
import type { DeviceMessage, SiteBroker } from '../../../gateway/ingest/broker.ts';
import { systemClock } from '../../../gateway/kernel/clock.ts';
import type { Log } from '../../../gateway/kernel/log.ts';
import { createMetrics } from '../../../gateway/kernel/metrics.ts';
import { claimPort } from '../../../scripts/compound/free-ports.ts';
import { connectDevice } from '../../fixtures/mqtt-hand.ts';
import { hasProgram } from '../../fixtures/programs.ts';
import {
  gatewayPassword,
  makeCertificates,
  onBroker,
  type RunningMosquitto,
  runMosquitto,
} from '../../fixtures/run-mosquitto.ts';
import { smallSite } from '../../fixtures/small-site.ts';
import { startStrictBroker } from './aedes-broker.ts';

const patient = { timeout: 20_000, interval: 20 };
let dir: string;
const opened: SiteBroker[] = [];
let said: string;
const log: Log = {
  debug: (...words) => note(words),
  info: (...words) => note(words),
  warn: (...words) => note(words),
  error: (...words) => note(words),
};
const note = (words: unknown[]) => {
  said += JSON.stringify(words);
};

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'ringward-bus-'));
  said = '';
});
afterEach(async () => {
  for (const broker of opened.splice(0)) await broker.close();
  rmSync(dir, { recursive: true, force: true });
});

async function open(settings: SiteBrokerSettings, receive = async (_message: DeviceMessage) => {}) {
  const metrics = createMetrics();
  const site = onBroker(smallSite(), settings);
  const broker = await openSiteBroker({
    ...{ site, baseDir: dir, clock: systemClock, log, metrics, receive },
    fromNode: () => {},
  });
  opened.push(broker);
  return { broker, metrics };
}
const problemOf = (broker: SiteBroker) => broker.link()?.problem ?? broker.link()?.state;

describe('a broker that is not there', () => {
  test('stops nothing: the gateway goes on, says since when and what to do, and sends nothing later', async () => {
    const port = await claimPort(0, 'nobody');
    const { broker, metrics } = await open({ url: `mqtt://127.0.0.1:${port}` });
    await expect.poll(() => problemOf(broker), patient).toBe('broker-unreachable');
    broker.send('gate-controller', { id: 'c1', ttlMs: 600_000 });
    expect(await metrics.totals()).toMatchObject({ mqtt_not_sent: 1 });
    const [problem] = sayBrokerProblem(broker);
    expect(problem).toMatch(
      /no way to the broker mqtt:\/\/127\.0\.0\.1:\d+ since 20.*door controllers decide alone.*host and port/,
    );
    expect(said).toContain('broker-unreachable');
  });

  test('is told apart from one whose name nobody knows', async () => {
    const { broker } = await open({ url: 'mqtt://no-such-host.invalid' });
    await expect.poll(() => problemOf(broker), patient).toBe('broker-name-unknown');
  });

  test('is told apart from a port that takes the connection and says nothing', async () => {
    const server: Server = createServer(() => {});
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    const address = server.address();
    const { broker } = await open({ url: `mqtt://127.0.0.1:${typeof address === 'object' ? address?.port : 0}` });
    await expect.poll(() => problemOf(broker), patient).toBe('broker-no-answer');
    await broker.close();
    server.close();
  });
});

test('a broker whose rights are older than firmware serves the gateway with all the rest', async () => {
  const refusing = await startStrictBroker((topic) => !topic.endsWith('/firmware-said'));
  writeFileSync(join(dir, 'password'), 'the-gateway-here-1\n');
  const settings = { url: `mqtt://127.0.0.1:${refusing.port}`, passwordFile: 'password', version: '3.1.1' as const };
  const { broker } = await open(settings);
  await expect.poll(() => problemOf(broker), patient).toBe('up');
  expect(said).toContain('its rights may be older than the gateway');
  await broker.close();
  await refusing.close();

  const strict = await startStrictBroker((topic) => !topic.endsWith('/event'));
  const { broker: other } = await open({ ...settings, url: `mqtt://127.0.0.1:${strict.port}` });
  await expect.poll(() => problemOf(other), patient).toBe('broker-no-rights');
  await other.close();
  await strict.close();
}, 60_000);

describe('what the site file names and is not there is a fault that names the field', () => {
  const url = 'mqtts://localhost:1';
  test('a file', async () => {
    await expect(open({ url, ca: 'no/ca.pem' })).rejects.toMatchObject({
      code: 'broker-files-unusable',
      message: /ca: ENOENT/,
    });
    await expect(open({ url, passwordFile: 'no.password' })).rejects.toThrow(/passwordFile/);
  });

  test('a file that is no certificate, and one that is empty', async () => {
    writeFileSync(join(dir, 'ca.pem'), 'no certificate');
    writeFileSync(join(dir, 'empty'), '\n');
    await expect(open({ url, certificate: 'ca.pem', key: 'ca.pem' })).rejects.toThrow(/no PEM/);
    await expect(open({ url, passwordFile: 'empty' })).rejects.toThrow(/passwordFile is empty/);
  });

  test('a variable', async () => {
    await expect(open({ url, passwordEnv: 'RINGWARD_NOT_SET' })).rejects.toThrow(/RINGWARD_NOT_SET/);
  });
});

describe.skipIf(!hasProgram('mosquitto'))('at a Mosquitto', { timeout: 60_000 }, () => {
  let mosquitto: RunningMosquitto;
  beforeEach(async () => {
    mosquitto = await runMosquitto(smallSite());
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((broker) => broker.close()));
    await mosquitto.remove();
  });

  test('a wrong password is told as such, and stands in no log', async () => {
    writeFileSync(join(dir, 'wrong'), 'not-the-password-1\n');
    const { broker } = await open({ ...mosquitto.settings, passwordFile: join(dir, 'wrong') });
    await expect.poll(() => problemOf(broker), patient).toBe('broker-not-authorised');
    const { broker: right } = await open({ ...mosquitto.settings });
    await expect.poll(() => problemOf(right), patient).toBe('up');
    expect(said).not.toContain('not-the-password-1');
    expect(said).not.toContain(gatewayPassword);
  });

  test('a certificate of another authority, and one for another name, are refused and told as such', async () => {
    makeCertificates(dir);
    const { broker } = await open({ ...mosquitto.settings, ca: join(dir, 'ringward-ca.pem') });
    await expect.poll(() => problemOf(broker), patient).toBe('broker-certificate');
    const { broker: other } = await open({ ...mosquitto.settings, servername: 'elsewhere.example' });
    await expect.poll(() => problemOf(other), patient).toBe('broker-certificate');
    const { broker: named } = await open({
      ...mosquitto.settings,
      url: `mqtts://127.0.0.1:${mosquitto.tlsPort}`,
      servername: 'localhost',
    });
    await expect.poll(() => problemOf(named), patient).toBe('up');
  });

  test('TLS at a port without it, and none at a port with it, are told as such', async () => {
    const { broker } = await open({ ...mosquitto.settings, url: `mqtts://localhost:${mosquitto.port}` });
    await expect.poll(() => problemOf(broker), patient).toBe('broker-tls');
    const { passwordFile } = mosquitto.settings;
    const { broker: plain } = await open({ url: `mqtt://localhost:${mosquitto.tlsPort}`, passwordFile });
    await expect.poll(() => problemOf(plain), patient).toBe('broker-hung-up');
  });

  test('a second program under the name of the gateway is noticed', async () => {
    const { broker } = await open(mosquitto.settings);
    await expect.poll(() => problemOf(broker), patient).toBe('up');
    await open(mosquitto.settings);
    await expect.poll(() => said, patient).toContain('broker-unsteady');
  });

  test('rules that do not let the gateway hear are noticed, not taken for silence', { timeout: 60_000 }, async () => {
    await mosquitto.stop();
    const acl = join(mosquitto.dir, 'ringward.acl');
    writeFileSync(acl, readFileSync(acl, 'utf8').replaceAll('topic read sac/v1/linden/+/+', 'topic read elsewhere'));
    await mosquitto.start();
    const { broker } = await open(mosquitto.settings);
    await expect.poll(() => problemOf(broker), { ...patient, timeout: 40_000 }).toBe('broker-no-rights');
  });

  test('messages that lay at the broker are known as such, what comes after them is not, and old states are left out', async () => {
    const heard: string[] = [];
    const receive = async ({ device, channel, waited }: DeviceMessage) => {
      heard.push(`${device} ${channel}${waited ? ' waited' : ''}`);
    };
    const { broker } = await open(mosquitto.settings, receive);
    await expect.poll(() => problemOf(broker), patient).toBe('up');
    await broker.close();
    const reader = await connectDevice(mosquitto.port, 'gate-reader', 'reader-secret-1');
    const say = (channel: string, retain = false) =>
      reader.publishAsync(`sac/v1/linden/1/gate-reader/${channel}`, '{}', { qos: 1, retain });
    await say('state', true);
    await say('event');
    await open(mosquitto.settings, receive);
    await expect.poll(() => heard, patient).toContain('gate-reader event waited');
    await expect
      .poll(async () => {
        await say('event');
        return heard;
      }, patient)
      .toContain('gate-reader event');
    await say('state', true);
    await expect.poll(() => heard.filter((what) => what.includes('state')), patient).toEqual(['gate-reader state']);
    reader.end(true);
  });

  test('a retained event, and one of a device that the site does not have, is refused and counted', async () => {
    writeFileSync(join(mosquitto.dir, 'ringward.acl'), 'user linden-guest\ntopic write sac/v1/#\n', { flag: 'a' });
    execFileSync('mosquitto_passwd', [
      '-b',
      join(mosquitto.dir, 'ringward.passwords'),
      'linden-guest',
      'guest-secret-1',
    ]);
    await mosquitto.stop();
    await mosquitto.start();
    const guest = await connectDevice(mosquitto.port, 'linden-guest', 'guest-secret-1');
    await guest.publishAsync('sac/v1/linden/3/smoke-1/event', '{}', { qos: 1, retain: true });
    const heard: DeviceMessage[] = [];
    const { broker, metrics } = await open(mosquitto.settings, async (message) => void heard.push(message));
    await expect.poll(() => problemOf(broker), patient).toBe('up');
    await guest.publishAsync('sac/v1/linden/3/smoke-9/event', '{}', { qos: 1 });
    await guest.publishAsync('sac/v1/linden/1/smoke-1/event', '{}', { qos: 1 });
    await expect.poll(async () => (await metrics.totals()).mqtt_refused, patient).toBe(3);
    expect(heard).toEqual([]);
    guest.end(true);
  });

  test('Mosquitto’s own program takes the passwords that the gateway wrote', () => {
    const entry = readFileSync(join(mosquitto.dir, 'ringward.passwords'), 'utf8').split('\n')[1]!;
    expect(entry).toMatch(/^gate-controller:\$7\$1000\$[A-Za-z0-9+/]{16}\$[A-Za-z0-9+/]{86}==$/);
    expect(entry).not.toContain('gate-secret-1');
  });
});
