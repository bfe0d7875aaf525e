import { fork } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { startCameraSim } from '../../../firmware-sims/camera/camera-sim.ts';
import type { Scene } from '../../../firmware-sims/camera/scene-kinds.ts';
import type { CameraState, FaceSighting, PerceptionCamera } from '../../../gateway/perception/messages.ts';
import { decodePhoto, encodeJpeg } from '../../../gateway/perception/models/sharp-frames.ts';
import { createPerceptionPool, type PerceptionPoolOptions } from '../../../gateway/perception/pool/perception-pool.ts';
import type { RgbImage } from '../../../models/image.ts';
import { quietLog } from '../../fixtures/quiet.ts';
import { listBoxes, readFragment } from '../../unit/perception/mp4-reader.ts';
import { createMovingScene } from './moving-scene.ts';
import { createPhotoScene, resident } from './photo-scene.ts';
import { cannotSee, modelsDir } from './prepared-models.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function startSim(id: string, scene: Scene = createMovingScene(), size = { width: 640, height: 360 }) {
  const sim = await startCameraSim({ id, ...size, fps: 10, scene });
  closing.push(() => sim.stop());
  return sim;
}

function openPool(cameras: PerceptionCamera[], options: Partial<PerceptionPoolOptions> = {}) {
  const states = new Map<string, CameraState[]>();
  const faces: FaceSighting[] = [];
  const lost: string[] = [];
  const pool = createPerceptionPool({
    cameras,
    modelsDir,
    log: quietLog,
    on: {
      face: (sighting) => faces.push(sighting),
      plate: () => {},
      objects: () => {},
      camera: (id, state) => states.set(id, [...(states.get(id) ?? []), state]),
      workerLost: (_, reason) => lost.push(reason),
    },
    ...options,
  });
  closing.push(() => pool.stop());
  const stateOf = (id: string) => states.get(id)?.at(-1);
  return { pool, states, stateOf, faces, lost };
}

const see = (id: string, url: string, kind: PerceptionCamera['kind'] = 'dome-camera'): PerceptionCamera => ({
  id,
  kind,
  url,
  transport: 'tcp',
  liveness: 'signal',
  watched: false,
  masks: [],
});

const soon = { timeout: 20_000, interval: 50 };

function openPage() {
  const page = {
    headers: [] as Uint8Array[],
    chunks: [] as { bytes: Uint8Array; key: boolean }[],
    ended: [] as string[],
  };
  return {
    ...page,
    viewer: {
      init: (bytes: Uint8Array) => void page.headers.push(bytes),
      chunk: (bytes: Uint8Array, key: boolean) => void page.chunks.push({ bytes, key }),
      ended: (reason: string) => void page.ended.push(reason),
    },
  };
}

const isRunning = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    // ESRCH: there is no such process.
    return false;
  }
};

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ringward-perception-'));
  closing.push(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** The resident alone, as they would hand it in. */
async function residentPhoto(): Promise<string> {
  const path = join(await temporaryFolder(), 'resident.jpg');
  await writeFile(path, await encodeJpeg(cutOut(await decodePhoto(resident.photo), resident), 95));
  return path;
}

function cutOut(photo: RgbImage, { left, top, width, height }: typeof resident): RgbImage {
  const rows = Array.from({ length: height }, (_, y) => {
    const start = ((top + y) * photo.width + left) * 3;
    return photo.data.subarray(start, start + width * 3);
  });
  return { width, height, data: Buffer.concat(rows) };
}

/** Size of a JPEG; anything else, and nothing, fails. */
async function jpegSize(bytes: Uint8Array | undefined): Promise<string> {
  expect(Buffer.from(bytes?.subarray(0, 3) ?? []).toString('hex')).toBe('ffd8ff');
  const { width, height } = await decodePhoto(bytes!);
  return `${width}×${height}`;
}

describe('an operator who starts the gateway', () => {
  test('without the models is told which file is missing and what to do, and nothing is left running', async () => {
    const { pool } = openPool([see('yard', 'rtsp://127.0.0.1:9/live')], { modelsDir: await temporaryFolder() });
    await expect(pool.start()).rejects.toThrow(/models\.json|\.onnx/);
    expect(pool.pids()).toEqual([]);
  });

  test('is told what is missing even where the process that would say so is killed before it can', async () => {
    const { pool, lost } = openPool([see('yard', 'rtsp://127.0.0.1:9/live')], { modelsDir: await temporaryFolder() });
    const started = pool.start();
    process.kill(pool.pids()[0]!, 'SIGKILL');
    await expect(started).rejects.toThrow(/models\.json|\.onnx/);
    expect(lost).toEqual([]);
  });

  test.skipIf(cannotSee)('with an altered model is told which file it is', async () => {
    const folder = await temporaryFolder();
    await cp(modelsDir, folder, { recursive: true });
    const path = join(folder, 'face-embed.onnx');
    const bytes = await readFile(path);
    bytes[bytes.length >> 1]! ^= 1;
    await writeFile(path, bytes);
    const { pool } = openPool([], { modelsDir: folder });
    await expect(pool.start()).rejects.toThrow(/face-embed\.onnx.*sha256/);
    expect(pool.pids()).toEqual([]);
  });
});

describe.skipIf(cannotSee)('a guard', () => {
  test('watches a camera with a colleague; one stream serves both, and the late one begins at a key frame', async () => {
    const sim = await startSim('yard');
    const { pool, stateOf } = openPool([see('yard', sim.url)]);
    await pool.start();
    await expect.poll(() => stateOf('yard'), soon).toMatchObject({ state: 'streaming' });
    const [first, second] = [openPage(), openPage()];
    const leaveFirst = pool.watch('yard', first.viewer)!;
    await expect.poll(() => first.chunks.length, soon).toBeGreaterThan(3);
    const leaveSecond = pool.watch('yard', second.viewer)!;
    await expect.poll(() => second.chunks.length, soon).toBeGreaterThan(3);
    leaveFirst();
    leaveSecond();
    for (const { headers, chunks } of [first, second]) {
      expect(headers).toHaveLength(1);
      expect(listBoxes(headers[0]!).map(({ type }) => type)).toEqual(['ftyp', 'moov']);
      expect(readFragment(chunks[0]!.bytes).samples[0]?.key).toBe(true);
    }
    expect(pool.watch('no-such-camera', openPage().viewer)).toBeUndefined();
  });

  test('gets a still of any camera as a JPEG, and none of a camera that is not there', async () => {
    const sim = await startSim('yard');
    const { pool, stateOf } = openPool([see('yard', sim.url), see('gone', 'rtsp://127.0.0.1:9/live')]);
    await pool.start();
    await expect.poll(() => stateOf('yard'), soon).toMatchObject({ state: 'streaming' });
    expect(await jpegSize(await pool.snapshot('yard'))).toBe('640×360');
    expect(await pool.snapshot('gone')).toBeUndefined();
    expect(await pool.snapshot('no-such-camera')).toBeUndefined();
    expect(stateOf('gone')).toEqual({ state: 'lost', reason: 'connection-refused' });
  });

  test('sees at once when a camera’s process dies, and the picture comes back by itself', async () => {
    const sims = [await startSim('yard'), await startSim('hall')];
    const { pool, stateOf, states, lost } = openPool([see('yard', sims[0]!.url), see('hall', sims[1]!.url)]);
    await pool.start();
    for (const id of ['yard', 'hall']) await expect.poll(() => stateOf(id), soon).toMatchObject({ state: 'streaming' });
    const page = openPage();
    pool.watch('yard', page.viewer);
    await expect.poll(() => page.chunks.length, soon).toBeGreaterThan(0);
    process.kill(pool.pids()[0]!, 'SIGKILL');
    await expect.poll(() => page.ended, soon).toEqual(['restarting']);
    await expect.poll(() => page.headers.length, soon).toBe(2);
    expect(lost).toEqual(['ended by SIGKILL']);
    expect(states.get('yard')).toContainEqual({ state: 'lost', reason: 'restarting' });
    // The other process's camera has not noticed.
    expect(states.get('hall')!.map(({ state }) => state)).not.toContain('lost');
  });

  test('sees the picture of a camera whose process was killed while it began', async () => {
    const sim = await startSim('yard');
    const { pool, stateOf, lost } = openPool([see('yard', sim.url)]);
    const started = pool.start();
    const [killed] = pool.pids();
    process.kill(killed!, 'SIGKILL');
    await started;
    expect(pool.pids()).not.toContain(killed);
    await expect.poll(() => stateOf('yard'), soon).toMatchObject({ state: 'streaming' });
    expect(lost).toEqual([]);
  });

  test('sees a process that hangs replaced by another', async () => {
    const sim = await startSim('yard');
    const { pool, stateOf, lost } = openPool([see('yard', sim.url)], { limits: { hungMs: 4000 } });
    await pool.start();
    await expect.poll(() => stateOf('yard'), soon).toMatchObject({ state: 'streaming' });
    const [hanging] = pool.pids();
    process.kill(hanging!, 'SIGSTOP');
    await expect.poll(() => lost, soon).toEqual(['gave no sign of life']);
    await expect.poll(() => stateOf('yard'), soon).toMatchObject({ state: 'streaming' });
    expect(isRunning(hanging!)).toBe(false);
  });

  test('can rely on the figures: frames seen, and none analysed where nothing is looked for', async () => {
    const sim = await startSim('yard');
    const { pool } = openPool([see('yard', sim.url)]);
    await pool.start();
    await expect.poll(() => pool.stats().cameras[0]?.framesSeen ?? 0, soon).toBeGreaterThan(10);
    expect(pool.stats().cameras[0]).toMatchObject({ camera: 'yard', framesAnalysed: 0, framesDropped: 0 });
    expect(pool.stats().rssBytes).toBeGreaterThan(0);
  });
});

describe.skipIf(cannotSee)('a resident at the door', () => {
  test('is enrolled from a photo and known, and still known after the process has been replaced', async () => {
    const scene = await createPhotoScene();
    const sim = await startSim('door', scene, { width: 1280, height: 720 });
    const { pool, stateOf, faces } = openPool([see('door', sim.url, 'face-camera')]);
    await pool.start();
    const { templates, refused } = await pool.enrol([await residentPhoto(), '/no/such/photo.jpg']);
    expect(refused).toEqual([{ photo: '/no/such/photo.jpg', reason: 'unreadable' }]);
    pool.setGallery(templates.map((template) => ({ person: 'r-1', template })));
    await expect.poll(() => stateOf('door'), soon).toMatchObject({ state: 'streaming' });

    for (const visit of [1, 2]) {
      scene.present = true;
      await expect.poll(() => faces.length, soon).toBeGreaterThanOrEqual(visit);
      scene.present = false;
      const seen = faces.at(-1)!;
      expect(seen).toMatchObject({ camera: 'door', verdict: { kind: 'known', person: 'r-1' } });
      // The camera's policy is `signal`: how alive the face looks goes with it and decides nothing.
      expect(seen.liveness).toBeGreaterThanOrEqual(0);
      expect(seen.liveness).toBeLessThanOrEqual(1);
      expect(await jpegSize(seen.jpeg)).toBe('960×540');
      if (visit === 2) break;
      process.kill(pool.pids()[0]!, 'SIGKILL');
      await expect.poll(() => stateOf('door'), soon).toEqual({ state: 'lost', reason: 'restarting' });
      await expect.poll(() => stateOf('door'), soon).toMatchObject({ state: 'streaming' });
      faces.splice(1);
    }
  });
});

describe.skipIf(cannotSee)('a gateway that stops', () => {
  test('leaves no process behind, even while a camera neither answers nor hangs up', async () => {
    const silent = createServer((socket) => socket.on('error', () => undefined).resume());
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    closing.push(async () => void silent.close());
    const url = `rtsp://127.0.0.1:${(silent.address() as AddressInfo).port}/live`;
    const { pool } = openPool([see('yard', url), see('hall', url, 'face-camera')]);
    await pool.start();
    const pids = pool.pids();
    expect(pids).toHaveLength(2);
    await pool.stop();
    expect(pids.filter(isRunning)).toEqual([]);
  });
});

describe('a perception process', () => {
  const worker = new URL('../../../gateway/perception/worker.ts', import.meta.url);

  function startWorker() {
    const child = fork(worker, [], {
      serialization: 'advanced',
      execArgv: [],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    closing.push(async () => child.kill('SIGKILL'));
    return child;
  }

  test('refuses what it does not understand, and goes on', async () => {
    const child = startWorker();
    for (const message of [{ kind: 'format-disk' }, 'stop', { kind: 'watch', camera: 'door', on: true }]) {
      child.send(message as object);
      const [answer] = await once(child, 'message');
      expect(answer).toMatchObject({ kind: 'problem' });
    }
    expect(child.exitCode).toBeNull();
  });

  test('ends when the gateway is gone', async () => {
    const child = startWorker();
    child.send({ kind: 'nothing' });
    await once(child, 'message');
    const exited = once(child, 'exit');
    child.disconnect();
    expect(await exited).toEqual([0, null]);
  });
});
