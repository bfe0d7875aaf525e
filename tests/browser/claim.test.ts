import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ClaimingCloud, password, startClaimingCloud } from '../scenario/claim/claiming-cloud.ts';
import { type ClaimingGateway, openClaimingGateway } from '../scenario/claim/claiming-gateway.ts';
import { faultsOf } from './axe-page.ts';
import { browserNote, missingBrowser } from './open-browser.ts';
import { browserOfFile, operatorWeb, shots } from './page-room.ts';

const browser = browserOfFile();
let cloud: ClaimingCloud;
const gateways: ClaimingGateway[] = [];
beforeEach(async () => {
  if (!missingBrowser) cloud = await startClaimingCloud({ webFolder: operatorWeb });
});
afterEach(async () => {
  if (missingBrowser) return;
  for (const { identity, folder } of gateways.splice(0)) {
    await identity.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  await cloud.close();
});

/** A settings group that there is before the gateway comes. */
async function makeGroup(): Promise<void> {
  const group = { content: { log: { level: 'warn' } }, members: [], why: 'gates of the east side' };
  await cloud.operator.put('/v1/layers/group:east', group, { 'if-match': '"0"' });
}

async function openPage(locale: string, width: number, colorScheme: 'light' | 'dark'): Promise<Page> {
  const page = await browser.newPage({ locale, viewport: { width, height: 900 }, colorScheme });
  await page.goto(cloud.url);
  await page.fill('input[name="password"]', password);
  await page.fill('input[name="sign"]', 'duty-3');
  await page.press('input[name="sign"]', 'Enter');
  await page.getByTestId('new-gateway').waitFor();
  return page;
}

const readers: [locale: string, width: number, scheme: 'light' | 'dark'][] = [
  ['zh-CN', 1440, 'light'],
  ['en-GB', 390, 'dark'],
];

test.skipIf(missingBrowser).for(readers)(
  `an operator makes a code for a site, accepts the gateway that asks, sees it come alive, puts it into a group, and revokes it (%s, %i)${browserNote}`,
  { timeout: 60_000 },
  async ([locale, width, scheme]) => {
    await makeGroup();
    const page = await openPage(locale, width, scheme);
    const shoot = (name: string) => page.screenshot({ path: join(shots, `claim-${name}-${locale}-${width}.png`) });
    await page.getByTestId('new-gateway').click();
    await page.getByTestId('claim-for-site').fill('linden');
    await page.getByTestId('make-code').click();
    const shown = page.getByTestId('claim-code');
    await shown.locator('img').waitFor();
    const text = (await shown.locator('.claim-text').textContent())!;
    await shoot('code');
    expect(await faultsOf(page)).toEqual([]);
    const gateway = openClaimingGateway({ url: cloud.gatewayUrl, code: text });
    gateways.push(gateway);
    const claim = page.getByTestId('claim');
    await claim.waitFor();
    await shoot('waiting');
    expect(await faultsOf(page)).toEqual([]);
    await claim.getByTestId('accept').click();
    await page.getByTestId('decided').waitFor();
    await expect.poll(gateway.say, { timeout: 20_000, interval: 200 }).toBe(204);
    await page.locator('[data-testid="decided"] [data-state="online"]').waitFor();
    await page.getByTestId('claim-group').selectOption('group:east');
    // a choice alone changes nothing: the arrow keys go through all of them
    expect(await page.getByTestId('claim-group-joined').count()).toBe(0);
    await page.getByTestId('claim-group-join').click();
    await page.getByTestId('claim-group-joined').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    const { twins } = await cloud.operator.get<{ twins: { gateway: string; desired: unknown }[] }>('/v1/twins');
    expect(twins).toMatchObject([{ gateway: 'gw-9', desired: { version: 1 } }]);
    await shoot('alive');
    await page.keyboard.press('Escape');
    await page.getByTestId('gateway-row').getByRole('link').click();
    const identity = page.getByTestId('identity');
    await identity.getByRole('textbox').fill('stolen from the site');
    await shoot('identity');
    expect(await faultsOf(page)).toEqual([]);
    const revoke = identity.getByTestId('revoke');
    await revoke.click();
    expect(await gateway.say()).toBe(204);
    await revoke.hover();
    await page.mouse.down();
    await expect.poll(gateway.say, { timeout: 10_000, interval: 200 }).toBe('certificate-revoked');
    await page.mouse.up();
    await identity.locator('.bad').waitFor();
    await shoot('revoked');
    await page.close();
  },
);

test.skipIf(missingBrowser)(
  `an operator sees at once that two boxes use one identity, and where they speak from${browserNote}`,
  async () => {
    const original = openClaimingGateway({ url: cloud.gatewayUrl, code: (await cloud.makeCode()).text });
    gateways.push(original);
    await expect.poll(original.say, { timeout: 20_000, interval: 100 }).toBe(204);
    const copy = openClaimingGateway({ url: cloud.gatewayUrl, folder: original.folder, boot: 'boot-copy' });
    gateways.push(copy);
    const page = await openPage('en-GB', 1440, 'light');
    const row = page.getByTestId('gateway-row');
    await expect
      .poll(
        async () => {
          await original.say();
          await copy.say();
          return row.textContent();
        },
        { timeout: 20_000, interval: 300 },
      )
      .toContain('cloned?');
    await row.getByRole('link').click();
    await page.getByTestId('clone').waitFor();
    await page.screenshot({ path: join(shots, 'claim-clone-en-GB-1440.png') });
    expect(await page.getByTestId('clone').textContent()).toContain('127.0.0.1');
    await page.close();
  },
  60_000,
);
