import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTenancyDesk, type TenancyDesk } from '../scenario/cloud/tenancy-desk.ts';
import { removeFolder } from '../scenario/cloud/test-cloud.ts';
import { faultsOf } from './axe-page.ts';
import { browserNote, missingBrowser } from './open-browser.ts';
import { type OperatorLook, openOperatorPage } from './operator-page.ts';
import { browserOfFile, operatorWeb, shots } from './page-room.ts';

const browser = browserOfFile();
let desk: TenancyDesk;
beforeEach(async () => {
  if (!missingBrowser) desk = await startTenancyDesk({ webFolder: operatorWeb });
});
afterEach(async () => {
  if (missingBrowser) return;
  await desk.cloud.close();
  removeFolder(desk.cloud.folder);
});

const looks: OperatorLook[] = [
  { language: 'zh-CN', width: 1440 },
  { language: 'en-GB', width: 390, dark: true },
];

test.skipIf(missingBrowser).for(looks)(
  `an administrator makes a place and an operator, who logs in and sees his own site only ($language, $width)${browserNote}`,
  { timeout: 120_000 },
  async (look) => {
    const { page, complaints, close } = await openOperatorPage(browser, desk.cloud.url, look);
    const shoot = (name: string) =>
      page.screenshot({ path: join(shots, `tenancy-${name}-${look.language}-${look.width}.png`) });
    await page.goto(`${desk.cloud.url}/#/tenancy`);
    await page.getByTestId('places').waitFor();
    await shoot('places');
    expect(await faultsOf(page)).toEqual([]);
    await page.getByTestId('add-place').click();
    await page.getByTestId('place-kind').selectOption('district');
    await page.getByTestId('place-id').fill('a-west');
    await page.getByTestId('place-title').fill('West');
    await page.getByTestId('place-parent').selectOption('city:a-town');
    expect(await faultsOf(page)).toEqual([]);
    await page.getByTestId('save').click();
    await page.locator('[data-place="district:a-west"]').waitFor();

    await page.getByTestId('tab-operators').click();
    await page.getByTestId('add-operator').click();
    await page.getByTestId('new-sign').fill('ann');
    await page.getByTestId('grant-role').selectOption('duty');
    await page.getByTestId('grant-place').selectOption('site:north');
    await shoot('new-operator');
    expect(await faultsOf(page)).toEqual([]);
    await page.getByTestId('save').click();
    const password = (await page.getByTestId('shown-once').textContent())!;
    await page.getByTestId('seen').click();
    await page.locator('[data-sign="ann"]').waitFor();
    await shoot('operators');
    expect(await faultsOf(page)).toEqual([]);

    await page.getByTestId('tab-tokens').click();
    await page.getByTestId('add-token').click();
    await page.getByTestId('token-title').fill('nightly export');
    await page.getByTestId('save').click();
    expect(await page.getByTestId('shown-once').textContent()).toMatch(/^rwt_/);
    await page.getByTestId('seen').click();
    await page.getByTestId('token').waitFor();
    await shoot('tokens');
    expect(await faultsOf(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await close();

    const viewport = { width: look.width!, height: 844 };
    const context = await browser.newContext({ locale: look.language!, viewport });
    const own = await context.newPage();
    await own.goto(desk.cloud.url);
    await own.locator('[name="user"]').fill('ann');
    await own.locator('[name="password"]').fill(password);
    await own.locator('button[type="submit"]').click();
    await own.getByTestId('fleet-page').waitFor();
    await own.getByText('gw-1').first().waitFor();
    expect(await own.getByText('gw-2').count()).toBe(0);
    await own.goto(`${desk.cloud.url}/#/tenancy`);
    await own.getByTestId('places').waitFor();
    expect(await own.getByTestId('tab-operators').count()).toBe(0);

    await own.getByTestId('tab-ownPassword').click();
    const type = (field: string, text: string) => own.getByTestId(`password-${field}`).fill(text);
    const change = async (old: string, fresh: string) => {
      await type('old', old);
      await type('fresh', fresh);
      await type('again', fresh);
      await own.getByTestId('change-password').click();
    };
    const chosen = 'a quiet river bend';
    await change(password, 'Dragon2026');
    await own.getByText(look.language === 'zh-CN' ? '最常被试' : 'tried first').waitFor();
    await change('not this one', chosen);
    await own.getByText(look.language === 'zh-CN' ? '最常被试' : 'tried first').waitFor({ state: 'detached' });
    await own.getByRole('alert').waitFor();
    await type('old', password);
    await own.screenshot({ path: join(shots, `tenancy-password-${look.language}-${look.width}.png`) });
    expect(await faultsOf(own)).toEqual([]);
    await own.getByTestId('change-password').click();
    await own.locator('[name="user"]').fill('ann');
    await own.locator('[name="password"]').fill(chosen);
    await own.locator('button[type="submit"]').click();
    await own.getByTestId('tenancy-page').waitFor();
    await context.close();
  },
);
