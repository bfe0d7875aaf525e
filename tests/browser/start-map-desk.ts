import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import type { ConsolePorts } from '../../gateway/console/console-ports.ts';
import { createConsoleServer } from '../../gateway/console/console-server.ts';
import { setPassword } from '../../gateway/console/users/users-file.ts';
import type { Role } from '../../gateway/privacy/roles.ts';
import { createHandFedSite, type HandFedSite } from '../scenario/console/hand-fed-site.ts';
import { silentLog } from '../scenario/console/silent-log.ts';
import { openGuardPage } from './guard-page.ts';
import { guardWeb, type TestBrowser } from './page-room.ts';

export interface MapDeskOptions {
  browser: TestBrowser;
  /** Where data may be written. */
  folder: string;
  site?: HandFedSite;
  more: Partial<ConsolePorts>;
}

type Look = { language?: 'zh-CN' | 'en-GB'; width?: number; dark?: boolean; user?: Role };

/** A console in front of a hand-fed site with more rooms beside it, and a way to sit down at it. */
export async function startMapDesk({ browser, folder, site = createHandFedSite(), more }: MapDeskOptions) {
  const dataDir = mkdtempSync(join(folder, 'data-'));
  const passwords = new Map<string, string>();
  for (const role of ['guard', 'auditor'] as const) passwords.set(role, await setPassword(dataDir, role, [role]));
  const ports = { ...site.ports, ...more };
  const where = { host: '127.0.0.1', port: 0, dataDir, webDir: guardWeb };
  const server = await createConsoleServer({ ...where, ports, log: silentLog(), now: Date.now });
  onTestFinished(() => server.close());
  const sit = async ({ user = 'guard', ...look }: Look = {}) => {
    const guard = await openGuardPage(browser, { url: server.url, ...look });
    onTestFinished(() => guard.close());
    await guard.page.getByTestId('login-user').fill(user);
    await guard.signIn(passwords.get(user)!);
    return { guard, page: guard.page, go: (path: string) => guard.page.goto(`${server.url}/#${path}`) };
  };
  return { site, sit };
}

/** Holds a button until what it does is done and it is gone. */
export async function holdDown(page: Page, testid: string): Promise<void> {
  const button = page.getByTestId(testid);
  await button.scrollIntoViewIfNeeded();
  const box = (await button.boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await button.waitFor({ state: 'detached', timeout: 15_000 });
  await page.mouse.up();
}
