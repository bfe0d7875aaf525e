import { execFile, spawn } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type SiteDevices, startSiteDevices } from '../../../firmware-sims/compound/site-devices.ts';
import type { ConsoleAlarm, ConsoleHealth, ConsolePassage } from '../../../gateway/console/console-ports.ts';
import type { ConsoleStanding } from '../../../gateway/console/device-ports.ts';
import type { ConsoleController } from '../../../gateway/console/doors/pass-ports.ts';
import { type GatewayProcess, openGatewayProcess } from '../../fixtures/gateway-process.ts';
import { hasProgram } from '../../fixtures/programs.ts';
import { onBroker, type RunningMosquitto, runMosquitto } from '../../fixtures/run-mosquitto.ts';
import { smallSite } from '../../fixtures/small-site.ts';

const patient = { timeout: 30_000, interval: 25 };
const slow = { timeout: 90_000 };
const lin = 'uid:0A1B2C3D';
const plan = () => {
  const site = smallSite();
  return { ...site, residents: site.residents.map(({ face: _, ...resident }) => resident) };
};

describe.skipIf(!hasProgram('mosquitto'))('the gateway of a small compound on its own Mosquitto', () => {
  let mosquitto: RunningMosquitto;
  let gateway: GatewayProcess;
  let devices: SiteDevices;
  let siteKey = '';

  beforeEach(async () => {
    mosquitto = await runMosquitto(plan());
    gateway = await openGatewayProcess(onBroker(plan(), mosquitto.settings));
    await gateway.start();
    siteKey = (await controllers()).siteKey.publicKey;
    devices = startSiteDevices({
      site: gateway.site,
      broker: { host: '127.0.0.1', port: mosquitto.port },
      siteKey: () => siteKey,
      memoryDir: join(gateway.dir, 'flash'),
    });
    expect(await devices.whenOnline(20_000)).toEqual([]);
    await expect.poll(isHeard, patient).toBe(true);
  }, 60_000);
  afterEach(async () => {
    await devices.stop();
    await gateway.remove();
    await mosquitto.remove();
  });

  const guard = () => gateway.signIn('guard');
  const controllers = async () =>
    await (await guard()).get<{ controllers: ConsoleController[]; siteKey: { publicKey: string } }>('/api/controllers');
  const passages = async () => await (await guard()).get<ConsolePassage[]>('/api/passages');
  const alarms = async () =>
    (await (await guard()).get<ConsoleAlarm[]>('/api/alarms')).map(({ type, source }) => `${type} ${source}`);
  const health = async () => (await (await guard()).get<{ health: ConsoleHealth }>('/api/overview')).health.broker.link;
  const readiness = async () => {
    const answer = await fetch(`${gateway.url()}/healthz`);
    return { status: answer.status, said: await answer.text() };
  };
  /** Every controller holds the rights of now, so that it can decide alone. */
  const isHeard = async () =>
    (await controllers()).controllers.every(({ rights: { held, version } }) => held !== undefined && held === version);
  const door = () => devices.doors.get('gate-controller')!;
  const reader = () => devices.readers.get('gate-reader')!;

  /** Mosquitto's own programs, over TLS, with the name and secret of a device. */
  const asDevice = (id: string) => [
    ...['-h', 'localhost', '-p', String(mosquitto.tlsPort), '--cafile', mosquitto.settings.ca],
    ...['-u', id, '-P', gateway.site.devices.find((device) => device.id === id)!.secret, '-i', id],
  ];
  const publish = (id: string, topic: string, payload: object) =>
    promisify(execFile)('mosquitto_pub', [...asDevice(id), '-q', '1', '-t', topic, '-m', JSON.stringify(payload)]);

  test('a card opens the door, smoke raises the alarm, and both again after the gateway was killed', slow, async () => {
    reader().presentCard(lin);
    await expect.poll(() => door().released, patient).toBe(true);
    expect(await door().walkThrough({ openMs: 20 })).toBe(true);
    await expect.poll(passages, patient).toMatchObject([{ outcome: 'granted', taken: true }]);
    await gateway.kill();
    devices.sensors.get('smoke-1')!.trip();
    await gateway.start();
    await expect.poll(alarms, patient).toContain('smoke smoke-1');
    await expect.poll(() => door().released, patient).toBe(false);
    reader().presentCard(lin);
    await expect.poll(() => door().released, patient).toBe(true);
    await expect.poll(async () => (await passages()).length, patient).toBe(2);
  });

  test(
    'while the gateway is dead its broker still answers the readers, and the controllers decide alone; no card opens a door later',
    slow,
    async () => {
      await gateway.kill();
      reader().presentCard(lin);
      await expect.poll(() => door().decidedAlone, patient).toBe(1);
      expect(await door().walkThrough({ openMs: 20 })).toBe(true);
      // A reader without a clock: nothing but the broker could tell how old this is, and it does not.
      const shown = { boot: 'by-hand', seq: 1, type: 'card-presented', data: { card: lin } };
      await devices.readers.get('u1-reader')!.stop();
      await publish('u1-reader', 'sac/v1/linden/3/u1-reader/event', shown);
      await gateway.start();
      const decided = async () =>
        (await passages()).map(
          ({ source, outcome, reason, alone = false }) => `${source} ${outcome} ${reason} ${alone}`,
        );
      await expect.poll(decided, patient).toContain('gate granted granted true');
      await expect.poll(decided, patient).toContain('u1-door denied expired-event false');
      expect((await decided()).filter((what) => what.includes('granted granted'))).toHaveLength(1);
      expect([door().released, devices.doors.get('u1-controller')!.released]).toEqual([false, false]);
    },
  );

  test(
    'while the broker is gone the gateway runs, says so since when, and goes on by itself afterwards',
    slow,
    async () => {
      expect(await readiness()).toMatchObject({ status: 200 });
      expect(await health()).toMatchObject({ state: 'up', url: mosquitto.settings.url });
      await mosquitto.stop();
      await expect.poll(async () => (await readiness()).status, patient).toBe(503);
      await expect.poll(async () => (await readiness()).said, patient).toContain('broker-unreachable');
      expect((await readiness()).said).toMatch(
        /no way to the broker mqtts:\/\/localhost:\d+ since .* door controllers decide alone/,
      );
      expect(await health()).toMatchObject({ state: 'down', problem: 'broker-unreachable' });
      reader().presentCard(lin);
      await expect.poll(() => door().released, patient).toBe(true);
      expect(door().decidedAlone).toBe(1);
      await mosquitto.start();
      await expect.poll(async () => (await readiness()).status, patient).toBe(200);
      expect(await devices.whenOnline(20_000)).toEqual([]);
      await expect.poll(async () => (await passages()).map(({ alone }) => alone), patient).toEqual([true]);
    },
  );

  test(
    'Mosquitto’s own clients are devices like any other, and hear and say no more than their own',
    slow,
    async () => {
      await devices.sensors.get('smoke-1')!.stop();
      const listener = spawn('mosquitto_sub', [...asDevice('smoke-1'), '-v', '-t', '#']);
      let heard = '';
      listener.stdout.on('data', (chunk) => {
        heard += chunk;
      });
      await expect.poll(mosquitto.log, patient).toMatch(/as smoke-1/);
      reader().presentCard(lin);
      await expect.poll(() => door().released, patient).toBe(true);
      listener.kill();
      expect(heard).toBe('');
      const card = { boot: 'forged', seq: 1, type: 'card-presented', data: { card: lin } };
      await publish('smoke-1', 'sac/v1/linden/3/u1-reader/event', card);
      const smoke = { boot: 'by-hand', seq: 1, type: 'smoke-detected', data: {} };
      await publish('smoke-1', 'sac/v1/linden/3/smoke-1/event', smoke);
      await expect.poll(alarms, patient).toContain('smoke smoke-1');
      expect((await passages()).map(({ source }) => source)).toEqual(['gate']);
      await expect(
        promisify(execFile)('mosquitto_pub', [...asDevice('smoke-1'), '-P', 'wrong-secret-00', '-t', 'x', '-m', 'y']),
      ).rejects.toThrow(/not authori[sz]ed/i);
    },
  );

  test('a revoked device stays connected to a broker that is not ours, has no effect, and counts again once it is approved', {
    timeout: 90_000,
  }, async () => {
    const manager = await gateway.signIn('manager');
    const smoke = async () =>
      (await manager.get<ConsoleStanding[]>('/api/device-standings')).find(({ id }) => id === 'smoke-1')!;
    await manager.post('/api/devices/smoke-1/revoke', { reason: 'not ours any more' });
    const detector = devices.sensors.get('smoke-1')!;
    detector.trip();
    await expect.poll(() => detector.stats().queued, patient).toBe(0);
    expect(detector.online).toBe(true);
    expect(await smoke()).toMatchObject({ standing: 'revoked', state: 'online' });
    expect(await alarms()).not.toContain('smoke smoke-1');
    const { revision } = await smoke();
    await manager.post('/api/devices/smoke-1/approve', { revision, reason: 'ours after all' });
    expect(await smoke()).toMatchObject({ standing: 'approved', state: 'online' });
    detector.clear();
    detector.trip();
    await expect.poll(alarms, patient).toContain('smoke smoke-1');
  });
});
