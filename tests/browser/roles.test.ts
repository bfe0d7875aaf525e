import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createConsoleServer, setPassword } from '../../gateway/console/console-server.ts';
import { maySee, pages } from '../../gateway/console/web/shell/pages.tsx';
import { drawLabel } from '../../gateway/duty/qr-checkpoint.ts';
import { mayDo, type Permission, type Role, roles } from '../../gateway/privacy/roles.ts';
import { alarmOf, dutyRoom } from '../fixtures/duty-room.ts';
import { type RunningGateway, runGateway } from '../fixtures/run-gateway.ts';
import { smallSite } from '../fixtures/small-site.ts';
import { createHandFedSite } from '../scenario/console/hand-fed-site.ts';
import { silentLog } from '../scenario/console/silent-log.ts';
import { type GuardPage, openGuardPage } from './guard-page.ts';
import { browserNote, missingBrowser } from './open-browser.ts';
import { browserOfFile, folderOfFile, guardWeb } from './page-room.ts';

const folder = folderOfFile();
const browser = browserOfFile();
let running: RunningGateway;

const visible = (role: Role) => pages.filter((page) => maySee(page, (permission) => mayDo([role], permission)));

/** A whole gateway with every room behind it, one user of the role before it, and whatever was refused for want of a right. */
async function sitAs(role: Role, look: { language?: 'zh-CN' | 'en-GB'; width?: number; height?: number } = {}) {
  const password = await setPassword(join(running.dir, 'data'), role, [role]);
  const url = running.gateway.consoleUrl;
  const guard = await openGuardPage(browser, { url, language: 'en-GB', ...look });
  onTestFinished(() => guard.close());
  const refused: string[] = [];
  guard.page.on('response', (answer) => {
    if (answer.status() === 403) refused.push(`${answer.request().method()} ${new URL(answer.url()).pathname}`);
  });
  await guard.page.getByTestId('login-user').fill(role);
  await guard.signIn(password);
  const go = async (path: string) => {
    await guard.page.goto(`${new URL(url).origin}/#${path}`);
    await settled(guard.page);
  };
  return { guard, page: guard.page, refused, go };
}

async function settled(page: Page): Promise<void> {
  await page.locator('main').first().waitFor();
  await expect.poll(() => page.locator('[data-testid="loading"]').count(), { timeout: 15_000 }).toBe(0);
  await page.waitForLoadState('networkidle', { timeout: 2000 }).catch(() => undefined); // Pages that ask again and again never idle.
}

/** What can be pressed on the page that is open, each once; the shell around it is the same everywhere. */
const buttonsOf = (page: Page) => page.locator('main button:visible:enabled, main [role="tab"]:visible');

/** Presses everything that stands on a page, one after another; what a dialog asks for is not given. */
async function pressAll({ page }: GuardPage, path: string, go: (path: string) => Promise<void>): Promise<number> {
  const names = await buttonsOf(page).evaluateAll((all) => [
    ...new Set(all.map((one) => one.getAttribute('data-testid') ?? one.getAttribute('aria-label') ?? one.textContent)),
  ]);
  let pressed = 0;
  for (const name of names.slice(0, 14)) {
    const wanted = page
      .locator(`main [data-testid=${JSON.stringify(name)}], main [aria-label=${JSON.stringify(name)}]`)
      .or(page.locator('main').getByRole('button', { name: name ?? '', exact: true }))
      .first();
    // A press before may have led elsewhere, or have shut it.
    if ((await wanted.count()) === 0 || !(await wanted.isEnabled())) continue;
    // One may be covered by what the press before has opened: that is no press.
    const isPressed = await wanted.click({ timeout: 2000, noWaitAfter: true }).then(
      () => true,
      () => false,
    );
    if (isPressed) pressed += 1;
    await page.keyboard.press('Escape');
    const isElsewhere = new URL(page.url()).hash !== `#${path}`;
    const isDialog = (await page.locator('[role="dialog"]:visible').count()) > 0;
    if (isElsewhere) await go(path);
    else if (isDialog) {
      await page.reload();
      await settled(page);
    }
  }
  return pressed;
}

describe.skipIf(missingBrowser)(`the console as each role sees it${browserNote}`, { timeout: 240_000 }, () => {
  beforeAll(async () => {
    running = await runGateway(smallSite(), { webDir: guardWeb });
  }, 180_000);

  afterAll(async () => {
    await running?.stop();
  });

  test.each(roles)('a %s opens every page of the role without a refusal, and no other', async (role) => {
    const { page, refused, go, guard } = await sitAs(role);
    for (const { path } of pages) {
      const may = visible(role).some((one) => one.path === path);
      if (path === '/' && !may) continue;
      await go(path);
      expect(await page.getByTestId('page-forbidden').count(), path).toBe(may ? 0 : 1);
      expect(await page.getByTestId('error-state').count(), path).toBe(0);
      expect(refused, path).toEqual([]);
    }
    expect(guard.complaints).toEqual([]);
    await go('/');
    expect(new URL(page.url()).hash).toBe(`#${visible(role)[0]!.path}`);
  });

  // Addresses that somebody may have been sent, or kept: whoever may see the page comes to them whatever else the role allows.
  const inside = [
    ...['/alarms/hidden', '/alarms/stale', '/alarms/service', '/alarms/service/gate', '/alarms/source/gate'],
    ...['/visits/vehicles', '/people/new', '/people/tables', '/people/r-lin', '/people/r-lin/enrol', '/cases/watch'],
    ...['/shift/rota', '/patrols/route/new', '/patrols/route/nothing', '/patrols/labels/nothing', '/doors/gate'],
    ...['users', 'contacts', 'retention', 'service', 'about'].map((part) => `/settings/${part}`),
  ];
  test.each(roles)('no address inside a page of a %s ends in a refusal', async (role) => {
    const { page, refused, go, guard } = await sitAs(role);
    for (const path of inside.filter((one) => visible(role).some((seen) => one.startsWith(`${seen.path}/`)))) {
      await go(path);
      expect(await page.locator('[data-testid="error-state"][data-code="not-allowed"]').count(), path).toBe(0);
      expect(refused, path).toEqual([]);
    }
    expect(guard.complaints.filter((said) => !said.includes('404'))).toEqual([]);
  });

  test.each(roles)('whatever a %s is offered to press is not refused for want of a right', async (role) => {
    const { guard, refused, go } = await sitAs(role);
    let pressed = 0;
    for (const { path } of visible(role)) {
      await go(path);
      pressed += await pressAll(guard, path, go);
      expect(refused, path).toEqual([]);
    }
    expect(pressed).toBeGreaterThan(3);
  });

  /** Alarms at a gate, with pictures, and a hand-over that anybody may take: a site fed by hand can show them at once. */
  async function sitAtGate(role: Role) {
    const site = createHandFedSite();
    const duty = { ...dutyRoom(), drawLabel };
    duty.clock.jumpWall(Date.now() - duty.clock.wallMs());
    duty.open.push(alarmOf('a1', 1));
    const begun = duty.handOvers.begin('wang');
    const dataDir = mkdtempSync(join(folder, 'data-'));
    const password = await setPassword(dataDir, role, [role]);
    const where = { host: '127.0.0.1', port: 0, dataDir, webDir: guardWeb };
    const ports = { ...site.ports, duty };
    const server = await createConsoleServer({ ...where, ports, log: silentLog(), now: Date.now });
    onTestFinished(() => server.close());
    const guard = await openGuardPage(browser, { url: server.url, language: 'en-GB' });
    onTestFinished(() => guard.close());
    const refused: string[] = [];
    guard.page.on('response', (answer) => {
      if (answer.status() === 403) refused.push(new URL(answer.url()).pathname);
    });
    await guard.page.getByTestId('login-user').fill(role);
    await guard.signIn(password);
    const go = (path: string) => guard.page.goto(`${server.url}/#${path}`);
    return { site, guard, page: guard.page, refused, go, handOver: begun.kind === 'done' ? begun.handOver.id : '' };
  }

  test.each(roles.filter((role) => mayDo([role], 'alarms.view')))(
    'beside an alarm a %s is offered what the role may do, and nothing else',
    async (role) => {
      const { site, guard, page, refused } = await sitAtGate(role);
      const seen = { priority: 2, camera: 'cam-gate', hasSnapshot: true, clip: 'ready' } as const;
      const call = site.raise({ type: 'gate-call', ...seen });
      const detail = { reason: 'unknown-plate', passage: 'p1' };
      const car = site.raise({ type: 'vehicle-unknown', ...seen, source: 'barrier-in', detail });
      const offered = async (testid: string) => (await guard.detail.getByTestId(testid).count()) > 0;
      const may = (permission: Permission) => mayDo([role], permission);
      await guard.row(call.id).click();
      await guard.detail.getByTestId('call-panel').waitFor();
      expect(await offered('walk-up-panel')).toBe(may('visits.request'));
      expect(await offered('gate-refuse')).toBe(may('alarms.handle'));
      expect(await offered('live-picture')).toBe(may('cameras.view'));
      expect(await offered('alarm-snapshot')).toBe(may('cameras.view'));
      expect(await offered('evidence')).toBe(may('cameras.view'));
      expect(await offered('export-open')).toBe(may('evidence.export'));
      await guard.row(car.id).click();
      await guard.detail.getByTestId('plate-panel').waitFor();
      expect(await offered('look-gate')).toBe(may('doors.operate'));
      expect(await offered('gate-visitor')).toBe(may('visits.request'));
      await page.getByTestId('told').or(guard.detail).first().waitFor();
      expect(refused).toEqual([]);
    },
  );

  test.each(roles.filter((role) => mayDo([role], 'duty.view')))(
    'a %s takes over and signs a hand-over where the role works on duty, and reads it where not',
    async (role) => {
      const { page, go, refused, handOver } = await sitAtGate(role);
      await go(`/shift/hand-over/${handOver}`);
      await page.getByTestId('signatures').waitFor();
      for (const testid of ['take', 'sign', 'sign-password']) {
        expect(await page.getByTestId(testid).count(), testid).toBe(mayDo([role], 'duty.work') ? 1 : 0);
      }
      expect(refused).toEqual([]);
    },
  );

  test.each<[Role, string[]]>([
    ['guard', ['alarms', 'cameras', 'map', 'tasks', 'more']],
    ['property', ['tasks', 'visits', 'people', 'requests', 'more']],
    ['committee', ['requests', 'figures', 'settings', 'more']],
  ])('on a phone a %s has pages of the role within reach: %j', async (role, expected) => {
    const { page } = await sitAs(role, { width: 390, height: 844 });
    await page.getByTestId('tab-more').waitFor();
    const shown = await page
      .locator('[data-testid^="tab-"]')
      .evaluateAll((all) => all.map((tab) => tab.dataset.testid));
    expect(shown).toEqual(expected.map((name) => `tab-${name}`));
  });

  const gone: [path: string, role: Role][] = [
    ['/incidents/nothing', 'guard'],
    ['/incidents/Not%20an%20id!', 'guard'],
    ['/alarms/file/nothing', 'guard'],
    ['/people/nothing', 'guard'],
    ['/requests/nothing', 'guard'],
    ['/shift/hand-over/nothing', 'guard'],
    ['/patrols/run/nothing', 'guard'],
    ['/patrols/route/nothing', 'lead'],
    ['/patrols/labels/nothing', 'lead'],
    ['/drills/nothing', 'guard'],
    ['/doors/nothing', 'guard'],
  ];
  const saysGone = async (page: Page) => {
    const said = page.getByTestId('error-state');
    await said.waitFor();
    expect(await said.textContent()).toContain('It may have been removed, or the address is wrong');
    expect(await page.getByTestId('retry').count()).toBe(0);
  };
  test.each(gone)('an address of nothing that there is, %s, says so to a %s', async (path, role) => {
    const { page, go } = await sitAs(role);
    await go(path);
    if (path.startsWith('/people/')) {
      await page.getByTestId('give-reason').click();
      await page.getByTestId('reason-text').fill('wrong address');
      await page.getByTestId('reason-submit').click();
    }
    await saysGone(page);
  });
  test('an address of no camera says so', async () => {
    const { page, go } = await sitAtGate('guard');
    await go('/cameras/nothing');
    await saysGone(page);
  });
});
