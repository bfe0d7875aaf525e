import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { SiteFile } from '../../../devices/contracts/site-file.ts';
import { startCameraSim } from '../../../firmware-sims/camera/camera-sim.ts';
import type {
  ConsoleAlarm,
  ConsoleAuditEntry,
  ConsoleCamera,
  ConsoleExport,
} from '../../../gateway/console/console-ports.ts';
import { scanFilm } from '../../../gateway/perception/exports/av-redact.ts';
import { type RunningGateway, runGateway } from '../../fixtures/run-gateway.ts';
import { smallSite } from '../../fixtures/small-site.ts';
import { createMovingScene } from '../perception/moving-scene.ts';
import { cannotSee } from '../perception/prepared-models.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const soon = { timeout: 40_000, interval: 100 };

async function siteWithCamera(): Promise<SiteFile> {
  const sim = await startCameraSim({ id: 'hall', width: 640, height: 360, fps: 10, scene: createMovingScene() });
  closing.push(() => sim.stop());
  const name = { zh: '大堂', en: 'Hall' };
  return smallSite({
    cameras: [{ id: 'hall', kind: 'dome-camera', ring: 3, zone: 'b1', name, url: sim.url }],
    evidence: { beforeS: 2, afterS: 4 },
  });
}

function temporaryFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'ringward-evidence-'));
  closing.push(async () => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

async function run(site: SiteFile, dir: string, password?: string) {
  const running = await runGateway(site, { dir, ...(password === undefined ? {} : { password }) });
  let stopped = false;
  const stop = async () => {
    if (stopped) return;
    stopped = true;
    await running.stop();
  };
  closing.push(stop);
  return { ...running, stop };
}

/** For long enough to have something of before the alarm. */
async function streaming({ guard, gateway }: RunningGateway): Promise<void> {
  await gateway.seeing;
  const forMs = async () => {
    const [camera] = await guard.get<ConsoleCamera[]>('/api/cameras');
    return camera?.state === 'streaming' ? Date.now() - camera.sinceMs : 0;
  };
  await expect.poll(forMs, soon).toBeGreaterThan(3500);
}

async function filmOf(dir: string, bytes: Uint8Array) {
  const path = join(dir, 'taken.mp4');
  writeFileSync(path, bytes);
  return scanFilm(path, async () => {});
}

const alarmOf = async ({ guard }: RunningGateway): Promise<ConsoleAlarm | undefined> =>
  (await guard.get<ConsoleAlarm[]>('/api/alarms'))[0];

describe.skipIf(cannotSee)('a guard who gets an alarm at a camera', () => {
  test('has a film of before and after it, can export it with a reason, and all of that is on record', async () => {
    const dir = temporaryFolder();
    const running = await run(await siteWithCamera(), dir);
    await streaming(running);
    const smoke = await running.device('smoke-1');
    await smoke.event(1, 'smoke-detected');
    await expect.poll(async () => (await alarmOf(running))?.clip, soon).toBe('pending');
    await expect.poll(async () => (await alarmOf(running))?.clip, soon).toBe('ready');
    await expect.poll(async () => (await alarmOf(running))?.hasSnapshot, soon).toBe(true);
    const alarm = (await alarmOf(running))!;

    const film = await filmOf(dir, await running.guard.bytes(`/api/alarms/${alarm.id}/clip`));
    expect(film).toMatchObject({ width: 640, height: 360 });
    expect(film.durationMs).toBeGreaterThan(3000);

    const asked = await running.guard.post<ConsoleExport>(`/api/alarms/${alarm.id}/exports`, {
      what: 'clip',
      show: 'nobody',
      reason: 'asked for by the fire brigade',
    });
    const found = async () =>
      (await running.guard.get<ConsoleExport[]>('/api/exports')).find(({ id }) => id === asked.id);
    await expect.poll(async () => (await found())?.state, soon).toBe('ready');
    const exported = await filmOf(dir, await running.guard.bytes(`/api/exports/${asked.id}/file`));
    expect(exported).toMatchObject({ width: 640, height: 360, frames: film.frames });

    const audit = await running.guard.get<ConsoleAuditEntry[]>('/api/evidence/audit');
    expect(audit.map(({ action }) => action)).toEqual(['export.downloaded', 'export.ready', 'export.asked']);
    expect(audit[2]).toMatchObject({ user: 'guard', alarm: alarm.id, reason: 'asked for by the fire brigade' });

    const evidence = join(dir, 'data', 'evidence');
    expect(statSync(evidence).mode & 0o777).toBe(0o700);
    for (const file of readdirSync(evidence)) expect(statSync(join(evidence, file)).mode & 0o777).toBe(0o600);
  }, 120_000);

  test('finds the alarm again after a restart in the middle of its film, and is told that there is no film', async () => {
    const dir = temporaryFolder();
    const site = { ...(await siteWithCamera()), evidence: { beforeS: 2, afterS: 60 } };
    const first = await run(site, dir);
    await streaming(first);
    const smoke = await first.device('smoke-1');
    await smoke.event(1, 'smoke-detected');
    await expect.poll(async () => (await alarmOf(first))?.clip, soon).toBe('pending');
    await first.stop();
    const second = await run(site, dir, first.password);
    expect(await alarmOf(second)).toMatchObject({ type: 'smoke', clip: 'failed', clipProblem: 'gateway-restarted' });
    const files = readdirSync(join(dir, 'data', 'evidence'));
    expect(files.filter((file) => !/^[a-z0-9]+\.jpg$/.test(file))).toEqual([]);
  }, 120_000);
});
