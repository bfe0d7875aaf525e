import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RuleView } from '../../cloud/health/health-views.ts';
import {
  batchOf,
  password,
  removeFolder,
  siteEvent,
  startTestCloud,
  statusOf,
  type TestCloud,
} from '../scenario/cloud/test-cloud.ts';
import { faultsOf } from './axe-page.ts';
import { browserNote, missingBrowser } from './open-browser.ts';
import { browserOfFile, operatorWeb, shots } from './page-room.ts';

const browser = browserOfFile();
let cloud: TestCloud;

const say = () =>
  cloud.uplink(
    'status',
    statusOf({
      nowMs: Date.now(),
      lanes: { alarm: { issued: 0, acked: 0 }, event: { issued: 5, acked: 2 } },
      health: {
        atMs: Date.now(),
        disk: { freeBytes: 2e9, totalBytes: 1e11 },
        temperature: 93.5,
        load: 0.7,
        cameras: { 2: { streaming: 3, total: 4, uptime: { share: 0.61, overMs: 80_000_000 } } },
        clock: { believed: true, roundTripMs: 12 },
        outbox: { alarm: { depth: 0 }, event: { depth: 3, oldestMs: 900_000 } },
      },
    }),
  );

beforeAll(async () => {
  if (missingBrowser) return;
  cloud = await startTestCloud({ webFolder: operatorWeb });
  const headers = await cloud.login();
  const { rules } = await cloud.read<{ rules: RuleView[] }>('/v1/health/rules');
  for (const { id, rule } of rules)
    await cloud.request(`/v1/health/rules/${id}`, {
      ...{ method: 'PUT', headers },
      json: { revision: 0, why: 'at once', rule: { ...rule, holdS: 0 } },
    });
  await cloud.uplink('events', batchOf([siteEvent(1), siteEvent(2)]));
}, 60_000);
afterAll(async () => {
  if (missingBrowser) return;
  await cloud.close();
  removeFolder(cloud.folder);
});

async function openPage(locale: string, width: number, colorScheme: 'light' | 'dark'): Promise<Page> {
  const page = await browser.newPage({ locale, viewport: { width, height: 900 }, colorScheme });
  await page.goto(`${cloud.url}/#/health`);
  await page.fill('input[name="password"]', password);
  await page.fill('input[name="sign"]', 'duty-3');
  await page.press('input[name="sign"]', 'Enter');
  await page.getByTestId('conditions').waitFor();
  return page;
}

const readers: [locale: string, width: number, scheme: 'light' | 'dark'][] = [
  ['zh-CN', 1440, 'light'],
  ['en-GB', 390, 'dark'],
];

test.skipIf(missingBrowser).for(readers)(
  `an operator sees what is wrong, sets one thing aside, changes a rule and reads the proof (%s, %i)${browserNote}`,
  { timeout: 60_000 },
  async ([locale, width, scheme]) => {
    await expect
      .poll(
        async () => {
          await say();
          return (await cloud.read<{ groups: unknown[] }>('/v1/health/conditions')).groups.length;
        },
        { timeout: 30_000, interval: 500 },
      )
      .toBe(4);
    const page = await openPage(locale, width, scheme);
    const shoot = (name: string) => page.screenshot({ path: join(shots, `health-${name}-${locale}-${width}.png`) });
    const heat = page.locator('[data-testid="condition"][data-kind="temperature"]');
    await heat.waitFor();
    expect(await page.getByTestId('condition-group').count()).toBe(4);
    await shoot('conditions');
    expect(await faultsOf(page)).toEqual([]);
    await heat.getByTestId('shelve').click();
    await page.getByTestId('reason').fill('the fan comes tomorrow');
    await page.getByTestId('reason-given').click();
    await expect.poll(() => heat.textContent()).toContain('the fan comes tomorrow');
    await heat.getByRole('button').click();
    await expect.poll(() => heat.textContent()).not.toContain('the fan comes tomorrow');
    await page.getByTestId('tab-rules').click();
    await page.getByTestId('edit-usual-disk').click();
    await page.getByTestId('threshold').fill('7');
    await page.getByTestId('rule-why').fill('small disks');
    await shoot('rule');
    expect(await faultsOf(page)).toEqual([]);
    await page.getByTestId('save-rule').click();
    await expect.poll(() => page.locator('[data-rule="usual-disk"]').textContent()).toContain('7 %');
    await shoot('rules');
    expect(await faultsOf(page)).toEqual([]);
    await page.getByTestId('tab-proof').click();
    await page.getByTestId('proof-gateway').selectOption('gw-1');
    const day = page.getByTestId('proof-day');
    await day.waitFor();
    expect((await day.locator('td').allTextContents()).slice(0, 5)).toEqual(['5', '2', '3', '0', '0']);
    await page.locator('[data-testid="health-chart"][data-chart="temperature"] canvas').waitFor();
    await shoot('proof');
    expect(await faultsOf(page)).toEqual([]);
    await page.close();
  },
);
