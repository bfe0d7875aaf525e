import { afterEach, describe, expect, test } from 'vitest';
import { startCameraSim } from '../../../firmware-sims/camera/camera-sim.ts';
import type { CameraState, FaceSighting, PerceptionCamera } from '../../../gateway/perception/messages.ts';
import { createPerceptionPool, type LiveHint } from '../../../gateway/perception/pool/perception-pool.ts';
import { quietLog } from '../../fixtures/quiet.ts';
import { createPhotoScene } from './photo-scene.ts';
import { cannotSee, modelsDir } from './prepared-models.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const soon = { timeout: 20_000, interval: 50 };
/** Comes and goes: a track ends when nobody is seen for a second. */
const visits = { timeout: 20_000, interval: 1500 };

/** One door's camera with a real stream, a real process and real models behind it. */
async function openDoor() {
  const scene = await createPhotoScene();
  const sim = await startCameraSim({ id: 'door', width: 1280, height: 720, fps: 10, scene });
  closing.push(() => sim.stop());
  const faces: FaceSighting[] = [];
  let state: CameraState | undefined;
  const camera: PerceptionCamera = {
    id: 'door',
    kind: 'face-camera',
    url: sim.url,
    transport: 'tcp',
    liveness: 'off',
    watched: false,
    masks: [],
  };
  const pool = createPerceptionPool({
    cameras: [camera],
    modelsDir,
    log: quietLog,
    on: {
      face: (sighting) => faces.push(sighting),
      plate: () => {},
      objects: () => {},
      camera: (_, status) => {
        state = status;
      },
      workerLost: () => {},
    },
  });
  closing.push(() => pool.stop());
  await pool.start();
  await expect.poll(() => state, soon).toMatchObject({ state: 'streaming' });
  const hints: LiveHint[] = [];
  const calling = new AbortController();
  const enrol = (seconds: number) => pool.enrolLive('door', seconds, (hint) => hints.push(hint), calling.signal);
  return { scene, sim, pool, faces, hints, enrol, cancel: () => calling.abort() };
}

describe.skipIf(cannotSee)('a resident enrolled live at the camera', () => {
  test('is asked to look at it, enrolled once they do, and known at that door from then on', async () => {
    const { scene, pool, faces, hints, enrol } = await openDoor();
    const enrolling = enrol(60);
    await expect.poll(() => hints.map(({ hint }) => hint), soon).toContain('look-at-camera');
    expect(faces).toEqual([]);
    scene.present = true;
    const { templates, refused } = await enrolling;
    expect(refused).toEqual([]);
    expect(templates.length).toBeGreaterThanOrEqual(1);
    expect(hints.at(-1)!.kept).toBe(templates.length);
    scene.present = false;
    faces.splice(0);
    const modelId = pool.faceModelId();
    pool.setGallery(
      templates.map((template) => ({ person: 'r-1', template })),
      modelId,
    );
    const verdicts = () => {
      scene.present = !scene.present;
      return faces.map(({ verdict }) => verdict.kind);
    };
    await expect.poll(verdicts, visits).toContain('known');
    expect(faces.find(({ verdict }) => verdict.kind === 'known')?.verdict).toMatchObject({ person: 'r-1' });
  });

  test('with templates of another model is known to nobody', async () => {
    const { scene, pool, faces, enrol } = await openDoor();
    scene.present = true;
    const { templates } = await enrol(60);
    scene.present = false;
    pool.setGallery(
      templates.map((template) => ({ person: 'r-1', template })),
      'another-model',
    );
    faces.splice(0);
    const seen = () => {
      scene.present = !scene.present;
      return faces.length;
    };
    await expect.poll(seen, visits).toBeGreaterThan(0);
    expect(faces.map(({ verdict }) => verdict.kind)).not.toContain('known');
  });
});

describe.skipIf(cannotSee)('a live enrolment', () => {
  test('that a guard calls off ends at once, and the next one can begin; two at one camera are not possible', async () => {
    const { enrol, cancel, pool } = await openDoor();
    const first = enrol(60);
    const second = await pool.enrolLive('door', 60, () => {}, new AbortController().signal);
    expect(second).toEqual({ templates: [], refused: [{ photo: 'door', reason: 'busy' }] });
    cancel();
    expect(await first).toEqual({ templates: [], refused: [{ photo: 'door', reason: 'cancelled' }] });
    const third = await pool.enrolLive('door', 2, () => {}, new AbortController().signal);
    expect(third).toEqual({ templates: [], refused: [{ photo: 'door', reason: 'no-face' }] });
  });

  test('ends as such when its camera is unplugged, or was never there', async () => {
    const { enrol, sim, pool } = await openDoor();
    const enrolling = enrol(60);
    await sim.stop();
    expect(await enrolling).toEqual({ templates: [], refused: [{ photo: 'door', reason: 'camera-lost' }] });
    const nowhere = await pool.enrolLive('no-such-camera', 5, () => {}, new AbortController().signal);
    expect(nowhere.templates).toEqual([]);
  });
});
