import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SignedRights } from '../../../devices/contracts/rights.ts';
import { createDoorSim, type DoorSim } from '../../../firmware-sims/device/door-sim.ts';
import { createRightsSender, type RightsSender } from '../../../gateway/compose/doors/rights-sender.ts';
import { createVisitDesk } from '../../../gateway/compose/doors/visit-desk.ts';
import { createBroker } from '../../../gateway/ingest/aedes-broker.ts';
import type { SiteBroker } from '../../../gateway/ingest/broker.ts';
import { createDeviceIntake } from '../../../gateway/ingest/device-intake.ts';
import { createPresenceBook } from '../../../gateway/ingest/device-presence.ts';
import { systemClock } from '../../../gateway/kernel/clock.ts';
import { createMetrics } from '../../../gateway/kernel/metrics.ts';
import type { RightsStanding } from '../../../gateway/rights/build-rights.ts';
import { openSiteKey, type SiteKey } from '../../../gateway/rights/site-key.ts';
import { connectDevice } from '../../fixtures/mqtt-hand.ts';
import { calm, passSite } from '../../fixtures/pass-site.ts';
import { quietLog } from '../../fixtures/quiet.ts';
import { openTestRegister, type RegisterFixture } from '../../fixtures/register-of.ts';

const site = passSite();
const controller = site.devices.find(({ id }) => id === 'gate-controller')!;
const lin = 'uid:0A1B2C3D';
let dir: string;
let key: SiteKey;
let at: RegisterFixture;
let broker: SiteBroker;
let sender: RightsSender | undefined;
let standing: RightsStanding;
let sent: SignedRights[];
const doors: DoorSim[] = [];

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'ringward-controllers-'));
  key = openSiteKey(join(dir, 'site.key'), quietLog);
  at = openTestRegister(site, { nowMs: Date.now() });
  standing = calm;
  sent = [];
  const shared = { store: at.store, clock: systemClock, log: quietLog, metrics: createMetrics() };
  const book = createPresenceBook(site.devices, systemClock, { afterRollback() {} }, () => sender?.controllerChanged());
  const intake = createDeviceIntake({
    ...shared,
    devices: site.devices,
    observe: (observation) => {
      book.heard(observation.device);
      if (observation.kind === 'availability') book.available(observation.device, observation.availability);
      if (observation.kind === 'state') book.reported(observation.device, observation.state);
    },
  });
  const { devices } = site;
  broker = await createBroker({
    site: 'linden',
    host: '127.0.0.1',
    port: 0,
    devices,
    receive: intake.receive,
    ...shared,
  });
  sender = createRightsSender({
    ...{ ...shared, site, register: at.register, key },
    ...{ standing: () => standing, clockKnown: () => true, controller: book.get },
    send: (id, rights) => {
      sent.push(rights);
      broker.sendRights(id, rights);
    },
  });
});
afterEach(async () => {
  await sender?.stop();
  await Promise.all(doors.splice(0).map((door) => door.stop()));
  await broker.close();
  at.store.close();
  rmSync(dir, { recursive: true });
});

function putUp(siteKey: string | undefined = key.publicKey): DoorSim {
  const wiring = {
    site: 'linden',
    broker: { host: '127.0.0.1', port: broker.port },
    keepaliveSeconds: 1,
    device: controller,
  };
  const door = createDoorSim({ ...wiring, siteKey: () => siteKey });
  doors.push(door);
  return door;
}
const poll = <T>(look: () => T) => expect.poll(look, { timeout: 10_000, interval: 10 });
const gate = () => sender!.view().find(({ id }) => id === controller.id)!.rights;
const isUpToDate = () => gate().version !== undefined && gate().held === gate().version;
const alone = (door: DoorSim, card: string) => door.ask('gate-reader', { method: 'card', card })?.result;

test('a controller is given the rights at its door, and decides by them when the gateway is gone', async () => {
  const door = putUp();
  await poll(isUpToDate).toBe(true);
  expect(gate()).toMatchObject({ credentials: 2 });
  expect(gate().behindSinceMs).toBeUndefined();
  await sender?.stop();
  door.disconnect();
  expect(alone(door, lin)).toBe('granted');
  expect(alone(door, 'uid:0BADCA4D')).toBe('denied');
});

test('a card that is reported lost opens no controller any more, seconds later', async () => {
  const door = putUp();
  await poll(isUpToDate).toBe(true);
  const before = gate().held!;
  const card = at.register.get('credential', 'r-lin-card-1')!;
  at.register.commit([{ kind: 'credential', put: { ...card, state: 'lost' } }], { actor: { kind: 'gateway' } });
  await poll(() => gate().held).toBeGreaterThan(before);
  expect(alone(door, lin)).toBe('denied');
});

test('a controller that was away gets the newest rights when it is back, and is told to be behind until then', async () => {
  const door = putUp();
  await poll(isUpToDate).toBe(true);
  door.disconnect();
  const card = at.register.get('credential', 'r-lin-card-1')!;
  at.register.commit([{ kind: 'credential', put: { ...card, state: 'revoked' } }], { actor: { kind: 'gateway' } });
  await poll(() => gate().behindSinceMs).toBeGreaterThan(0);
  expect(alone(door, lin)).toBe('granted');
  door.reconnect();
  await poll(isUpToDate).toBe(true);
  expect(alone(door, lin)).toBe('denied');
});

test('a lockdown reaches controllers, so that cutting them off opens nothing', async () => {
  const door = putUp();
  await poll(isUpToDate).toBe(true);
  const before = gate().held!;
  standing = { ...calm, lockedDown: () => true };
  sender?.standingChanged();
  await poll(() => gate().held).toBeGreaterThan(before);
  expect(alone(door, lin)).toBe('denied');
});

test('a visitor’s code opens at a controller alone, until the visit is called off', async () => {
  const door = putUp();
  await poll(isUpToDate).toBe(true);
  const desk = createVisitDesk({ ...at, site, key, log: quietLog });
  const nowMs = Date.now();
  const times = { fromMs: nowMs - 60_000, toMs: nowMs + 3_600_000 };
  const { id } = desk.request({ host: 'r-lin', home: 'b1-u1-101', visitor: '访客甲', ...times }, 'guard');
  desk.agree(id, 'guard');
  const { text } = desk.pass(id, 'guard');
  expect(door.ask('gate-reader', { method: 'pass', text })?.result).toBe('granted');
  const before = gate().held!;
  desk.cancel(id, 'guard', undefined);
  await poll(() => gate().held).toBeGreaterThan(before);
  expect(door.ask('gate-reader', { method: 'pass', text })?.result).toBe('denied');
});

test('while a policy keeps visitors out no controller takes their codes, be they older than the policy or not', async () => {
  const door = putUp();
  await poll(isUpToDate).toBe(true);
  const desk = createVisitDesk({ ...at, site, key, log: quietLog });
  const handOut = () => {
    const times = { fromMs: Date.now() - 60_000, toMs: Date.now() + 3_600_000 };
    const { id } = desk.request({ host: 'r-lin', home: 'b1-u1-101', visitor: '访客甲', ...times }, 'guard');
    desk.agree(id, 'guard');
    return desk.pass(id, 'guard').text;
  };
  const opens = (text: string) => door.ask('gate-reader', { method: 'pass', text })?.result;
  const older = handOut();
  expect(opens(older)).toBe('granted');
  const before = gate().held!;
  standing = { ...calm, visitorsRefused: true };
  sender?.standingChanged();
  await poll(() => gate().held).toBeGreaterThan(before);
  expect(opens(older)).toBe('denied');
  const under = gate().held!;
  const newer = handOut();
  await poll(() => gate().held).toBeGreaterThan(under);
  expect(opens(newer)).toBe('denied');
});

test('forged, older and foreign rights change nothing at a controller', async () => {
  const door = putUp();
  await poll(isUpToDate).toBe(true);
  const held = gate().held!;
  const [good] = sent;
  const forger = openSiteKey(join(dir, 'forger', 'site.key'), quietLog);
  const signature = Buffer.from(forger.sign(Buffer.from(`ringward-rights-1\n${good!.payload}`))).toString('base64url');
  broker.sendRights(controller.id, { ...good!, signature });
  await poll(() => gate().refused).toBe('signature');
  broker.sendRights(controller.id, { ...good!, version: held + 1 });
  await poll(() => gate().refused).toBe('malformed');
  broker.sendRights('u1-controller', good!);
  expect(gate().held).toBe(held);
  expect(alone(door, lin)).toBe('granted');
});

test('nobody but a controller hears its rights, and nobody but the gateway sends any', async () => {
  const topic = 'sac/v1/linden/1/gate-controller/rights';
  const reader = await connectDevice(broker.port, 'gate-reader', 'reader-secret-1');
  const heard: string[] = [];
  reader.on('message', (from) => heard.push(from));
  const answer = await reader.subscribeAsync(topic, { qos: 1 }).catch((error: Error) => error.message);
  expect(JSON.stringify(answer)).toMatch(/128|error/i);
  const door = putUp();
  await poll(isUpToDate).toBe(true);
  const closed = new Promise<void>((resolve) => reader.once('close', () => resolve()));
  reader.publish(topic, JSON.stringify({ ...sent[0]!, version: 1 }), { qos: 1 });
  await closed;
  expect(heard).toEqual([]);
  expect(gate().refused).toBeUndefined();
  expect(alone(door, lin)).toBe('granted');
});

test('a controller that was put up with another key is shown with the reason, and is not flooded', async () => {
  putUp(openSiteKey(join(dir, 'other', 'site.key'), quietLog).publicKey);
  await poll(() => gate().refused).toBe('signature');
  expect(gate().behindSinceMs).toBeGreaterThan(0);
  expect(sent).toHaveLength(1);
});
