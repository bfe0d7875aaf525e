import { afterEach, beforeEach, expect, test } from 'vitest';
import { type SiteDevices, startSiteDevices } from '../../../firmware-sims/compound/site-devices.ts';
import type { ConsoleAlarm, ConsoleDevice, ConsolePassage } from '../../../gateway/console/console-ports.ts';
import type { ConsoleInsideList } from '../../../gateway/console/parking/parking-ports.ts';
import { systemClock } from '../../../gateway/kernel/clock.ts';
import { linHome, parkingSite, wuPlate } from '../../fixtures/parking-site.ts';
import { type RunningGateway, runGateway } from '../../fixtures/run-gateway.ts';
import { feedLanes, gateBox } from './hand-fed-lanes.ts';

const patient = { timeout: 15_000, interval: 50 };
const minute = 60_000;
const visitor = '粤B77777';
let running: RunningGateway & { password: string };
let sims: SiteDevices;
let lanes: Awaited<ReturnType<typeof feedLanes>>;
/** How far this test has set the gateway's wall clock, by which rights end; devices and cameras go by the other one. */
let leapMs = 0;
const clock = { ...systemClock, wallMs: () => systemClock.wallMs() + leapMs };

beforeEach(async () => {
  leapMs = 0;
  const parking = { graceMinutes: 2, bayMinutes: 2 };
  const site = parkingSite({ parking, perception: { nodes: [gateBox] } }, gateBox.id);
  running = await runGateway(site, { clock });
  const { mqttPort } = running.gateway;
  sims = startSiteDevices({ site, broker: { host: '127.0.0.1', port: mqttPort } });
  expect(await sims.whenOnline(15_000)).toEqual([]);
  lanes = await feedLanes({ site: site.site.id, mqttPort });
  await expect.poll(lanes.joined, patient).toBe(true);
});
afterEach(async () => {
  await lanes.stop();
  await sims.stop();
  await running.stop();
});

const tickets = async () => {
  const alarms = await running.guard.get<ConsoleAlarm[]>('/api/alarms?open=true&limit=500');
  return alarms.filter(({ type, active }) => type.startsWith('parking') && active);
};
const types = async () => (await tickets()).map(({ type }) => type);
const list = () => running.guard.get<ConsoleInsideList>('/api/parking/vehicles');
const occupied = async (id: string) => {
  const { devices } = await running.guard.get<{ devices: ConsoleDevice[] }>('/api/overview');
  return devices.find((one) => one.id === id)?.values.occupied;
};
const total = async () => (await list()).total;

/** A car stops on the loop, is read, and drives on once the arm is up. */
async function drive(device: 'lane-barrier' | 'out-barrier', camera: string, plate: string): Promise<void> {
  const barrier = sims.barriers.get(device)!;
  barrier.driveOnLoop();
  await expect
    .poll(() => {
      lanes.read(camera, plate);
      return barrier.arm;
    }, patient)
    .toBe('open');
  await barrier.driveThrough({ underArmMs: 100 });
}

async function invite(plate: string, minutes: number): Promise<void> {
  const times = { fromMs: clock.wallMs() - minute, toMs: clock.wallMs() + minutes * minute };
  const body = { host: 'r-lin', home: linHome, visitor: '访客测试', plate, ...times };
  const { id } = await running.guard.post<{ id: string }>('/api/visits', body);
  await running.guard.post(`/api/visits/${id}/agree`, {});
}

test('a visitor who stays too long is a small alarm without a plate, until the car has left', async () => {
  await invite(visitor, 5);
  await drive('lane-barrier', 'lane-camera', visitor);
  await expect.poll(total, patient).toBe(1);
  expect(await list()).toMatchObject({ watched: true, vehicles: [{ kind: 'permit', plate: '粤B···77', tickets: [] }] });
  leapMs += 8 * minute;
  await expect.poll(types, patient).toEqual(['parking-overstay']);
  const [ticket] = await tickets();
  expect(ticket).toMatchObject({ priority: 4, ring: 2, sourceName: { en: 'Lane' }, momentary: false });
  expect(JSON.stringify(ticket)).not.toContain('77777');
  // The visit is over: the guard lets it out, as before there were tickets.
  const barrier = sims.barriers.get('out-barrier')!;
  barrier.driveOnLoop();
  await expect
    .poll(async () => {
      lanes.read('out-camera', visitor);
      const passages = await running.guard.get<ConsolePassage[]>('/api/passages');
      return passages.find(({ source }) => source === 'out')?.reason;
    }, patient)
    .toBe('credential-expired');
  await running.guard.post('/api/doors/out/open', { reason: 'the visitor leaves' });
  await expect.poll(() => barrier.arm, patient).toBe('open');
  await barrier.driveThrough({ underArmMs: 100 });
  await expect.poll(types, patient).toEqual([]);
  expect(await total()).toBe(0);
});

test('a car in a neighbour’s bay is a small alarm at the bay, until it drives off', async () => {
  const bay = sims.bays.get('bay-lin')!;
  bay.park({ plate: wuPlate });
  await expect.poll(() => occupied('bay-lin'), patient).toBe(true);
  leapMs += 3 * minute;
  await expect.poll(types, patient).toEqual(['parking-wrong-bay']);
  expect(await tickets()).toMatchObject([{ source: 'bay-lin', zone: 'yard', priority: 4, detail: {} }]);
  const { events } = await running.guard.get<{ events: object[] }>('/api/events/search?device=bay-lin&limit=10');
  expect(JSON.stringify(events)).not.toContain('12345');
  bay.leave();
  await expect.poll(types, patient).toEqual([]);
});

test('an unread car that the guard let in is found by staff, shown for a reason, and taken off when it has gone', async () => {
  const barrier = sims.barriers.get('lane-barrier')!;
  barrier.driveOnLoop();
  await running.guard.post('/api/doors/lane/open', { reason: 'a delivery for 101' });
  await expect.poll(() => barrier.arm, patient).toBe('open');
  await barrier.driveThrough({ underArmMs: 100 });
  await expect.poll(total, patient).toBe(1);
  leapMs += 3 * minute;
  await expect.poll(types, patient).toEqual(['parking-no-plate']);
  const [vehicle] = (await list()).vehicles;
  expect(vehicle).toMatchObject({ kind: 'unread', tickets: ['parking-no-plate'] });
  const path = `/api/parking/vehicles/${vehicle!.id}`;
  expect(await running.guard.post(`${path}/reveal`, { purpose: 'alarm', reason: 'it stands there' })).toEqual({});
  const refused = (body: object, to = 'left') => expect(running.guard.post(`${path}/${to}`, body)).rejects;
  await refused({}).toThrow();
  await refused({ reason: '' }).toThrow();
  await refused({ purpose: 'curiosity', reason: 'none at all' }, 'reveal').toThrow();
  await running.guard.post(`${path}/left`, { reason: 'seen to drive out behind a lorry' });
  await expect.poll(types, patient).toEqual([]);
  await refused({ reason: 'twice is too often' }).toThrow();
});
