import { afterEach, describe, expect, test } from 'vitest';
import type { CameraScene, Point } from '../../../devices/contracts/camera-scene.ts';
import { startCameraSim } from '../../../firmware-sims/camera/camera-sim.ts';
import type { ConsoleAlarm, ConsoleCamera } from '../../../gateway/console/console-ports.ts';
import type { CameraState, ObjectsSighting } from '../../../gateway/perception/messages.ts';
import { createPerceptionPool } from '../../../gateway/perception/pool/perception-pool.ts';
import { quietLog } from '../../fixtures/quiet.ts';
import { runGateway } from '../../fixtures/run-gateway.ts';
import { smallSite } from '../../fixtures/small-site.ts';
import { cannotSee, modelsDir } from './prepared-models.ts';
import { createWalkingScene } from './walking-photo.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const soon = { timeout: 30_000, interval: 100 };
const name = { zh: '院子', en: 'Yard' };
const middle = { id: 'doorstep', name, from: [0.5, 0.1] as Point, to: [0.5, 1] as Point };
const left = {
  id: 'lawn',
  name,
  polygon: [
    [0, 0.5],
    [0.4, 0.5],
    [0.4, 1],
    [0, 1],
  ] as Point[],
};

/** A gateway with one overview camera before which a photo's people walk. */
async function startYard(scene: CameraScene) {
  const people = await createWalkingScene();
  const sim = await startCameraSim({ id: 'dome', width: 1280, height: 720, fps: 10, scene: people });
  closing.push(() => sim.stop());
  const site = smallSite({
    cameras: [{ id: 'dome', kind: 'dome-camera', ring: 2, zone: 'yard', name, url: sim.url, scene }],
  });
  const running = await runGateway(site);
  closing.push(() => running.stop());
  await running.gateway.seeing;
  const state = async () => (await running.guard.get<ConsoleCamera[]>('/api/cameras'))[0]?.state;
  await expect.poll(state, soon).toBe('streaming');
  const alarms = async (type: string) =>
    (await running.guard.get<ConsoleAlarm[]>('/api/alarms')).filter((alarm) => alarm.type === type);
  return { ...running, people, alarms };
}

describe.skipIf(cannotSee)('a watched camera, with the real detector', () => {
  test('somebody on the lawn raises an alarm that ends when he has left, and is told once when he crosses the line', async () => {
    const yard = await startYard({
      areas: [left],
      lines: [middle],
      rules: [
        { kind: 'intrusion', area: 'lawn' },
        { kind: 'line-crossing', line: 'doorstep', direction: 'left-to-right' },
      ],
    });
    yard.people.walk({ from: 0.85, to: 0.2, seconds: 6, stays: true });
    await expect.poll(() => yard.alarms('line-crossing'), soon).toHaveLength(1);
    await expect
      .poll(() => yard.alarms('intrusion'), soon)
      .toMatchObject([{ source: 'dome', ring: 2, active: true, detail: { area: 'lawn', people: 1 } }]);
    yard.people.walk({ from: 0.2, to: 0.85, seconds: 6 });
    await expect.poll(() => yard.alarms('intrusion'), soon).toMatchObject([{ active: false }]);
    // The way back is allowed.
    expect(await yard.alarms('line-crossing')).toMatchObject([
      { count: 1, detail: { line: 'doorstep', people: 1, direction: 'left-to-right' } },
    ]);
  }, 90_000);

  test('a camera that nobody watched is watched as soon as something is drawn on its picture, and no longer after', async () => {
    const people = await createWalkingScene();
    const sim = await startCameraSim({ id: 'dome', width: 1280, height: 720, fps: 10, scene: people });
    closing.push(() => sim.stop());
    const sightings: ObjectsSighting[] = [];
    const states: CameraState[] = [];
    const ignore = () => {};
    const camera = { id: 'dome', kind: 'dome-camera', url: sim.url, transport: 'tcp', liveness: 'off' } as const;
    const pool = createPerceptionPool({
      cameras: [{ ...camera, watched: false, masks: [] }],
      modelsDir,
      log: quietLog,
      on: {
        face: ignore,
        plate: ignore,
        objects: (sighting) => sightings.push(sighting),
        camera: (_, state) => states.push(state),
        workerLost: ignore,
      },
    });
    closing.push(() => pool.stop());
    await pool.start();
    await expect.poll(() => states.at(-1)?.state, soon).toBe('streaming');
    const drawn = () => pool.stats().cameras[0]?.framesAnalysed ?? 0;
    expect(drawn()).toBe(0);
    people.walk({ from: 0.1, to: 0.6, seconds: 5, stays: true });
    pool.setScene('dome', { watched: true, masks: [] });
    const seenClasses = () => sightings.at(-1)?.objects.map(({ class: kind }) => kind);
    await expect.poll(seenClasses, soon).toEqual(['person']);
    pool.setScene('dome', { watched: false, masks: [] });
    people.walk({ from: 0.6, to: 0.1, seconds: 5, stays: true });
    const before = drawn();
    await expect.poll(() => pool.stats().cameras[0]!.framesSeen, soon).toBeGreaterThan(100);
    expect(drawn() - before).toBeLessThan(10);
  }, 90_000);

  test('one resident’s card lets one through the door; who follows on it is told to the guard', async () => {
    const yard = await startYard({
      lines: [middle],
      rules: [{ kind: 'tailgating', line: 'doorstep', direction: 'left-to-right', door: 'u1-door' }],
    });
    const reader = await yard.device('u1-reader');
    await reader.event(1, 'card-presented', { card: 'uid:0A1B2C3D' });
    yard.people.walk({ from: 0.85, to: 0.1, seconds: 6 });
    yard.people.walk({ from: 0.9, to: 0.1, seconds: 6, inS: 2 });
    await expect
      .poll(() => yard.alarms('tailgating'), soon)
      .toMatchObject([{ source: 'dome', detail: { door: 'u1-door', people: 2, grants: 1 } }]);
  }, 90_000);
});
