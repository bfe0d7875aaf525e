import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DeviceKind, SiteDevice } from '../../../devices/contracts/site-file.ts';
import { createBarrierSim } from '../../../firmware-sims/device/barrier-sim.ts';
import type { DeviceSim } from '../../../firmware-sims/device/device-sim.ts';
import { createDoorSim } from '../../../firmware-sims/device/door-sim.ts';
import { createFileMemory } from '../../../firmware-sims/device/file-device-memory.ts';
import { createReaderSim } from '../../../firmware-sims/device/reader-sim.ts';
import { type SensorKind, sensorKinds } from '../../../firmware-sims/device/sensor-models.ts';
import { createSensorSim } from '../../../firmware-sims/device/sensor-sims.ts';
import { silentLog } from '../../../firmware-sims/log.ts';
import { startTestBroker, type TestBroker } from './aedes-broker.ts';

let broker: TestBroker;
let dir: string;
const running: DeviceSim[] = [];
const secret = 'right-secret-1';

beforeEach(async () => {
  broker = await startTestBroker({ 'dev-1': secret });
  dir = mkdtempSync(join(tmpdir(), 'ringward-devices-'));
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((sim) => sim.stop()));
  await broker.close();
  rmSync(dir, { recursive: true });
});

function wiring<Kind extends DeviceKind>(kind: Kind, over: Partial<Omit<SiteDevice, 'kind'>> = {}) {
  const device = { id: 'dev-1', kind, ring: 1 as const, name: { zh: '设备', en: 'Device' }, secret, ...over };
  return { site: 'test-site', broker: { host: '127.0.0.1', port: broker.port }, keepaliveSeconds: 1, device };
}
function run<Sim extends DeviceSim>(sim: Sim): Sim {
  running.push(sim);
  return sim;
}
const online = (sim: DeviceSim) => expect.poll(() => sim.online, { timeout: 10_000, interval: 5 }).toBe(true);
const events = () => broker.heard.events.map(({ event }) => event.type);
const numbers = () => broker.heard.events.map(({ event }) => event.seq);
const heard = (types: string[]) => expect.poll(events, { timeout: 10_000, interval: 5 }).toEqual(types);
const lastState = () => broker.heard.states.at(-1)?.state.values;
const poll = <T>(look: () => T) => expect.poll(look, { timeout: 10_000, interval: 5 });

describe('a door', () => {
  test('opens on a command, answers it, and tells that the passage was taken', async () => {
    const door = run(createDoorSim(wiring('door-controller')));
    await online(door);
    const received: string[] = [];
    door.onCommand(({ id, outcome }) => received.push(`${id} ${outcome}`));
    expect(await door.walkThrough()).toBe(false);
    const command = broker.command('dev-1', 'access');
    await poll(() => broker.heard.acks).toEqual([{ device: 'dev-1', ack: { command: command.id, outcome: 'done' } }]);
    expect(received).toEqual([`${command.id} done`]);
    expect(await door.walkThrough({ openMs: 10 })).toBe(true);
    await heard(['opened', 'taken', 'closed']);
    expect(broker.heard.events[1]?.event.data).toEqual({ command: command.id });
    await poll(lastState).toMatchObject({ mode: 'Locked', contact: 'closed', alarm: 'Normal' });
  });

  test('obeys the same command once, however often it comes, and none of an older session', async () => {
    const door = run(createDoorSim(wiring('door-controller')));
    await online(door);
    const first = broker.command('dev-1', 'access', {}, { id: 'same' });
    for (let again = 0; again < 3; again += 1) broker.publishRaw('dev-1', JSON.stringify(first));
    await poll(() => broker.heard.acks.map(({ ack }) => ack.outcome)).toEqual(['done', 'done', 'done', 'done']);
    await door.walkThrough({ openMs: 1 });
    await heard(['opened', 'taken', 'closed']);
    broker.command('dev-1', 'access', {}, { session: 'an-older-one' });
    await poll(() => broker.heard.acks.at(-1)?.ack.outcome).toBe('refused');
    expect(door.mode).toBe('Locked');
  });

  test('keeps the fire way open and lets people out by the button', async () => {
    const door = run(createDoorSim(wiring('door-controller')));
    await online(door);
    door.pressExit();
    expect(await door.walkThrough({ openMs: 1 })).toBe(true);
    door.fireInput('on');
    broker.command('dev-1', 'lock');
    await poll(() => broker.heard.acks.at(-1)?.ack.outcome).toBe('refused');
    expect(door.released).toBe(true);
    await heard(['exit-requested', 'opened', 'closed', 'fire-released']);
  });

  test('held open past its time tells so, and ends it when closed', async () => {
    const door = run(createDoorSim({ ...wiring('door-controller'), timings: { openMs: 60, preAlarmMs: 20 } }));
    await online(door);
    door.pressExit();
    door.openDoor();
    await heard(['exit-requested', 'opened', 'pre-alarm', 'held-open']);
    door.closeDoor();
    await heard(['exit-requested', 'opened', 'pre-alarm', 'held-open', 'closed', 'held-ended']);
  });
});

describe('what was said is never lost and never said twice', () => {
  test('events of an outage arrive afterwards, in order, once each', async () => {
    const sensor = run(createSensorSim(wiring('manhole')));
    await online(sensor);
    await broker.kill();
    for (let turn = 0; turn < 50; turn += 1) {
      sensor.trip();
      sensor.clear();
    }
    expect(sensor.stats().queued).toBe(100);
    await broker.restart();
    await poll(() => sensor.stats().queued).toBe(0);
    expect(numbers()).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
  });

  test('an event that the gateway did not acknowledge comes again under the same number', async () => {
    const sensor = run(createSensorSim(wiring('smoke')));
    await online(sensor);
    broker.refuseEvents(true);
    sensor.trip();
    await poll(() => sensor.stats().connections).toBeGreaterThan(2);
    expect(sensor.stats().queued).toBe(1);
    broker.refuseEvents(false);
    await heard(['smoke-detected']);
    expect(numbers()).toEqual([1]);
    await poll(() => sensor.stats().queued).toBe(0);
  });

  test('with its cable pulled a device keeps its events, and the broker learns of it from silence alone', async () => {
    const sensor = run(createSensorSim(wiring('gas')));
    await online(sensor);
    const session = broker.session('dev-1');
    sensor.disconnect();
    sensor.trip();
    await poll(() => broker.heard.availabilities.at(-1)?.availability).toEqual({ session, state: 'offline' });
    expect(events()).toEqual([]);
    sensor.reconnect();
    await heard(['gas-detected']);
    expect(broker.session('dev-1')).not.toBe(session);
  });
});

describe('a power cut', () => {
  test('takes the counter of a device without flash, which then begins a new boot', async () => {
    const sensor = run(createSensorSim(wiring('smoke')));
    await online(sensor);
    sensor.trip();
    await heard(['smoke-detected']);
    sensor.losePower();
    expect(sensor.online).toBe(false);
    sensor.clear();
    sensor.restorePower();
    await online(sensor);
    sensor.reset();
    await heard(['smoke-detected', 'smoke-reset']);
    const [before, after] = broker.heard.events.map(({ event }) => event);
    expect(after?.boot).not.toBe(before?.boot);
    expect(after?.seq).toBe(1);
  });

  test('leaves a device with flash its counter and its unsent events', async () => {
    const memory = createFileMemory(join(dir, 'dev-1.jsonl'), silentLog);
    const door = run(createDoorSim({ ...wiring('door-controller'), memory }));
    await online(door);
    await broker.kill();
    door.openDoor();
    const boot = door.stats().boot;
    door.losePower();
    door.closeDoor();
    door.restorePower();
    expect(door.stats()).toMatchObject({ boot, queued: 4 });
    await broker.restart();
    await heard(['opened', 'forced-open', 'closed', 'forced-ended']);
    expect(numbers()).toEqual([1, 2, 3, 4]);
  });

  test('leaves no fail-secure door released', async () => {
    const door = run(createDoorSim({ ...wiring('door-controller'), power: 'fail-secure' }));
    await online(door);
    broker.command('dev-1', 'unlock');
    await poll(() => door.released).toBe(true);
    door.losePower();
    expect(door.released).toBe(false);
    door.restorePower();
    expect(door.mode).toBe('Locked');
  });

  test('opens a way out for as long as it lasts', async () => {
    const door = run(createDoorSim({ ...wiring('door-controller'), power: 'fail-safe' }));
    await online(door);
    door.losePower();
    expect(await door.walkThrough({ openMs: 1 })).toBe(true);
    door.restorePower();
    expect(door.released).toBe(false);
  });
});

describe('other devices', () => {
  test('a barrier lets one car through and closes behind it', async () => {
    const timings = { armMoveMs: 20, closeDelayMs: 10 };
    const barrier = run(createBarrierSim({ ...wiring('barrier'), timings }));
    await online(barrier);
    barrier.driveOnLoop();
    expect(await barrier.driveThrough()).toBe(false);
    broker.command('dev-1', 'open');
    await poll(() => barrier.arm).toBe('open');
    expect(await barrier.driveThrough({ underArmMs: 10 })).toBe(true);
    await heard(['loop-occupied', 'opened', 'loop-occupied', 'loop-cleared', 'loop-cleared', 'closed']);
    await poll(lastState).toEqual({ arm: 'closed', approach: false, safety: false, held: false });
  });

  test('a guard who lowers the arm onto a car is told no', async () => {
    const barrier = run(createBarrierSim({ ...wiring('barrier'), timings: { armMoveMs: 10 } }));
    await online(barrier);
    broker.command('dev-1', 'open');
    await poll(() => barrier.arm).toBe('open');
    barrier.occupySafetyLoop(true);
    broker.command('dev-1', 'close');
    await poll(() => broker.heard.acks.at(-1)?.ack.outcome).toBe('refused');
    expect(barrier.arm).toBe('open');
  });

  test('a reader sends the card and shows the answer', async () => {
    const reader = run(createReaderSim(wiring('card-reader')));
    await online(reader);
    reader.presentCard('uid:04A1B2C3');
    await heard(['card-presented']);
    expect(broker.heard.events[0]?.event.data).toEqual({ card: 'uid:04A1B2C3' });
    broker.command('dev-1', 'signal', { result: 'denied' });
    await poll(() => reader.signal?.result).toBe('denied');
  });

  test.each(sensorKinds)('a %s goes off once, and is well again once', async (kind: SensorKind) => {
    const sensor = run(createSensorSim(wiring(kind)));
    await online(sensor);
    sensor.trip();
    sensor.trip();
    expect(sensor.alarm).toBe(true);
    sensor.clear();
    sensor.clear();
    expect(sensor.alarm).toBe(false);
    await poll(() => broker.heard.events.length).toBe(2);
    await poll(() => sensor.stats().queued).toBe(0);
    expect(broker.heard.events).toHaveLength(2);
  });

  test('smoke stands until somebody resets the detector, and a test is no alarm', async () => {
    const sensor = run(createSensorSim(wiring('smoke')));
    await online(sensor);
    sensor.test();
    sensor.sense({ smoke: true });
    sensor.sense({ smoke: false });
    expect(sensor.alarm).toBe(true);
    sensor.reset();
    await heard(['tested', 'smoke-detected', 'smoke-reset']);
  });

  test('a device with the wrong secret stays outside and does not give up', async () => {
    const sensor = run(createSensorSim(wiring('smoke', { secret: 'wrong-secret-1' })));
    await poll(() => sensor.stats().connections).toBeGreaterThan(0);
    sensor.trip();
    await poll(() => sensor.stats().connections).toBeGreaterThan(1);
    expect(sensor.online).toBe(false);
    expect(events()).toEqual([]);
    expect(sensor.stats().queued).toBe(1);
  });
});
