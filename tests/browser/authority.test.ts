import { afterAll, beforeAll, expect, test } from 'vitest';
import { type GatewayProcess, openGatewayProcess } from '../fixtures/gateway-process.ts';
import { smallSite } from '../fixtures/small-site.ts';
import { faultsOf } from './axe-page.ts';
import { browserNote, missingBrowser } from './open-browser.ts';
import { browserOfFile } from './page-room.ts';

const browser = browserOfFile();
let gateway: GatewayProcess;
beforeAll(async () => {
  if (missingBrowser) return;
  const plan = smallSite();
  gateway = await openGatewayProcess({
    ...plan,
    gateway: { ...plan.gateway, console: { ...plan.gateway.console, tls: 'auto' } },
  });
  await gateway.start();
}, 60_000);
afterAll(() => gateway?.remove());

test.skipIf(missingBrowser).for([
  ['zh-CN', '复制', '已复制。'],
  ['en-GB', 'Copy', 'Copied.'],
] as const)(
  `an administrator finds the fingerprint of the site’s authority on the health page and takes it along (%s)${browserNote}`,
  { timeout: 120_000 },
  async ([locale, copy, copied]) => {
    const permissions = ['clipboard-read', 'clipboard-write'];
    const context = await browser.newContext({ locale, ignoreHTTPSErrors: true, permissions });
    const page = await context.newPage();
    await page.goto(`${gateway.url()}/#/health`);
    await page.getByTestId('login-user').fill('guard');
    await page.getByTestId('login-password').fill(gateway.password('guard')!);
    await page.getByTestId('login-submit').click();
    const card = page.getByTestId('health-authority');
    await card.waitFor();
    const { headers } = await page.evaluate(async () => {
      const answer = await fetch('/api/authority');
      return { headers: [...answer.headers] };
    });
    const fingerprint = new Map(headers).get('x-fingerprint-sha256')!;
    expect(fingerprint).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
    expect(await card.locator('code').textContent()).toBe(fingerprint);
    await card.getByRole('button', { name: copy }).click();
    await card.getByText(copied).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(fingerprint);
    expect(await faultsOf(page)).toEqual([]);
    const download = page.waitForEvent('download');
    await card.getByRole('link').click();
    expect((await download).suggestedFilename()).toBe('ringward-authority.pem');
    await context.close();
  },
);
