import { afterAll, beforeAll, expect, test } from 'vitest';
import { perform } from '../../../firmware-sims/director/perform.ts';
import type { PlanStep, StepAction } from '../../../firmware-sims/director/plan-step.ts';
import type { ConsoleAlarm, ConsolePassage } from '../../../gateway/console/console-ports.ts';
import { type RunningCompound, runCompound } from '../../fixtures/run-compound.ts';

let compound: RunningCompound;

beforeAll(async () => {
  compound = await runCompound();
}, 90_000);

afterAll(() => compound?.stop());

const alarms = () => compound.guard.get<ConsoleAlarm[]>('/api/alarms');
const passages = () => compound.guard.get<ConsolePassage[]>('/api/passages');
const play = (action: StepAction) => perform(compound.stage, { ...action, atMs: 0 } as PlanStep);
const withFace = (unit: string, mine: boolean) =>
  compound.site.residents.find(({ face, home }) => face && (home.unit === unit) === mine)!.id;
const report = () => compound.stage.score.report();

test('a resident walks up to the gate and it opens by face, and nobody else’s door does', async () => {
  await play({ do: 'face', camera: 'cam-gate-face', resident: withFace('b1u1', true), expect: 'open' });
  expect(report()).toMatchObject({ facesOpened: 1, facesExpected: 1, wrongOpens: 0 });
  expect(await passages()).toMatchObject([{ method: 'face', outcome: 'granted', ring: 1 }]);
});

test('a stranger stays outside, and the guard gets an alarm with a picture', async () => {
  await play({ do: 'stranger', camera: 'cam-b1u1-face', stranger: 1 });
  const unknown = { type: 'person-unknown', ring: 3, hasSnapshot: true };
  await expect.poll(alarms, { timeout: 10_000 }).toContainEqual(expect.objectContaining(unknown));
  expect(report().wrongOpens).toBe(0);
});

test('a resident of another unit is recognised and still not let in', async () => {
  await play({ do: 'face', camera: 'cam-b1u1-face', resident: withFace('b1u1', false), expect: 'denied' });
  await expect.poll(alarms, { timeout: 10_000 }).toContainEqual(expect.objectContaining({ type: 'person-denied' }));
  expect(report().wrongOpens).toBe(0);
});

test('blue, green and yellow plates of residents raise the barrier; an unknown vehicle waits for the guard', async () => {
  for (const colour of ['blue', 'green', 'yellow']) {
    const { plate } = compound.stage.cast.plates.find((entry) => entry.colour === colour)!;
    const resident = compound.site.residents.find(({ plates }) => plates?.includes(plate))!.id;
    await play({ do: 'drive', camera: 'cam-lane-in', resident });
  }
  await play({ do: 'unknown-vehicle', camera: 'cam-lane-out' });
  expect(report()).toMatchObject({ platesOpened: 3, platesExpected: 3, wrongOpens: 0 });
  await expect.poll(alarms).toContainEqual(expect.objectContaining({ type: 'vehicle-unknown', hasSnapshot: true }));
});

test('what the cloud hears of all this holds no name, no plate and no picture', async () => {
  const seen = JSON.stringify(await compound.operator.get('/v1/events?limit=1000'));
  expect(seen).toContain('ringward.access.decided');
  for (const { name, plates = [], cards = [] } of compound.site.residents) {
    for (const secret of [name, ...plates, ...cards]) expect(seen).not.toContain(secret);
  }
});

test('a camera that is unplugged is on the guard’s page within ten seconds, and off it when it is back', async () => {
  const { camera } = compound.stage.camera('cam-playground');
  const lost = { type: 'camera-lost', source: 'cam-playground' };
  await camera.fault('gone');
  await expect.poll(alarms, { timeout: 10_000 }).toContainEqual(expect.objectContaining({ ...lost, active: true }));
  await camera.fault('none');
  await expect.poll(alarms, { timeout: 25_000 }).toContainEqual(expect.objectContaining({ ...lost, active: false }));
});
