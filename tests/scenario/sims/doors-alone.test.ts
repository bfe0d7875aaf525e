import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DeviceEvent, DeviceState } from '../../../devices/contracts/device-messages.ts';
import type { SiteDevice } from '../../../devices/contracts/site-file.ts';
import { formatTopic } from '../../../devices/contracts/topics.ts';
import { compileEventParsers } from '../../../devices/profiles/catalogue.ts';
import { type SiteDevices, startSiteDevices } from '../../../firmware-sims/compound/site-devices.ts';
import { createBroker } from '../../../gateway/ingest/aedes-broker.ts';
import type { SiteBroker } from '../../../gateway/ingest/broker.ts';
import { createMetrics } from '../../../gateway/kernel/metrics.ts';
import { connectDevice } from '../../fixtures/mqtt-hand.ts';
import { quietLog } from '../../fixtures/quiet.ts';
import { cardEntry, createSiteKey, signPass, signRights, snapshotOf } from '../../fixtures/signed-rights.ts';

const name = { zh: '设备', en: 'Device' };
const secret = 'right-secret-1';
const siteDevices: SiteDevice[] = [
  { id: 'door-1', kind: 'door-controller', ring: 1, name, secret },
  { id: 'reader-1', kind: 'card-reader', ring: 1, name, secret, door: 'front' },
];
const site = {
  site: { id: 'test-site', name },
  devices: siteDevices,
  doors: [
    {
      id: 'front',
      ring: 1 as const,
      name,
      controller: 'door-1',
      serves: 'everyone' as const,
      methods: ['card' as const],
    },
  ],
};
const key = createSiteKey();
const resident = 'uid:04A1B2C3';
const stranger = 'uid:0BADCA4D';
const rights = (version: number) =>
  signRights(key, snapshotOf(key, { version, credentials: [cardEntry(resident, 'card-7')] }));

let dir: string;
let port = 0;
let broker: SiteBroker | undefined;
let devices: SiteDevices;
/** In order of arrival; what comes twice stands here twice. */
let events: { device: string; event: DeviceEvent }[];
let doorState: DeviceState['values'];
let session: string | undefined;
/** Its disk is full: it takes events and acknowledges none. */
let isStuck = false;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'ringward-alone-'));
  events = [];
  doorState = {};
  port = 0;
  isStuck = false;
  await startGateway();
  devices = startSiteDevices({
    site,
    broker: { host: '127.0.0.1', port },
    siteKey: () => key.publicKey,
    memoryDir: dir,
    doorTimings: { releaseMs: 600 },
  });
});
afterEach(async () => {
  await devices.stop();
  await broker?.close();
  rmSync(dir, { recursive: true });
});

const poll = <T>(look: () => T) => expect.poll(look, { timeout: 20_000, interval: 5 });
const door = () => devices.doors.get('door-1')!;
const reader = () => devices.readers.get('reader-1')!;
const said = (device: string) => events.filter((entry) => entry.device === device).map(({ event }) => event);
const decisions = () => said('door-1').filter(({ type }) => type === 'decided-alone');

/** A broker of the gateway behind which nobody decides anything: it hears, and gives no answer. */
async function startGateway(): Promise<void> {
  broker = await createBroker({
    site: 'test-site',
    host: '127.0.0.1',
    port,
    devices: siteDevices,
    log: quietLog,
    metrics: createMetrics(),
    receive: async ({ device, channel, payload }) => {
      const body = JSON.parse(Buffer.from(payload).toString());
      if (channel === 'event' && isStuck) return new Promise<void>(() => {});
      if (channel === 'event') events.push({ device, event: body });
      if (channel === 'state' && device === 'door-1') doorState = body.values;
      if (channel === 'availability' && device === 'reader-1') session = body.session;
    },
  });
  port = broker.port;
}
async function killGateway(): Promise<void> {
  await broker?.close();
  broker = undefined;
  await poll(() => door().online || reader().online).toBe(false);
}
async function giveRights(version = 1): Promise<void> {
  expect(await devices.whenOnline(10_000)).toEqual([]);
  broker!.sendRights('door-1', rights(version));
  await poll(() => (doorState.rights as { version?: number } | undefined)?.version).toBe(version);
}

describe('while the gateway is gone', () => {
  test('a resident gets in by card, a stranger does not, and the gateway hears of both afterwards, once', async () => {
    await giveRights();
    await killGateway();
    reader().presentCard(stranger);
    expect([reader().signal?.result, door().released]).toEqual(['denied', false]);
    reader().presentCard(resident);
    expect([reader().signal?.result, door().mode]).toEqual(['granted', 'Accessed']);
    expect(await door().walkThrough({ openMs: 5 })).toBe(true);
    reader().presentCard(resident);
    await poll(() => door().mode).toBe('Locked');
    await startGateway();
    await poll(() => decisions().length).toBe(3);
    await poll(() => door().stats().queued + reader().stats().queued).toBe(0);
    const common = { method: 'card', rights: 1 };
    expect(decisions().map(({ data }) => data)).toEqual([
      { ...common, outcome: 'denied', reason: 'unknown-credential' },
      { ...common, outcome: 'granted', reason: 'granted', credential: 'card-7', taken: true },
      { ...common, outcome: 'granted', reason: 'granted', credential: 'card-7', taken: false },
    ]);
    const parse = compileEventParsers().get('door-controller')!;
    for (const { type, data } of said('door-1')) expect(parse.get(type)!(data)).toMatchObject({ ok: true });
    // The card must not be decided once more, late, by the gateway; nor is it told of a command that it never sent.
    expect(said('reader-1')).toEqual([]);
    expect(said('door-1').map(({ type }) => type)).not.toContain('taken');
  });

  test('a visitor’s pass opens the door once, over a power cut, too', async () => {
    await giveRights();
    await killGateway();
    const pass = signPass(key);
    reader().presentPass(pass);
    expect(await door().walkThrough({ openMs: 1 })).toBe(true);
    door().losePower();
    door().restorePower();
    reader().presentPass(pass);
    expect([reader().signal?.result, door().released]).toEqual(['denied', false]);
    await startGateway();
    await poll(() => decisions().map(({ data }) => data.reason)).toEqual(['granted', 'used-up']);
  });

  test('a card that was on its way when the gateway died opens once, and is not sent again', async () => {
    await giveRights();
    isStuck = true;
    reader().presentCard(resident);
    await poll(() => door().mode).toBe('Accessed');
    await door().walkThrough({ openMs: 1 });
    await killGateway();
    isStuck = false;
    await startGateway();
    await poll(() => decisions().length).toBe(1);
    await poll(() => door().stats().queued + reader().stats().queued).toBe(0);
    expect(said('reader-1')).toEqual([]);
  });

  test('a pass whose holder walked on instead is not used up', async () => {
    await giveRights();
    await killGateway();
    reader().presentPass(signPass(key));
    await poll(() => door().mode).toBe('Locked');
    reader().presentPass(signPass(key));
    expect(door().mode).toBe('Accessed');
  });

  test('a controller in lockdown lets nobody in, and everybody out', async () => {
    await giveRights();
    const { session: now } = door().stats();
    const command = { id: 'c1', session: now, action: 'lock-down', args: {}, issuedAt: Date.now(), ttlMs: 5000 };
    broker!.send('door-1', command);
    await poll(() => door().mode).toBe('LockedDown');
    await killGateway();
    reader().presentCard(resident);
    expect(door().released).toBe(false);
    door().pressExit();
    expect(await door().walkThrough({ openMs: 1 })).toBe(true);
    expect(door().mode).toBe('LockedDown');
    await startGateway();
    await poll(() => decisions().map(({ data }) => data.reason)).toEqual(['lockdown']);
  });

  test('three unknown cards shut the reader, and the card of a resident must wait, too', async () => {
    await giveRights();
    await killGateway();
    for (let tries = 0; tries < 3; tries += 1) reader().presentCard(stranger);
    reader().presentCard(resident);
    expect([reader().ignored, door().released]).toEqual([1, false]);
    expect(door().ask('reader-1', { method: 'card', card: resident })).toEqual({ result: 'denied' });
    expect(door().ask('another-reader', { method: 'card', card: resident })).toEqual({ result: 'granted' });
  });

  test('a controller that does not know the time says none, admits residents and no visitors', async () => {
    await giveRights();
    await killGateway();
    door().setClock(undefined);
    reader().presentPass(signPass(key));
    expect(door().released).toBe(false);
    reader().presentCard(resident);
    expect(await door().walkThrough({ openMs: 1 })).toBe(true);
    await startGateway();
    await poll(() => decisions().map(({ at, data }) => [at, data.reason])).toEqual([
      [undefined, 'clock-unknown'],
      [undefined, 'granted'],
    ]);
  });
});

describe('while the gateway is there', () => {
  test('it decides: its answer reaches the person, and the controller is not asked', async () => {
    await giveRights();
    reader().presentCard(stranger);
    await poll(() => said('reader-1').length).toBe(1);
    const args = { result: 'denied', shutMs: 60_000 };
    broker!.send('reader-1', { id: 'c1', session, action: 'signal', args, issuedAt: Date.now(), ttlMs: 5000 });
    await poll(() => reader().signal?.result).toBe('denied');
    reader().presentCard(resident);
    reader().enterPin('123456');
    expect([reader().ignored, said('reader-1').length, decisions().length]).toEqual([2, 1, 0]);
  });

  test('and gives no answer, a resident waits a moment and gets in', async () => {
    await giveRights();
    const { presentedAtMs } = reader().presentCard(resident);
    await poll(() => door().mode).toBe('Accessed');
    expect(reader().signal!.atMs - presentedAtMs).toBeGreaterThanOrEqual(2400);
    await door().walkThrough({ openMs: 1 });
    await poll(() => decisions().map(({ data }) => data.taken)).toEqual([true]);
  });

  test('a reader sends what it could read: frames with the right parity, codes, passes', async () => {
    await giveRights();
    // 26 bits: even parity, 0x12 0x34 0x56, odd parity.
    const number = (0x123456).toString(2).padStart(24, '0');
    const ones = (bits: string) => bits.replaceAll('0', '').length;
    const frame = `${ones(number.slice(0, 12)) % 2}${number}${1 - (ones(number.slice(12)) % 2)}`;
    reader().presentFrame(frame);
    reader().presentFrame(`${frame.slice(0, 25)}${frame[25] === '1' ? 0 : 1}`);
    reader().presentFrame('10');
    reader().enterPin('0042');
    reader().enterPin('42');
    reader().presentPass('a pass');
    reader().presentPass('x'.repeat(2000));
    await poll(() => said('reader-1').length).toBe(3);
    expect(reader().misread).toBe(4);
    expect(said('reader-1').map(({ type, data }) => [type, data])).toEqual([
      ['card-presented', { card: 'w26:123456' }],
      ['pin-entered', { pin: '0042' }],
      ['pass-presented', { text: 'a pass' }],
    ]);
    const parse = compileEventParsers().get('card-reader')!;
    for (const { type, data } of said('reader-1')) expect(parse.get(type)!(data)).toMatchObject({ ok: true });
  });
});

describe('rights on their way', () => {
  test('forged and older ones change nothing but what the controller reports', async () => {
    await giveRights(5);
    broker!.sendRights('door-1', signRights(createSiteKey(), snapshotOf(key, { version: 6 })));
    await poll(() => doorState.rights).toEqual({ version: 5, credentials: 1, refused: 'signature' });
    broker!.sendRights('door-1', rights(4));
    await poll(() => doorState.rights).toEqual({ version: 5, credentials: 1, refused: 'older' });
    door().losePower();
    await killGateway();
    door().restorePower();
    reader().presentCard(resident);
    expect(door().mode).toBe('Accessed');
  });

  test('a hundred thousand credentials fit', async () => {
    await giveRights(1);
    const credentials = Array.from({ length: 100_000 }, (_, index) =>
      cardEntry(`uid:${index.toString(16).toUpperCase().padStart(8, '0')}`, `credential-${index}`),
    );
    broker!.sendRights('door-1', signRights(key, snapshotOf(key, { version: 2, credentials })));
    await poll(() => doorState.rights).toEqual({ version: 2, credentials: 100_000 });
    await killGateway();
    reader().presentCard('uid:0001869F');
    expect(door().mode).toBe('Accessed');
    reader().presentCard('uid:000186A0');
    expect(reader().signal?.result).toBe('denied');
  });

  test('only a door controller may hear them, and only its own', async () => {
    await giveRights();
    const topic = (device: string) => formatTopic({ site: 'test-site', ring: 1, device, channel: 'rights' });
    await devices.stop();
    const asReader = await connectDevice(port, 'reader-1', secret);
    await expect(asReader.subscribeAsync(topic('reader-1'), { qos: 1 })).rejects.toThrow();
    const asDoor = await connectDevice(port, 'door-1', secret);
    await expect(asDoor.subscribeAsync(topic('reader-1'), { qos: 1 })).rejects.toThrow();
    await asDoor.subscribeAsync(topic('door-1'), { qos: 1 });
    asReader.end(true);
    asDoor.end(true);
  });
});

test('fifty thousand events of a long outage arrive in order, without gaps or duplicates', {
  timeout: 180_000,
}, async () => {
  await giveRights();
  await killGateway();
  const before = said('door-1').length;
  const many = 50_000;
  for (let index = 0; index < many; index += 1) door().ask('reader-1', { method: 'card', card: stranger });
  door().losePower();
  door().restorePower();
  expect(door().stats()).toMatchObject({ queued: many, shed: 0 });
  await startGateway();
  await expect.poll(() => door().stats().queued, { timeout: 150_000, interval: 50 }).toBe(0);
  const arrived = said('door-1').slice(before);
  expect(arrived).toHaveLength(many);
  expect(arrived.every(({ seq }, index) => seq === arrived[0]!.seq + index)).toBe(true);
});
