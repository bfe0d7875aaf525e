import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { faultsOf } from './axe-page.ts';
import { openDoorRooms } from './door-rooms.ts';
import { browserNote, missingBrowser } from './open-browser.ts';
import { browserOfFile, folderOfFile, shots } from './page-room.ts';
import { holdDown, startMapDesk } from './start-map-desk.ts';

/** Answers of controllers are asked for every two seconds, and the machine may be busy. */
const soon = { timeout: 10_000 };
const folder = folderOfFile();
const browser = browserOfFile();

async function startDesk() {
  const rooms = openDoorRooms();
  const { sit } = await startMapDesk({ browser, folder, site: rooms.site, more: rooms.ports });
  return { ...rooms, sit };
}

const row = (page: Page, id: string) => page.locator(`[data-testid="door-row"][data-door="${id}"]`);
const place = (page: Page, id: string) => page.locator(`[data-testid="mode-place"][data-place="${id}"]`);
const sideways = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

describe.skipIf(missingBrowser)(
  `doors and emergency modes in a real browser${browserNote}`,
  { timeout: 90_000 },
  () => {
    const looks = [
      { language: 'zh-CN', width: 1440 },
      { language: 'en-GB', width: 390 },
    ] as const;

    test.each(looks)(
      'a guard opens a door with a reason and sees how its controller answers: $language $width',
      async ({ language, width }) => {
        const { play, refusing, sit } = await startDesk();
        const { page, guard, go } = await sit({ language, width });
        await go('/doors');
        await row(page, 'u1-door').getByTestId('door-open').click();
        const submit = page.getByTestId('deed-submit');
        expect(await submit.isDisabled()).toBe(true);
        await page.getByTestId('deed-reason').fill('家属送药，已核实');
        await submit.click();
        const answer = row(page, 'u1-door').getByTestId('door-answer');
        await expect.poll(() => answer.getAttribute('data-state'), soon).toBe('done');
        expect(play.actions('u1-controller')).toEqual(['access']);
        expect(play.ledger.find({ action: 'door', limit: 1 })).toMatchObject([
          { action: 'door.opened', actor: { id: 'guard' }, reason: '家属送药，已核实' },
        ]);
        refusing.set('lane-barrier', 'loop-occupied');
        await row(page, 'lane').getByTestId('door-open').click();
        await page.getByTestId('deed-reason').fill('访客车辆');
        await submit.click();
        await expect
          .poll(() => row(page, 'lane').getByTestId('door-answer').getAttribute('data-state'), soon)
          .toBe('refused');
        await page.screenshot({ path: join(shots, `doors-${language}-${width}.png`) });
        expect(await faultsOf(page)).toEqual([]);
        expect(await sideways(page)).toBeLessThanOrEqual(0);
        expect(guard.complaints).toEqual([]);
      },
    );

    test.each(looks)(
      'journey 5: an evacuation is seen before it is held, stands on every page with each door’s answer, and is taken back: $language $width',
      async ({ language, width }) => {
        const { play, refusing, sit } = await startDesk();
        refusing.set('inner-c', 'blocked');
        play.goAway('bikes-c');
        const { page, guard, go } = await sit({ language, width });
        await go('/doors');
        await page.getByTestId('start-evacuate').click();
        const preview = page.getByTestId('mode-preview');
        await preview.waitFor();
        const said = (await preview.textContent())!;
        for (const name of language === 'zh-CN' ? ['1 单元门', '车行入口道闸'] : ['Unit 1 door', 'Entry barrier']) {
          expect(said).toContain(name);
        }
        const symbol = (id: string) => preview.locator(`[data-thing="${id}"]`);
        await symbol('u1-door').waitFor();
        expect(await symbol('u1-door').getAttribute('data-picked')).toBe('true');
        expect(play.sent).toEqual([]);
        await page.screenshot({ path: join(shots, `evacuate-preview-${language}-${width}.png`) });
        expect(await faultsOf(page)).toEqual([]);
        await page.getByTestId('mode-reason').fill('3 栋冒烟，疏散');
        await page.getByTestId('mode-apply').click();
        expect(play.sent).toEqual([]);
        await holdDown(page, 'mode-apply');
        await page.getByTestId('mode-card').waitFor();
        await expect.poll(() => place(page, 'u1-door').getAttribute('data-state'), soon).toBe('done');
        await expect.poll(() => place(page, 'inner').getAttribute('data-state'), soon).toBe('refused');
        expect(await place(page, 'bikes').getAttribute('data-state')).toBe('offline');
        await page.screenshot({ path: join(shots, `evacuation-${language}-${width}.png`) });
        expect(await faultsOf(page)).toEqual([]);
        for (const path of ['/', '/map', '/health']) {
          await go(path);
          await page.getByTestId('mode-banner').waitFor();
        }
        await page.screenshot({ path: join(shots, `evacuation-elsewhere-${language}-${width}.png`) });
        await go('/doors');
        await page.getByTestId('mode-end').click();
        await page.getByTestId('deed-reason').fill('消防确认，误报');
        await holdDown(page, 'deed-submit');
        await expect.poll(() => page.getByTestId('mode-card').count(), soon).toBe(0);
        await expect.poll(() => page.getByTestId('mode-banner').count(), soon).toBe(0);
        expect(play.actions('u1-controller')).toEqual(['lock-open', 'lock-open-release']);
        expect(play.ledger.find({ action: 'mode', limit: 2 })).toMatchObject([
          { action: 'mode.ended', actor: { id: 'guard' }, reason: '消防确认，误报' },
          { action: 'mode.applied', actor: { id: 'guard' }, reason: '3 栋冒烟，疏散' },
        ]);
        expect(await sideways(page)).toBeLessThanOrEqual(0);
        expect(guard.complaints).toEqual([]);
      },
    );
  },
);
