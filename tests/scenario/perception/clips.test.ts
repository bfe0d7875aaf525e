import { afterEach, describe, expect, test } from 'vitest';
import type { Polygon } from '../../../devices/contracts/camera-scene.ts';
import { type CameraSim, startCameraSim } from '../../../firmware-sims/camera/camera-sim.ts';
import type { Scene } from '../../../firmware-sims/camera/scene-kinds.ts';
import { systemClock } from '../../../gateway/kernel/clock.ts';
import type { ClipFile } from '../../../gateway/perception/clips/av-clip.ts';
import type { CameraState, FaceSighting, PerceptionCamera } from '../../../gateway/perception/messages.ts';
import { decodePhoto } from '../../../gateway/perception/models/sharp-frames.ts';
import { createPerceptionPool } from '../../../gateway/perception/pool/perception-pool.ts';
import { createAvCamera } from '../../../gateway/perception/streams/av-camera.ts';
import { maskedCodecString } from '../../../gateway/perception/streams/av-masked-video.ts';
import type { RgbImage } from '../../../models/image.ts';
import { quietLog } from '../../fixtures/quiet.ts';
import { brightnessAt, readClip } from '../../unit/perception/av-read-clip.ts';
import { createMovingScene } from './moving-scene.ts';
import { createPhotoScene } from './photo-scene.ts';
import { cannotSee, modelsDir } from './prepared-models.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const soon = { timeout: 15_000, interval: 20 };
const nowMs = () => systemClock.monotonicMs();
/** A neighbour's window: the left third, but for a bay in it. */
const window: Polygon = [
  [0, 0],
  [0.33, 0],
  [0.33, 0.3],
  [0.15, 0.3],
  [0.15, 0.7],
  [0.33, 0.7],
  [0.33, 1],
  [0, 1],
];
const masked = [
  [0.07, 0.5],
  [0.25, 0.15],
  [0.25, 0.9],
] as const;
const seen = [
  [0.25, 0.5],
  [0.6, 0.9],
  [0.95, 0.5],
] as const;

function expectMasked(image: RgbImage): void {
  for (const [x, y] of masked) expect(brightnessAt(image, x, y)).toBeLessThan(10);
  for (const [x, y] of seen) expect(brightnessAt(image, x, y)).toBeGreaterThan(40);
}

async function startSim(scene: Scene = createMovingScene(), size = { width: 640, height: 360 }): Promise<CameraSim> {
  const sim = await startCameraSim({ id: 'yard', ...size, fps: 10, scene });
  closing.push(() => sim.stop());
  return sim;
}

const yard = (
  url: string,
  masks: Polygon[] = [],
  kind: PerceptionCamera['kind'] = 'dome-camera',
): PerceptionCamera => ({
  id: 'yard',
  kind,
  url,
  transport: 'tcp',
  liveness: 'off',
  watched: false,
  masks,
});

async function connect(url: string, masks: Polygon[] = [], decode: 'always' | 'on-demand' = 'on-demand') {
  const states: CameraState[] = [];
  const pictures: RgbImage[] = [];
  const camera = createAvCamera({
    camera: yard(url, masks),
    decode,
    clock: systemClock,
    limits: { stallMs: 1500, firstRetryMs: 100, lastRetryMs: 400 },
    onState: (state) => states.push(state),
    onPicture: (picture) => {
      pictures.push(picture.toRgb());
      picture.release();
    },
  });
  closing.push(() => camera.stop());
  const last = () => states.at(-1);
  await expect.poll(last, soon).toMatchObject({ state: 'streaming' });
  return { camera, states, pictures, last };
}

/** Until the camera has been watched for so long. */
async function watchFor(seconds: number) {
  const untilMs = nowMs() + seconds * 1000;
  await expect.poll(nowMs, { timeout: seconds * 1000 + 5000, interval: 50 }).toBeGreaterThan(untilMs);
}

async function collect({ pieces }: ClipFile): Promise<Uint8Array[]> {
  const collected: Uint8Array[] = [];
  for await (const piece of pieces ?? []) collected.push(piece);
  return collected;
}

describe('a clip around an alarm', () => {
  test('shows two seconds before and two after, frame for frame, and another at the same time shows its own', async () => {
    const sim = await startSim();
    const { camera } = await connect(sim.url);
    await watchFor(3);
    const alarmMs = nowMs();
    const [clip, shorter] = await Promise.all([
      camera.clip(alarmMs - 2000, alarmMs + 2000),
      camera.clip(alarmMs - 500, alarmMs + 500),
    ]);
    expect(Math.abs(clip.fromMs - (alarmMs - 2000))).toBeLessThan(500);
    expect(Math.abs(clip.toMs - (alarmMs + 2000))).toBeLessThan(500);
    const film = await readClip(await collect(clip));
    expect(film.durationS).toBeCloseTo((clip.toMs - clip.fromMs) / 1000 + 0.1, 0);
    // Ten a second, both ends included; a busy machine may make the camera leave one out.
    expect(Math.abs(film.shownAtS.length - 41)).toBeLessThanOrEqual(4);
    expect(new Set(film.images.map((image) => Buffer.from(image.data).toString('latin1'))).size).toBeGreaterThan(30);
    const { durationS } = await readClip(await collect(shorter));
    expect(durationS).toBeGreaterThan(0.7);
    expect(durationS).toBeLessThan(1.6);
  });

  test('of a camera that is cut off meanwhile shows what there was up to then', async () => {
    const sim = await startSim();
    const { camera } = await connect(sim.url);
    await watchFor(2);
    const alarmMs = nowMs();
    const asked = camera.clip(alarmMs - 1000, alarmMs + 20_000);
    await watchFor(1);
    await sim.fault('gone');
    const clip = await asked;
    expect(clip).toMatchObject({ problem: 'camera-lost' });
    expect(clip.toMs).toBeLessThan(alarmMs + 5000);
    const film = await readClip(await collect(clip));
    expect(film.durationS).toBeCloseTo((clip.toMs - clip.fromMs) / 1000 + 0.1, 0);
    // The seconds before it was cut off are what an investigator wants; they are there for whoever asks now.
    const afterwards = await camera.clip(alarmMs - 1000, alarmMs);
    expect((await readClip(await collect(afterwards))).durationS).toBeGreaterThan(0.7);
  });

  test('of a camera that never was there does not exist', async () => {
    const camera = createAvCamera({
      camera: yard('rtsp://127.0.0.1:9/live'),
      decode: 'on-demand',
      clock: systemClock,
      onState: () => {},
      onPicture: (picture) => picture.release(),
    });
    closing.push(() => camera.stop());
    expect(await camera.clip(nowMs() - 2000, nowMs())).toMatchObject({ problem: 'no-video' });
  });
});

describe('what is masked', () => {
  test('is seen in no clip, no still, no picture that is looked at, and by no guard who watches', async () => {
    const sim = await startSim();
    const { camera, pictures, last } = await connect(sim.url, [window], 'always');
    expect(last()).toMatchObject({ codecString: maskedCodecString });
    const live: Uint8Array[] = [];
    camera.watch({ init: (bytes) => live.push(bytes), chunk: (bytes) => live.push(bytes) });
    await expect.poll(() => live.length, soon).toBeGreaterThan(15);
    camera.unwatch();
    const film = await readClip(live);
    expect(film.images.length).toBeGreaterThan(10);

    const clip = await readClip(await collect(await camera.clip(nowMs() - 1500, nowMs() + 500)));
    expect(clip.durationS).toBeGreaterThan(1.5);
    const still = await camera.snapshot();
    for (const image of [...film.images, ...clip.images, ...pictures, still!.toRgb()]) expectMasked(image);
    still!.release();
  });

  test('may change at any time: the next picture is masked, and whoever watches goes on with masked video', async () => {
    const sim = await startSim();
    const { camera, pictures, last } = await connect(sim.url, [], 'always');
    const runs: Uint8Array[][] = [];
    camera.watch({
      init: (bytes) => runs.push([bytes]),
      chunk: (bytes) => runs.at(-1)!.push(bytes),
    });
    await expect.poll(() => runs[0]?.length ?? 0, soon).toBeGreaterThan(5);
    const stillBefore = (await camera.snapshot())!;
    expect(brightnessAt(stillBefore.toRgb(), 0.07, 0.5)).toBeGreaterThan(40);
    const before = pictures.length;
    camera.setMasks([window]);
    expectMasked(stillBefore.toRgb());
    stillBefore.release();
    expect(last()).toMatchObject({ state: 'streaming', codecString: maskedCodecString });
    await expect.poll(() => runs[1]?.length ?? 0, soon).toBeGreaterThan(10);
    for (const image of pictures.slice(before)) expectMasked(image);
    for (const image of (await readClip(runs[1]!)).images) expectMasked(image);
    camera.setMasks([]);
    expect(last()).not.toMatchObject({ codecString: maskedCodecString });
    await expect.poll(() => runs[2]?.length ?? 0, soon).toBeGreaterThan(5);
    expect(brightnessAt((await readClip(runs[2]!)).images[0]!, 0.07, 0.5)).toBeGreaterThan(40);
  });
});

describe.skipIf(cannotSee)('the gateway', () => {
  function openPool(camera: PerceptionCamera) {
    const states: CameraState[] = [];
    const faces: FaceSighting[] = [];
    const pool = createPerceptionPool({
      cameras: [camera],
      modelsDir,
      log: quietLog,
      on: {
        face: (sighting) => faces.push(sighting),
        plate: () => {},
        objects: () => {},
        camera: (_, state) => states.push(state),
        workerLost: () => {},
      },
    });
    closing.push(() => pool.stop());
    return { pool, states, faces, last: () => states.at(-1) };
  }

  const openSink = () => {
    const pieces: Uint8Array[] = [];
    return { pieces, chunk: (bytes: Uint8Array) => void pieces.push(bytes) };
  };

  test('takes clips out of its camera process, eight at a time, and none of a camera that it does not have', async () => {
    const sim = await startSim();
    const { pool, last } = openPool(yard(sim.url));
    await pool.start();
    await expect.poll(last, soon).toMatchObject({ state: 'streaming' });
    await watchFor(1.5);
    const atMs = nowMs();
    const sinks = Array.from({ length: 9 }, openSink);
    const ends = await Promise.all(sinks.map((sink) => pool.clip('yard', atMs - 1000, atMs + 500, sink)));
    expect(ends.map(({ problem }) => problem)).toEqual([...Array(8).fill(undefined), 'too-many-clips']);
    expect(sinks[8]!.pieces).toEqual([]);
    for (const { pieces } of sinks.slice(0, 8)) expect((await readClip(pieces)).durationS).toBeGreaterThan(1);
    expect(await pool.clip('attic', atMs, atMs, openSink())).toMatchObject({ problem: 'no-camera' });
    const full = {
      chunk: () => {
        throw new Error('disk full');
      },
    };
    await expect(pool.clip('yard', atMs - 1000, atMs, full)).rejects.toThrow('disk full');
  });

  test('hears that a clip is lost with its process, and the masks hold in the next one', async () => {
    const sim = await startSim();
    const { pool, last } = openPool(yard(sim.url));
    await pool.start();
    await expect.poll(last, soon).toMatchObject({ state: 'streaming' });
    pool.setScene('yard', { watched: false, masks: [window] });
    expect(pool.isMasked('yard')).toBe(true);
    await expect.poll(last, soon).toMatchObject({ codecString: maskedCodecString });
    expectMasked(await decodePhoto((await pool.snapshot('yard'))!));
    const asked = pool.clip('yard', nowMs(), nowMs() + 20_000, openSink());
    process.kill(pool.pids()[0]!, 'SIGKILL');
    await expect(asked).rejects.toThrow('lost');
    await expect.poll(last, soon).toEqual({ state: 'lost', reason: 'restarting' });
    await expect.poll(last, soon).toMatchObject({ state: 'streaming', codecString: maskedCodecString });
    expectMasked(await decodePhoto((await pool.snapshot('yard'))!));
  });

  test('keeps of a stranger at a door what is not masked', async () => {
    const scene = await createPhotoScene();
    const sim = await startSim(scene, { width: 1280, height: 720 });
    const corner: Polygon = [
      [0, 0],
      [0.25, 0],
      [0.25, 1],
      [0, 1],
    ];
    const { pool, faces, last } = openPool(yard(sim.url, [corner], 'face-camera'));
    await pool.start();
    await expect.poll(last, soon).toMatchObject({ state: 'streaming' });
    scene.present = true;
    await expect.poll(() => faces[0]?.jpeg, soon).toBeDefined();
    const jpeg = await decodePhoto(faces[0]!.jpeg!);
    expect(brightnessAt(jpeg, 0.1, 0.5)).toBeLessThan(10);
    expect(brightnessAt(jpeg, 0.9, 0.5)).toBeGreaterThan(60);
  });
});
