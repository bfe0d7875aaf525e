import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { HandFedSite } from '../scenario/console/hand-fed-site.ts';
import { faultsOf } from './axe-page.ts';
import { deskConsoles } from './desk-console.ts';
import { browserNote, missingBrowser } from './open-browser.ts';
import { shots } from './page-room.ts';

const patience = { timeout: 15_000 };

/** Two days: a door that cries wolf every hour, and one fire. */
function cryWolf(site: HandFedSite): void {
  const { book, desk } = site.alarms;
  const nowMs = Date.now();
  for (let hour = 40; hour > 0; hour -= 1) {
    const atMs = nowMs - hour * 3_600_000;
    book.raise({ type: 'door-held', source: 'unit-1a-door', ring: 3, atMs });
    book.clear('door-held', 'unit-1a-door', atMs + 60_000);
    const open = site.ports.alarms({ open: true, limit: 1 })[0];
    if (!open) continue;
    desk.act(open.id, { kind: 'acknowledge' }, { kind: 'user', id: 'guard-1' }, undefined, { shelveUrgent: false });
    const close = { kind: 'close', disposition: hour % 2 ? 'nuisance' : 'no-cause-found' } as const;
    desk.act(open.id, close, { kind: 'user', id: 'guard-1' }, undefined, { shelveUrgent: false });
  }
  book.raise({ type: 'smoke', source: 'smoke-1a', ring: 3, atMs: nowMs - 60_000 });
}

describe.skipIf(missingBrowser)(`the figures page in a real browser${browserNote}`, { timeout: 60_000 }, () => {
  const consoles = deskConsoles();

  test('a lead sees the rate against the aim, and goes from a bad actor to its alarms and out of service', async () => {
    const desk = await consoles.start(cryWolf);
    const lead = await desk.open('lead');
    const { page } = lead;
    await page.goto(`${desk.url}/#/figures`);
    await page.getByTestId('figure-bad-actors').waitFor();
    expect(await page.getByTestId('figure-bad-actors').locator('tbody tr').first().textContent()).toContain(
      'Unit door 1A',
    );
    // Rate and mix; where nothing was closed, words stand in place of the third.
    await expect.poll(() => page.locator('canvas').count(), patience).toBeGreaterThanOrEqual(2);
    const { reliability } = desk.site.ports.alarmDesk.figures(Date.now() - 7 * 86_400_000, Date.now());
    const bad = reliability !== undefined && reliability < 0.95;
    expect(await page.getByTestId('figure-reliability').getAttribute('data-bad')).toBe(String(bad));
    expect(await page.getByTestId('figure-per-hour').getAttribute('data-bad')).toBe('false');
    await page.getByTestId('figure-bad-actors').getByRole('link', { name: 'See its alarms' }).first().click();
    await page.getByTestId('found').waitFor();
    expect(await page.getByTestId('ask-source').inputValue()).toBe('unit-1a-door');
    await page.goBack();
    await page.getByTestId('figure-bad-actors').getByRole('link', { name: 'Out of service' }).first().click();
    await page.getByTestId('deed-form').waitFor();
    expect(await page.getByTestId('deed-source').inputValue()).toBe('unit-1a-door');
    expect(lead.complaints).toEqual([]);
  });

  test('a span without any alarm says so instead of drawing empty charts', async () => {
    const desk = await consoles.start();
    const { page } = await desk.open('guard-1');
    await page.goto(`${desk.url}/#/figures`);
    await page.getByTestId('figures-none').waitFor();
    expect(await page.locator('canvas').count()).toBe(0);
  });

  test.each([
    ['zh-1440', { language: 'zh-CN', width: 1440, height: 900 }],
    ['en-390-dark', { language: 'en-GB', width: 390, height: 844, dark: true }],
  ] as const)('the figures read well (%s), and n stands beside what rests on few', async (name, look) => {
    const desk = await consoles.start(cryWolf);
    const { page } = await desk.open('auditor', look);
    await page.goto(`${desk.url}/#/figures`);
    await page.getByTestId('figure-response').waitFor();
    // Rate and mix; where nothing was closed, words stand in place of the third.
    await expect.poll(() => page.locator('canvas').count(), patience).toBeGreaterThanOrEqual(2);
    await page.screenshot({ path: join(shots, `figures-${name}.png`) });
    expect(await faultsOf(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
    expect(
      await page
        .getByTestId('figure-bad-actors')
        .getByRole('link', { name: /Out of service|停用/ })
        .count(),
    ).toBe(0);
  });
});
