import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { ConsolePorts } from '../../gateway/console/console-ports.ts';
import { createConsoleServer } from '../../gateway/console/console-server.ts';
import type { ConsoleContact } from '../../gateway/console/notify/notify-ports.ts';
import type { LedgerRow } from '../../gateway/ledger/ledger.ts';
import { phoneCode } from '../fixtures/otpauth-phone.ts';
import { createHandFedSite } from '../scenario/console/hand-fed-site.ts';
import { silentLog } from '../scenario/console/silent-log.ts';
import { faultsOf } from './axe-page.ts';
import { openGuardPage } from './guard-page.ts';
import { browserNote, missingBrowser } from './open-browser.ts';
import { browserOfFile, folderOfFile, guardWeb } from './page-room.ts';

const folder = folderOfFile();
const browser = browserOfFile();

/** What the console itself has written, and a few deeds before it. */
function handFedLedger(rows: LedgerRow[]): Pick<ConsolePorts, 'ledger' | 'record'> {
  const hash = 'a'.repeat(64);
  return {
    record: (entry) => void rows.push({ ...entry, atMs: Date.now(), seq: rows.length + 1, hash }),
    ledger: {
      head: () => ({ seq: rows.length, hash }),
      find: ({ actor, action, subject, beforeSeq = Number.POSITIVE_INFINITY, limit }) =>
        rows
          .filter((row) => !actor || (row.actor.kind === 'user' && row.actor.id === actor))
          .filter((row) => !action || row.action === action || row.action.startsWith(`${action}.`))
          .filter((row) => (!subject || row.subject === subject) && row.seq < beforeSeq)
          .toReversed()
          .slice(0, limit),
      anchors: (limit) =>
        [3, 2, 1].slice(0, limit).map((seq) => ({ seq, hash, atMs: Date.now(), gateway: 'gw-1', signature: 'ab' })),
      verify: async () => ({
        ...{ ok: true, entries: rows.length, anchors: 3, head: { seq: rows.length, hash }, trimmedThrough: 0 },
      }),
    },
  };
}

/** Contacts in memory, a channel that works and one that nobody answers at. */
function handFedNotify(): Pick<ConsolePorts, 'notify'> {
  const contacts = new Map<string, ConsoleContact>();
  const none = { kind: 'refused', code: 'no-notice' } as const;
  return {
    notify: {
      contacts: (user) => [...contacts.values()].filter((each) => user === undefined || each.user === user),
      setContact: (contact) => {
        contacts.set(`${contact.user} ${contact.channel}`, contact);
        return { kind: 'done' };
      },
      removeContact: (user, channel) => contacts.delete(`${user} ${channel}`),
      notices: () => [],
      acknowledge: () => none,
      answer: () => none,
      channels: () => [
        { id: 'email', waiting: 0, lastSuccessAtMs: Date.now() - 60_000 },
        { id: 'webhook:office', waiting: 3, lastFailureAtMs: Date.now() - 5000, problem: 'status-503' },
      ],
      test: async (channel) => (channel === 'email' ? { kind: 'sent' } : { kind: 'failed', problem: 'timed-out' }),
    },
  };
}

async function openConsole(
  options: { language?: 'zh-CN' | 'en-GB'; width?: number; dark?: boolean; user?: string } = {},
) {
  const rows: LedgerRow[] = [];
  const { ports } = createHandFedSite();
  const dataDir = mkdtempSync(join(folder, 'data-'));
  const server = await createConsoleServer({
    ...{ host: '127.0.0.1', port: 0, dataDir, webDir: guardWeb, log: silentLog(), now: Date.now },
    ports: { ...ports, ...handFedLedger(rows), ...handFedNotify() },
  });
  onTestFinished(() => server.close());
  const guard = await openGuardPage(browser, { url: server.url, ...options });
  onTestFinished(() => guard.close());
  const passwordOf = (name: string) => server.firstLogins.find(({ user }) => user === name)!.password;
  const { page } = guard;
  page.setDefaultTimeout(8000);
  const signIn = async (name: string, password: string) => {
    await page.getByTestId('login-user').fill(name);
    await page.getByTestId('login-password').fill(password);
    await page.getByTestId('login-submit').click();
  };
  const { user = 'guard' } = options;
  await signIn(user, passwordOf(user));
  await page.getByTestId('site-name').waitFor();
  const goTo = async (path: string, testid: string) => {
    await page.goto(`${server.url}/#${path}`);
    await page.getByTestId(testid).waitFor();
  };
  return { guard, page, rows, passwordOf, signIn, goTo, url: server.url };
}

async function shoot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `var/shots/${name}.png` });
}

describe.skipIf(missingBrowser)(`settings, ledger and health in a real browser${browserNote}`, () => {
  test('a guard puts the codes onto the phone, is asked for one at the next sign-in, and comes in with it', async () => {
    const { page, passwordOf, signIn, goTo, guard } = await openConsole({ language: 'en-GB' });
    const password = passwordOf('guard');
    await goTo('/settings', 'totp-card');
    await page.getByTestId('totp-begin').click();
    await page.getByTestId('totp-password').fill('not my password');
    await page.getByTestId('totp-go-on').click();
    await page.getByTestId('settings-problem').waitFor();
    await page.getByTestId('totp-password').fill(password);
    await page.getByTestId('totp-go-on').click();
    await page.getByTestId('totp-picture').waitFor();
    expect(
      await page.getByTestId('totp-picture').evaluate((img) => (img as HTMLImageElement).naturalWidth),
    ).toBeGreaterThan(0);
    await shoot(page, 'settings-totp-en');
    const secret = ((await page.getByTestId('totp-secret').textContent()) ?? '').trim();
    await page.getByTestId('totp-code').fill(phoneCode(secret));
    await page.getByTestId('totp-confirm').click();
    await page.getByTestId('recovery-kept').waitFor();
    const codes = await page.getByTestId('recovery-codes').locator('li').allInnerTexts();
    expect(codes).toHaveLength(10);
    await page.getByTestId('recovery-kept').click();
    await page.locator('[data-testid="totp-state"][data-on="true"]').waitFor();

    await page.getByTestId('sign-out').click();
    await page.getByTestId('login').waitFor();
    expect(await page.getByTestId('login-ended').count()).toBe(0);
    await signIn('guard', password);
    await page.getByTestId('login-code').fill('000000');
    await page.getByTestId('login-submit').click();
    await page.getByTestId('login-problem').waitFor();
    await shoot(page, 'sign-in-code-en');
    // The next step of the clock: the code of the enrolment has been used.
    await page.getByTestId('login-code').fill(phoneCode(secret, Date.now() + 30_000));
    await page.getByTestId('login-submit').click();
    await page.getByTestId('site-name').waitFor();
    // From elsewhere, and the page says so by itself.
    await page.evaluate(() => fetch('/api/session', { method: 'DELETE' }));
    await page.getByTestId('login-ended').waitFor({ timeout: 20_000 });
    expect(guard.complaints.filter((complaint) => !/40[0-9]/.test(complaint))).toEqual([]);
  });

  test('an administrator adds a user, tells the password once, and the new user chooses another one before the work', async () => {
    const { page, signIn, goTo } = await openConsole({ user: 'manager' });
    await goTo('/settings/users', 'users');
    await page.getByTestId('user-add').click();
    await page.getByTestId('user-name').fill('chen-jie');
    await page.getByTestId('user-role-lead').check();
    await page.getByTestId('user-save').click();
    // Guard and lead at once: asking for visitors and approving them.
    await page.getByTestId('user-conflict-reason').fill('夜班只有一人');
    await shoot(page, 'settings-user-zh');
    await page.getByTestId('user-save').click();
    const password = ((await page.getByTestId('new-password').textContent()) ?? '').trim();
    await page.getByTestId('new-password-done').click();
    await page.locator('[data-row="chen-jie"]').waitFor();
    await shoot(page, 'settings-users-zh');

    await page.getByTestId('sign-out').click();
    await page.getByTestId('login').waitFor();
    await signIn('chen-jie', password);
    await page.getByTestId('own-password').waitFor();
    await shoot(page, 'own-password-zh');
    await page.getByTestId('password-old').fill(password);
    await page.getByTestId('password-new').fill('chen-jie-baoan-2026');
    await page.getByTestId('password-submit').click();
    await page.getByText('大家都知道的词').waitFor();
    await page.getByTestId('password-new').fill('椴园小区的四棵椴树啊');
    await page.getByTestId('password-submit').click();
    await page.getByTestId('site-name').waitFor();
  });

  test('somebody on duty says how they are reached, and takes it back', async () => {
    const { page, goTo } = await openConsole({ language: 'en-GB' });
    await goTo('/settings/contacts', 'contacts');
    await page.getByTestId('contact-add').click();
    await page.getByTestId('contact-address').fill('guard@example.org');
    await page.getByTestId('contact-save').click();
    const contact = page.locator('[data-testid="contact"][data-user="guard"]');
    await contact.getByText('guard@example.org').waitFor();
    await contact.getByText('P1 · P2').waitFor();
    // Only an administrator tries channels.
    expect(await page.getByTestId('channel-test').count()).toBe(0);
    await contact.getByTestId('contact-remove').click();
    await contact.waitFor({ state: 'detached' });
    await page.getByTestId('undo-notice').getByRole('button').last().click();
    await contact.waitFor();
  });

  test('an administrator tries a channel and reads what came of it', async () => {
    const { page, goTo } = await openConsole({ user: 'manager' });
    await goTo('/settings/contacts', 'channels');
    const office = page.locator('[data-channel="webhook:office"]');
    await office.getByText('对方应答 503').waitFor();
    await office.getByTestId('channel-test').click();
    await office.getByTestId('channel-outcome').getByText('等待超时').waitFor();
    const mail = page.locator('[data-channel="email"]');
    await mail.getByTestId('channel-address').fill('a@example.org');
    await mail.getByTestId('channel-test').click();
    await mail.getByTestId('channel-outcome').getByText('已发出').waitFor();
    await goTo('/health', 'health-notices');
    await page.getByTestId('problem-channelsFailing').getByText('网络回调 office').waitFor();
  });

  test('an auditor finds what one user did, reads it in words, and has the chain checked', async () => {
    const { page, goTo, rows } = await openConsole({ user: 'manager' });
    const hash = 'b'.repeat(64);
    for (let n = 0; n < 250; n += 1) {
      const actor = { kind: 'user', id: n % 2 === 0 ? 'guard' : 'night' } as const;
      const seq = rows.length + 1;
      rows.push({
        ...{ actor, seq, hash, atMs: Date.now(), subject: `p-${n}` },
        action: 'person.viewed',
        purpose: 'visit',
        reason: `reason ${n}`,
      });
    }
    await goTo('/ledger', 'ledger');
    await page.getByTestId('ledger-actor').fill('night');
    await page.getByTestId('ledger-action').fill('person');
    await page.getByTestId('ledger-search').click();
    const table = page.getByTestId('ledger');
    await table.getByText('reason 249').waitFor();
    expect(await table.getByText('查看了人员资料').count()).toBeGreaterThan(5);
    expect(await table.getByText('reason 248').count()).toBe(0);
    await page.getByTestId('verify').click();
    await page.getByTestId('verdict').getByText('记录链完整').waitFor();
    await page.getByTestId('anchors').locator('summary').click();
    await page.getByTestId('anchors').getByText('封存到第 3 条').waitFor();
    await shoot(page, 'ledger-zh');
    await table.locator('[data-row]').first().click();
    await page.getByTestId('entry-dialog').getByText('person.viewed').waitFor();
    await page.keyboard.press('Escape');
    await page.getByTestId('ledger-actor').fill('nobody-at-all');
    await page.getByTestId('ledger-search').click();
    await page.getByTestId('empty').waitFor();
  });

  test.each([
    ['zh-CN', 1440, false],
    ['en-GB', 1440, true],
    ['zh-CN', 390, true],
    ['en-GB', 390, false],
  ] as const)(
    'in %s at %i px, dark %s, the pages have no serious fault and nothing scrolls sideways',
    async (language, width, dark) => {
      const { page, goTo } = await openConsole({ language, width, dark, user: 'manager' });
      for (const [path, testid] of [
        ['/health', 'health-box'],
        ['/ledger', 'ledger-state'],
        ['/settings/account', 'sessions-card'],
        ['/settings/users', 'users'],
        ['/settings/contacts', 'channels'],
        ['/settings/about', 'about'],
      ] as const) {
        await goTo(path, testid);
        await page.waitForLoadState('networkidle').catch(() => {
          // The pages renew themselves; that they never fall silent is no fault.
        });
        expect(await faultsOf(page), path).toEqual([]);
        expect(
          await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
          path,
        ).toBeLessThanOrEqual(0);
        await shoot(page, `part7${path.replaceAll('/', '-')}-${language}-${width}`);
      }
    },
    120_000,
  );

  test('what is wrong with the gateway stands first, with what still works and what to do', async () => {
    const { page, goTo } = await openConsole({ language: 'en-GB' });
    await goTo('/health', 'health-box');
    const clock = page.getByTestId('problem-clockWrong');
    await clock.getByText('residents pass').waitFor();
    await clock.getByText('confirm the clock').waitFor();
    await page.getByTestId('problem-diskFull').getByText('3.0 GB').waitFor();
    await page.getByTestId('seeing-cam-gate').waitFor();
    expect(await page.getByTestId('problem-cloudDown').count()).toBe(0);
  });
});
