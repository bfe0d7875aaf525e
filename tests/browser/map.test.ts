import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { plannedSite } from '../fixtures/planned-site.ts';
import { faultsOf } from './axe-page.ts';
import { browserNote, missingBrowser } from './open-browser.ts';
import { browserOfFile, folderOfFile, shots } from './page-room.ts';
import { startMapDesk } from './start-map-desk.ts';

const folder = folderOfFile();
const browser = browserOfFile();

const svg = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 60"><script>fetch("/api/session",{method:"DELETE"})</script><rect width="100" height="60" fill="#dde"/></svg>',
);

function startDesk(plan = plannedSite(), image?: Buffer) {
  const shown = { ...plan, hasImage: image !== undefined };
  return startMapDesk({
    ...{ browser, folder },
    more: { plan: { show: () => shown, image: () => image && { type: 'image/svg+xml', bytes: image } } },
  });
}

const symbol = (page: Page, id: string) => page.locator(`[data-testid="plan-canvas"] [data-thing="${id}"]`);
const row = (page: Page, id: string) => page.locator(`[data-testid="thing-row"][data-thing="${id}"]`);

describe.skipIf(missingBrowser)(`the site map in a real browser${browserNote}`, () => {
  const looks = [
    { language: 'zh-CN', width: 1440, dark: false },
    { language: 'en-GB', width: 1440, dark: true },
    { language: 'zh-CN', width: 390, dark: true },
    { language: 'en-GB', width: 390, dark: false },
  ] as const;
  test.each(looks)(
    'the guard sees rings, zones and every device by its state, and an alarm appears on its symbol by itself: $language $width',
    async ({ language, width, dark }) => {
      const { site, sit } = await startDesk();
      const { page, guard, go } = await sit({ language, width, dark });
      site.device('pond-level', { state: 'lost', sinceMs: Date.now() - 60_000 });
      await go('/map');
      await symbol(page, 'smoke-1a').waitFor();
      const canvas = page.getByTestId('plan-canvas');
      expect(await canvas.textContent()).toContain(language === 'zh-CN' ? '2 Yard（测试）' : '2 Yard');
      await expect.poll(() => symbol(page, 'pond-level').getAttribute('data-tone')).toBe('lost');
      expect(await symbol(page, 'smoke-1a').getAttribute('data-tone')).toBe('fine');
      // A controller is no symbol of its own: it belongs to its door.
      expect(await symbol(page, 'gate-door').count()).toBe(0);
      site.raise({ type: 'smoke', priority: 1, source: 'smoke-1a', ring: 3 });
      await expect.poll(() => symbol(page, 'smoke-1a').textContent()).toBe('P1');
      expect(await page.getByTestId('thing-row').first().getAttribute('data-thing')).toBe('smoke-1a');
      await page.screenshot({ path: join(shots, `map-live-${language}-${width}${dark ? '-dark' : ''}.png`) });
      expect(await faultsOf(page)).toEqual([]);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(wide).toBeLessThanOrEqual(0);
      expect(guard.complaints).toEqual([]);
    },
    30_000,
  );

  test('a press on a symbol shows its state, its alarms and the way to the door; layers and the search take symbols away', async () => {
    const { site, sit } = await startDesk();
    const { page, go } = await sit({ language: 'en-GB' });
    const alarm = site.raise({ type: 'door-forced', priority: 1, source: 'unit-1a-door', ring: 3 });
    await go('/map');
    await symbol(page, 'door-1a').click();
    const card = page.getByTestId('thing-card');
    await card.waitFor();
    expect(await card.textContent()).toContain('Unit 1A door');
    expect(await card.getByTestId('to-door').getAttribute('href')).toContain('/doors/door-1a');
    await page.getByTestId('map-search').fill('cam');
    await expect.poll(() => symbol(page, 'smoke-1a').count()).toBe(0);
    expect(await symbol(page, 'cam-gate').count()).toBe(1);
    await page.getByTestId('map-search').fill('');
    await page.locator('label:has-text("Cameras")').first().click();
    await expect.poll(() => symbol(page, 'cam-gate').count()).toBe(0);
    expect(await symbol(page, 'smoke-1a').count()).toBe(1);
    await card.getByTestId('card-alarm').click();
    await expect.poll(() => page.getByTestId('detail').getAttribute('data-alarm')).toBe(alarm.id);
  });

  test('the map is moved and read with the keyboard alone', async () => {
    const { sit } = await startDesk();
    const { page, go } = await sit({ language: 'en-GB' });
    await go('/map');
    await symbol(page, 'smoke-1a').waitFor();
    const place = async () => (await symbol(page, 'smoke-1a').boundingBox())!;
    const before = await place();
    await page.keyboard.press('ArrowRight');
    await expect.poll(async () => (await place()).x).toBeLessThan(before.x - 50);
    await page.keyboard.press('0');
    await expect.poll(async () => Math.abs((await place()).x - before.x)).toBeLessThan(3);
    await row(page, 'smoke-1a').focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByTestId('thing-card').getAttribute('data-thing')).toBe('smoke-1a');
    await page.keyboard.press('Escape');
    expect(await page.getByTestId('thing-card').count()).toBe(0);
  });

  test('a drawing of the site is a picture and nothing else: its scripts stay asleep, in the page and by itself', async () => {
    const { sit } = await startDesk(plannedSite(), svg);
    const { page, guard, go } = await sit({ language: 'en-GB' });
    await go('/map');
    await page.locator('img[src="/api/plan/image"]').waitFor();
    const [answer] = await Promise.all([
      page.waitForResponse('**/api/plan/image'),
      page.goto(`${new URL(page.url()).origin}/api/plan/image`),
    ]);
    expect(answer.headers()['content-security-policy']).toContain('sandbox');
    await go('/map');
    await page.getByTestId('plan-canvas').waitFor();
    expect(guard.asked.filter((asked) => asked.endsWith('/api/session')).length).toBeGreaterThan(0);
    expect(await page.getByTestId('login-user').count()).toBe(0);
  });

  test('a site without a plan is set out by ring, and says that it is not to scale', async () => {
    const { sit } = await startDesk(plannedSite(false));
    const { page, go } = await sit({ language: 'en-GB' });
    await go('/map');
    await symbol(page, 'door-gate').waitFor();
    expect(await page.getByTestId('map-page').textContent()).toContain('Not to scale');
    const ringOf = async (id: string) => (await symbol(page, id).boundingBox())!.y;
    expect(await ringOf('door-gate')).toBeLessThan(await ringOf('manhole-3'));
    expect(await ringOf('manhole-3')).toBeLessThan(await ringOf('smoke-1a'));
    await page.screenshot({ path: join(shots, 'map-schematic-en.png') });
  });
});
