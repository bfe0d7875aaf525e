import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createRequestDesk } from '../../gateway/compose/requests/request-desk.ts';
import { createSitePlaces } from '../../gateway/compose/site-places.ts';
import { createConsoleServer } from '../../gateway/console/console-server.ts';
import { setPassword } from '../../gateway/console/users/users-file.ts';
import { systemClock } from '../../gateway/kernel/clock.ts';
import type { Role } from '../../gateway/privacy/roles.ts';
import { smallSite } from '../fixtures/small-site.ts';
import { createHandFedSite } from '../scenario/console/hand-fed-site.ts';
import { silentLog } from '../scenario/console/silent-log.ts';
import { faultsOf } from './axe-page.ts';
import { openGuardPage } from './guard-page.ts';
import { browserNote, missingBrowser } from './open-browser.ts';
import { browserOfFile, folderOfFile, guardWeb, shots } from './page-room.ts';
import { openRegisterRooms } from './register-rooms.ts';

const folder = folderOfFile();
const browser = browserOfFile();

type Language = 'zh-CN' | 'en-GB';
interface Look {
  language: Language;
  width: number;
  dark?: boolean;
}

/** The console with a real register and the request desk behind it; `agoMs` sets that desk's clock back. */
async function openDesk() {
  const rooms = openRegisterRooms(createHandFedSite());
  let agoMs = 0;
  const clock = { ...systemClock, wallMs: () => Date.now() - agoMs };
  const places = createSitePlaces(smallSite());
  const desk = createRequestDesk({ ...rooms, clock, clockKnown: () => true, places, timeZone: 'Asia/Shanghai' });
  const dataDir = mkdtempSync(join(folder, 'data-'));
  const passwords = new Map<string, string>();
  for (const role of ['property', 'committee'] as const) passwords.set(role, await setPassword(dataDir, role, [role]));
  const { ports } = createHandFedSite();
  const server = await createConsoleServer({
    ...{ host: '127.0.0.1', port: 0, dataDir, webDir: guardWeb, log: silentLog(), now: Date.now },
    ports: { ...ports, ...rooms.ports, requests: desk.ports },
  });
  onTestFinished(() => server.close());
  const sit = async (user: Role, look: Look, path: string) => {
    const guard = await openGuardPage(browser, { url: server.url, ...look });
    onTestFinished(() => guard.close());
    await guard.page.getByTestId('login-user').fill(user);
    await guard.signIn(passwords.get(user)!);
    await guard.page.goto(`${server.url}/#${path}`);
    return guard.page;
  };
  /** Somebody outside, on a telephone of their own. */
  const visit = async (path: string, look: Look) => {
    const guest = await openGuardPage(browser, { url: `${server.url}/#${path}`, ...look });
    onTestFinished(() => guest.close());
    return guest;
  };
  const long = (ms: number) => {
    agoMs = ms;
  };
  return { desk, sit, visit, long };
}

async function look(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(shots, `requests-${name}.png`) });
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(sideways, name).toBeLessThanOrEqual(0);
  expect(await faultsOf(page), name).toEqual([]);
}

const leak = { kind: 'repair', urgency: 'urgent', from: 'resident', words: '三楼楼道灯坏了' } as const;

async function step(page: Page, deed: string, words?: string): Promise<void> {
  await page.getByTestId(`request-${deed}`).click();
  if (words !== undefined) await page.getByTestId(deed === 'assign' ? 'deed-to' : 'deed-words').fill(words);
  await page.getByTestId('deed-submit').click();
  await page.getByTestId('deed-form').waitFor({ state: 'detached' });
}

describe.skipIf(missingBrowser)(`service requests in a real browser${browserNote}`, () => {
  test.each([
    { language: 'zh-CN', width: 1440, dark: false },
    { language: 'en-GB', width: 390, dark: true },
  ] as const)(
    'in $language at $width px a resident’s request goes from the first word to the rating, which needs no sign-in',
    async (as) => {
      const { sit, visit } = await openDesk();
      const page = await sit('property', as, '/requests');
      const name = `${as.language.slice(0, 2)}-${as.width}`;
      await page.getByTestId('empty').waitFor();
      await page.keyboard.press('+');
      await page.getByTestId('request-words').fill('三楼楼道灯坏了');
      await page.getByTestId('request-home').click();
      await page.getByTestId('request-home').fill('101');
      await page.getByRole('option', { name: /101/ }).first().click();
      await look(page, `enter-${name}`);
      await page.getByTestId('request-submit').click();
      const code = (await page.getByTestId('follow-code').getAttribute('data-code'))!;
      expect(code).toMatch(/^[2-9A-HJ-NP-Z]{16}$/);
      await look(page, `code-${name}`);
      await page.getByTestId('follow-code-done').click();
      await page.getByTestId('request-file').waitFor();
      await step(page, 'accept');
      await step(page, 'assign', '电工班');
      await step(page, 'finish', '换了灯泡');
      await step(page, 'feed-back', '已修好，请看一下');
      await page.getByTestId('request-file').getByText('电工班').first().waitFor();
      await look(page, `file-${name}`);

      const guest = await visit(`/follow/${code}`, as);
      await guest.page.getByTestId('follow-page').getByText('已修好，请看一下').waitFor();
      expect(await guest.page.getByText(/换了灯泡|电工班/).count()).toBe(0);
      expect(await guest.page.getByTestId('follow-rate').isDisabled()).toBe(true);
      await look(guest.page, `follow-${name}`);
      await guest.page.getByTestId('follow-score-4').check();
      await guest.page.getByTestId('follow-rate').click();
      await guest.page.locator('[data-testid="follow-state"][data-state="rated"]').waitFor();
      expect(guest.asked.filter((url) => /\/api\/(?!follow)/.test(url))).toEqual([]);

      await page.reload();
      await page
        .getByTestId('request-state')
        .getByText(as.language === 'zh-CN' ? '已评价' : 'Rated')
        .waitFor();
    },
    120_000,
  );

  test('whoever is told that it is done and sees that it is not sends it back, with words', async () => {
    const { sit, visit, desk } = await openDesk();
    const entered = desk.ports.enter(leak, 'property');
    if (!entered.ok) throw new Error(entered.code);
    const { id } = entered.request;
    desk.ports.act(id, { kind: 'accept' }, undefined, 'property');
    desk.ports.act(id, { kind: 'assign', to: 'property' }, undefined, 'property');
    desk.ports.act(id, { kind: 'finish' }, 'done', 'property');
    desk.ports.act(id, { kind: 'feed-back' }, 'done', 'property');
    const { page } = await visit(`/follow/${entered.followCode}`, { language: 'en-GB', width: 390 });
    await page.getByTestId('follow-words').fill('It is still dark');
    await page.getByTestId('follow-return').click();
    await page.locator('[data-testid="follow-state"][data-state="accepted"]').waitFor();
    const office = await sit('property', { language: 'zh-CN', width: 1440 }, `/requests/${id}`);
    await office.getByTestId('request-file').getByText('It is still dark').waitFor();
  });

  test('a code that nobody was given, and half a code, say so in the reader’s language', async () => {
    const { visit } = await openDesk();
    const phone = { language: 'zh-CN', width: 390 } as const;
    const wrong = await visit('/follow/ABCDEFGHJKLMNPQR', phone);
    await wrong.page.getByTestId('follow-problem').getByText('没有这个跟踪码的诉求').waitFor();
    await look(wrong.page, 'follow-wrong-zh-390');
    const half = await visit('/follow/ABC', { language: 'en-GB', width: 1440 });
    await half.page.getByTestId('follow-problem').getByText('not complete').waitFor();
    await look(half.page, 'follow-half-en-1440');
  });

  test('what should have been done stands first, and says since when it is late', async () => {
    const { sit, desk, long } = await openDesk();
    long(3 * 3_600_000);
    desk.ports.enter(leak, 'property');
    long(0);
    desk.ports.enter({ ...leak, urgency: 'usual', words: '电梯有异响' }, 'property');
    const page = await sit('property', { language: 'zh-CN', width: 1440 }, '/requests');
    const rows = page.getByTestId('requests').locator('[data-row]');
    await rows.first().getByText('三楼楼道灯坏了').waitFor();
    await rows.first().getByText('▲').waitFor();
    expect(await rows.nth(1).getByText('▲').count()).toBe(0);
    await rows.first().focus();
    await page.keyboard.press('Enter');
    await page.getByTestId('request-file').getByText('已超时').waitFor();
    await look(page, 'late-zh-1440');
    await page.getByTestId('request-file').getByText('三楼楼道灯坏了').waitFor();
  });

  test.each([
    { language: 'zh-CN', width: 390 },
    { language: 'en-GB', width: 1440 },
  ] as const)('a committee sees the month only, in $language at $width px, fit to be printed', async (as) => {
    const { sit, desk, long } = await openDesk();
    // In the month that was over fifteen days ago, whatever day it is.
    const [year = 0, month = 0] = new Date(Date.now() - 15 * 86_400_000).toISOString().split('-').map(Number);
    long(Date.now() - Date.UTC(year, month - 2, 10));
    for (let n = 0; n < 12; n += 1) desk.ports.enter(leak, 'property');
    desk.ports.enter({ ...leak, kind: 'complaint' }, 'property');
    long(0);
    const page = await sit('committee', as, '/requests');
    const sheet = page.getByTestId('request-sheet');
    await sheet
      .getByText(as.language === 'zh-CN' ? '不足 10' : 'under 10')
      .first()
      .waitFor();
    expect(await page.getByTestId('enter-request').count()).toBe(0);
    await look(page, `month-${as.language.slice(0, 2)}-${as.width}`);
    await page.emulateMedia({ media: 'print' });
    expect(await sheet.isVisible()).toBe(true);
    expect(await page.getByTestId('request-month').isVisible()).toBe(false);
  });
});
