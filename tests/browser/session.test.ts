import { hash } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { ConsolePorts } from '../../gateway/console/console-ports.ts';
import { createConsoleServer } from '../../gateway/console/console-server.ts';
import { setPassword } from '../../gateway/console/users/users-file.ts';
import { createHandFedSite } from '../scenario/console/hand-fed-site.ts';
import { silentLog } from '../scenario/console/silent-log.ts';
import { openGuardPage } from './guard-page.ts';
import { browserNote, missingBrowser } from './open-browser.ts';
import { browserOfFile, folderOfFile, guardWeb } from './page-room.ts';

/** Streams are told of a session's end within five seconds, and the machine may be busy. */
const soon = { timeout: 15_000 };
const folder = folderOfFile();
const browser = browserOfFile();

async function startDesk(more: Partial<ConsolePorts> = {}) {
  const site = createHandFedSite();
  const dataDir = mkdtempSync(join(folder, 'data-'));
  const passwords = new Map<string, string>();
  for (const user of ['guard-1', 'guard-2']) passwords.set(user, await setPassword(dataDir, user, ['guard']));
  let port = 0;
  const listen = async () => {
    const where = { host: '127.0.0.1', port, dataDir, webDir: guardWeb };
    const server = await createConsoleServer({
      ...where,
      ports: { ...site.ports, ...more },
      log: silentLog(),
      now: Date.now,
    });
    port = Number(new URL(server.url).port);
    onTestFinished(() => server.close());
    return server;
  };
  const server = await listen();
  const guard = await openGuardPage(browser, { url: server.url, language: 'en-GB' });
  onTestFinished(() => guard.close());
  const { page } = guard;
  return {
    ...{ site, dataDir, server, listen, guard, page },
    signIn: async (user: string, password = passwords.get(user)!) => {
      await page.getByTestId('login-user').fill(user);
      await guard.signIn(password);
    },
    /** Writes into the users' file what only an administrator could. */
    change: (user: string, to: object) => {
      const path = join(dataDir, 'users.json');
      const file = JSON.parse(readFileSync(path, 'utf8')) as { users: { name: string }[] };
      const users = file.users.map((one) => (one.name === user ? { ...one, ...to } : one));
      writeFileSync(path, JSON.stringify({ ...file, users }));
    },
    passwordOf: (user: string) => passwords.get(user)!,
    go: (path: string) => page.goto(`${server.url}/#${path}`),
  };
}

/** The gateway does not hear of sign-outs until the result is called. */
async function loseSignOuts(page: Page): Promise<() => Promise<void>> {
  await page.route('**/api/session', (route) =>
    route.request().method() === 'DELETE' ? route.abort() : route.continue(),
  );
  return () => page.unroute('**/api/session');
}

/** Gives a reason for looking people up, and tells what the dialog had remembered of the last one. */
async function giveReason(page: Page, reason: string): Promise<string> {
  await page.getByTestId('give-reason').click();
  const field = page.getByTestId('reason-text');
  const before = await field.inputValue();
  await field.fill(reason);
  await page.getByTestId('reason-submit').click();
  await page.getByTestId('look-line').waitFor();
  return before;
}

describe.skipIf(missingBrowser)(`sessions at one browser${browserNote}`, { timeout: 60_000 }, () => {
  test('a sign-out that the gateway did not hear of is said to have failed, the page is empty, and it can be tried again', async () => {
    const { site, page, guard, signIn } = await startDesk();
    await signIn('guard-1');
    const alarm = site.raise({ type: 'door-held', priority: 2 });
    await guard.row(alarm.id).waitFor();
    const mend = await loseSignOuts(page);
    await page.getByTestId('sign-out').click();
    await page.getByTestId('not-closed').waitFor();
    expect(await page.getByTestId('not-closed').textContent()).toContain('may still be open');
    expect(await guard.rows.count()).toBe(0);
    expect(await page.title()).toBe('Ringward · Guard console');
    // It is open indeed: whoever loads the page again is in.
    await page.reload();
    await page.getByTestId('site-name').waitFor();
    await page.getByTestId('sign-out').click();
    await page.getByTestId('not-closed').waitFor();
    await mend();
    await page.getByTestId('close-again').click();
    await expect.poll(() => page.getByTestId('not-closed').count()).toBe(0);
    await page.reload();
    await page.getByTestId('login').waitFor();
  });

  test('the same is said to whoever leaves before choosing a password', async () => {
    const { page, change, passwordOf } = await startDesk();
    change('guard-1', { mustChange: true });
    await page.getByTestId('login-user').fill('guard-1');
    await page.getByTestId('login-password').fill(passwordOf('guard-1'));
    await page.getByTestId('login-submit').click();
    const mend = await loseSignOuts(page);
    await page.getByTestId('own-password').getByRole('button', { name: 'Another user' }).click();
    await page.getByTestId('not-closed').waitFor();
    await mend();
    await page.getByTestId('close-again').click();
    await expect.poll(() => page.getByTestId('not-closed').count()).toBe(0);
  });

  test('whoever comes next sees nothing that the one before read, typed or opened, also when the session just ended', async () => {
    const { site, page, guard, signIn, go, dataDir, passwordOf } = await startDesk();
    await signIn('guard-1');
    const alarm = site.raise({ type: 'door-held', priority: 2 });
    await guard.row(alarm.id).click();
    await guard.detail.waitFor();
    await go('/settings');
    await expect.poll(() => page.locator('main').textContent()).toContain('guard-1');
    await go('/people');
    await giveReason(page, 'parcel for 1-302');
    await setPassword(dataDir, 'guard-1');
    await page.getByTestId('login-ended').waitFor(soon);

    // What the gateway has not answered anew is not known any more.
    await page.route('**/api/account', () => undefined);
    await signIn('guard-2', passwordOf('guard-2'));
    await page.getByTestId('nothing-open').waitFor();
    expect(new URL(page.url()).hash).toBe('#/');
    await go('/settings');
    await page.getByTestId('loading').first().waitFor();
    expect(await page.locator('main').textContent()).not.toContain('guard-1');
    await go('/people');
    expect(await giveReason(page, 'lost key')).toBe('');
    await page.getByTestId('sign-out').click();
    await page.getByTestId('login').waitFor();
    await signIn('guard-2', passwordOf('guard-2'));
    await go('/people');
    expect(await giveReason(page, 'lost key again')).toBe('');
  });

  test('after a restart of the gateway the banner stands, with the age, until the state was really read anew', async () => {
    const { page, guard, signIn, server, listen, site } = await startDesk();
    await signIn('guard-1');
    await page.getByTestId('health-cloud').waitFor();
    let refused = 0;
    await page.route('**/api/overview', (route) => {
      refused += 1;
      return route.abort();
    });
    await server.close();
    await guard.stale.waitFor(soon);
    const alarm = site.raise({ type: 'door-held', priority: 2 });
    await listen();
    await expect.poll(() => refused, soon).toBeGreaterThan(2);
    expect(await guard.stale.textContent()).toMatch(/gateway is back.* old; trying again/);
    expect(await guard.row(alarm.id).count()).toBe(0);
    await page.unroute('**/api/overview');
    await guard.row(alarm.id).waitFor(soon);
    await expect.poll(() => guard.stale.count(), soon).toBe(0);
  });

  test('an open page of a guard who becomes somebody else shows no picture, no alarm and no page of the old role', async () => {
    const { site, page, guard, signIn, change } = await startDesk();
    site.camera('cam-gate', { mime: 'video/mp4' });
    const alarm = site.raise({ type: 'door-held', priority: 2, camera: 'cam-gate' });
    await signIn('guard-1');
    await guard.row(alarm.id).click();
    await expect.poll(() => site.watching('cam-gate').length).toBe(1);
    change('guard-1', { roles: ['committee'] });
    await page.getByTestId('figures-page').or(page.getByTestId('requests-page')).waitFor(soon);
    await expect.poll(() => site.watching('cam-gate').length, soon).toBe(0);
    expect(await guard.row(alarm.id).count()).toBe(0);
    expect(await page.getByTestId('nav-alarms').count()).toBe(0);
  });

  test('while the gateway doubts its clock the sign-in says why a code may fail, and a recovery code opens', async () => {
    const { ports } = createHandFedSite();
    const modes = { ...ports.modes, clock: () => ({ known: false, problem: 'set-back' as const, nowMs: 1 }) };
    const { page, guard, signIn, change, passwordOf } = await startDesk({ modes });
    const recovery = [hash('sha256', 'abcdefghjkmn', 'base64url')];
    change('guard-1', { totp: { secret: 'A'.repeat(32), sinceMs: 1, lastStep: 0, recovery } });
    await page.getByTestId('login-user').fill('guard-1');
    await page.getByTestId('login-password').fill(passwordOf('guard-1'));
    await page.getByTestId('login-submit').click();
    await page.getByTestId('doubted-clock').waitFor();
    expect(await page.getByTestId('doubted-clock').textContent()).toContain('recovery code');
    await page.getByTestId('login-code').fill('abcd-efgh-jkmn');
    await signIn('guard-1');
    await guard.rows.or(page.getByTestId('queue-empty')).first().waitFor();
  });
});
