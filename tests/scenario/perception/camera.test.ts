import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { silentLog } from '../../../firmware-sims/camera/camera-log.ts';
import { type CameraSim, startCameraSim } from '../../../firmware-sims/camera/camera-sim.ts';
import { startRtspServer } from '../../../firmware-sims/camera/rtsp-server.ts';
import { createVideoSource, type VideoSource } from '../../../firmware-sims/camera/video-source.ts';
import { systemClock } from '../../../gateway/kernel/clock.ts';
import type { CameraState } from '../../../gateway/perception/messages.ts';
import { type AvCamera, createAvCamera } from '../../../gateway/perception/streams/av-camera.ts';
import type { CameraLimits } from '../../../gateway/perception/streams/camera-limits.ts';
import { listBoxes, readFragment } from '../../unit/perception/mp4-reader.ts';
import { createMovingScene } from './moving-scene.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** Quick to despair, so that a test need not wait as long as a guard would. */
const impatient: Partial<CameraLimits> = { openTimeoutMs: 1500, stallMs: 1500, firstRetryMs: 100, lastRetryMs: 400 };

async function startSim(options: Partial<Parameters<typeof startCameraSim>[0]> = {}): Promise<CameraSim> {
  const scene = createMovingScene();
  const sim = await startCameraSim({ id: 'door-camera', width: 640, height: 360, fps: 10, scene, ...options });
  closing.push(() => sim.stop());
  return sim;
}

interface Watched {
  camera: AvCamera;
  states: CameraState[];
  pictures: { width: number; height: number; rgb: number }[];
  last(): CameraState | undefined;
}

function connect(url: string, options: { transport?: 'tcp' | 'udp'; decode?: 'always' | 'on-demand' } = {}): Watched {
  const states: CameraState[] = [];
  const pictures: Watched['pictures'] = [];
  const { transport = 'tcp', decode = 'always' } = options;
  const camera = createAvCamera({
    camera: { id: 'door-camera', kind: 'face-camera', url, transport, liveness: 'signal', watched: false, masks: [] },
    decode,
    clock: systemClock,
    limits: impatient,
    onState: (state) => states.push(state),
    onPicture: (picture) => {
      pictures.push({ width: picture.width, height: picture.height, rgb: picture.toRgb(320).data.length });
      picture.release();
    },
  });
  closing.push(() => camera.stop());
  return { camera, states, pictures, last: () => states.at(-1) };
}

const soon = { timeout: 10_000, interval: 20 };

describe('a camera on the network', () => {
  test.each(['tcp', 'udp'] as const)('gives pictures over %s', async (transport) => {
    const sim = await startSim();
    const { pictures, last } = connect(sim.url, { transport });
    await expect.poll(() => pictures.length, soon).toBeGreaterThan(5);
    expect(pictures[0]).toEqual({ width: 640, height: 360, rgb: 320 * 180 * 3 });
    expect(last()).toMatchObject({ state: 'streaming', width: 640, height: 360, codec: 'h264' });
    expect(last()).toHaveProperty('codecString', expect.stringMatching(/^avc1\.[0-9a-f]{6}$/));
  });

  test('lets us in with its password, which holds characters that an address must escape', async () => {
    const sim = await startSim({ credentials: { user: 'guard', password: 'p@ss:w/rd%' } });
    const { pictures } = connect(sim.url);
    await expect.poll(() => pictures.length, soon).toBeGreaterThan(0);
  });

  test('that refuses our password is lost for that reason, and the password is told to nobody', async () => {
    const sim = await startSim({ credentials: { user: 'guard', password: 'right-one' } });
    const { last, states } = connect(sim.url.replace('right-one', 'wrong-one'));
    await expect.poll(last, soon).toEqual({ state: 'lost', reason: 'wrong-password' });
    expect(JSON.stringify(states)).not.toContain('wrong-one');
  });

  test.each([
    ['stall', 'stalled'],
    ['gone', 'connection-refused'],
  ] as const)('is lost when it is in trouble (%s), and back when that is over', async (fault, reason) => {
    const sim = await startSim();
    const { last, pictures } = connect(sim.url);
    await expect.poll(last, soon).toMatchObject({ state: 'streaming' });
    await sim.fault(fault);
    await expect.poll(last, soon).toEqual({ state: 'lost', reason });
    await sim.fault('none');
    await expect.poll(last, soon).toMatchObject({ state: 'streaming' });
    const before = pictures.length;
    await expect.poll(() => pictures.length, soon).toBeGreaterThan(before);
  });

  test('that sends garbage is lost, and back when it has come to its senses', async () => {
    const sim = await startSim();
    const { last } = connect(sim.url);
    await expect.poll(last, soon).toMatchObject({ state: 'streaming' });
    await sim.fault('garbage');
    await expect.poll(last, soon).toMatchObject({ state: 'lost' });
    await sim.fault('none');
    await expect.poll(last, soon).toMatchObject({ state: 'streaming' });
  });

  test('replaced by one with another picture size goes on with that', async () => {
    const small = await startSim();
    const { port } = new URL(small.url);
    const { last } = connect(small.url);
    await expect.poll(last, soon).toMatchObject({ state: 'streaming', width: 640 });
    await small.stop();
    await startSim({ width: 1280, height: 720, port: Number(port) });
    await expect.poll(last, soon).toMatchObject({ state: 'streaming', width: 1280, height: 720 });
  });
});

/** A camera whose operator changes the picture size while it streams: the second source goes on where the first one was. */
async function startSwitchingCamera(): Promise<{ url: string; change(): void }> {
  const source = (width: number, height: number) =>
    createVideoSource({ id: 'door-camera', width, height, fps: 10, scene: createMovingScene(), log: silentLog });
  const before = await source(640, 360);
  const after = await source(1280, 720);
  const listeners = new Map<Parameters<VideoSource['subscribe']>[0], () => void>();
  let current = before;
  const switching: VideoSource = {
    ...before,
    subscribe: (onUnit) => {
      listeners.set(onUnit, current.subscribe(onUnit));
      return () => listeners.get(onUnit)?.();
    },
    requestKeyFrame: () => current.requestKeyFrame(),
  };
  const stream = { id: 'door-camera', path: '/live', fps: 10, source: switching, log: silentLog };
  const server = await startRtspServer({ host: '127.0.0.1', port: 0, stream });
  closing.push(async () => {
    await server.close();
    await Promise.all([before.close(), after.close()]);
  });
  const change = () => {
    current = after;
    for (const [onUnit, leave] of listeners) {
      leave();
      listeners.set(onUnit, after.subscribe(onUnit));
    }
  };
  return { url: `rtsp://127.0.0.1:${server.port}/live`, change };
}

describe('a camera whose picture size is changed while it streams', () => {
  test('goes on on the same connection, and the guard’s page gets a new header', async () => {
    const { url, change } = await startSwitchingCamera();
    const { camera, last, states, pictures } = connect(url);
    await expect.poll(last, soon).toMatchObject({ state: 'streaming', width: 640, height: 360 });
    const headers: Uint8Array[] = [];
    const chunksAfter = [0, 0];
    camera.watch({ init: (bytes) => headers.push(bytes), chunk: () => chunksAfter[headers.length - 1]!++ });
    await expect.poll(() => chunksAfter[0], soon).toBeGreaterThan(3);
    change();
    await expect.poll(() => chunksAfter[1], soon).toBeGreaterThan(3);
    expect(last()).toMatchObject({ state: 'streaming', width: 1280, height: 720 });
    expect(pictures.at(-1)).toMatchObject({ width: 1280, height: 720 });
    expect(headers).toHaveLength(2);
    expect(states.filter(({ state }) => state === 'lost')).toEqual([]);
  });
});

describe('something else at the camera’s address', () => {
  async function listen(answer: (socket: Socket) => void): Promise<string> {
    const sockets = new Set<Socket>();
    const server = createServer((socket) => {
      sockets.add(socket);
      // The gateway hangs up as it likes.
      socket.on('error', () => undefined);
      answer(socket);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closing.push(async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    });
    return `rtsp://user:secret@127.0.0.1:${(server.address() as AddressInfo).port}/live`;
  }

  const noise = Buffer.from(Array.from({ length: 4000 }, (_, n) => (n * 7919) & 255));

  test.each([
    ['a web server', (socket: Socket) => void socket.on('data', () => socket.end('HTTP/1.1 200 OK\r\n\r\nhello'))],
    ['one that hangs up', (socket: Socket) => void socket.on('data', () => socket.destroy())],
    ['one that sends noise', (socket: Socket) => void socket.on('data', () => socket.write(noise))],
    ['one that never answers', (socket: Socket) => void socket.resume()],
  ])('%s is no camera', async (_, answer) => {
    const { last, states } = connect(await listen(answer));
    await expect.poll(last, soon).toMatchObject({ state: 'lost' });
    expect(states.slice(0, 1)).toEqual([{ state: 'connecting' }]);
    expect(JSON.stringify(states)).not.toContain('secret');
  });

  test('one that never answers does not keep the gateway from stopping', async () => {
    const { camera } = connect(await listen((socket) => void socket.resume()));
    expect(await camera.stop()).toBe(true);
  });
});

describe('a guard', () => {
  test.each(['always', 'on-demand'] as const)('gets a still of a camera that is decoded %s', async (decode) => {
    const sim = await startSim();
    const { camera, last, pictures } = connect(sim.url, { decode });
    await expect.poll(last, soon).toMatchObject({ state: 'streaming' });
    await expect.poll(async () => (await camera.snapshot())?.width, soon).toBe(640);
    if (decode === 'on-demand') expect(pictures).toEqual([]);
  });

  test('gets no old still of a camera that is lost', async () => {
    const sim = await startSim();
    const { camera, last } = connect(sim.url);
    await expect.poll(last, soon).toMatchObject({ state: 'streaming' });
    await sim.fault('gone');
    await expect.poll(last, soon).toMatchObject({ state: 'lost' });
    expect(await camera.snapshot()).toBeUndefined();
  });

  test('watches it live: a header, then fragments that follow on one another from a key frame on', async () => {
    const sim = await startSim();
    const { camera, last } = connect(sim.url, { decode: 'on-demand' });
    await expect.poll(last, soon).toMatchObject({ state: 'streaming' });
    const headers: Uint8Array[] = [];
    const chunks: { bytes: Uint8Array; key: boolean }[] = [];
    camera.watch({ init: (bytes) => headers.push(bytes), chunk: (bytes, key) => chunks.push({ bytes, key }) });
    await expect.poll(() => chunks.length, soon).toBeGreaterThan(8);
    camera.unwatch();

    expect(headers).toHaveLength(1);
    expect(listBoxes(headers[0]!).map(({ type }) => type)).toEqual(['ftyp', 'moov']);
    const fragments = chunks.map(({ bytes }) => readFragment(bytes));
    expect(chunks[0]?.key).toBe(true);
    let endsAt = 0;
    for (const [index, { decodeTime, samples }] of fragments.entries()) {
      expect(decodeTime).toBe(endsAt);
      expect(samples[0]?.key).toBe(chunks[index]?.key);
      endsAt = decodeTime + samples.reduce((sum, { duration }) => sum + duration, 0);
    }
  });
});
