import { join } from 'node:path';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import type { RetentionView } from '../../cloud/retention/retention-routes.ts';
import { phoneCode } from '../fixtures/otpauth-phone.ts';
import { logIn, startTenancyDesk, type TenancyDesk } from '../scenario/cloud/tenancy-desk.ts';
import { password as firstPassword, removeFolder, startTestCloud } from '../scenario/cloud/test-cloud.ts';
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

    await own.getByTestId('tab-ownSignIn').click();
    await own.getByTestId('session').waitFor();
    const elsewhere = await logIn(desk.cloud, 'ann', password);
    await own.reload();
    await own.getByTestId('session').nth(1).waitFor();
    await own.getByTestId('end-session').click();
    await own.getByTestId('factor-password').fill(password);
    await own.screenshot({ path: join(shots, `tenancy-sessions-${look.language}-${look.width}.png`), fullPage: true });
    expect(await faultsOf(own)).toEqual([]);
    await own.getByTestId('factor-go-on').click();
    await own.getByTestId('end-others').waitFor();
    expect([await own.getByTestId('session').count(), (await elsewhere('/v1/gateways')).status]).toEqual([1, 401]);

    // and with codes: this session goes on as another one, and the page does not leave
    await own.getByTestId('factor-begin').click();
    await own.getByTestId('factor-password').fill(password);
    await own.getByTestId('factor-go-on').click();
    const secret = (await own.getByTestId('factor-secret').textContent())!.trim();
    await own.getByTestId('factor-code').fill(phoneCode(secret));
    await own.getByTestId('factor-confirm').click();
    await own.getByTestId('recovery-codes').waitFor();
    await own.waitForTimeout(1500);
    expect(await own.getByTestId('recovery-codes').locator('li').count()).toBe(10);
    await own.getByTestId('recovery-kept').click();
    await own.locator('[data-testid="factor-state"][data-on="true"]').waitFor();
    await own.getByTestId('factor-remove').click();
    await own.getByTestId('factor-password').fill(password);
    await own.getByTestId('factor-go-on').click();
    await own.locator('[data-testid="factor-state"][data-on="false"]').waitFor();
    // the live stream of the session before has ended; that of the new one begins within a second or two
    await own.locator('[data-testid="live"][data-state="live"]').waitFor();
    expect(await own.getByTestId('stale').count()).toBe(0);

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

test.skipIf(missingBrowser).for(looks)(
  `where a code is required, an operator puts it into his phone first, logs in with it, and turns it off with his password ($language, $width)${browserNote}`,
  { timeout: 120_000 },
  async (look) => {
    const cloud = await startTestCloud({ webFolder: operatorWeb, config: { secondFactor: 'required' } });
    const viewport = { width: look.width!, height: 900 };
    const colorScheme = look.dark ? 'dark' : 'light';
    const context = await browser.newContext({ locale: look.language!, viewport, colorScheme });
    try {
      const page = await context.newPage();
      const shoot = (name: string) =>
        page.screenshot({ path: join(shots, `factor-${name}-${look.language}-${look.width}.png`), fullPage: true });
      const press = (testid: string) => page.getByTestId(testid).click();
      const logIn = async () => {
        await page.locator('[name="password"]').fill(firstPassword);
        await page.locator('button[type="submit"]').click();
      };
      const enrol = async () => {
        await press('factor-begin');
        await page.getByTestId('factor-password').fill(firstPassword);
        await press('factor-go-on');
        const secret = (await page.getByTestId('factor-secret').textContent())!.trim();
        await page.getByTestId('factor-code').fill('000000');
        await press('factor-confirm');
        await page.getByRole('alert').waitFor();
        await shoot('enrolment');
        expect(await faultsOf(page)).toEqual([]);
        await page.getByTestId('factor-code').fill(phoneCode(secret));
        await press('factor-confirm');
        return secret;
      };
      await page.goto(cloud.url);
      await logIn();
      await page.getByTestId('enrol').waitFor();
      await shoot('required');
      expect(await faultsOf(page)).toEqual([]);
      const secret = await enrol();
      await page.getByTestId('recovery-codes').waitFor();
      expect(await page.getByTestId('recovery-codes').locator('li').count()).toBe(10);
      await shoot('recovery');
      expect(await faultsOf(page)).toEqual([]);
      await press('recovery-kept');
      await page.getByTestId('fleet-page').waitFor();

      await press('log-out');
      await logIn();
      await page.locator('[name="code"]').waitFor();
      await shoot('code');
      expect(await faultsOf(page)).toEqual([]);
      // the next one: that of this moment was used
      await page.locator('[name="code"]').fill(phoneCode(secret, Date.now() + 30_000));
      await page.locator('button[type="submit"]').click();
      await page.getByTestId('fleet-page').waitFor();

      await page.goto(`${cloud.url}/#/tenancy/password`);
      await page.locator('[data-testid="factor-state"][data-on="true"]').waitFor();
      await shoot('on');
      expect(await faultsOf(page)).toEqual([]);
      await press('factor-remove');
      await page.getByTestId('factor-password').fill(firstPassword);
      await press('factor-go-on');
      await page.getByTestId('enrol').waitFor();
    } finally {
      await context.close();
      await cloud.close();
      removeFolder(cloud.folder);
    }
  },
);

test.skipIf(missingBrowser).for(looks)(
  `an officer orders a site of hers to be kept and ends an order, by the keyboard; who may not order only reads ($language, $width)${browserNote}`,
  { timeout: 120_000 },
  async (look) => {
    const ann = await desk.person('ann', 'officer tenant:a');
    const bob = await desk.person('bob', 'administrator tenant:a');
    const open = async (user: string, { password }: { password: string }) => {
      const { page, complaints } = await openOperatorPage(browser, desk.cloud.url, { ...look, user, password });
      onTestFinished(() => page.context().close());
      await page.goto(`${desk.cloud.url}/#/retention`);
      await page.getByTestId('kept').first().waitFor();
      return { page, complaints };
    };
    const { page, complaints } = await open('ann', ann);
    const shoot = (name: string) =>
      page.screenshot({ path: join(shots, `orders-${name}-${look.language}-${look.width}.png`) });
    const press = async (testid: string) => {
      await page.getByTestId(testid).focus();
      await page.keyboard.press('Enter');
    };
    await page.getByTestId('orders').scrollIntoViewIfNeeded();
    await shoot('none');
    expect(await faultsOf(page)).toEqual([]);

    const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 16);
    const save = page.getByTestId('save');
    const give = async (typed: string, offered: number) => {
      await press('new-order');
      await page.getByTestId('order-place').pressSequentially(typed);
      await expect.poll(() => page.getByRole('option').count()).toBe(offered);
    };
    await give('gw-2', 0);
    await page.getByTestId('order-place').fill('');
    expect(await page.getByRole('option').allTextContents()).toEqual([
      'site:north (north)',
      expect.stringMatching(/^gw-1 /),
    ]);
    await shoot('places');
    await page.getByTestId('order-place').pressSequentially('north');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByTestId('order-from').fill(inDays(-400));
    await page.getByTestId('order-reason').fill('asked by the court of North');
    for (const late of [-1, -500]) {
      await page.getByTestId('order-until').fill(inDays(late));
      await page.getByText(look.language === 'zh-CN' ? '须晚于现在' : 'has to lie ahead').waitFor();
      expect(await save.isDisabled()).toBe(true);
    }
    await shoot('refused');
    expect(await faultsOf(page)).toEqual([]);
    const until = inDays(90);
    await page.getByTestId('order-until').fill(until);
    await shoot('new');
    expect(await faultsOf(page)).toEqual([]);
    await press('save');
    await page.locator('[data-testid="order"][data-place="site:north"]').waitFor();

    await give('gw-1', 1);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByTestId('order-from').fill(inDays(-30));
    await page.getByTestId('order-until').fill(inDays(30));
    await page.getByTestId('order-reason').fill('asked by the police');
    await press('save');
    const ofGateway = page.locator('[data-testid="order"][data-place="gateway:gw-1"]');
    await ofGateway.waitFor();
    await page.getByTestId('order').last().scrollIntoViewIfNeeded();
    await shoot('two');
    expect(await faultsOf(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);

    await ofGateway.getByTestId('end-order').focus();
    await page.keyboard.down('Enter');
    await page.getByTestId('reason').waitFor();
    await page.keyboard.up('Enter');
    await page.getByTestId('reason').fill('the police have what they asked for');
    await shoot('end');
    expect(await faultsOf(page)).toEqual([]);
    await press('reason-given');
    await ofGateway.waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
    const { orders } = (await ann.ask('/v1/retention')).body as RetentionView;
    const untilMs = new Date(until).getTime();
    expect(orders).toMatchObject([{ place: 'site:north', untilMs, by: 'ann', reason: 'asked by the court of North' }]);

    const other = await open('bob', bob);
    await other.page.getByTestId('order').waitFor();
    expect(await other.page.getByTestId('new-order').or(other.page.getByTestId('end-order')).count()).toBe(0);
  },
);
