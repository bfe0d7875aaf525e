import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { HandFedSite } from '../scenario/console/hand-fed-site.ts';
import { faultsOf } from './axe-page.ts';
import { deskConsoles } from './desk-console.ts';
import { browserNote, missingBrowser } from './open-browser.ts';
import { shots } from './page-room.ts';

const patience = { timeout: 15_000 };
const may = { shelveUrgent: false };
const guard1 = { kind: 'user', id: 'guard-1' } as const;

/** Two alarms of one cause at one place, by the real book: it groups them into an incident by itself. */
function burn(site: HandFedSite): { incident: string; alarm: string } {
  const atMs = Date.now();
  const { book, desk } = site.alarms;
  const fire = book.raise({ type: 'smoke', source: 'smoke-1a', ring: 3, zone: 'zone-gates', atMs: atMs - 60_000 });
  book.raise({ type: 'gas', source: 'gas-1a', ring: 3, zone: 'zone-gates', atMs: atMs - 40_000 });
  book.raise({ type: 'call-point', source: 'help-1a', ring: 3, zone: 'zone-gates', atMs: atMs - 30_000 });
  const alarm = site.ports.alarms({ open: true, limit: 10 }).find(({ type }) => type === 'smoke')!;
  desk.act(alarm.id, { kind: 'acknowledge' }, guard1, undefined, may);
  desk.act(alarm.id, { kind: 'verify', verdict: 'real' }, guard1, 'kitchen on fire', may);
  const [incident] = desk.incidents({ limit: 10 });
  expect(fire).toBeDefined();
  return { incident: incident!.id, alarm: alarm.id };
}

describe.skipIf(missingBrowser)(
  `past alarms and incidents in a real browser${browserNote}`,
  { timeout: 60_000 },
  () => {
    const consoles = deskConsoles();

    test('an incident shows its alarms, who did what and one timeline, and is printed black on white without the page around it', async () => {
      const desk = await consoles.start();
      const { incident } = burn(desk.site);
      const guard = await desk.open('guard-1', { dark: true });
      const { page } = guard;
      await page.goto(`${desk.url}/#/incidents`);
      await page.locator(`[data-row="${incident}"]`).click();
      await page.getByTestId('incident-report').waitFor();
      await expect.poll(() => page.getByTestId('incident-alarm').count(), patience).toBeGreaterThan(1);
      expect(await page.getByTestId('incident-people').textContent()).toContain('guard-1: acknowledged and verified');
      expect(await page.getByTestId('history').textContent()).toContain('kitchen on fire');
      expect(await faultsOf(page)).toEqual([]);
      await page.screenshot({ path: join(shots, 'incident-en-1440-dark.png') });

      await page.emulateMedia({ media: 'print' });
      const printed = await page.getByTestId('incident-report').evaluate((sheet) => {
        const { color, backgroundColor, visibility } = getComputedStyle(sheet);
        const around = getComputedStyle(document.querySelector('header')!).visibility;
        return { color, backgroundColor, visibility, around };
      });
      expect(printed).toEqual({
        color: 'rgb(0, 0, 0)',
        backgroundColor: 'rgb(255, 255, 255)',
        visibility: 'visible',
        around: 'hidden',
      });
      await page.screenshot({ path: join(shots, 'incident-print.png'), fullPage: true });
      const pdf = await page.pdf({ preferCSSPageSize: true });
      // A4 in points.
      expect(pdf.toString('latin1')).toMatch(/MediaBox\s*\[0 0 59[45][.\d]* 84[12][.\d]*\]/);
      expect(guard.complaints).toEqual([]);
    });

    test('I leads from an alarm to its incident', async () => {
      const desk = await consoles.start();
      const { incident, alarm } = burn(desk.site);
      const guard = await desk.open('guard-1');
      await guard.row(alarm).click();
      await guard.detail.waitFor();
      await guard.page.keyboard.press('i');
      await guard.page.getByTestId('incident-report').waitFor();
      expect(guard.page.url()).toContain(`/incidents/${incident}`);
    });

    test('a search reads on as somebody scrolls, and opens an alarm’s file, which can be opened again with a reason', async () => {
      const desk = await consoles.start((site) => {
        const nowMs = Date.now();
        for (let n = 0; n < 350; n += 1) {
          const raisedAtMs = nowMs - n * 60_000;
          const ended = {
            closedAtMs: raisedAtMs + 90_000,
            acknowledgedBy: 'guard-2',
            acknowledgedAtMs: raisedAtMs + 9000,
          };
          site.raise({
            type: 'door-held',
            priority: 3,
            raisedAtMs,
            state: 'closed',
            disposition: 'nuisance',
            ...ended,
          });
        }
        site.raise({ type: 'manhole', priority: 2, raisedAtMs: nowMs - 1000 });
      });
      const guard = await desk.open('guard-1');
      const { page } = guard;
      await page.goto(`${desk.url}/#/alarms`);
      await expect.poll(() => page.getByTestId('found-foot').textContent(), patience).toContain('100 listed');
      await expect
        .poll(async () => {
          await page.getByTestId('found').evaluate((box) => box.scrollTo(0, box.scrollHeight));
          return page.getByTestId('found-foot').textContent();
        }, patience)
        .toContain('351 listed · that is all');
      expect(await page.getByTestId('found').locator('tbody tr').count()).toBeLessThan(80);
      await page.getByTestId('ask-type').selectOption('manhole');
      await expect.poll(() => page.getByTestId('found-foot').textContent(), patience).toContain('1 listed');
      await page.getByTestId('ask-disposition').selectOption('nuisance');
      await page.getByTestId('found-none').waitFor();
      await page.getByTestId('ask-type').selectOption('');
      await page.getByTestId('found').locator('tbody tr[data-row]').first().click();
      await page.getByTestId('alarm-file').waitFor();
      await page.getByTestId('reopen').click();
      await page.getByTestId('step-words').fill('it was real after all');
      await page.keyboard.press('Enter');
      await page.getByTestId('to-desk').waitFor();
      expect(guard.complaints).toEqual([]);
    });

    test('a lead takes a noisy device out of service and back; a guard sees what is hidden and until when', async () => {
      const desk = await consoles.start();
      const shelved = desk.site.raise({ type: 'door-held', priority: 3 });
      const untilMs = Date.now() + 3_600_000;
      desk.site.ports.alarmDesk.act(shelved.id, { kind: 'shelve', untilMs }, guard1, 'movers', may);
      const lead = await desk.open('lead');
      const { page } = lead;
      await page.getByTestId('to-hidden').click();
      await expect.poll(() => page.getByTestId('hidden-alarms').textContent(), patience).toContain('movers');
      await page.goto(`${desk.url}/#/alarms/service/manhole-3`);
      await page.getByTestId('deed-reason').fill('cover is being replaced');
      await page.getByTestId('deed-submit').click();
      await expect.poll(() => page.getByTestId('service-orders').textContent(), patience).toContain('Manhole 3');
      expect(desk.site.ports.alarmDesk.outOfService()).toMatchObject([{ source: 'manhole-3', by: 'lead' }]);
      await page.getByTestId('service-end').click();
      await expect.poll(() => desk.site.ports.alarmDesk.outOfService(), patience).toEqual([]);
      const guard = await desk.open('guard-1');
      await guard.page.goto(`${desk.url}/#/alarms/service`);
      await guard.page.getByTestId('alarms-page').waitFor();
      expect(await guard.page.getByTestId('service-add').count()).toBe(0);
    });

    test.each([
      ['zh-1440', { language: 'zh-CN', width: 1440, height: 900 }],
      ['en-390-dark', { language: 'en-GB', width: 390, height: 844, dark: true }],
    ] as const)('search, hidden, stale, files and incidents read well (%s)', async (name, look) => {
      const desk = await consoles.start();
      const { incident, alarm } = burn(desk.site);
      desk.site.raise({ type: 'manhole', priority: 2, raisedAtMs: Date.now() - 100_000_000 });
      const { page } = await desk.open('lead', look);
      for (const path of [
        'alarms',
        'alarms/hidden',
        'alarms/stale',
        `alarms/file/${alarm}`,
        'incidents',
        `incidents/${incident}`,
      ]) {
        await page.goto(`${desk.url}/#/${path}`);
        await page.locator('main h1').waitFor();
        await expect.poll(() => page.getByTestId('loading').count(), patience).toBe(0);
        await page.screenshot({ path: join(shots, `${path.replaceAll('/', '-').slice(0, 14)}-${name}.png`) });
        expect(await faultsOf(page), path).toEqual([]);
        expect(
          await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
          path,
        ).toBeLessThanOrEqual(0);
      }
    });
  },
);
