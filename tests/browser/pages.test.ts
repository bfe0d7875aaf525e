import { mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createConsoleServer } from '../../gateway/console/console-server.ts';
import { setPassword } from '../../gateway/console/users/users-file.ts';
import { pages } from '../../gateway/console/web/shell/pages.tsx';
import { roles } from '../../gateway/privacy/roles.ts';
import { createHandFedSite } from '../scenario/console/hand-fed-site.ts';
import { silentLog } from '../scenario/console/silent-log.ts';
import { faultsOf } from './axe-page.ts';
import { openGuardPage } from './guard-page.ts';
import { browserNote, missingBrowser } from './open-browser.ts';
import { browserOfFile, folderOfFile, guardWeb, shots } from './page-room.ts';

const firstLoadBytes = 400_000;

const folder = folderOfFile();
const browser = browserOfFile();

/** A console in front of a hand-fed site, with a user who holds every role there is, and one who reads reports only. */
async function startDesk() {
  const site = createHandFedSite();
  const dataDir = mkdtempSync(join(folder, 'data-'));
  const [all, reader] = [await setPassword(dataDir, 'all', roles), await setPassword(dataDir, 'reader', ['committee'])];
  const where = { host: '127.0.0.1', port: 0, dataDir, webDir: guardWeb };
  const server = await createConsoleServer({ ...where, ports: site.ports, log: silentLog(), now: Date.now });
  onTestFinished(() => server.close());
  return { site, server, passwords: { all, reader } };
}

type Look = Partial<Parameters<typeof openGuardPage>[1]>;

async function openAs(user: 'all' | 'reader', look: Look = {}) {
  const { site, server, passwords } = await startDesk();
  const guard = await openGuardPage(browser, { url: server.url, language: 'en-GB', ...look });
  onTestFinished(() => guard.close());
  await guard.page.getByTestId('login-user').fill(user);
  await guard.signIn(passwords[user]);
  return { site, server, guard, page: guard.page };
}

describe.skipIf(missingBrowser)(`every page of the console in a real browser${browserNote}`, () => {
  const looks: [name: string, look: Look][] = [
    ['zh-1440', { language: 'zh-CN', width: 1440, height: 900 }],
    ['en-1440-dark', { language: 'en-GB', width: 1440, height: 900, dark: true }],
    ['zh-390-dark', { language: 'zh-CN', width: 390, height: 844, dark: true }],
    ['en-390', { language: 'en-GB', width: 390, height: 844 }],
  ];
  test.each(looks)(
    'whoever has every role can read every page (%s): nothing complains, axe finds no serious fault, nothing scrolls sideways',
    async (name, look) => {
      const { site, server, guard, page } = await openAs('all', look);
      site.raise({ type: 'door-held', priority: 2 });
      for (const { path } of pages) {
        await page.goto(`${server.url}/#${path}`);
        await page.locator('main').waitFor();
        await expect.poll(() => page.locator('[data-testid="loading"]').count()).toBe(0);
        expect(await page.getByTestId('page-broken').count(), path).toBe(0);
        expect(await page.getByTestId('page-forbidden').count(), path).toBe(0);
        await page.screenshot({ path: join(shots, `${path.slice(1) || 'desk'}-${name}.png`) });
        expect(await faultsOf(page), path).toEqual([]);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(wide, path).toBeLessThanOrEqual(0);
        expect(guard.complaints, path).toEqual([]);
      }
      const foreign = guard.asked.filter((asked) => !asked.startsWith(server.url) && !/^(blob|data):/.test(asked));
      expect(foreign).toEqual([]);
    },
    120_000,
  );

  test('who reads reports only is not led to what the role may not see, and is told so at its address', async () => {
    const { server, page } = await openAs('reader');
    await page.getByTestId('rail').waitFor();
    expect(await page.getByTestId('nav-figures').count()).toBe(1);
    expect(await page.getByTestId('nav-people').count()).toBe(0);
    await page.goto(`${server.url}/#/people`);
    await page.getByTestId('page-forbidden').waitFor();
    expect(await page.getByTestId('page-forbidden').textContent()).toContain('owners’ committee');
    await page.goto(`${server.url}/#/nowhere`);
    await page.getByTestId('page-unknown').waitFor();
  });

  test('g and a letter go to a page, ? lists it, an open dialog silences both, and the desk is as it was left', async () => {
    const { site, guard, page } = await openAs('all');
    const alarm = site.raise({ type: 'manhole', priority: 2 });
    await guard.row(alarm.id).click();
    await guard.detail.waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('h');
    await page.getByTestId('health-page').waitFor();
    await page.keyboard.press('?');
    const help = page.getByTestId('help-dialog').getByRole('dialog');
    await help.waitFor();
    expect(await help.textContent()).toMatch(/G\s*H\s*System health/);
    await page.keyboard.press('g');
    await page.keyboard.press('s');
    expect(await page.getByTestId('shift-page').count()).toBe(0);
    await page.keyboard.press('?');
    await help.waitFor({ state: 'detached' });
    await page.keyboard.press('g');
    await page.keyboard.press('d');
    await guard.detail.waitFor();
    expect(await guard.detail.getAttribute('data-alarm')).toBe(alarm.id);
  });

  test('on any page the guard sees what nobody has taken yet, and one press leads to it', async () => {
    const { site, server, guard, page } = await openAs('all');
    await page.goto(`${server.url}/#/settings`);
    await page.getByTestId('settings-page').waitFor();
    expect(await page.getByTestId('waiting-strip').count()).toBe(0);
    const alarm = site.raise({ type: 'smoke', priority: 1 });
    site.raise({ type: 'door-held', priority: 2 });
    await page.getByTestId('waiting-strip').waitFor();
    await expect.poll(() => page.getByTestId('waiting-p2').textContent()).toContain('× 1');
    expect(await page.getByTestId('waiting-p1').textContent()).toContain('× 1');
    expect(await page.title()).toMatch(/^\(2\) /);
    await page.getByTestId('waiting-strip').click();
    await guard.row(alarm.id).waitFor();
    expect(await page.getByTestId('waiting-strip').count()).toBe(0);
  });

  test('the rail folds to its icons and stays so', async () => {
    const { page } = await openAs('all');
    const width = async () => (await page.getByTestId('rail').boundingBox())!.width;
    const open = await width();
    await page.getByTestId('rail-fold').click();
    await expect.poll(width).toBeLessThan(open / 2);
    await page.reload();
    await expect.poll(width).toBeLessThan(open / 2);
    expect(await page.getByTestId('nav-map').getAttribute('aria-label')).toBe('Map');
  });

  test('what the first load fetches weighs at most 400 kB', () => {
    const index = readFileSync(join(guardWeb, 'index.html'), 'utf8');
    const named = [...index.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)].map(([, path]) => path!);
    expect(named.length).toBeGreaterThan(1);
    const bytes = [index, ...named.map((path) => readFileSync(join(guardWeb, path)))].map(
      (text) => gzipSync(text).length,
    );
    expect(bytes.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(firstLoadBytes);
  });
});
