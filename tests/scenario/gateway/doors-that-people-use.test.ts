import { afterEach, beforeEach, expect, test } from 'vitest';
import { type SiteDevices, startSiteDevices } from '../../../firmware-sims/compound/site-devices.ts';
import type { ConsoleAlarm, ConsolePassage } from '../../../gateway/console/console-ports.ts';
import type { ConsoleDoor, ConsoleMode } from '../../../gateway/console/doors/door-ports.ts';
import { guardedSite, lin } from '../../fixtures/guarded-site.ts';
import { runGateway } from '../../fixtures/run-gateway.ts';

let running: Awaited<ReturnType<typeof runGateway>>;
let devices: SiteDevices;

beforeEach(async () => {
  const plan = guardedSite({ cameras: [] });
  const times = { release: 2, open: 1, preAlarm: 0.5 };
  const site = { ...plan, doors: plan.doors.map((door) => ({ ...door, times })) };
  running = await runGateway(site);
  devices = startSiteDevices({ site, broker: { host: '127.0.0.1', port: running.gateway.mqttPort } });
  expect(await devices.whenOnline(10_000)).toEqual([]);
}, 20_000);
afterEach(async () => {
  await devices.stop();
  await running.stop();
});

const patient = { timeout: 15_000, interval: 20 };
const slow = { timeout: 60_000 };
const guard = () => running.guard;
const passages = () => guard().get<ConsolePassage[]>('/api/passages');
const alarms = async () =>
  (await guard().get<ConsoleAlarm[]>('/api/alarms')).map(({ type, source, active }) => ({ type, source, active }));
const doorOf = (id: string) => devices.doors.get(`${id}-c`)!;
const view = async (id: string) => (await guard().get<ConsoleDoor[]>('/api/doors')).find((one) => one.id === id);
const order = (place: string, deed: string) => guard().post(`/api/doors/${place}/${deed}`, { reason: 'test' });

/** Holds Lin's card to a reader; the answer as the guard reads it. */
async function card(reader: string) {
  const before = new Set((await passages()).map(({ id }) => id));
  const isAnswer = ({ id, method }: ConsolePassage) => !before.has(id) && method === 'card';
  devices.readers.get(reader)!.presentCard(`uid:${lin}`);
  const added = async () => (await passages()).find(isAnswer);
  await expect.poll(added, patient).toBeDefined();
  return (await added())!.reason;
}
async function enter(door: string, side: 'in' | 'out' = 'in') {
  expect(await card(`${door}-${side}`)).toBe('granted');
  await expect.poll(() => doorOf(door).released, patient).toBe(true);
  expect(await doorOf(door).walkThrough({ openMs: 20 })).toBe(true);
  await expect.poll(async () => (await passages())[0]?.taken, patient).toBe(true);
}

test(
  'in a lockdown neither card nor guard opens, the button inside does, and the door is locked down behind whoever left',
  slow,
  async () => {
    const { id } = await guard().post<ConsoleMode>('/api/modes', {
      order: { kind: 'lockdown' },
      reason: 'armed person',
    });
    await expect.poll(() => doorOf('garage').mode, patient).toBe('LockedDown');
    expect(await card('garage-in')).toBe('lockdown');
    await expect(order('garage', 'open')).rejects.toThrow(/409.*lockdown/);
    await expect(order('garage', 'unlock')).rejects.toThrow(/409.*lockdown/);
    doorOf('garage').pressExit();
    expect(await doorOf('garage').walkThrough({ openMs: 20 })).toBe(true);
    await expect
      .poll(async () => (await passages())[0], patient)
      .toMatchObject({ method: 'exit-button', outcome: 'granted' });
    await expect.poll(() => doorOf('garage').mode, patient).toBe('LockedDown');
    // Who comes in by what the end of the lockdown finds there is an ordinary resident again.
    await guard().delete(`/api/modes/${id}?reason=over`);
    await expect.poll(() => doorOf('garage').mode, patient).toBe('Locked');
    await enter('garage');
  },
);

test(
  'a blocked door opens for nobody but whoever leaves, also when its controller was away, until it is unblocked',
  slow,
  async () => {
    await order('bikes', 'block');
    await expect.poll(() => doorOf('bikes').mode, patient).toBe('Blocked');
    expect(await card('bikes-in')).toBe('blocked');
    await expect(order('bikes', 'open')).rejects.toThrow(/409.*blocked/);
    doorOf('bikes').losePower();
    doorOf('bikes').restorePower();
    await expect.poll(async () => (await view('bikes'))?.mode, patient).toBe('Blocked');
    doorOf('bikes').pressExit();
    expect(await doorOf('bikes').walkThrough({ openMs: 20 })).toBe(true);
    await order('bikes', 'unblock');
    await expect.poll(() => doorOf('bikes').mode, patient).toBe('Locked');
    await enter('bikes');
  },
);

test(
  'in twice without out is refused at the garage and told at the bicycles; going out makes it good',
  slow,
  async () => {
    await enter('garage');
    expect(await card('garage-in')).toBe('passback');
    await enter('garage', 'out');
    await enter('garage');
    await enter('bikes');
    expect(await alarms()).not.toContainEqual(expect.objectContaining({ source: 'bikes' }));
    await enter('bikes');
    expect(await alarms()).toContainEqual(expect.objectContaining({ type: 'passback-violation', source: 'bikes' }));
  },
);

test('of an airlock the second door waits until the first is closed, and the way out never waits', slow, async () => {
  expect(await card('outer-in')).toBe('granted');
  await expect.poll(() => doorOf('outer').released, patient).toBe(true);
  expect(await card('inner-in')).toBe('interlock');
  doorOf('outer').openDoor();
  await expect.poll(async () => (await view('outer'))?.contact, patient).toBe('open');
  expect(await card('inner-in')).toBe('interlock');
  expect(await card('inner-out')).toBe('granted');
  await expect.poll(() => doorOf('inner').released, patient).toBe(true);
  await doorOf('inner').walkThrough({ openMs: 20 });
  doorOf('outer').closeDoor();
  await expect
    .poll(async () => [(await view('outer'))?.contact, (await view('inner'))?.contact], patient)
    .toEqual(['closed', 'closed']);
  expect(await card('inner-in')).toBe('granted');
});

test('a door that is forced, or held open, is an alarm that ends when it is closed', slow, async () => {
  doorOf('outer').openDoor();
  const forced = { type: 'door-forced', source: 'outer-c' };
  await expect.poll(alarms, patient).toContainEqual({ ...forced, active: true });
  doorOf('outer').closeDoor();
  await expect.poll(alarms, patient).toContainEqual({ ...forced, active: false });
  expect(await card('garage-in')).toBe('granted');
  await expect.poll(() => doorOf('garage').released, patient).toBe(true);
  doorOf('garage').openDoor();
  const held = { type: 'door-held', source: 'garage-c' };
  await expect.poll(alarms, patient).toContainEqual({ ...held, active: true });
  doorOf('garage').closeDoor();
  await expect.poll(alarms, patient).toContainEqual({ ...held, active: false });
});

test('the arm stays up over a vehicle and for the one behind it, and each is a passage of its own', slow, async () => {
  const lane = devices.barriers.get('lane-barrier')!;
  const taken = async () => (await passages()).map((passage) => passage.taken);
  lane.driveOnLoop();
  await order('lane', 'open');
  await expect.poll(() => lane.arm, patient).toBe('open');
  lane.occupySafetyLoop(true);
  lane.backOff();
  lane.driveOnLoop();
  await expect.poll(async () => (await view('lane'))?.safety, patient).toBe(true);
  await expect(order('lane', 'close')).rejects.toThrow(/409.*loop-occupied/);
  const { received } = lane.stats().commands;
  await order('lane', 'open');
  await expect.poll(() => lane.stats().commands.received, patient).toBe(received + 1);
  expect(lane.arm).toBe('open');
  lane.occupySafetyLoop(false);
  expect(await lane.driveThrough({ underArmMs: 50 })).toBe(true);
  await expect.poll(taken, patient).toEqual([true, true]);
  await expect.poll(() => lane.arm, patient).toBe('closed');
});
