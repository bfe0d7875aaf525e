import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SiteDevice, SiteFile } from '../../../devices/contracts/site-file.ts';
import { type SiteDevices, startSiteDevices } from '../../../firmware-sims/compound/site-devices.ts';
import type { ConsoleAlarm } from '../../../gateway/console/console-ports.ts';
import { systemClock } from '../../../gateway/kernel/clock.ts';
import { type RunningGateway, runGateway } from '../../fixtures/run-gateway.ts';
import { smallSite } from '../../fixtures/small-site.ts';

const name = (en: string) => ({ zh: `${en}（测试）`, en });
const device = (
  id: string,
  kind: SiteDevice['kind'],
  zone: string,
  ring: 1 | 2 | 3,
  more: Partial<SiteDevice> = {},
) => ({
  id,
  kind,
  ring,
  zone,
  name: name(id),
  secret: `${id}-secret-1`,
  ...more,
});

function sensedSite(): SiteFile {
  const small = smallSite();
  return {
    ...small,
    zones: [
      { id: 'gate', ring: 1, name: name('Gate'), next: ['fence'] },
      { id: 'fence', ring: 1, name: name('Fence') },
      { id: 'yard', ring: 2, name: name('Yard') },
      { id: 'b1', ring: 3, name: name('Building 1'), next: ['b2'] },
      { id: 'b2', ring: 3, name: name('Building 2') },
    ],
    devices: [
      ...small.devices,
      device('smoke-2', 'smoke', 'b2', 3),
      device('cover', 'manhole', 'yard', 2),
      device('fence-1', 'vibration', 'gate', 1),
      device('fence-2', 'vibration', 'fence', 1),
      device('water', 'water-level', 'yard', 2, { limits: { high: 0.5, highHigh: 1 } }),
      device('call', 'call-point', 'b1', 3),
      device('intercom', 'intercom', 'gate', 1),
      device('lift', 'lift', 'b1', 3),
      device('meter', 'water-meter', 'b1', 3, { home: { unit: 'b1-u1', room: '101' }, inactivity: {} }),
    ],
  };
}

const patient = { timeout: 15_000, interval: 50 };
let site: SiteFile;
let running: RunningGateway & { password: string };
let sims: SiteDevices;
/** How far this test has moved the gateway's clocks. */
let leapMs = 0;
const clock = {
  wallMs: () => systemClock.wallMs() + leapMs,
  monotonicMs: () => systemClock.monotonicMs() + leapMs,
};

beforeEach(async () => {
  leapMs = 0;
  site = sensedSite();
  running = await runGateway(site, { clock });
  sims = startSiteDevices({ site, broker: { host: '127.0.0.1', port: running.gateway.mqttPort } });
  expect(await sims.whenOnline(15_000)).toEqual([]);
});
afterEach(async () => {
  await sims.stop();
  await running.stop();
});

const sensor = (id: string) => sims.sensors.get(id)!;
/** `type source`, `(type source)` where the cause has gone. */
async function standing(): Promise<string[]> {
  const alarms = await running.guard.get<ConsoleAlarm[]>('/api/alarms?open=true&limit=500');
  return alarms.map(({ type, source, active }) => (active ? `${type} ${source}` : `(${type} ${source})`)).sort();
}
const reported = (id: string) =>
  expect.poll(async () => {
    const { devices } = await running.guard.get<{ devices: { id: string; values: Record<string, unknown> }[] }>(
      '/api/overview',
    );
    return devices.find((one) => one.id === id)?.values;
  }, patient);

describe('fire', () => {
  test('smoke in two buildings side by side is a fire until both detectors are reset', async () => {
    sensor('smoke-1').trip();
    await expect.poll(standing, patient).toEqual(['smoke smoke-1']);
    sensor('smoke-2').trip();
    await expect.poll(standing, patient).toEqual(['fire smoke-2', 'smoke smoke-1', 'smoke smoke-2']);
    sensor('smoke-2').clear();
    await expect.poll(standing, patient).toEqual(['(smoke smoke-2)', 'fire smoke-2', 'smoke smoke-1']);
    sensor('smoke-1').clear();
    await expect.poll(standing, patient).toEqual(['(fire smoke-2)', '(smoke smoke-1)', '(smoke smoke-2)']);
  });

  test('a detector’s test button is no alarm', async () => {
    sensor('smoke-1').test();
    sensor('smoke-2').trip();
    await expect.poll(standing, patient).toEqual(['smoke smoke-2']);
  });

  test('a call point is a fire by itself', async () => {
    sensor('call').trip();
    await expect.poll(standing, patient).toEqual(['call-point call', 'fire call']);
  });
});

test('a manhole cover that is tilted counts after half a minute, and one that is put back ends it', async () => {
  await reported('cover').toMatchObject({ angleDegrees: 0 });
  sensor('cover').sense({ angleDegrees: 34 });
  await reported('cover').toMatchObject({ angleDegrees: 34 });
  expect(await standing()).toEqual([]);
  leapMs += 31_000;
  await expect.poll(standing, patient).toContain('manhole cover');
  sensor('cover').clear();
  await expect.poll(standing, patient).toContain('(manhole cover)');
});

test('a cover that stands open counts at once', async () => {
  sensor('cover').trip();
  await expect.poll(standing, patient).toEqual(['manhole cover']);
});

test('a climber who shakes two stretches of the fence is a breach, and a cut is told apart', async () => {
  sensor('fence-1').trip();
  await expect.poll(standing, patient).toEqual(['vibration fence-1']);
  sensor('fence-2').sense({ cause: 'cut', strength: 0 });
  await expect.poll(standing, patient).toEqual(['fence-cut fence-2', 'perimeter-breach fence-2', 'vibration fence-1']);
  sensor('fence-1').clear();
  sensor('fence-2').clear();
  await expect
    .poll(standing, patient)
    .toEqual(['(fence-cut fence-2)', '(perimeter-breach fence-2)', '(vibration fence-1)']);
});

test('rising water is urgent first and a danger to life then', async () => {
  sensor('water').trip();
  await expect.poll(standing, patient).toEqual(['water-level water']);
  sensor('water').sense({ metres: 1.2 });
  await expect.poll(standing, patient).toEqual(['flood-danger water', 'water-level water']);
});

test('somebody rings at the gate', async () => {
  sensor('intercom').trip();
  await expect.poll(standing, patient).toEqual(['gate-call intercom']);
});

test('a battery that runs low is a small alarm of the device', async () => {
  sensor('smoke-1').batteryLow(8);
  await expect.poll(standing, patient).toEqual(['battery-low smoke-1']);
});

test('a lift that holds its door for nothing is let go', async () => {
  const lift = sims.lifts.get('lift')!;
  const taken: string[] = [];
  lift.onCommand(({ action, outcome }) => taken.push(`${action} ${outcome}`));
  expect(lift.holdDoor(600_000)).toBe(true);
  await expect.poll(() => lift.held, patient).toBe(false);
  expect(taken).toEqual(['release done']);
});
