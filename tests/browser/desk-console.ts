import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { createConsoleServer } from '../../gateway/console/console-server.ts';
import { setPassword } from '../../gateway/console/users/users-file.ts';
import type { Role } from '../../gateway/privacy/roles.ts';
import { createHandFedSite, type HandFedSite } from '../scenario/console/hand-fed-site.ts';
import { silentLog } from '../scenario/console/silent-log.ts';
import { buildPage } from './build-page.ts';
import { type GuardPage, type GuardPageOptions, openGuardPage } from './guard-page.ts';
import { openBrowser } from './open-browser.ts';

/** Pictures of the pages, kept for whoever wants to look. */
export const shots = fileURLToPath(new URL('../../var/shots/', import.meta.url));

/** Who sits at these desks: two guards, their lead, and somebody who may only look back. */
const users: Record<string, readonly Role[]> = {
  'guard-1': ['guard'],
  'guard-2': ['guard'],
  lead: ['lead'],
  auditor: ['auditor'],
};

export interface DeskConsole {
  site: HandFedSite;
  url: string;
  open(user: string, look?: Partial<GuardPageOptions>): Promise<GuardPage>;
}

/** Builds the page once for the tests of a file, and opens it in front of hand-fed sites. */
export function useDeskConsoles(name: string): { start(prepare?: (site: HandFedSite) => void): Promise<DeskConsole> } {
  let folder: string;
  let webDir: string;
  let browser: Browser;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), `ringward-${name}-`));
    webDir = join(folder, 'web');
    mkdirSync(shots, { recursive: true });
    const configFile = fileURLToPath(new URL('../../gateway/console/web/vite.config.ts', import.meta.url));
    await buildPage(configFile, webDir);
    browser = await openBrowser();
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    async start(prepare = () => undefined) {
      const site = createHandFedSite();
      prepare(site);
      const dataDir = mkdtempSync(join(folder, 'data-'));
      const passwords = new Map<string, string>();
      for (const [user, roles] of Object.entries(users)) passwords.set(user, await setPassword(dataDir, user, roles));
      const where = { host: '127.0.0.1', port: 0, dataDir, webDir };
      const server = await createConsoleServer({ ...where, ports: site.ports, log: silentLog(), now: Date.now });
      onTestFinished(() => server.close());
      return {
        site,
        url: server.url,
        async open(user, look = {}) {
          const guard = await openGuardPage(browser, { url: server.url, language: 'en-GB', ...look });
          onTestFinished(() => guard.close());
          await guard.page.getByTestId('login-user').fill(user);
          await guard.signIn(passwords.get(user)!);
          return guard;
        },
      };
    },
  };
}
