import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ConsoleAlarm } from '../../gateway/console/console-ports.ts';
import { type RunningCompound, runCompound } from '../fixtures/run-compound.ts';
import { openGuardPage, readPixels } from './guard-page.ts';
import { browserNote, missingBrowser } from './open-browser.ts';
import { browserOfFile } from './page-room.ts';

let compound: RunningCompound | undefined;
const browser = browserOfFile();

beforeAll(async () => {
  if (missingBrowser) return;
  compound = await runCompound();
}, 90_000);

afterAll(async () => {
  await compound?.stop();
});

test.skipIf(missingBrowser)(
  `a guard logs in, sees smoke arrive from a real detector, watches the camera beside it move, and takes the alarm${browserNote}`,
  async () => {
    const { gateway, guardPassword, stage, guard, operator } = compound!;
    const desk = await openGuardPage(browser, { url: gateway.consoleUrl });
    await desk.signIn(guardPassword);
    stage.sensor('smoke-b1u1').trip();
    await desk.rows.first().waitFor();
    const [smoke] = await guard.get<ConsoleAlarm[]>('/api/alarms');
    expect(smoke).toMatchObject({ type: 'smoke', priority: 1, source: 'smoke-b1u1' });
    await desk.row(smoke!.id).click();
    await desk.picture.waitFor();
    await expect.poll(() => desk.picture.getAttribute('data-state'), { timeout: 15_000 }).toBe('playing');
    const video = desk.page.getByTestId('live-video').first();
    const first = await readPixels(video);
    await expect.poll(() => readPixels(video), { timeout: 15_000 }).not.toBe(first);
    await desk.page.keyboard.press('a');
    await desk.acknowledgedBy.waitFor();
    const inCloud = async () =>
      (await operator.get<{ alarms: { alarm: string; state: string }[] }>('/v1/alarms')).alarms;
    await expect
      .poll(inCloud, { timeout: 10_000 })
      .toContainEqual(expect.objectContaining({ alarm: smoke!.id, state: 'acknowledged' }));
    expect(desk.complaints).toEqual([]);
  },
);
