import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createConsoleServer } from '../../gateway/console/console-server.ts';
import { setPassword } from '../../gateway/console/users/users-file.ts';
import type { Role } from '../../gateway/privacy/roles.ts';
import { createHandFedSite, type HandFedSite } from '../scenario/console/hand-fed-site.ts';
import { silentLog } from '../scenario/console/silent-log.ts';
import { type GuardPage, type GuardPageOptions, openGuardPage } from './guard-page.ts';
import { browserOfFile, folderOfFile, guardWeb } from './page-room.ts';

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

/** The guard's page in front of hand-fed sites, for the tests of a file. */
export function deskConsoles(): { start(prepare?: (site: HandFedSite) => void): Promise<DeskConsole> } {
  const folder = folderOfFile();
  const browser = browserOfFile();
  return {
    async start(prepare = () => undefined) {
      const site = createHandFedSite();
      prepare(site);
      const dataDir = mkdtempSync(join(folder, 'data-'));
      const passwords = new Map<string, string>();
      for (const [user, roles] of Object.entries(users)) passwords.set(user, await setPassword(dataDir, user, roles));
      const where = { host: '127.0.0.1', port: 0, dataDir, webDir: guardWeb };
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
