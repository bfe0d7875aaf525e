import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openStore } from '../../gateway/kernel/sqlite-store.ts';
import { createParkingTable } from '../../gateway/sensing/sqlite-parking.ts';
import { parkingSite } from '../fixtures/parking-site.ts';
import { runGateway } from '../fixtures/run-gateway.ts';
import { faultsOf } from './axe-page.ts';
import { openGuardPage } from './guard-page.ts';
import { browserNote, missingBrowser } from './open-browser.ts';
import { browserOfFile, folderOfFile, guardWeb, shots } from './page-room.ts';

const soon = { timeout: 15_000 };
const hour = 3_600_000;
const folder = folderOfFile();
const browser = browserOfFile();

/** A gateway that went down with a resident's, a long unseen guest's and an unread vehicle inside. */
async function startSite() {
  const site = parkingSite({ cameras: [], parking: { guestMinutes: 60 } });
  const dir = mkdtempSync(join(folder, 'site-'));
  mkdirSync(join(dir, site.gateway.data), { recursive: true });
  const store = openStore(join(dir, site.gateway.data, 'site.db'));
  const table = createParkingTable(store);
  const now = Date.now();
  const stay = { barrier: 'lane', decision: undefined, holder: undefined, untilMs: undefined };
  const times = (hours: number) => ({ sinceMs: now - hours * hour, seenMs: now - hours * hour });
  table.save({ ...stay, ...times(2), id: 'a', plate: '粤B12345', kind: 'permit', holder: 'r-lin' });
  table.save({ ...stay, ...times(30), id: 'b', plate: '京C55555', kind: 'guest', untilMs: now - 29 * hour });
  table.save({ ...stay, ...times(3), id: 'c', plate: undefined, kind: 'unread' });
  table.unknownExit('out', now - hour);
  store.close();
  return runGateway(site, { dir, webDir: guardWeb });
}

describe.skipIf(missingBrowser)(`vehicles inside in a real browser${browserNote}`, { timeout: 90_000 }, () => {
  test.each([
    { language: 'zh-CN', width: 1440, dark: false },
    { language: 'en-GB', width: 390, dark: true },
  ] as const)(
    'a guard sees what is inside and how old that is, finds a car for a reason, and takes off one that has left: $language $width',
    async ({ language, width, dark }) => {
      const running = await startSite();
      const guard = await openGuardPage(browser, { url: running.gateway.consoleUrl, language, width, dark });
      const { page } = guard;
      try {
        await guard.signIn(running.password);
        await page.goto(`${running.gateway.consoleUrl}/#/visits`);
        await page.getByTestId('to-vehicles').click();
        const rows = page.getByTestId('vehicle');
        const row = (id: string) => page.locator(`[data-testid="vehicle"][data-vehicle="${id}"]`);
        await expect.poll(() => rows.count(), soon).toBe(3);
        await expect.poll(() => page.getByTestId('ticket').count(), soon).toBe(2);
        expect(await row('b').getByTestId('doubtful').count()).toBe(1);
        expect(await row('a').getByTestId('doubtful').count()).toBe(0);
        expect(await page.getByTestId('unknown-exits').textContent()).toContain('1');
        expect(await page.textContent('body')).not.toMatch(/12345|55555/);
        expect(await faultsOf(page)).toEqual([]);
        await page.screenshot({ path: join(shots, `vehicles-${language}-${width}.png`) });

        await row('a').getByTestId('reveal-vehicle').click();
        await page.getByTestId('reason-text').fill('挡住了消防通道');
        await page.getByTestId('reason-submit').click();
        await expect
          .poll(
            async () => (await row('a').getByTestId('revealed-vehicle').textContent())?.replaceAll(/[\s·]/g, ''),
            soon,
          )
          .toContain('粤B12345');

        await row('c').getByTestId('vehicle-left').click();
        await page.getByTestId('deed-reason').fill('现场已无此车');
        await page.getByTestId('deed-submit').click();
        await expect.poll(() => rows.count(), soon).toBe(2);
        await expect.poll(() => page.getByTestId('ticket').count(), { timeout: 20_000 }).toBe(1);
        expect(guard.complaints).toEqual([]);
      } finally {
        await guard.close();
        await running.stop();
      }
    },
  );
});
