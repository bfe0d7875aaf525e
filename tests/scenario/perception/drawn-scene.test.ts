import { afterEach, describe, expect, test } from 'vitest';
import type { CameraScene } from '../../../devices/contracts/camera-scene.ts';
import { startCameraSim } from '../../../firmware-sims/camera/camera-sim.ts';
import type {
  ConsoleAlarm,
  ConsoleCamera,
  ConsoleFollowed,
  ConsoleScene,
} from '../../../gateway/console/console-ports.ts';
import { runGateway } from '../../fixtures/run-gateway.ts';
import { smallSite } from '../../fixtures/small-site.ts';
import { cannotSee } from './prepared-models.ts';
import { createWalkingScene } from './walking-photo.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const soon = { timeout: 30_000, interval: 200 };
const name = { zh: '草坪', en: 'Lawn' };
const drawn: CameraScene = {
  areas: [
    {
      id: 'lawn',
      name,
      polygon: [
        [0, 0.5],
        [0.4, 0.5],
        [0.4, 1],
        [0, 1],
      ],
    },
  ],
  rules: [{ kind: 'intrusion', area: 'lawn' }],
};
const at = '/api/cameras/dome';

describe.skipIf(cannotSee)('a scene drawn in the console, with real camera and detector', () => {
  test('the guard sees who is followed before any rule is there; his rule raises an alarm at once, also after a restart', async () => {
    const people = await createWalkingScene();
    const sim = await startCameraSim({ id: 'dome', width: 1280, height: 720, fps: 10, scene: people });
    closing.push(() => sim.stop());
    const camera = { id: 'dome', kind: 'dome-camera', ring: 2, zone: 'yard', name, url: sim.url } as const;
    const site = smallSite({ cameras: [camera] });
    const first = await runGateway(site);
    closing.push(() => first.stop());
    await first.gateway.seeing;
    const state = async () => (await first.guard.get<ConsoleCamera[]>('/api/cameras'))[0]?.state;
    await expect.poll(state, soon).toBe('streaming');

    people.walk({ from: 0.85, to: 0.2, seconds: 6, stays: true });
    const followed = async () => (await first.guard.get<{ followed: ConsoleFollowed[] }>(`${at}/objects`)).followed;
    await expect.poll(async () => (await followed()).some(({ path }) => path.length > 3), soon).toBe(true);
    expect(await first.guard.get<ConsoleAlarm[]>('/api/alarms')).toEqual([]);

    const saved = await first.guard.put<ConsoleScene>(`${at}/scene`, { version: 0, scene: drawn });
    expect(saved).toMatchObject({ version: 1, changedBy: 'guard' });
    const intrusions = async (guard: typeof first.guard) =>
      (await guard.get<ConsoleAlarm[]>('/api/alarms')).filter(({ type }) => type === 'intrusion');
    await expect.poll(() => intrusions(first.guard), soon).toMatchObject([{ active: true, detail: { area: 'lawn' } }]);

    await first.stop();
    const again = await runGateway(site, { dir: first.dir, password: first.password });
    closing.push(() => again.stop());
    await again.gateway.seeing;
    expect(await again.guard.get<ConsoleScene>(`${at}/scene`)).toMatchObject({ version: 1, scene: drawn });
    people.walk({ from: 0.2, to: 0.85, seconds: 6 });
    await expect.poll(() => intrusions(again.guard), soon).toMatchObject([{ active: false }]);
  }, 120_000);
});
