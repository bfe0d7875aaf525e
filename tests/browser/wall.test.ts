import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createHandFedSite, siteCameras } from '../scenario/console/hand-fed-site.ts';
import { encodeTestVideo, playTestVideo, type TestVideo } from './av-test-video.ts';
import { faultsOf } from './axe-page.ts';
import { readPixels } from './guard-page.ts';
import { browserNote, missingBrowser } from './open-browser.ts';
import { browserOfFile, folderOfFile, shots } from './page-room.ts';
import { startMapDesk } from './start-map-desk.ts';

const soon = { timeout: 10_000 };
const folder = folderOfFile();
const browser = browserOfFile();
let video: TestVideo;

/** Ten cameras, each of which plays the test video to whoever watches. */
async function startDesk() {
  const more = Array.from({ length: 5 }, (_, index) => {
    const name = { zh: `地库 ${index + 1} 号`, en: `Garage ${index + 1}` };
    return { ...siteCameras[2]!, id: `cam-garage-${index + 1}`, name, ring: 3 as const };
  });
  const site = createHandFedSite([...siteCameras, ...more].map((camera) => ({ ...camera, mime: video.mime })));
  const isLost = (id: string) => site.ports.cameras().some((one) => one.id === id && one.state === 'lost');
  for (const { id } of site.ports.cameras())
    onTestFinished(playTestVideo(video, () => (isLost(id) ? [] : site.watching(id))));
  return startMapDesk({ browser, folder, site, more: {} });
}

const tiles = (page: Page) => page.getByTestId('wall-tile');
const shown = (page: Page) => tiles(page).evaluateAll((all) => all.map((tile) => (tile as HTMLElement).dataset.camera));

describe.skipIf(missingBrowser)(`the camera wall in a real browser${browserNote}`, { timeout: 90_000 }, () => {
  beforeAll(async () => {
    video = await encodeTestVideo();
  }, 120_000);

  const looks = [
    { language: 'zh-CN', width: 1440 },
    { language: 'en-GB', width: 390 },
  ] as const;

  test.each(looks)(
    'a guard sees one, four, nine or sixteen live pictures by a key, and a lost camera says since when and why: $language $width',
    async ({ language, width }) => {
      const { site, sit } = await startDesk();
      const { page, guard, go } = await sit({ language, width });
      site.camera('cam-playground', { state: 'lost', sinceMs: Date.now() - 300_000, reason: 'connection-refused' });
      await go('/cameras');
      const wall = page.getByTestId('camera-wall');
      await expect.poll(() => tiles(page).count(), soon).toBe(4);
      const first = tiles(page).first().getByTestId('live-picture');
      await expect.poll(() => first.getAttribute('data-state'), { timeout: 15_000 }).toBe('playing');
      const screen = first.getByTestId('live-video');
      const before = await readPixels(screen);
      await expect.poll(() => readPixels(screen), { timeout: 10_000 }).not.toBe(before);
      for (const [key, size] of [
        ['1', 1],
        ['6', 16],
        ['9', 9],
      ] as const) {
        await page.keyboard.press(key);
        await expect.poll(() => wall.getAttribute('data-size'), soon).toBe(String(size));
        await expect.poll(() => tiles(page).count(), soon).toBe(Math.min(size, 10));
      }
      const lost = page.locator('[data-testid="wall-tile"][data-camera="cam-playground"]');
      await lost.scrollIntoViewIfNeeded();
      const said = (await lost.getByTestId('no-picture').textContent())!;
      expect(said).toMatch(/\d\d:\d\d/);
      expect(said).not.toContain('connection-refused');
      await page.evaluate(() => document.querySelector('main')?.scrollTo(0, 0));
      const playing = page.locator('[data-testid="live-picture"][data-state="playing"]');
      await expect.poll(() => playing.count(), { timeout: 20_000 }).toBeGreaterThanOrEqual(width === 1440 ? 8 : 2);
      await page.screenshot({ path: join(shots, `wall-${language}-${width}.png`) });
      expect(await faultsOf(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(
        0,
      );
      expect(guard.complaints).toEqual([]);
    },
  );

  test('what a guard has set out stays for that guard, and is not another’s', async () => {
    const { sit } = await startDesk();
    const { page, go } = await sit({ language: 'en-GB' });
    await go('/cameras');
    await expect.poll(() => tiles(page).count(), soon).toBe(4);
    // With the mouse, and the keys go on: what was chosen is a circle, and takes no letters.
    await page.getByTestId('wall-size').getByText('9', { exact: true }).click();
    await expect.poll(() => tiles(page).count(), soon).toBe(9);
    await page.keyboard.press('1');
    await page.getByLabel('Camera in place 1').selectOption('cam-garage-3');
    await expect.poll(() => shown(page), soon).toEqual(['cam-garage-3']);
    await page.reload();
    await expect.poll(() => shown(page), soon).toEqual(['cam-garage-3']);
    await page.keyboard.press('4');
    await expect.poll(async () => (await shown(page)).length, soon).toBe(4);
    // Nothing is shown twice: who was there before stands where the chosen one came from.
    expect(new Set(await shown(page)).size).toBe(4);
    const kept = await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('ringward.wall.')));
    expect(kept).toEqual(['ringward.wall.guard']);
  });

  test('a tour turns the pages by itself, and keys turn them by hand', async () => {
    const { sit } = await startDesk();
    const { page, go } = await sit({ language: 'en-GB' });
    await go('/cameras');
    await expect.poll(() => tiles(page).count(), soon).toBe(4);
    const first = await shown(page);
    await page.keyboard.press(']');
    await expect.poll(() => shown(page), soon).not.toEqual(first);
    await page.keyboard.press('[');
    await expect.poll(() => shown(page), soon).toEqual(first);
    await page.getByTestId('wall-tour').selectOption('5');
    await expect.poll(() => shown(page), { timeout: 12_000 }).not.toEqual(first);
    await page.getByTestId('wall-tour').selectOption('0');
  });
});
