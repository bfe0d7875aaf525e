import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { faultsOf } from './axe-page.ts';
import { openDoorRooms } from './door-rooms.ts';
import { browserNote, missingBrowser } from './open-browser.ts';
import { browserOfFile, folderOfFile, shots } from './page-room.ts';
import { openRegisterRooms } from './register-rooms.ts';
import { startMapDesk } from './start-map-desk.ts';

/** Answers of controllers are asked for every two seconds, and the machine may be busy. */
const soon = { timeout: 10_000 };
const folder = folderOfFile();
const browser = browserOfFile();

async function startDesk() {
  const doors = openDoorRooms();
  const register = openRegisterRooms(doors.site);
  const more = { ...register.ports, ...doors.ports };
  const { sit } = await startMapDesk({ browser, folder, site: doors.site, more });
  return { ...doors, register, sit };
}

async function giveReason(page: Page, purpose: string, reason: string): Promise<void> {
  await page.getByTestId('give-reason').click();
  await page.getByTestId('reason-purpose').selectOption(purpose);
  await page.getByTestId('reason-text').fill(reason);
  await page.getByTestId('reason-submit').click();
}

describe.skipIf(missingBrowser)(`the gate in a real browser${browserNote}`, { timeout: 90_000 }, () => {
  const looks = [
    { language: 'zh-CN', width: 1440 },
    { language: 'en-GB', width: 390 },
  ] as const;

  test.each(looks)(
    'journey 2: a doubtful plate opens nothing by itself; the guard sees why, gives a reason, compares, and opens once: $language $width',
    async ({ language, width }) => {
      const { site, play, sit } = await startDesk();
      const { page, guard, go } = await sit({ language, width });
      play.event('lane-barrier', 'loop-occupied', { loop: 'approach' });
      play.seePlate('粤B123A5', 'lane-camera', 'track-1', [5]);
      play.state('lane-barrier', { arm: 'closed', approach: true, safety: false });
      await expect.poll(() => play.alarms, soon).toMatchObject([{ source: 'lane' }]);
      // Hundreds of others pass meanwhile: the alarm knows which passage it is about.
      for (let n = 0; n < 150; n += 1) site.passage({ source: 'lane', method: 'plate' });
      const [alarm] = site.ports.alarms({ open: true, limit: 5 });
      await go('/');
      await guard.row(alarm!.id).click();
      const panel = page.getByTestId('plate-panel');
      await panel.getByTestId('passage-why').waitFor();
      expect(await panel.getByTestId('plate-reading').count()).toBe(0);
      // No plate is anywhere on the page before somebody says what for.
      expect(await page.textContent('body')).not.toContain('123A5');
      await giveReason(page, 'alarm', '道闸前有车等候');
      const reading = panel.getByTestId('plate-reading');
      await reading.waitFor();
      const candidate = reading.getByTestId('plate-candidate');
      await expect.poll(() => candidate.count(), soon).toBe(1);
      expect((await candidate.textContent())!.replaceAll(/[\s·]/g, '')).toContain('粤B12345');
      expect(play.ledger.find({ action: 'passage.reading-seen', limit: 5 })).toMatchObject([
        { actor: { id: 'guard' }, purpose: 'alarm', reason: '道闸前有车等候', subject: String(alarm!.detail.passage) },
      ]);
      await panel.scrollIntoViewIfNeeded();
      await page.screenshot({ path: join(shots, `gate-plate-${language}-${width}.png`) });
      expect(await faultsOf(page)).toEqual([]);
      expect(play.actions('lane-barrier')).toEqual([]);
      await panel.getByTestId('open-once').click();
      await page.getByTestId('deed-reason').fill('核对行驶证，为住户车辆');
      await page.getByTestId('deed-submit').click();
      await expect.poll(() => panel.getByTestId('door-answer').getAttribute('data-state'), soon).toBe('done');
      expect(play.actions('lane-barrier')).toEqual(['open']);
      await panel.getByTestId('gate-visitor').click();
      await panel.getByTestId('walk-up-panel').waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(
        0,
      );
      expect(guard.complaints).toEqual([]);
    },
  );

  test('a reason given for one plate shows no other one: the next alarm’s plate is hidden until its own is given', async () => {
    const { site, play, sit } = await startDesk();
    const { page, guard, go } = await sit({ language: 'zh-CN' });
    play.event('lane-barrier', 'loop-occupied', { loop: 'approach' });
    const read = async (plate: string, count: number) => {
      play.seePlate(plate, 'lane-camera', `track-${count}`, [5]);
      await expect.poll(() => play.alarms.length, soon).toBe(count);
    };
    await read('粤B123A5', 1);
    await read('粤B54A21', 2);
    const alarms = site.ports.alarms({ open: true, limit: 5 });
    await go('/');
    await guard.row(alarms[0]!.id).click();
    await giveReason(page, 'alarm', '道闸前有车等候');
    await page.getByTestId('plate-reading').waitFor();
    await guard.row(alarms[1]!.id).click();
    await expect.poll(() => guard.detail.getAttribute('data-alarm'), soon).toBe(alarms[1]!.id);
    await page.getByTestId('look-gate').waitFor();
    expect(await page.getByTestId('plate-reading').count()).toBe(0);
    expect(play.ledger.find({ action: 'passage.reading-seen', limit: 5 })).toHaveLength(1);
  });

  test('a guard who does not open leaves that in the alarm’s history', async () => {
    const { site, play, sit } = await startDesk();
    const { page, guard, go } = await sit({ language: 'en-GB' });
    const alarm = site.raise({
      type: 'vehicle-unknown',
      priority: 3,
      source: 'lane',
      detail: { reason: 'unknown-plate' },
    });
    await go('/');
    await guard.row(alarm.id).click();
    await page.getByTestId('gate-refuse').click();
    await expect.poll(() => page.getByTestId('plate-panel').textContent(), soon).toContain('Nothing was opened');
    await expect
      .poll(() => site.alarms.desk.history(alarm.id)?.at(-1), soon)
      .toMatchObject({ step: 'noted', by: { id: 'guard' } });
    expect(play.sent).toEqual([]);
  });

  test.each(looks)(
    'journey 3: a call from the gate: the host is looked up with a reason, asked, and a one-time pass is shown: $language $width',
    async ({ language, width }) => {
      const { site, sit } = await startDesk();
      const { page, guard, go } = await sit({ language, width });
      const alarm = site.raise({
        type: 'gate-call',
        priority: 3,
        source: 'gate-controller',
        zone: 'gate',
        camera: 'cam-gate',
      });
      await go('/');
      await guard.row(alarm.id).click();
      const panel = page.getByTestId('call-panel');
      await panel.waitFor();
      expect(await page.getByTestId('live-picture').count()).toBeGreaterThan(0);
      await giveReason(page, 'visit', '访客在人行门');
      await panel.getByTestId('host-search').fill('林');
      await panel.getByTestId('host').click();
      await panel.getByTestId('visit-visitor').fill('客测试');
      await panel.getByTestId('visit-submit').click();
      await panel.getByTestId('host-yes').click();
      await panel.getByTestId('pass').waitFor();
      await panel.getByTestId('pass').scrollIntoViewIfNeeded();
      await page.screenshot({ path: join(shots, `gate-call-${language}-${width}.png`) });
      expect(await faultsOf(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(
        0,
      );
      await panel.getByTestId('walk-up-done').click();
      // The next visitor comes to another host: that is another look, with its own reason.
      await panel.getByTestId('look-gate').waitFor();
      expect(await panel.getByTestId('host-search').count()).toBe(0);
      expect(guard.complaints).toEqual([]);
    },
  );
});
