import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeOperator, openRolloutCloud, password, type RolloutCloud } from '../fixtures/rollout-cloud.ts';
import { faultsOf } from './axe-page.ts';
import { browserNote, missingBrowser } from './open-browser.ts';
import { browserOfFile, operatorWeb, shots } from './page-room.ts';

const fleet = Array.from({ length: 20 }, (_, index) => ({ id: `gw-${index + 1}` }));
const browser = browserOfFile();
let cloud: RolloutCloud;
beforeEach(async () => {
  if (!missingBrowser) cloud = await openRolloutCloud({ gateways: fleet, webFolder: operatorWeb });
});
afterEach(async () => {
  if (!missingBrowser) await cloud.close();
});

interface Reader {
  locale: string;
  width: number;
  scheme: 'light' | 'dark';
}

async function openPage({ locale, width, scheme }: Reader, who: { user?: string; password: string }): Promise<Page> {
  const context = await browser.newContext({ locale, viewport: { width, height: 900 }, colorScheme: scheme });
  const page = await context.newPage();
  // the same cookie as the page's own login would bring
  const answer = await context.request.post(new URL('/v1/session', cloud.cloud().url).href, { data: who });
  expect(answer.status()).toBe(200);
  await page.goto(new URL('/#/rollouts', cloud.cloud().url).href);
  await page.getByTestId('rollouts').waitFor();
  return page;
}

async function hold(page: Page, testid: string): Promise<void> {
  await page.getByTestId(testid).hover();
  await page.mouse.down();
  await page.getByTestId('reason').waitFor();
  await page.mouse.up();
}

async function giveReason(page: Page): Promise<void> {
  await page.getByTestId('reason').fill('looked at it together');
  await page.getByTestId('reason-given').click();
  await page.getByTestId('reason').waitFor({ state: 'detached' });
}

const readers: Reader[] = [
  { locale: 'zh-CN', width: 1440, scheme: 'light' },
  { locale: 'en-GB', width: 390, scheme: 'dark' },
];

test.skipIf(missingBrowser).for(readers)(
  `one prepares a rollout, another approves it, and both see why it halts ($locale, $width)${browserNote}`,
  { timeout: 90_000 },
  async (reader) => {
    const shoot = (page: Page, name: string) =>
      page.screenshot({ path: join(shots, `rollout-${name}-${reader.locale}-${reader.width}.png`) });
    const page = await openPage(reader, { password });
    await shoot(page, 'empty');
    expect(await faultsOf(page)).toEqual([]);
    await page.getByTestId('new-rollout').click();
    const artefact = randomBytes(3000);
    const release = JSON.stringify(cloud.signers.release(artefact));
    const files = page.locator('input[type="file"]');
    await files.nth(0).setInputFiles({ name: 'r.json', mimeType: 'application/json', buffer: Buffer.from(release) });
    await files.nth(1).setInputFiles({ name: 'a.tar', mimeType: 'application/octet-stream', buffer: artefact });
    await page.getByTestId('send-release').click();
    await page.locator('input[type="radio"]:not([disabled])').click();
    await shoot(page, 'release');
    expect(await faultsOf(page)).toEqual([]);
    const next = page.getByTestId('wizard-next');
    await next.click();
    await page.getByTestId('percents').fill('50 50');
    await expect.poll(() => page.locator('[data-testid="preview"] li').allTextContents()).toHaveLength(2);
    await shoot(page, 'targets');
    expect(await faultsOf(page)).toEqual([]);
    await next.click();
    await shoot(page, 'limits');
    expect(await faultsOf(page)).toEqual([]);
    await next.click();
    await next.click();
    await page.getByTestId('rollout-title').fill('Spring 2027');
    await shoot(page, 'review');
    expect(await faultsOf(page)).toEqual([]);
    await next.click();
    await page.getByTestId('groups').waitFor();
    expect(await page.getByTestId('act-approve').count()).toBe(0);

    const second = await makeOperator(await cloud.signIn(), 'bo', 'approver');
    const other = await openPage(reader, { user: 'bo', password: second });
    await other.getByRole('link', { name: 'Spring 2027' }).click();
    await hold(other, 'act-approve');
    await shoot(other, 'approve');
    await giveReason(other);
    await other.getByTestId('act-pause').waitFor();
    for (const { id } of fleet) {
      const gateway = cloud.gateway(id, { faulty: true });
      await gateway.poll();
    }
    await page.getByTestId('halted').waitFor();
    await page.locator('[data-testid="place"][data-bad="true"]').first().waitFor();
    await shoot(page, 'halted');
    expect(await faultsOf(page)).toEqual([]);
    await other.getByTestId('act-resume').waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    await page.context().close();
    await other.context().close();
  },
);
