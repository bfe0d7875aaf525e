import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { ConsoleEnrolment } from '../../gateway/console/console-ports.ts';
import { createConsoleServer } from '../../gateway/console/console-server.ts';
import { setPassword } from '../../gateway/console/users/users-file.ts';
import type { Role } from '../../gateway/privacy/roles.ts';
import { createHandFedSite } from '../scenario/console/hand-fed-site.ts';
import { silentLog } from '../scenario/console/silent-log.ts';
import { faultsOf } from './axe-page.ts';
import { openGuardPage } from './guard-page.ts';
import { browserNote, missingBrowser } from './open-browser.ts';
import { browserOfFile, folderOfFile, guardWeb, shots } from './page-room.ts';
import { openRegisterRooms } from './register-rooms.ts';

const folder = folderOfFile();
const browser = browserOfFile();

type Look = { language?: 'zh-CN' | 'en-GB'; width?: number; dark?: boolean };

/** The console in front of a real register, and a way to sit down at it as somebody. */
async function startDesk() {
  const site = createHandFedSite();
  const rooms = openRegisterRooms(site);
  const dataDir = mkdtempSync(join(folder, 'data-'));
  const passwords = new Map<string, string>();
  for (const role of ['guard', 'lead', 'manager', 'property'] as const) {
    passwords.set(role, await setPassword(dataDir, role, [role]));
  }
  const ports = { ...site.ports, ...rooms.ports };
  const where = { host: '127.0.0.1', port: 0, dataDir, webDir: guardWeb };
  const server = await createConsoleServer({ ...where, ports, log: silentLog(), now: Date.now });
  onTestFinished(() => server.close());
  const refused: string[] = [];
  const sit = async (user: Role, look: Look = {}) => {
    const guard = await openGuardPage(browser, { url: server.url, ...look });
    onTestFinished(() => guard.close());
    await guard.page.getByTestId('login-user').fill(user);
    await guard.signIn(passwords.get(user)!);
    guard.page.on('response', (answer) => {
      if (answer.status() === 403) refused.push(new URL(answer.url()).pathname);
    });
    const go = (path: string) => guard.page.goto(`${server.url}/#${path}`);
    return { guard, page: guard.page, go };
  };
  const tell = (next: Partial<ConsoleEnrolment>) => {
    const [known] = ports.people.enrolments();
    site.change({ kind: 'enrolment', enrolment: { ...known!, ...next } });
  };
  return { site, rooms, sit, tell, refused };
}

async function giveReason(page: Page, purpose: string, reason: string): Promise<void> {
  await page.getByTestId('give-reason').click();
  await page.getByTestId('reason-purpose').selectOption(purpose);
  await page.getByTestId('reason-text').fill(reason);
  await page.getByTestId('reason-submit').click();
}

async function holdDown(page: Page, testid: string): Promise<void> {
  const button = page.getByTestId(testid);
  await button.scrollIntoViewIfNeeded();
  const box = (await button.boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await expect.poll(() => button.count(), { timeout: 5000 }).toBe(0);
  await page.mouse.up();
}

async function signWithMouse(page: Page): Promise<void> {
  const pad = page.getByTestId('signature-pad');
  await pad.scrollIntoViewIfNeeded();
  const box = (await pad.boundingBox())!;
  await page.mouse.move(box.x + 30, box.y + 60);
  await page.mouse.down();
  await page.mouse.move(box.x + 120, box.y + 20, { steps: 4 });
  await page.mouse.move(box.x + 180, box.y + 70, { steps: 4 });
  await page.mouse.up();
}

describe.skipIf(missingBrowser)(
  `people, visits, passages and cases in a real browser${browserNote}`,
  { timeout: 90_000 },
  () => {
    test.each(['zh-CN', 'en-GB'] as const)(
      'journey 4 (%s): the office enrols a new resident: home, card, consent signed on the screen, then the face with hints',
      async (language) => {
        const { site, rooms, sit, tell, refused } = await startDesk();
        const { page, go, guard } = await sit('property', { language });
        await page.locator('main').waitFor();
        expect(await page.getByTestId('camera-tile').count()).toBe(0);
        await go('/people/new');
        await giveReason(page, 'enrolment', '新住户办理入住');
        await page.getByTestId('new-name').fill('周测试');
        await page.getByTestId('new-born').fill('1985-03-02');
        await page.getByTestId('new-to').fill('2030-05-31');
        // No home is chosen by itself: that would let a stranger into somebody's house.
        expect(await page.getByTestId('new-submit').isDisabled()).toBe(true);
        await page.getByTestId('new-home').click();
        await page.locator('[role="listbox"] [role="option"]').first().click();
        await page.getByTestId('new-submit').click();
        await page.getByTestId('give-card').click();
        await page.getByTestId('deed-card').fill('uid:11223344');
        await page.getByTestId('deed-reason').fill('入住发卡');
        await page.getByTestId('deed-submit').click();
        await page.locator('[data-testid="credential"][data-state="active"]').waitFor();
        await page.getByTestId('give-pin').click();
        await page.getByTestId('deed-digits').fill('482915');
        await page.getByTestId('deed-reason').fill('入住设密码');
        await page.getByTestId('deed-submit').click();
        await page.getByTestId('pin').waitFor();
        await page.getByTestId('to-face').click();
        await page.getByTestId('equal-way').waitFor();
        const notice = await page.getByTestId('notice').textContent();
        expect(notice).toContain(language === 'zh-CN' ? '自愿' : 'You may choose');
        await page.screenshot({ path: join(shots, `enrol-consent-${language}.png`), fullPage: true });
        expect(await faultsOf(page)).toEqual([]);
        const give = page.getByTestId('give-consent');
        expect(await give.isDisabled()).toBe(true);
        await page.getByTestId('notice-read').check();
        await signWithMouse(page);
        await give.click();
        await page.getByTestId('enrol-start').click();
        await page.getByTestId('enrol-picture').waitFor();
        tell({ hint: 'more-light', kept: 1 });
        const hint = page.getByTestId('enrol-hint');
        await expect.poll(() => hint.textContent()).toContain(language === 'zh-CN' ? '光线太暗' : 'Too dark');
        await expect.poll(() => page.getByTestId('quality').getAttribute('value')).toBe('0.6');
        await page.screenshot({ path: join(shots, `enrol-face-${language}.png`) });
        tell({ state: 'done', kept: 4, hint: 'good' });
        await expect.poll(() => page.getByTestId('enrolment').getAttribute('data-state')).toBe('done');
        const added = [...rooms.register.all('person')].find(({ name }) => name === '周测试')!;
        const [consent] = rooms.register.consentsOf(added.id);
        expect(consent).toMatchObject({ purpose: 'face', method: 'signed-screen', notice: 'standard-2' });
        expect(consent!.signature).toMatch(/^M\d+ \d+ L/);
        // The last day still counts, and is what the page shows.
        const timeZone = site.ports.scenes.site().timezone;
        const [residency] = [...rooms.register.all('residency')].filter(({ person }) => person === added.id);
        const over = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
        expect(over.format(residency!.toMs! - 1)).toBe('2030-05-31');
        expect(over.format(residency!.toMs!)).toBe('2030-06-01');
        await page.getByTestId('enrol-finish').click();
        await expect.poll(() => page.getByTestId('person-homes').textContent()).toContain('– 2030-05-31');
        // An office may not look at cameras, and no page asks for it.
        expect(refused).toEqual([]);
        expect(guard.complaints).toEqual([]);
      },
    );

    test('a guard finds somebody with the keyboard alone, and sees nobody before a purpose and a reason are given', async () => {
      const { rooms, sit } = await startDesk();
      const { page, guard } = await sit('guard');
      await page.keyboard.press('p');
      await page.getByTestId('look-gate').waitFor();
      expect(await page.getByTestId('people-search').count()).toBe(0);
      await page.keyboard.press('/');
      await page.getByTestId('reason-purpose').selectOption('visit');
      await page.getByTestId('reason-text').fill('访客在门口等候');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.locator('[data-testid="people-search"]:focus').waitFor();
      await page.keyboard.type('林');
      await page.locator('[data-row="r-lin"]').waitFor();
      await page.keyboard.press('Enter');
      await expect.poll(() => page.getByTestId('person-facts').textContent()).toContain('林测试');
      // A visit needs no plates, and a guard never sees notes: both is said.
      await expect.poll(() => page.getByTestId('hidden-note').textContent()).toMatch(/车牌[\s\S]*备注/);
      expect(await page.textContent('main')).not.toContain('粤B12345');
      expect(await page.getByTestId('add-card').count()).toBe(0);
      expect(await faultsOf(page)).toEqual([]);
      await page.screenshot({ path: join(shots, 'person-guard-zh.png'), fullPage: true });
      expect(rooms.actions()).toContain('person.viewed');
      expect(guard.complaints).toEqual([]);
    });

    test('a card is suspended with a reason and taken back; a consent is withdrawn by holding, and its receipt appears', async () => {
      const { rooms, sit } = await startDesk();
      const { page, go } = await sit('property', { language: 'en-GB' });
      await go('/people/r-lin');
      await giveReason(page, 'administration', 'resident asked at the desk');
      const row = page.locator('[data-credential="c-lin"]');
      await row.getByTestId('do-suspend').click();
      await page.getByTestId('deed-reason').fill('lost his bag');
      await page.getByTestId('deed-submit').click();
      await expect.poll(() => row.getAttribute('data-state')).toBe('suspended');
      // An undoing that is refused says so, and the row shows what holds.
      await page.route('**/api/cards/*/resume', (route) =>
        route.fulfill({ status: 409, json: { code: 'wrong-state' } }),
      );
      await page.getByTestId('undo-notice').getByRole('button').click();
      await expect
        .poll(() => page.getByTestId('undo-notice').allTextContents())
        .toContainEqual(expect.stringContaining('Not done'));
      expect(await row.getAttribute('data-state')).toBe('suspended');
      await page.unroute('**/api/cards/*/resume');
      await row.getByTestId('do-resume').click();
      await page.getByTestId('deed-reason').fill('has found his bag');
      await page.getByTestId('deed-submit').click();
      await expect.poll(() => row.getAttribute('data-state')).toBe('active');
      await page.getByTestId('withdraw').click();
      await expect.poll(() => page.getByTestId('deed-form').textContent()).toContain('templates (2) are deleted');
      await page.getByTestId('deed-reason').fill('does not want it any more');
      await holdDown(page, 'deed-submit');
      await expect
        .poll(() => page.getByTestId('receipt').textContent(), { timeout: 10_000 })
        .toContain('face templates: 2');
      expect(rooms.templates.get('r-lin')).toBeUndefined();
      await page.screenshot({ path: join(shots, 'person-property-en.png'), fullPage: true });
    });

    test('on a phone a resident without consent is told of the card; called off in the middle, nothing is kept', async () => {
      const { sit } = await startDesk();
      const { page, go } = await sit('guard', { language: 'en-GB', width: 390 });
      await go('/people/r-he/enrol');
      await giveReason(page, 'enrolment', 'asked to be enrolled');
      await expect.poll(() => page.getByTestId('no-consent').textContent()).toContain('A card opens the same doors');
      expect(await page.getByTestId('enrol-start').count()).toBe(0);
      await go('/people/r-lin/enrol');
      await page.getByTestId('enrol-start').click();
      await page.getByTestId('enrol-cancel').click();
      await expect
        .poll(() => page.getByTestId('enrolment').textContent())
        .toContain('No picture and no template was kept');
      await page.getByTestId('remove-templates').click();
      await page.getByTestId('remove-no').click();
      await page.getByTestId('remove-templates').click();
      await page.getByTestId('remove-yes').click();
      await expect.poll(() => page.getByText('Templates deleted: 2').count()).toBe(1);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    });

    test('journey 3: somebody at the gate: the host is looked up and asked, and a one-time pass is handed out', async () => {
      const { rooms, sit } = await startDesk();
      const { page, go, guard } = await sit('guard');
      await go('/visits');
      await page.getByTestId('walk-up').click();
      await giveReason(page, 'visit', '访客在东门');
      await page.getByTestId('host-search').fill('林');
      await page.getByTestId('host').click();
      await page.getByTestId('visit-visitor').fill('客测试');
      await page.getByTestId('visit-submit').click();
      await expect.poll(() => page.getByTestId('host-phone').textContent()).toContain('13800000001');
      await page.getByTestId('host-yes').click();
      await page.getByTestId('pass').waitFor();
      await page.screenshot({ path: join(shots, 'walk-up-zh.png') });
      await page.getByTestId('walk-up-done').click();
      const visit = page.getByTestId('visit');
      // The list tells nobody who comes; one visitor's name is asked for with a reason, and that once.
      await expect.poll(() => visit.textContent()).toContain('客…');
      expect(await visit.textContent()).not.toContain('客测试');
      expect(rooms.actions().filter((action) => /visit\.(listed|viewed)/.test(action))).toEqual([]);
      await visit.getByTestId('reveal-visitor').click();
      await page.getByTestId('reason-text').fill('核对门口来人');
      await page.getByTestId('reason-submit').click();
      await expect.poll(() => visit.getByTestId('visitor').textContent()).toContain('客测试');
      expect(rooms.actions().filter((action) => action === 'visit.viewed')).toHaveLength(1);
      await visit.getByTestId('visit-cancel').click();
      await page.getByTestId('deed-reason').fill('访客已离开');
      await holdDown(page, 'deed-submit');
      await page.getByTestId('visits-past').click();
      await expect.poll(() => page.getByTestId('visit').getAttribute('data-state')).toBe('cancelled');
      expect(rooms.actions()).toContain('visit.pass-shown');
      expect(guard.complaints).toEqual([]);
    });

    test.each(['zh-CN', 'en-GB'] as const)(
      'journey 9 (%s): why was I refused: the event is found by its reason, and every rule stands there with its answer',
      async (language) => {
        const { rooms, sit } = await startDesk();
        for (let n = 0; n < 30; n += 1) rooms.passed({ holder: 'r-wu', atMs: rooms.clock.wallMs() - n * 60_000 });
        rooms.passed({
          ...{ outcome: 'denied', reason: 'passback', holder: 'r-lin', credential: 'card:c-lin' },
          trace: [
            { rule: 'fire', answer: 'does-not-apply' },
            { rule: 'credential', answer: 'passed' },
            { rule: 'passback', answer: 'failed', reason: 'passback' },
          ],
        });
        const { page, go, guard } = await sit('guard', { language });
        await go('/passages');
        await expect
          .poll(() => page.locator('[data-testid="passage-table"] [data-row]').count(), { timeout: 15_000 })
          .toBeGreaterThan(10);
        await page.getByTestId('filter-why').selectOption('passback');
        await expect.poll(() => page.locator('[data-testid="passage-table"] [data-row]').count()).toBe(1);
        await page.locator('[data-testid="passage-table"] [data-row]').click();
        const rules = page.getByTestId('passage-why').locator('li');
        await expect.poll(() => rules.count()).toBe(3);
        await expect.poll(() => rules.nth(2).getAttribute('data-answer')).toBe('failed');
        await page.screenshot({ path: join(shots, `passage-why-${language}.png`) });
        expect(await faultsOf(page)).toEqual([]);
        // By plate only for a purpose, and no further back than three days.
        await page.getByTestId('filter-clear').click();
        await page.getByTestId('filter-plate').fill('12345');
        await page.keyboard.press('Enter');
        await giveReason(page, 'alarm', '核对进出时间');
        await page.getByTestId('only-since').waitFor();
        expect(rooms.actions()).toContain('passages.looked-up');
        expect(guard.complaints).toEqual([]);
      },
    );

    test.each(['zh-CN', 'en-GB'] as const)(
      'journey 6 (%s): where was this car: asked for by one, approved by another, then shown step by step and recorded',
      async (language) => {
        const { rooms, sit } = await startDesk();
        const gone = { method: 'plate', credential: 'plate:k-lin', holder: 'r-lin', place: 'lane' } as const;
        for (let n = 1; n <= 3; n += 1) rooms.passed({ ...gone, atMs: rooms.clock.wallMs() - n * 3_600_000 });
        const lead = await sit('lead', { language });
        await lead.go('/cases');
        await lead.page.getByTestId('request-case').click();
        await giveReason(lead.page, 'alarm', '停车场划车，案号 2026-7');
        await lead.page.getByTestId('case-title').fill('2026-7');
        await lead.page.getByTestId('case-plate').fill('粤B12345');
        await lead.page.getByTestId('case-submit').click();
        await lead.page.locator('[data-testid="case"][data-state="requested"]').waitFor();
        const manager = await sit('manager', { language });
        await manager.go('/cases');
        await manager.page.locator('[data-testid="case"]').waitFor();
        await manager.page.screenshot({ path: join(shots, `case-approval-${language}.png`) });
        await holdDown(manager.page, 'decide-approve');
        // The lead does nothing: the list is read again by itself, and the ledger has one look.
        const approved = lead.page.locator('[data-testid="case"][data-state="approved"]');
        await approved.waitFor({ timeout: 40_000 });
        await approved.getByRole('link').click();
        expect(rooms.actions()).not.toContain('case.trajectory-viewed');
        await lead.page.getByTestId('show-way').click();
        await expect.poll(() => lead.page.locator('[data-testid="way"] [data-row]').count()).toBe(3);
        await lead.page.screenshot({ path: join(shots, `case-way-${language}.png`) });
        expect(await faultsOf(lead.page)).toEqual([]);
        expect(rooms.actions()).toContain('case.trajectory-viewed');
        await lead.page
          .getByTestId('way-view')
          .getByText(language === 'zh-CN' ? '地图' : 'Map')
          .click();
        await lead.page.getByTestId('plan-map').waitFor();
        // Closed by somebody else, and nothing of it is left on the screen.
        const [one] = [...rooms.register.all('case')];
        rooms.ports.privacy!.cases.close(one!.id, { user: 'lead-2', roles: ['lead'] });
        await lead.page.getByTestId('case-ended').waitFor({ timeout: 40_000 });
        expect(await lead.page.getByTestId('plan-map').count()).toBe(0);
        expect([...lead.guard.complaints, ...manager.guard.complaints]).toEqual([]);
      },
    );

    test('a visitor who stays too long is marked and first under “inside”; a later day has its tab; one press says who has gone', async () => {
      const { rooms, sit } = await startDesk();
      const hourMs = 3_600_000;
      const nowMs = rooms.clock.wallMs();
      const { visits } = rooms.ports;
      const ask = (visitor: string, fromMs: number, toMs: number) => {
        const { id } = visits!.request({ host: 'r-lin', home: 'h-101', visitor, fromMs, toMs }, 'property');
        visits!.agree(id, 'property');
        return id;
      };
      const late = ask('甲访客', nowMs - 5 * hourMs, nowMs + 1);
      const inTime = ask('乙访客', nowMs - hourMs, nowMs + hourMs);
      const later = ask('丙访客', nowMs + 48 * hourMs, nowMs + 50 * hourMs);
      for (const holder of [late, inTime]) rooms.passed({ holder, method: 'pass', place: 'gate', atMs: nowMs - 1000 });
      rooms.clock.advance(2000);
      const { page, go } = await sit('guard');
      await go('/visits');
      await page.getByTestId('visits-late').waitFor();
      await page.getByTestId('visits-inside').click();
      const rows = page.getByTestId('visit');
      await expect.poll(() => rows.count()).toBe(2);
      expect(await rows.first().getAttribute('data-visit')).toBe(late);
      expect(await rows.first().getByTestId('overstays').textContent()).toContain('超时');
      await page.screenshot({ path: join(shots, 'visits-overstay-zh.png') });
      expect(await faultsOf(page)).toEqual([]);
      await rows.first().getByTestId('visit-left').click();
      await page.getByTestId('deed-submit').click();
      await expect.poll(() => rows.count()).toBe(1);
      expect(await page.getByTestId('visits-late').count()).toBe(0);
      await page.getByTestId('visits-later').click();
      await expect.poll(() => rows.first().getAttribute('data-visit')).toBe(later);
    });

    test('a plate stands once on its owner’s page, with what is known of the vehicle and what may be done with the permit', async () => {
      const { sit } = await startDesk();
      const { page, go } = await sit('property');
      await go('/people/r-lin');
      await giveReason(page, 'administration', '住户本人来办');
      const section = page.getByTestId('person-vehicles');
      await section.locator('[data-credential="k-lin"]').waitFor();
      expect(await section.locator('li').count()).toBe(1);
      expect((await section.textContent())!.replaceAll(/[\s·]/g, '').match(/粤B/g)).toHaveLength(1);
      await section.getByTestId('do-suspend').waitFor();
    });

    test('the pages of the register fit a phone, in the dark, and nothing scrolls sideways', async () => {
      const { sit } = await startDesk();
      const { page, go } = await sit('property', { width: 390, dark: true });
      for (const path of ['/people', '/people/r-lin', '/people/tables', '/visits', '/people/r-lin/enrol']) {
        await go(path);
        await page.locator('main').waitFor();
        if ((await page.getByTestId('give-reason').count()) > 0)
          await giveReason(page, 'administration', '住户本人来办');
        await expect.poll(() => page.locator('[data-testid="loading"]').count()).toBe(0);
        await page.screenshot({ path: join(shots, `phone${path.replaceAll('/', '-')}.png`) });
        expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), path).toBe(true);
        expect(await faultsOf(page), path).toEqual([]);
      }
    });
  },
);
