import { afterEach, beforeEach, expect, test } from 'vitest';
import { type SiteDevices, startSiteDevices } from '../../../firmware-sims/compound/site-devices.ts';
import type { ConsoleDoor, ConsoleMode } from '../../../gateway/console/doors/door-ports.ts';
import { guardedSite, lin } from '../../fixtures/guarded-site.ts';
import { runGateway } from '../../fixtures/run-gateway.ts';

let running: Awaited<ReturnType<typeof runGateway>>;
let devices: SiteDevices;

beforeEach(async () => {
  const site = guardedSite({ cameras: [] });
  running = await runGateway(site);
  devices = startSiteDevices({ site, broker: { host: '127.0.0.1', port: running.gateway.mqttPort } });
  expect(await devices.whenOnline(10_000)).toEqual([]);
});
afterEach(async () => {
  await devices.stop();
  await running.stop();
});

const patient = { timeout: 10_000 };
const modeOf = async (id: string) =>
  (await running.guard.get<ConsoleDoor[]>('/api/doors')).find((d) => d.id === id)?.mode;
const standing = async () => (await running.guard.get<{ standing: ConsoleMode[] }>('/api/modes')).standing;
const answers = async () => [...new Set((await standing())[0]?.places.map(({ state }) => state))];

test('a lockdown that ended while a controller had no power is over there, too, once the power is back', {
  timeout: 60_000,
}, async () => {
  const { id } = await running.guard.post<ConsoleMode>('/api/modes', { order: { kind: 'lockdown' }, reason: 'drill' });
  await expect.poll(answers, patient).toEqual(['done']);
  const garage = devices.doors.get('garage-c')!;
  garage.losePower();
  await running.guard.delete(`/api/modes/${id}?reason=over`);
  await expect.poll(() => modeOf('bikes'), patient).toBe('Locked');
  garage.restorePower();
  await expect.poll(() => garage.mode, patient).toBe('Locked');
  devices.readers.get('garage-in')!.presentCard(`uid:${lin}`);
  await expect.poll(() => garage.released, patient).toBe(true);
});

test('fire at two doors opens all of them and holds the arm up until a guard ends it', {
  timeout: 60_000,
}, async () => {
  devices.doors.get('garage-c')!.fireInput('on');
  devices.doors.get('bikes-c')!.fireInput('on');
  const lane = devices.barriers.get('lane-barrier')!;
  await expect.poll(() => [...devices.doors.values()].every(({ released }) => released), patient).toBe(true);
  await expect.poll(() => lane.arm, patient).toBe('open');
  await expect.poll(answers, patient).toEqual(['done']);
  const [mode] = await standing();
  await running.guard.delete(`/api/modes/${mode!.id}?reason=burnt%20toast`);
  await expect.poll(() => devices.doors.get('gate-controller')!.released, patient).toBe(false);
  await expect.poll(() => lane.arm, patient).toBe('closed');
  expect(devices.doors.get('garage-c')!.released).toBe(true);
});
