import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { startReceiver } from '../fixtures/share-receiver.ts';
import { createSharePlace, type ShareCloud } from '../scenario/exports/share-cloud.ts';
import { faultsOf } from './axe-page.ts';
import { browserNote, missingBrowser } from './open-browser.ts';
import { browserOfFile, operatorWeb, shots } from './page-room.ts';

const browser = browserOfFile();
let cloud: ShareCloud;
beforeEach(async () => {
  if (missingBrowser) return;
  const place = createSharePlace(undefined, operatorWeb);
  onTestFinished(() => place.close());
  cloud = await place.start();
  await cloud.officer('duty-1');
  await cloud.officer('duty-2');
});

interface Look {
  locale: string;
  width: number;
  scheme: 'light' | 'dark';
}

async function openAs(who: string, { locale, width, scheme }: Look): Promise<Page> {
  const context = await browser.newContext({ locale, viewport: { width, height: 900 }, colorScheme: scheme });
  onTestFinished(() => context.close());
  const [name, value] = (await cloud.cookieOf(who)).split(/=(.*)/s) as [string, string];
  await context.addCookies([{ name, value, url: cloud.url }]);
  const page = await context.newPage();
  await page.goto(`${cloud.url}/#/shares`);
  await page.getByTestId('shares-page').waitFor();
  return page;
}

const input = (page: Page, testid: string) =>
  page.locator(`input[data-testid="${testid}"], textarea[data-testid="${testid}"], select[data-testid="${testid}"]`);
const sideways = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

const looks: Look[] = [
  { locale: 'zh-CN', width: 1440, scheme: 'light' },
  { locale: 'en-GB', width: 390, scheme: 'dark' },
];

test.skipIf(missingBrowser).for(looks)(
  `one officer asks for a share after a look at what would leave, another one approves it and sees it run ($locale, $width)${browserNote}`,
  { timeout: 90_000 },
  async (look) => {
    const receiver = await startReceiver();
    onTestFinished(() => receiver.close());
    const shoot = (page: Page, name: string) =>
      page.screenshot({ path: join(shots, `shares-${name}-${look.locale}-${look.width}.png`) });
    await cloud.raise(1, 3);
    const page = await openAs('duty-1', look);
    expect(await faultsOf(page)).toEqual([]);
    await shoot(page, 'none');
    await page.getByTestId('ask-share').click();
    await page.getByTestId('ask-share-page').waitFor();
    const filled = {
      'share-department': '椴园区消防救援站',
      'share-contact': '119',
      'share-purpose-text': '接警后尽早出动',
      'share-basis': '2026-03-01 协议',
      'share-until': new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10),
      'target-url': 'https://10.0.0.1/inside',
    };
    for (const [testid, text] of Object.entries(filled)) await input(page, testid).fill(text);
    await page.getByTestId('show-preview').click();
    await page.getByTestId('preview-events').waitFor();
    const shown = (await page.getByTestId('preview-events').textContent())!;
    expect(shown).toContain('"alarmType":"smoke"');
    expect(shown).not.toContain('gw-1');
    expect(await faultsOf(page)).toEqual([]);
    await shoot(page, 'ask');
    await page.getByTestId('submit-share').click();
    await expect.poll(() => page.getByTestId('ask-refused').getAttribute('data-part')).toBe('delivery.target.url');
    await input(page, 'target-url').fill(receiver.url);
    await page.getByTestId('submit-share').click();
    await expect.poll(() => input(page, 'share-secret').inputValue()).toMatch(/^whsec_/);
    await shoot(page, 'asked');
    await page.getByTestId('to-share').click();
    await page.getByTestId('share-acts').waitFor();
    expect(await page.getByTestId('approve').count()).toBe(0);

    const other = await openAs('duty-2', look);
    await other.getByTestId('shares').getByText('椴园区消防救援站').click();
    const approve = other.getByTestId('approve');
    await approve.scrollIntoViewIfNeeded();
    await approve.hover();
    await other.mouse.down();
    await expect
      .poll(() => other.getByTestId('share-state').first().getAttribute('data-state'), { timeout: 10_000 })
      .toBe('running');
    await other.mouse.up();
    await cloud.raise(4, 2);
    await expect.poll(() => other.getByTestId('share-sent').textContent(), { timeout: 15_000 }).toBe('2');
    expect(await faultsOf(other)).toEqual([]);
    expect(await sideways(other)).toBe(0);
    await shoot(other, 'runs');
    expect(receiver.messages).toHaveLength(2);
    await input(other, 'share-why').fill('no longer needed');
    await other.getByTestId('pause').click();
    await expect.poll(() => other.getByTestId('share-state').first().getAttribute('data-state')).toBe('paused');
    await input(other, 'share-why').fill('no longer needed');
    const end = other.getByTestId('end-share');
    await end.scrollIntoViewIfNeeded();
    await end.hover();
    await other.mouse.down();
    await expect
      .poll(() => other.getByTestId('share-state').first().getAttribute('data-state'), { timeout: 10_000 })
      .toBe('ended');
    await other.mouse.up();
  },
);
