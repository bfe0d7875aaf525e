import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { consoleRoles } from '../../devices/contracts/console-roles.ts';
import { setPassword } from '../../gateway/console/console-server.ts';

/** One user of the demonstration's console, as made at the first start. */
export interface DemoLogin {
  user: string;
  password: string;
  /** What the user is there. */
  roles: string;
}

const fileName = 'logins.json';

/** What the gateway makes the two users of its own first start: users-file.ts. */
const firstUsers: Record<string, string> = {
  guard: 'guard, lead',
  manager: 'manager, property, committee, administrator, auditor',
};

/**
 * A login for each role alone, beside the two that the gateway makes, so that every role can be tried. Made at the first start in a
 * folder and kept there, readable by its owner only; an older folder without them gives none.
 */
export async function demoLogins(
  dir: string,
  dataDir: string,
  firstLogins: readonly { user: string; password: string }[],
): Promise<DemoLogin[]> {
  const path = join(dir, fileName);
  if (firstLogins.length === 0) return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : [];
  const logins: DemoLogin[] = firstLogins.map((login) => ({ ...login, roles: firstUsers[login.user] ?? '' }));
  for (const role of consoleRoles) {
    const user = role in firstUsers ? `${role}-only` : role;
    logins.push({ user, password: await setPassword(dataDir, user, [role]), roles: role });
  }
  writeFileSync(path, `${JSON.stringify(logins, undefined, 2)}\n`, { mode: 0o600 });
  return logins;
}
