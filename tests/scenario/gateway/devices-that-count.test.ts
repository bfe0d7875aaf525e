import { rmSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import type { SiteFile } from '../../../devices/contracts/site-file.ts';
import { createDoorSim, type DoorSim } from '../../../firmware-sims/device/door-sim.ts';
import { createSensorSim, type SensorSim } from '../../../firmware-sims/device/sensor-sims.ts';
import type { ConsoleAlarm, ConsoleDevice } from '../../../gateway/console/console-ports.ts';
import type { ConsoleStanding } from '../../../gateway/console/device-ports.ts';
import type { ConsoleDoor } from '../../../gateway/console/doors/door-ports.ts';
import { openStoreToRead } from '../../../gateway/kernel/sqlite-store.ts';
import type { LedgerEntry } from '../../../gateway/ledger/ledger.ts';
import type { HttpSession } from '../../../scripts/compound/http-session.ts';
import { connectDevice } from '../../fixtures/mqtt-hand.ts';
import { type RunningGateway, runGateway } from '../../fixtures/run-gateway.ts';
import { smallSite } from '../../fixtures/small-site.ts';

let gateway: RunningGateway & { password: string };
let manager: HttpSession;
const sims: { stop(): Promise<void> }[] = [];

async function open(overrides: Partial<SiteFile>): Promise<void> {
  gateway = await runGateway(smallSite(overrides));
  manager = await gateway.signIn('manager');
}
afterEach(async () => {
  await Promise.all(sims.splice(0).map((sim) => sim.stop()));
  await gateway.stop();
  rmSync(gateway.dir, { recursive: true, force: true });
});

const soon = <T>(look: () => T | Promise<T>, timeout = 15_000) => expect.poll(look, { timeout, interval: 50 });
const own = (id: string, hardware: string) => ({
  site: 'linden',
  device: gateway.site.devices.find((device) => device.id === id)!,
  broker: { host: '127.0.0.1', port: gateway.gateway.mqttPort },
  hardware,
});
function smoke(hardware: string): SensorSim<'smoke'> {
  const { device, ...rest } = own('smoke-1', hardware);
  const sim = createSensorSim({ ...rest, device: { ...device, kind: 'smoke' } });
  sims.push(sim);
  return sim;
}
function door(hardware: string): DoorSim {
  const sim = createDoorSim(own('gate-controller', hardware));
  sims.push(sim);
  return sim;
}
const standing = async (id: string) =>
  (await manager.get<ConsoleStanding[]>('/api/device-standings')).find((device) => device.id === id)!;
const shown = async (id: string) =>
  (await manager.get<ConsoleDevice[]>('/api/devices')).find((device) => device.id === id)!;
const alarms = async () =>
  (await manager.get<ConsoleAlarm[]>('/api/alarms?open=true')).map(({ type, source }) => `${type} ${source}`);
const gate = async () => (await manager.get<ConsoleDoor[]>('/api/doors')).find(({ id }) => id === 'gate')!;
const approve = async (id: string, revision?: number) =>
  manager.post<ConsoleStanding>(`/api/devices/${id}/approve`, {
    revision: revision ?? (await standing(id)).revision,
    reason: 'Put up by our own engineer',
  });
const revoke = (id: string) =>
  manager.post<ConsoleStanding>(`/api/devices/${id}/revoke`, { reason: 'Torn from the wall last night' });

test('what a device said while it waited for approval takes effect once it is approved, and not before', async () => {
  await open({ deviceApproval: 'operator' });
  const detector = smoke('SN-1');
  await soon(() => standing('smoke-1')).toMatchObject({ standing: 'waiting', state: 'online', hardware: 'SN-1' });
  detector.trip();
  await soon(() => detector.stats().queued).toBe(0);
  expect(await standing('smoke-1')).toMatchObject({ held: 1 });
  expect(await alarms()).not.toContain('smoke smoke-1');
  expect(await shown('smoke-1')).toMatchObject({ standing: 'waiting', values: {} });

  expect(await approve('smoke-1')).toMatchObject({
    standing: 'approved',
    approvedHardware: 'SN-1',
    by: 'user:manager',
  });
  expect(await alarms()).toContain('smoke smoke-1');
  expect(await shown('smoke-1')).toMatchObject({ state: 'online' });
  expect((await standing('smoke-1')).held).toBeUndefined();
});

test('a door that waits is told nothing, and opens for a guard once it is approved', async () => {
  await open({ deviceApproval: 'operator' });
  const controller = door('SN-1');
  const taken: string[] = [];
  controller.onCommand(({ action, outcome }) => taken.push(`${action} ${outcome}`));
  await soon(() => standing('gate-controller')).toMatchObject({ standing: 'waiting', state: 'online' });
  expect(await gate()).toMatchObject({ online: false, standing: 'waiting' });
  await expect(gateway.guard.post('/api/doors/gate/open', { reason: 'a visitor' })).rejects.toThrow(
    /device-not-approved/,
  );
  await approve('gate-controller');
  await soon(gate).toMatchObject({ online: true });
  await gateway.guard.post('/api/doors/gate/open', { reason: 'a visitor' });
  await soon(() => taken).toEqual(['access done']);
});

test('a revoked door controller is cut off at once, cannot come back, and still lets people out', async () => {
  await open({});
  const controller = door('SN-1');
  await soon(gate).toMatchObject({ online: true });
  await revoke('gate-controller');
  await soon(() => controller.online).toBe(false);
  expect(await gate()).toMatchObject({ online: false, standing: 'revoked' });
  expect(await standing('gate-controller')).toMatchObject({ standing: 'revoked', by: 'user:manager' });
  const tries = controller.stats().connections;
  await soon(() => controller.stats().connections, 20_000).toBeGreaterThan(tries + 1);
  expect(controller.online).toBe(false);
  const metrics = await (await fetch(new URL('/metrics', gateway.gateway.consoleUrl))).text();
  expect(metrics).toMatch(/mqtt_refused_total\{reason="device-revoked"\} [1-9]/);
  controller.pressExit();
  expect(await controller.walkThrough({ openMs: 5 })).toBe(true);

  await expect(revoke('gate-controller')).rejects.toThrow(/already-revoked/);
  await approve('gate-controller');
  await soon(gate, 20_000).toMatchObject({ online: true });
  expect(await alarms()).not.toContain('device-lost gate-controller');
});

test('another device in the place of the approved one waits, and the approved one counts again when it is back', async () => {
  await open({ deviceApproval: 'operator' });
  const first = smoke('SN-1');
  await soon(() => standing('smoke-1')).toMatchObject({ hardware: 'SN-1' });
  await approve('smoke-1');
  await first.stop();
  const other = smoke('SN-2');
  await soon(() => standing('smoke-1')).toMatchObject({
    ...{ standing: 'waiting', state: 'online', approvedHardware: 'SN-1', hardware: 'SN-2' },
  });
  other.trip();
  await soon(() => other.stats().queued).toBe(0);
  expect(await alarms()).not.toContain('smoke smoke-1');
  // the place has lost the detector that guards it
  expect(await alarms()).toContain('device-lost smoke-1');
  await other.stop();
  smoke('SN-1');
  await soon(() => standing('smoke-1')).toMatchObject({ standing: 'approved', state: 'online' });
  await soon(async () =>
    (await manager.get<ConsoleAlarm[]>('/api/alarms?open=true')).filter(({ active }) => active),
  ).toEqual([]);
  // what the other one said is not the approved one's
  expect(await alarms()).not.toContain('smoke smoke-1');
  expect((await standing('smoke-1')).held).toBeUndefined();
  await expect(approve('smoke-1', 1)).rejects.toThrow(/already-approved/);
});

test('two devices with one secret call the guard', async () => {
  await open({});
  smoke('SN-1');
  smoke('SN-1');
  await soon(alarms, 30_000).toContain('device-cloned smoke-1');
  expect((await standing('smoke-1')).clonedMs).toBeTypeOf('number');
});

test('a device that breaks its line again and again is no copy', async () => {
  await open({});
  const detector = smoke('SN-1');
  for (let times = 0; times < 7; times += 1) {
    await soon(() => detector.online).toBe(true);
    detector.disconnect();
    detector.reconnect();
  }
  await soon(() => detector.online).toBe(true);
  expect(await alarms()).not.toContain('device-cloned smoke-1');
});

test('a revocation outlives a restart of the gateway, and so does what is held', async () => {
  await open({ deviceApproval: 'operator' });
  const detector = smoke('SN-1');
  await soon(() => standing('smoke-1')).toMatchObject({ state: 'online' });
  detector.trip();
  await soon(() => detector.stats().queued).toBe(0);
  await revoke('gate-controller');
  const { dir, site, password } = gateway;
  await gateway.stop();
  gateway = await runGateway(site, { dir, password });
  manager = gateway.guard;
  expect(await standing('gate-controller')).toMatchObject({ standing: 'revoked' });
  expect(await standing('smoke-1')).toMatchObject({ standing: 'waiting', held: 1 });
  const refused = connectDevice(gateway.gateway.mqttPort, 'gate-controller', 'gate-secret-1');
  await expect(refused).rejects.toThrow(/Connection refused/);
});

test('a guard may look and not decide; each word of a person stands in the ledger', async () => {
  await open({ deviceApproval: 'operator' });
  await expect(gateway.guard.post('/api/devices/smoke-1/revoke', { reason: 'I want to' })).rejects.toThrow(/403/);
  await expect(manager.post('/api/devices/smoke-9/revoke', { reason: 'no such one' })).rejects.toThrow(/no-device/);
  await expect(manager.post('/api/devices/smoke-1/approve', { reason: 'no revision' })).rejects.toThrow(/400/);
  await approve('smoke-1');
  await revoke('smoke-1');
  await expect(approve('smoke-1', 1)).rejects.toThrow(/standing-changed/);
  const store = openStoreToRead(`${gateway.dir}/data/site.db`);
  const rows = store.prepare(`SELECT entry FROM ledger WHERE action LIKE 'device.%' ORDER BY seq`).all();
  store.close();
  const entries = (rows as { entry: string }[]).map(({ entry }) => JSON.parse(entry) as LedgerEntry);
  expect(entries.map(({ action, subject, actor }) => [action, subject, actor])).toEqual([
    ['device.approved', 'smoke-1', { kind: 'user', id: 'manager' }],
    ['device.revoked', 'smoke-1', { kind: 'user', id: 'manager' }],
  ]);
});
