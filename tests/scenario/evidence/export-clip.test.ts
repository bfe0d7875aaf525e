import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { startCameraSim } from '../../../firmware-sims/camera/camera-sim.ts';
import type { ConsoleAlarm, ConsoleExport } from '../../../gateway/console/console-ports.ts';
import { scanFilm } from '../../../gateway/perception/exports/av-redact.ts';
import { createExportRunner } from '../../../gateway/perception/exports/export-runner.ts';
import { createFaceRecognizer } from '../../../gateway/perception/faces/face-recognizer.ts';
import { quietLog } from '../../fixtures/quiet.ts';
import { runGateway } from '../../fixtures/run-gateway.ts';
import { smallSite } from '../../fixtures/small-site.ts';
import { createPhotoScene } from '../perception/photo-scene.ts';
import { cannotSee, modelsDir } from '../perception/prepared-models.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const soon = { timeout: 60_000, interval: 200 };

function temporaryFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'ringward-export-'));
  closing.push(async () => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** The template of each face that the recogniser finds in a film, picture by picture. */
async function facesOf(path: string): Promise<Float32Array[]> {
  const recognizer = await createFaceRecognizer({ modelsDir });
  try {
    const templates: Float32Array[] = [];
    await scanFilm(path, async (image) => {
      const picture = image();
      for (const face of await recognizer.find(picture)) {
        templates.push((await recognizer.describe(picture, face)).template);
      }
    });
    return templates;
  } finally {
    await recognizer.close();
  }
}

const likeness = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, at) => sum + value * b[at]!, 0);

/** A gate with a real camera, before which a stranger stands from some moment on. */
async function strangerAtTheGate(dir: string) {
  const scene = await createPhotoScene();
  const sim = await startCameraSim({ id: 'gate-face', width: 1280, height: 720, fps: 10, scene });
  closing.push(() => sim.stop());
  const camera = { id: 'gate-face', kind: 'face-camera', ring: 1, zone: 'gate', door: 'gate', url: sim.url } as const;
  const site = smallSite({
    cameras: [{ ...camera, name: { zh: '门口', en: 'Gate' } }],
    residents: [],
    evidence: { beforeS: 1, afterS: 2 },
  });
  const running = await runGateway(site, { dir });
  closing.push(() => running.stop());
  await running.gateway.seeing;
  const { guard } = running;
  await expect
    .poll(async () => (await guard.get<{ state: string }[]>('/api/cameras'))[0]?.state, soon)
    .toBe('streaming');
  scene.present = true;
  const alarm = async () =>
    (await guard.get<ConsoleAlarm[]>('/api/alarms')).find(({ type }) => type === 'person-unknown');
  await expect.poll(async () => (await alarm())?.clip, soon).toBe('ready');
  return { guard, id: (await alarm())!.id };
}

describe.skipIf(cannotSee)('a film that leaves the gateway', () => {
  test('shows the stranger whom it is about only to whom they may be shown', async () => {
    const dir = temporaryFolder();
    const { guard, id } = await strangerAtTheGate(dir);
    const take = async (path: string): Promise<Float32Array[]> => {
      const file = join(dir, 'film.mp4');
      writeFileSync(file, await guard.bytes(path));
      return facesOf(file);
    };
    const exported = async (show: ConsoleExport['show']) => {
      const order = { what: 'clip', show, reason: 'asked for by the police' };
      const asked = await guard.post<ConsoleExport>(`/api/alarms/${id}/exports`, order);
      const state = async () => (await guard.get<ConsoleExport[]>('/api/exports')).find((each) => each.id === asked.id);
      await expect.poll(async () => (await state())?.state, soon).toBe('ready');
      return take(`/api/exports/${asked.id}/file`);
    };
    const original = await take(`/api/alarms/${id}/clip`);
    const someone = original[Math.floor(original.length / 2)]!;
    const best = (faces: readonly Float32Array[]) => Math.max(-1, ...faces.map((face) => likeness(face, someone)));
    expect(original.length).toBeGreaterThan(5);
    expect(best(await exported('nobody'))).toBeLessThan(0.3);
    expect(best(await exported('subjects'))).toBeGreaterThan(0.7);
  }, 180_000);

  test('is not made of a file that is no film, and not once it was cancelled', async () => {
    const dir = temporaryFolder();
    const from = join(dir, 'film.mp4');
    writeFileSync(from, 'not a film');
    const run = createExportRunner({ modelsDir, log: quietLog });
    const job = { from, to: join(dir, 'out.mp4'), media: 'clip' as const, clear: [], progress: () => {} };
    expect(await run({ ...job, signal: AbortSignal.timeout(60_000) })).toEqual({ ok: false, problem: 'failed' });
    expect(await run({ ...job, signal: AbortSignal.abort() })).toEqual({ ok: false, problem: 'cancelled' });
  });
});
