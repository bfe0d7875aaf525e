import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { ConsoleEnrolment } from '../../gateway/console/console-ports.ts';
import { createConsoleServer } from '../../gateway/console/console-server.ts';
import { createHandFedSite } from '../scenario/console/hand-fed-site.ts';
import { silentLog } from '../scenario/console/silent-log.ts';
import { openGuardPage } from './guard-page.ts';
import { browserNote, missingBrowser, openBrowser } from './open-browser.ts';

let folder: string;
let webDir: string;
let browser: Browser;

async function openDesk(options: { language?: 'zh-CN' | 'en-GB'; width?: number } = {}) {
  const site = createHandFedSite();
  const dataDir = mkdtempSync(join(folder, 'data-'));
  const where = { host: '127.0.0.1', port: 0, dataDir, webDir };
  const server = await createConsoleServer({ ...where, ports: site.ports, log: silentLog(), now: Date.now });
  onTestFinished(() => server.close());
  const guard = await openGuardPage(browser, { url: server.url, ...options });
  onTestFinished(() => guard.close());
  await guard.signIn(server.firstPassword!);
  const { page } = guard;
  const tell = (next: Partial<ConsoleEnrolment>) => {
    const [known] = site.ports.people.enrolments();
    site.change({ kind: 'enrolment', enrolment: { ...known!, ...next } });
  };
  return {
    ...{ site, guard, page, tell },
    resident: (id: string) => page.locator(`[data-testid="resident"][data-resident="${id}"]`),
    hint: page.getByTestId('enrol-hint'),
    outcome: page.getByTestId('enrolment'),
  };
}

describe.skipIf(missingBrowser)(`people and faces in a real browser${browserNote}`, () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ringward-people-'));
    webDir = join(folder, 'web');
    const configFile = new URL('../../gateway/console/web/vite.config.ts', import.meta.url).pathname;
    await build({ configFile, logLevel: 'error', build: { outDir: webDir, emptyOutDir: true } });
    browser = await openBrowser();
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('a guard enrols a resident with the keyboard alone and reads out what the person should do', async () => {
    const { page, hint, outcome, tell, guard } = await openDesk();
    await page.keyboard.press('p');
    await page.locator('[data-testid="people-search"]:focus').waitFor();
    await page.keyboard.type('吴');
    await page.locator('[data-testid="resident"]').waitFor();
    await page.keyboard.press('Enter');
    await page.getByTestId('enrol-start').focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => hint.textContent()).toBe('请看向摄像机');
    tell({ hint: 'come-closer', kept: 2 });
    await expect.poll(() => hint.textContent()).toBe('请再靠近一些');
    expect(await page.locator('[aria-label="已采集 2 / 5"]').count()).toBe(1);
    tell({ state: 'done', kept: 4, hint: 'good' });
    await expect.poll(() => outcome.textContent()).toContain('登记完成，保存了 4 个模板');
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByTestId('people-search').count()).toBe(0);
    expect(guard.complaints).toEqual([]);
  });

  test('a resident without consent cannot be enrolled, and is told of the card', async () => {
    const { page, resident } = await openDesk({ language: 'en-GB' });
    await page.getByTestId('people').click();
    await page.getByTestId('people-search').fill('何');
    await resident('r-he').click();
    await expect.poll(() => page.getByTestId('no-consent').textContent()).toContain('A card opens the same doors');
    expect(await page.getByTestId('enrol-start').count()).toBe(0);
  });

  test('on a phone: called off in the middle, nothing is kept; templates go only after a second question', async () => {
    const { page, resident, outcome, site } = await openDesk({ language: 'en-GB', width: 390 });
    await page.getByTestId('people').click();
    await page.getByTestId('people-search').fill('林');
    await resident('r-lin').click();
    await page.getByTestId('enrol-start').click();
    await page.getByTestId('enrol-cancel').click();
    await expect.poll(() => outcome.textContent()).toContain('No picture and no template was kept');
    await page.getByTestId('remove-templates').click();
    await page.getByTestId('remove-no').click();
    expect(site.ports.people.find('林', 1, 'guard').residents[0]!.templates).toBe(2);
    await page.getByTestId('remove-templates').click();
    await page.getByTestId('remove-yes').click();
    await expect.poll(() => site.ports.people.find('林', 1, 'guard').residents[0]!.templates).toBe(0);
    await expect.poll(() => page.getByText('Templates deleted: 2').count()).toBe(1);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  });
});
