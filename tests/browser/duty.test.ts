import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createConsoleServer, setPassword } from '../../gateway/console/console-server.ts';
import { toDrillMark } from '../../gateway/console/duty/duty-ports.ts';
import { drawLabel } from '../../gateway/duty/qr-checkpoint.ts';
import { alarmOf, dutyRoom } from '../fixtures/duty-room.ts';
import { createHandFedSite } from '../scenario/console/hand-fed-site.ts';
import { silentLog } from '../scenario/console/silent-log.ts';
import { faultsOf } from './axe-page.ts';
import { openGuardPage } from './guard-page.ts';
import { browserNote, missingBrowser } from './open-browser.ts';
import { browserOfFile, folderOfFile, guardWeb, shots } from './page-room.ts';

const folder = folderOfFile();
const browser = browserOfFile();

type Language = 'zh-CN' | 'en-GB';
const both: [Language, number][] = [
  ['zh-CN', 1440],
  ['en-GB', 390],
];

/** A console with the duty room behind it; Bo is a second guard. */
async function openDuty() {
  const dataDir = mkdtempSync(join(folder, 'data-'));
  const site = createHandFedSite();
  const duty = dutyRoom({
    drillChanged: (changed) => {
      const drill = toDrillMark(changed);
      site.change({ kind: 'drill', ...(drill && { drill }) });
    },
  });
  duty.clock.jumpWall(Date.now() - duty.clock.wallMs());
  const { rota, handOvers, patrols, drills } = duty;
  const ports = { ...site.ports, duty: { rota, handOvers, patrols, drills, drawLabel } };
  const where = { host: '127.0.0.1', port: 0, dataDir, webDir: guardWeb };
  const server = await createConsoleServer({ ...where, ports, log: silentLog(), now: Date.now });
  onTestFinished(() => server.close());
  const passwords: Record<string, string> = {
    guard: server.firstPassword!,
    bo: await setPassword(dataDir, 'bo', ['guard']),
  };
  const signIn = async (user: string, language: Language, width: number, at: string) => {
    const guard = await openGuardPage(browser, { url: server.url, language, width });
    onTestFinished(() => guard.close());
    await guard.page.getByTestId('login-user').fill(user);
    await guard.signIn(passwords[user]!);
    await guard.page.evaluate((hash) => {
      window.location.hash = hash;
    }, at);
    return guard.page;
  };
  return { duty, passwords, signIn };
}

async function look(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(shots, `duty-${name}.png`) });
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(sideways, name).toBeLessThanOrEqual(0);
  expect(await faultsOf(page), name).toEqual([]);
}

describe.skipIf(missingBrowser)(`shift, patrols and drills in a real browser${browserNote}`, () => {
  test.each(both)(
    'in %s at %i wide one guard hands over to another, who takes an urgent alarm first (journey 7)',
    async (language, width) => {
      const { duty, passwords, signIn } = await openDuty();
      duty.open.push(alarmOf('a1', 1), alarmOf('a2', 3));
      const outgoing = await signIn('guard', language, width, '/shift');
      await look(outgoing, `shift-${width}`);
      await outgoing.getByTestId('hand-over-begin').click();
      await outgoing.getByTestId('check-row').first().waitFor();
      for (const row of await outgoing.getByTestId('check-row').all()) {
        await row.locator('label').first().click();
        await row
          .locator('span')
          .filter({ hasText: /^(正常|In order)$/ })
          .first()
          .waitFor();
      }
      await expect
        .poll(() => duty.handOvers.current('guard')[0]?.checklist.every(({ state }) => state === 'in-order'))
        .toBe(true);
      await look(outgoing, `hand-over-${width}`);
      await outgoing.getByTestId('sign-password').fill('not my password');
      await outgoing.getByTestId('sign').click();
      await expect
        .poll(() => outgoing.getByTestId('sign-problem').textContent())
        .toMatch(/当前密码不正确|not your present password/);
      await outgoing.getByTestId('sign-password').fill(passwords.guard!);
      await outgoing.getByTestId('sign').click();
      await expect.poll(() => outgoing.getByTestId('signature-outgoing').textContent()).toContain('guard');
      expect(await outgoing.getByTestId('sign').count()).toBe(0);

      const incoming = await signIn('bo', language, width, '/shift');
      await incoming.getByTestId('hand-over-continue').click();
      await incoming.getByTestId('sign-password').fill(passwords.bo!);
      await incoming.getByTestId('sign').click();
      await incoming.getByTestId('sign-problem').waitFor();
      await incoming.getByTestId('take').click();
      await expect.poll(() => incoming.getByTestId('take').count()).toBe(0);
      await incoming.getByTestId('sign-password').fill(passwords.bo!);
      await incoming.getByTestId('sign').click();
      await expect.poll(() => incoming.getByTestId('signature-incoming').textContent()).toContain('bo');
      const [signed] = duty.handOvers.list({ beforeMs: Number.MAX_SAFE_INTEGER, limit: 1 });
      expect(signed).toMatchObject({ state: 'signed', taken: [{ alarm: 'a1', by: 'bo' }] });
      await expect.poll(() => incoming.getByTestId('hand-over-sheet').textContent()).toContain(signed!.hash);
      await look(incoming, `hand-over-signed-${width}`);
    },
    60_000,
  );

  test('what a guard wrote at an item is kept when the page is left, and a problem without words is not passed over in silence', async () => {
    const { duty, signIn } = await openDuty();
    const page = await signIn('guard', 'zh-CN', 1440, '/shift');
    await page.getByTestId('hand-over-begin').click();
    const row = (item: string) => page.locator(`[data-testid="check-row"][data-item="${item}"]`);
    await row('keys').getByText('有问题').click();
    await row('keys').locator('textarea').fill('少一把 3 号楼钥匙');
    expect(await row('radios').locator('textarea').inputValue()).toBe('');
    // Nothing is pressed; the guard goes on to the next item.
    await row('radios').locator('textarea').focus();
    const stated = (item: string) => duty.handOvers.current('guard')[0]?.checklist.find((each) => each.item === item);
    await expect.poll(() => stated('keys')).toMatchObject({ state: 'problem', note: '少一把 3 号楼钥匙' });
    await row('radios').getByText('有问题').click();
    await row('radios').getByTestId('check-unsaved').waitFor();
    await row('torches').getByText('有问题').click();
    await row('torches').locator('textarea').fill('手电没电');
    await page.evaluate(() => {
      window.location.hash = '/alarms';
    });
    await expect.poll(() => stated('torches')).toMatchObject({ state: 'problem', note: '手电没电' });
    await expect
      .poll(() => page.getByTestId('undo-notice').allTextContents())
      .toContainEqual(expect.stringContaining('对讲机'));
    expect(stated('radios')?.state).toBeUndefined();
  }, 60_000);

  test.each(both)(
    'in %s at %i wide a guard on foot photographs labels, notes what is seen, and is done (journey 8)',
    async (language, width) => {
      const { duty, signIn } = await openDuty();
      const checkpoint = (id: string, en: string, zh: string) => ({
        id,
        name: { zh, en },
        expectedAfterS: 600,
        toleranceS: 300,
      });
      const checkpoints = [checkpoint('gate', 'Gate', '大门'), checkpoint('pond', 'Pond', '景观湖')];
      const name = { zh: '夜间巡更', en: 'Night round' };
      duty.patrols.setRoute('night', { name, times: [], startToleranceS: 600, checkpoints }, 'guard');
      const lead = await signIn('guard', language, 1440, '/patrols/labels/night');
      await lead.getByTestId('label').nth(1).waitFor();
      const photos = await Promise.all([0, 1].map((n) => lead.getByTestId('label').nth(n).locator('img').screenshot()));
      await look(lead, `labels-${language}`);

      const page = await signIn('bo', language, width, '/patrols');
      await page.getByTestId('patrol-start').click();
      await page.getByTestId('next-checkpoint').waitFor();
      await look(page, `patrol-${width}`);
      await page
        .getByTestId('scan-picture')
        .setInputFiles({ name: 'gate.png', mimeType: 'image/png', buffer: photos[0]! });
      await page.locator('[data-checkpoint="gate"][data-passed="true"]').waitFor();
      await page.getByTestId('scan-code').fill('00000000000000000000');
      await page.getByTestId('scan-submit').click();
      await page.getByTestId('scan-problem').waitFor();
      await page.getByTestId('patrol-note').fill(language === 'zh-CN' ? '灯坏了' : 'A lamp is broken');
      await page.getByTestId('patrol-note-save').click();
      await page
        .getByTestId('patrol-notes')
        .getByText(language === 'zh-CN' ? '灯坏了' : 'A lamp is broken')
        .waitFor();
      await page
        .getByTestId('patrol-photo')
        .setInputFiles({ name: 'lamp.png', mimeType: 'image/png', buffer: photos[1]! });
      await page.locator('[data-checkpoint="gate"] img').waitFor();
      await page
        .getByTestId('scan-picture')
        .setInputFiles({ name: 'pond.png', mimeType: 'image/png', buffer: photos[1]! });
      await page.locator('[data-checkpoint="pond"][data-passed="true"]').waitFor();
      await look(page, `patrol-passed-${width}`);
      await page.getByTestId('patrol-finish').click();
      await expect.poll(() => duty.patrols.live()).toEqual([]);
      const [done] = duty.patrols.runs({ beforeMs: Number.MAX_SAFE_INTEGER, limit: 1 });
      expect(done).toMatchObject({
        state: 'finished',
        by: 'bo',
        deviations: [],
        scans: [{ photos: 1 }, { photos: 0 }],
      });
    },
    60_000,
  );

  test.each(both)(
    'in %s at %i wide a lead plans and holds a drill, which is marked while it runs and ends with a report',
    async (language, width) => {
      const { duty, signIn } = await openDuty();
      const page = await signIn('guard', language, width, '/drills');
      await page.getByTestId('drill-plan').click();
      await page.getByTestId('drill-name').fill('Fence');
      await look(page, `drill-plan-${width}`);
      await page.getByTestId('drill-save').click();
      const start = page.getByTestId('drill-start');
      await start.focus();
      await page.keyboard.down('Space');
      await expect.poll(() => duty.drills.running()?.name, { timeout: 5000 }).toBe('Fence');
      await page.keyboard.up('Space');
      duty.clock.advance(11_000);
      duty.check();
      await page.getByTestId('drill-banner').first().waitFor();
      await look(page, `drill-${width}`);
      await page.getByTestId('drill-stop').click();
      await page.getByTestId('drill-report').waitFor();
      await expect.poll(() => page.getByTestId('drill-banner').count()).toBe(0);
      await look(page, `drill-report-${width}`);
      expect([...duty.drillAlarms.values()].map(({ ended }) => ended)).toEqual([true]);
    },
    60_000,
  );

  test.each(both)(
    'in %s at %i wide a lead sees each gap of a rota before it is published, and publishes it only with a reason',
    async (language, width) => {
      const { duty, signIn } = await openDuty();
      const page = await signIn('guard', language, width, '/shift/rota');
      await page.getByTestId('rota-plan').click();
      const slots = page.getByTestId('rota-slot');
      for (const n of [0, 1, 2]) await slots.nth(n).locator('input').nth(2).fill('bo');
      for (const n of [3, 4]) await slots.nth(n).locator('input').nth(2).fill('guard');
      await slots.nth(2).getByRole('button').click();
      await page.getByTestId('rota-preview').click();
      await page.getByTestId('rota-previewed').waitFor();
      await look(page, `rota-plan-${width}`);
      await page.getByTestId('rota-reason').fill('nobody for the night yet');
      await page.getByTestId('rota-publish').click();
      await page.getByTestId('rota-week').waitFor();
      await expect.poll(() => page.getByTestId('rota-gap').count()).toBeGreaterThan(0);
      await look(page, `rota-${width}`);
      expect(duty.rota.gaps()[0]).toMatchObject({ role: 'guard', accepted: { by: 'guard' } });
    },
    60_000,
  );
});
