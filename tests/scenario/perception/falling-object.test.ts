import { afterEach, describe, expect, test } from 'vitest';
import type { CameraScene, Point } from '../../../devices/contracts/camera-scene.ts';
import { startCameraSim } from '../../../firmware-sims/camera/camera-sim.ts';
import { facade } from '../../../firmware-sims/camera/facade-backdrop.ts';
import { createFacadeScene } from '../../../firmware-sims/camera/facade-scene.ts';
import type { ConsoleAlarm, ConsoleCamera } from '../../../gateway/console/console-ports.ts';
import { runGateway } from '../../fixtures/run-gateway.ts';
import { smallSite } from '../../fixtures/small-site.ts';
import { cannotSee } from './prepared-models.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const soon = { timeout: 30_000, interval: 100 };
const name = { zh: '三号楼南立面', en: 'House 3, south side' };
const { left, right, top, bottom, storeyHeight } = facade;
const southSide = {
  id: 'south-side',
  name,
  polygon: [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
  ] as Point[],
};
const scene: CameraScene = {
  areas: [southSide],
  rules: [{ kind: 'falling-object', area: 'south-side', storeyHeight, lowestFloor: 1 }],
};

/** A gateway with one camera before a house; masked where some windows are. */
async function startYard(drawn: CameraScene) {
  const house = await createFacadeScene({ width: 1280, height: 720, title: 'House 3' });
  const sim = await startCameraSim({ id: 'dome', width: 1280, height: 720, fps: 15, scene: house });
  closing.push(() => sim.stop());
  const site = smallSite({
    cameras: [{ id: 'dome', kind: 'dome-camera', ring: 2, zone: 'yard', name, url: sim.url, scene: drawn }],
    evidence: { beforeS: 5, afterS: 1 },
  });
  const running = await runGateway(site);
  closing.push(() => running.stop());
  await running.gateway.seeing;
  const state = async () => (await running.guard.get<ConsoleCamera[]>('/api/cameras'))[0]?.state;
  await expect.poll(state, soon).toBe('streaming');
  const alarms = async () =>
    (await running.guard.get<ConsoleAlarm[]>('/api/alarms')).filter(({ type }) => type === 'falling-object');
  return { ...running, house, alarms };
}

describe.skipIf(cannotSee)('a camera before a house, from the coded picture to the alarm', () => {
  test('a bird raises nothing; a bucket from the eighth floor does, with its way, its floor and a film of it', async () => {
    const { house, alarms, guard } = await startYard(scene);
    await house.fly();
    await house.drop(8);
    await expect.poll(alarms, soon).toHaveLength(1);
    const [alarm] = await alarms();
    expect(alarm).toMatchObject({ source: 'dome', ring: 2, priority: 2, count: 1, momentary: true });
    expect(alarm!.detail).toMatchObject({ area: 'south-side' });
    expect(alarm!.detailNames).toMatchObject({ area: name });
    expect(String(alarm!.detail.floors)).toMatch(/^(7|8|7–8|8–9)$/);
    expect(alarm!.detail.storeys).toBeGreaterThan(5);
    const way = String(alarm!.detail.path)
      .split(' ')
      .map((point) => point.split(',').map(Number));
    expect(way.every(([x]) => Math.abs(x! - 470) < 20)).toBe(true);
    expect(way.at(-1)![1]! - way[0]![1]!).toBeGreaterThan(400);
    await expect.poll(async () => (await alarms())[0], soon).toMatchObject({ clip: 'ready', hasSnapshot: true });
    expect((await guard.bytes(`/api/alarms/${alarm!.id}/clip`)).byteLength).toBeGreaterThan(20_000);
  }, 90_000);

  test('windows that are masked hide nothing of a fall that is seen above and below them', async () => {
    const mask = (floor: number) => {
      const y = bottom - floor * storeyHeight;
      return [
        [left, y + 0.015],
        [right, y + 0.015],
        [right, y + 0.055],
        [left, y + 0.055],
      ] as Point[];
    };
    const { house, alarms } = await startYard({ ...scene, masks: [mask(3), mask(5), mask(7)] });
    await house.drop(9);
    await expect.poll(alarms, soon).toHaveLength(1);
  }, 90_000);
});
