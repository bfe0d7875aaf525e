import { afterEach, expect, test } from 'vitest';
import { startCameraSim } from '../../../firmware-sims/camera/camera-sim.ts';
import { systemClock } from '../../../gateway/kernel/clock.ts';
import type { CameraState } from '../../../gateway/perception/messages.ts';
import { createAvCamera } from '../../../gateway/perception/streams/av-camera.ts';
import { createMovingScene } from './moving-scene.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const soon = { timeout: 15_000, interval: 20 };

/** A camera before which nothing moves until `scene.moving`; where the bright square was seen last, in pixels. */
async function startQuietCamera() {
  const scene = createMovingScene();
  scene.moving = false;
  const sim = await startCameraSim({ id: 'hall', width: 640, height: 360, fps: 15, scene });
  closing.push(() => sim.stop());
  const states: CameraState[] = [];
  const seen = { pictures: 0, left: -1 };
  const place = { id: 'hall', kind: 'face-camera', url: sim.url, transport: 'tcp' } as const;
  const camera = createAvCamera({
    camera: { ...place, liveness: 'signal', watched: false, masks: [] },
    decode: 'always',
    isQuiet: () => true,
    clock: systemClock,
    limits: { stallMs: 1500 },
    onState: (state) => states.push(state),
    onPicture: (picture) => {
      const { data, stride } = picture.luma();
      seen.pictures++;
      seen.left = data.subarray(100 * stride, 100 * stride + 640).findIndex((level) => level > 150);
      picture.release();
    },
  });
  closing.push(() => camera.stop());
  await expect.poll(() => camera.counters().decoding, soon).toBe('idle');
  return { scene, sim, camera, seen, states };
}

test('a hall where nothing moves costs a picture a second, and is not taken for a camera that has stalled', async () => {
  const { camera, seen, states } = await startQuietCamera();
  const [before, picturesBefore] = [camera.counters(), seen.pictures];
  await expect.poll(() => camera.counters().seen - before.seen, soon).toBeGreaterThan(45);
  const { decoded, rested } = camera.counters();
  expect(decoded - before.decoded).toBeLessThan(8);
  expect(rested - before.rested).toBeGreaterThan(35);
  expect(seen.pictures - picturesBefore).toBe(decoded - before.decoded);
  expect(states.filter(({ state }) => state === 'lost')).toEqual([]);
});

test('whoever comes in is seen as they are now, without waiting for a key frame', async () => {
  const { scene, camera, seen } = await startQuietCamera();
  const { left } = seen;
  scene.moving = true;
  await expect.poll(() => camera.counters().decoding, { timeout: 5000, interval: 5 }).toBe('motion');
  await expect.poll(() => seen.left, soon).not.toBe(left);
  const { decoded, seen: frames } = camera.counters();
  await expect.poll(() => camera.counters().seen - frames, soon).toBeGreaterThan(4);
  expect(camera.counters().decoded - decoded).toBeGreaterThan(3);
});

test('a guard’s still of a camera that rests is of this moment', async () => {
  const { camera } = await startQuietCamera();
  for (let still = 0; still < 3; still++) {
    const askedMs = systemClock.monotonicMs();
    const picture = await camera.snapshot();
    expect(picture!.takenAtMs).toBeGreaterThan(askedMs - 101);
    picture!.release();
  }
});

test('a camera that stalls while it rests is lost, and back when that is over', async () => {
  const { sim, states } = await startQuietCamera();
  await sim.fault('stall');
  await expect.poll(() => states.at(-1), soon).toEqual({ state: 'lost', reason: 'stalled' });
  await sim.fault('none');
  await expect.poll(() => states.at(-1), soon).toMatchObject({ state: 'streaming' });
});
