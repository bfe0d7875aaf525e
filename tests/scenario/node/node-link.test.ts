import { afterEach, describe, expect, test } from 'vitest';
import { type Clock, systemClock } from '../../../gateway/kernel/clock.ts';
import type { FaceSighting, FromPerception } from '../../../gateway/perception/messages.ts';
import { connectDevice } from '../../fixtures/mqtt-hand.ts';
import { doorCamera, identity, sightingAt, startHandFedNode } from './hand-fed-node.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const soon = { timeout: 10_000, interval: 10 };

async function start(options: Parameters<typeof startHandFedNode>[0] = {}) {
  const link = await startHandFedNode(options);
  closing.push(link.stop);
  await expect.poll(() => link.events, soon).toContain('ready m');
  const faces = () => link.got.filter((message): message is FaceSighting => message.kind === 'face-sighting');
  return { ...link, faces };
}

const template = new Float32Array(512).fill(1 / Math.sqrt(512));

describe('a node whose clock is hours off', () => {
  for (const hours of [-7, 9]) {
    const clock: Clock = {
      wallMs: () => systemClock.wallMs() + hours * 3_600_000,
      monotonicMs: () => systemClock.monotonicMs() + hours * 3_600_000,
    };

    test(`(by ${hours} h) sees somebody, and the door knows how long ago that was`, async () => {
      const { say, faces } = await start({ nodeClock: clock });
      const nowMs = systemClock.monotonicMs();
      say(sightingAt(clock.monotonicMs() - 5000));
      // Its clock runs on ahead while it speaks: nobody is seen later than now.
      say(sightingAt(clock.monotonicMs() + 60_000));
      await expect.poll(faces, soon).toHaveLength(2);
      const [old, early] = faces();
      expect(Math.abs(old!.seenAtMs - (nowMs - 5000))).toBeLessThan(250);
      expect(old!.seenAtMs - old!.firstSeenAtMs).toBeCloseTo(300, 2);
      expect(early!.seenAtMs).toBeLessThanOrEqual(systemClock.monotonicMs());
    });

    test(`(by ${hours} h) is asked for a clip of a time that it understands, and answers with one of ours`, async () => {
      const { worker, told, say, got } = await start({ nodeClock: clock });
      const nowMs = systemClock.monotonicMs();
      worker.send({ kind: 'clip', request: 7, camera: 'door', fromMs: nowMs - 10_000, toMs: nowMs });
      await expect.poll(() => told.at(-1), soon).toMatchObject({ kind: 'clip', request: 7 });
      const asked = told.at(-1) as { fromMs: number; toMs: number };
      expect(Math.abs(asked.fromMs - (nowMs - 10_000 + hours * 3_600_000))).toBeLessThan(250);
      const piece = new Uint8Array(300_000).fill(5);
      say({ kind: 'clip-chunk', request: 7, bytes: piece });
      say({ kind: 'clip-end', request: 7, fromMs: asked.fromMs, toMs: asked.toMs });
      await expect.poll(() => got.at(-1)?.kind, soon).toBe('clip-end');
      expect(got.at(-2)).toEqual({ kind: 'clip-chunk', request: 7, bytes: piece });
      const end = got.at(-1) as { fromMs: number; toMs: number };
      expect(Math.abs(end.fromMs - (nowMs - 10_000))).toBeLessThan(250);
    });
  }
});

describe('a node that joins', () => {
  test('is told its cameras and who is known, and keeps its own models', async () => {
    const { worker, told } = await start();
    expect(told[0]).toMatchObject({ kind: 'configure', modelsDir: '/srv/models', cameras: [doorCamera] });
    const entries = Array.from({ length: 2000 }, (_, n) => ({ person: `r-${n}`, template }));
    worker.send({ kind: 'gallery', modelId: 'm', entries });
    await expect.poll(() => told.at(-1)?.kind, soon).toBe('gallery');
    expect(told.at(-1)).toEqual({ kind: 'gallery', modelId: 'm', entries });
  });

  test('opens no file for whoever speaks in the gateway’s name', async () => {
    const { worker, told, got } = await start();
    worker.send({ kind: 'enrol', request: 1, photos: ['/etc/passwd'] });
    worker.send({ kind: 'stop' });
    await expect.poll(() => got.filter(({ kind }) => kind === 'problem'), soon).toHaveLength(2);
    expect(told.map(({ kind }) => kind)).toEqual(['configure']);
  });

  test('speaks only of its own cameras, answers only what it was asked, and says nothing malformed', async () => {
    const { worker, say, got } = await start();
    const before = got.length;
    const jpeg = new Uint8Array(10);
    worker.send({ kind: 'snapshot', camera: 'door', request: 4 });
    say(sightingAt(systemClock.monotonicMs(), 0, 'neighbours-door'));
    say({ kind: 'enrolled', request: 5, templates: [template], refused: [] });
    const malformed = [
      { ...sightingAt(1), verdict: undefined },
      { ...sightingAt(1), seenAtMs: 'now' },
      { kind: 'open-door', camera: 'door' },
      { kind: 'camera', camera: 'door', status: { state: 'lost', reason: '<b>' } },
    ];
    for (const message of malformed) say(message as unknown as FromPerception);
    await expect.poll(() => worker.figures().refused, soon).toBe(malformed.length + 1);
    await expect
      .poll(() => {
        say({ kind: 'snapshot', request: 4, jpeg });
        return got.slice(before).map(({ kind }) => kind);
      }, soon)
      .toEqual(['snapshot']);
  });
});

describe('a cable that is cut', () => {
  test('is noticed at once; a sighting made meanwhile arrives while it is of use', async () => {
    const { relay, events, say, faces, told } = await start();
    relay.cut();
    await expect.poll(() => events, soon).toContainEqual(expect.stringMatching(/^lost: /));
    say(sightingAt(systemClock.monotonicMs()));
    relay.restore();
    await expect.poll(faces, soon).toHaveLength(1);
    expect(events.filter((event) => event === 'ready m')).toHaveLength(2);
    // The cameras ran on: it was not configured anew.
    expect(told.filter(({ kind }) => kind === 'configure')).toHaveLength(1);
  });

  test('stops nothing that the gateway would not end: nobody watches and no request is open after it', async () => {
    const { relay, events, worker, told, say, got } = await start();
    worker.send({ kind: 'watch', camera: 'door', on: true });
    worker.send({ kind: 'enrol-live', request: 3, camera: 'door', seconds: 30 });
    await expect.poll(() => told.length, soon).toBe(3);
    relay.cut();
    await expect
      .poll(() => told.slice(3), soon)
      .toEqual([
        { kind: 'watch', camera: 'door', on: false },
        { kind: 'enrol-cancel', request: 3 },
      ]);
    relay.restore();
    await expect.poll(() => events.filter((event) => event === 'ready m'), soon).toHaveLength(2);
    say({ kind: 'enrolled', request: 3, templates: [], refused: [] });
    say({ kind: 'problem', problem: 'said after it' });
    await expect.poll(() => got.at(-1), soon).toEqual({ kind: 'problem', problem: 'said after it' });
    expect(got.map(({ kind }) => kind)).not.toContain('enrolled');
    expect(worker.figures().refused).toBe(0);
  });

  test('for long makes the node forget everything it knew', async () => {
    const { relay, events } = await start({ limits: { awayMs: 50 } });
    relay.cut();
    await expect.poll(() => events, soon).toContain('outdated: the gateway has been away for long');
  });

  test('without anybody hanging up is noticed by the silence, at both ends', async () => {
    const { relay, events, worker } = await start({ limits: { hungMs: 1000 } });
    relay.freeze();
    await expect.poll(() => events, soon).toContain('lost: gave no sign of life');
    expect(worker.figures().up).toBe(false);
    relay.restore();
    await expect.poll(() => events.filter((event) => event === 'ready m').length, soon).toBeGreaterThan(1);
  });

  test('with a frame altered on it is another session, and nobody is let in by that frame', async () => {
    const { relay, events, say, faces } = await start();
    relay.alterNext(2000);
    say(sightingAt(systemClock.monotonicMs(), 60_000));
    await expect.poll(() => events, soon).toContain('lost: its session broke: altered');
    await expect.poll(() => events.filter((event) => event === 'ready m'), soon).toHaveLength(2);
    // What was underway is sent again, in the new session, and arrives whole.
    await expect.poll(faces, soon).toHaveLength(1);
    expect(faces()[0]!.jpeg).toEqual(new Uint8Array(60_000).fill(0xd8));
  });
});

describe('a link that is too slow', () => {
  test('leaves out whole groups of pictures, counts them, and lets a sighting pass by', async () => {
    const { relay, say, faces, got, worker } = await start();
    relay.freeze();
    const video = (n: number) =>
      say({ kind: 'video', camera: 'door', init: false, key: n % 10 === 0, bytes: new Uint8Array(200_000).fill(n) });
    for (let n = 0; n < 60; n++) video(n);
    say(sightingAt(systemClock.monotonicMs()));
    relay.restore();
    await expect.poll(() => worker.figures().drops.videoChunks, soon).toBeGreaterThan(0);
    await expect.poll(faces, soon).toHaveLength(1);
    const shown = got.flatMap((message) => (message.kind === 'video' ? [message.bytes[0]!] : []));
    // What was shown is without a gap: the rest up to the next key frame is missing.
    expect(shown).toEqual([...shown.keys()]);
    expect(got.findIndex(({ kind }) => kind === 'face-sighting')).toBeLessThan(
      got.findLastIndex(({ kind }) => kind === 'video'),
    );
  });
});

describe('the broker', () => {
  test('takes from a device nothing that a node would say, and from a node nothing of a device or another node', async () => {
    const { port, events, worker } = await start();
    const device = await connectDevice(port, 'smoke-1', 'smoke-secret-1');
    closing.push(() => device.end(true));
    const other = await connectDevice(port, 'gate-box', 'gate-box-password');
    closing.push(() => other.end(true));
    const down = `sac/v1/${identity.site}/node/${identity.node}/down`;
    for (const client of [device, other]) {
      for (const topic of [down, '#', 'sac/#', `sac/v1/${identity.site}/node/+/down`, down.replace('down', 'up')]) {
        const granted = await client.subscribeAsync(topic).then(
          (grants) => grants.every(({ qos }) => Number(qos) < 128),
          () => false,
        );
        expect(granted, topic).toBe(false);
      }
    }
    const up = down.replace('down', 'up');
    const nodes = { id: 'gate-box', secret: 'gate-box-password' };
    const devices = { id: 'smoke-1', secret: 'smoke-secret-1' };
    for (const [who, topic] of [
      [devices, up],
      [devices, up.replace('up', 'availability')],
      [nodes, up],
      [nodes, down],
      [nodes, `sac/v1/${identity.site}/3/smoke-1/event`],
    ] as const) {
      const client = await connectDevice(port, who.id, who.secret);
      closing.push(() => client.end(true));
      const thrownOut = new Promise<void>((resolve) => client.once('close', resolve));
      client.publish(topic, Buffer.of(1, 2, 3), { qos: 1 });
      await thrownOut;
    }
    expect(events).toEqual(['joined', 'ready m']);
    expect(worker.figures()).toMatchObject({ up: true, refused: 0 });
  });

  test('does not take the node’s secret itself for its password', async () => {
    const { port } = await start();
    await expect(connectDevice(port, identity.node, identity.secret)).rejects.toThrow(/bad username or password/i);
  });
});
