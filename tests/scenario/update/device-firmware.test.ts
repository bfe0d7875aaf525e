import { afterEach, expect, test } from 'vitest';
import { doorImage, type FirmwareSite, openFirmwareSite } from '../../fixtures/firmware-site.ts';

let site: FirmwareSite | undefined;
afterEach(async () => {
  await site?.close();
  site = undefined;
});
const wait = { timeout: 30_000, interval: 50 };
const serials = () => [...site!.devices.doors.values()].map(({ firmware }) => firmware?.serial);
const doors = ['gate-controller', 'u1-controller'];

test('the doors of a site get their firmware one after the other, and the cloud is told how many have it', async () => {
  site = await openFirmwareSite();
  site.assign('attempt-good', doorImage(3), { serial: 3, version: '3.0.0' });
  await expect.poll(() => site!.last('attempt-good')?.state, wait).toBe('committed');
  expect(serials()).toEqual([3, 3]);
  expect(site.switched).toEqual(doors);
  expect(site.last('attempt-good')).toMatchObject({ devicesDone: 2, devicesTotal: 2, running: { version: '3.0.0' } });
  const news = site
    .reports('attempt-good')
    .flatMap(({ device, devicesDone }) => (device ? [[device.id, devicesDone]] : []));
  expect(news).toEqual([
    ['gate-controller', 1],
    ['u1-controller', 2],
  ]);
  expect([...site.devices.readers.values()].map(({ firmware }) => firmware?.serial)).toEqual([0, 0]);
}, 60_000);

test('doors and readers that are to have firmware at the same time get it one after the other, never two at once', async () => {
  site = await openFirmwareSite();
  site.assign('attempt-doors', doorImage(2), { serial: 2 });
  site.assign('attempt-readers', doorImage(3, { kind: 'card-reader' }), { serial: 3, name: 'card-reader' });
  for (const attempt of ['attempt-doors', 'attempt-readers'])
    await expect.poll(() => site!.last(attempt)?.state, wait).toBe('committed');
  expect(site.switched).toHaveLength(4);
  expect(site.busiest()).toBe(1);
}, 60_000);

test('firmware that is not well goes back by itself at the first door; no other door gets it', async () => {
  site = await openFirmwareSite();
  site.assign('attempt-sick', doorImage(2, { healthy: false }), { serial: 2 });
  await expect.poll(() => site!.last('attempt-sick')?.state, wait).toBe('rolled-back');
  expect(site.last('attempt-sick')).toMatchObject({ problem: 'unhealthy', devicesDone: 0, devicesTotal: 2 });
  expect(site.last('attempt-sick')?.detail).toContain('gate-controller');
  await expect.poll(() => site!.devices.offline(), wait).toEqual([]);
  expect(serials()).toEqual([0, 0]);
  expect(site.switched).toEqual(['gate-controller']);
}, 60_000);

test('a bit that flips on the way to a door is noticed by the door', async () => {
  site = await openFirmwareSite();
  const image = doorImage(2);
  site.hindrances.set('gate-controller', 'fire');
  site.hindrances.set('u1-controller', 'fire');
  site.assign('attempt-hold', image, { serial: 2 });
  await expect.poll(() => site!.last('attempt-hold')?.detail, wait).toContain('fire');
  expect(site.switched).toEqual([]);
  site.callOff();
  await expect
    .poll(() => site!.last('attempt-hold'), wait)
    .toMatchObject({ state: 'rolled-back', problem: 'called-off' });
  // what the gateway holds decays
  const other = doorImage(3);
  site.assign('attempt-flip', other, { serial: 3 }, { notBeforeMs: Date.now() + 1500 });
  await expect.poll(() => site!.last('attempt-flip')?.state, wait).toBe('staged');
  site.spoil(other);
  site.hindrances.clear();
  await expect
    .poll(() => site!.last('attempt-flip'), wait)
    .toMatchObject({ state: 'rolled-back', problem: 'artefact-wrong' });
  expect(serials()).toEqual([0, 0]);
}, 60_000);

test('a door that has run something newer refuses what is older; going back on purpose is taken', async () => {
  site = await openFirmwareSite();
  for (const serial of [2, 5]) {
    site.assign(`attempt-${serial}-up`, doorImage(serial), { serial });
    await expect.poll(() => site!.last(`attempt-${serial}-up`)?.state, wait).toBe('committed');
  }
  site.assign('attempt-older', doorImage(4), { serial: 4 });
  await expect.poll(() => site!.last('attempt-older'), wait).toMatchObject({ state: 'failed', problem: 'downgrade' });
  site.assign('attempt-back', doorImage(2), { serial: 2 }, { back: true });
  await expect.poll(() => site!.last('attempt-back')?.state, wait).toBe('committed');
  expect(serials()).toEqual([2, 2]);
}, 60_000);

test('a door that loses its power amid the download has its turn again and goes on where it was', async () => {
  site = await openFirmwareSite({ rate: 25_000 });
  const gate = site.devices.doors.get('gate-controller')!;
  site.assign('attempt-power', doorImage(2, {}, 120_000), { serial: 2 });
  await expect.poll(() => site!.last('attempt-power')?.state, wait).toBe('switching');
  await new Promise((resolve) => setTimeout(resolve, 600));
  gate.losePower();
  // meanwhile the other one
  await expect.poll(serials, wait).toEqual([0, 2]);
  gate.restorePower();
  await expect.poll(() => site!.last('attempt-power')?.state, wait).toBe('committed');
  expect(serials()).toEqual([2, 2]);
}, 60_000);

test('a door that people keep open does not keep another from its firmware, and has its turn again', async () => {
  site = await openFirmwareSite();
  const gate = site.devices.doors.get('gate-controller')!;
  gate.openDoor();
  site.assign('attempt-wedge', doorImage(2), { serial: 2 });
  await expect.poll(serials, wait).toEqual([0, 2]);
  await expect
    .poll(() => site!.reports('attempt-wedge').map(({ detail }) => detail), wait)
    .toContain('gate-controller waits: it is in use');
  expect(site.switched).toEqual(['u1-controller']);
  gate.closeDoor();
  await expect.poll(() => site!.last('attempt-wedge')?.state, wait).toBe('committed');
  expect(serials()).toEqual([2, 2]);
}, 60_000);

test('a round ends when nothing moves for too long because a door stays open', async () => {
  site = await openFirmwareSite({ times: { longestAwayMs: 4000 } });
  for (const door of site.devices.doors.values()) door.openDoor();
  site.assign('attempt-open', doorImage(2), { serial: 2 });
  await expect.poll(() => site!.last('attempt-open')?.state, wait).toBe('rolled-back');
  expect(site.last('attempt-open')).toMatchObject({ problem: 'download-failed' });
  expect(site.switched).toEqual([]);
}, 60_000);

test('a gateway that starts anew amid all that goes on with the door at which it was', async () => {
  site = await openFirmwareSite({ rate: 60_000, restartMs: 1500 });
  site.assign('attempt-restart', doorImage(2), { serial: 2 });
  await expect.poll(() => site!.last('attempt-restart')?.state, wait).toBe('switching');
  await site.stopGateway();
  await site.startGateway();
  await expect.poll(() => site!.switched.length, wait).toBe(1);
  // … and while that door is away
  await site.stopGateway();
  await site.startGateway();
  await expect.poll(() => site!.last('attempt-restart')?.state, wait).toBe('committed');
  expect(serials()).toEqual([2, 2]);
}, 60_000);

test('a door that does not come back ends it, is named, and no other door is touched', async () => {
  site = await openFirmwareSite({ times: { graceMs: 1500 } });
  const gate = site.devices.doors.get('gate-controller')!;
  site.assign('attempt-gone', doorImage(2), { serial: 2 });
  await expect.poll(() => site!.switched, wait).toEqual(['gate-controller']);
  gate.disconnect();
  await expect.poll(() => site!.last('attempt-gone')?.state, wait).toBe('failed');
  expect(site.last('attempt-gone')).toMatchObject({ problem: 'start-failed' });
  expect(site.last('attempt-gone')?.detail).toContain('gate-controller');
  expect(site.switched).toEqual(['gate-controller']);
}, 60_000);

test('a door at which a program is on trial that was called off keeps or leaves it first, and then takes the next one', async () => {
  site = await openFirmwareSite();
  site.assign('attempt-first', doorImage(2), { serial: 2 }, { healthS: 3 });
  await expect.poll(() => site!.switched, wait).toEqual(['gate-controller']);
  site.callOff();
  await expect.poll(() => site!.last('attempt-first'), wait).toMatchObject({ state: 'failed', problem: 'called-off' });
  site.assign('attempt-second', doorImage(3), { serial: 3 });
  await expect.poll(() => site!.last('attempt-second')?.state, wait).toBe('committed');
  expect(serials()).toEqual([3, 3]);
}, 60_000);

test('a device that was revoked gets no firmware, and nobody waits for it', async () => {
  site = await openFirmwareSite();
  site.revoked.add('gate-controller');
  site.assign('attempt-revoked', doorImage(2), { serial: 2 });
  await expect.poll(() => site!.last('attempt-revoked')?.state, wait).toBe('committed');
  expect(serials()).toEqual([0, 2]);
  site.assign('attempt-lift', doorImage(2), { serial: 2, name: 'lift' });
  await expect.poll(() => site!.last('attempt-lift'), wait).toMatchObject({ problem: 'not-for-this-box' });
}, 60_000);
