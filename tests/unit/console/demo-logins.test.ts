import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { verifyPassword } from '../../../gateway/console/users/passwords.ts';
import { openUsers } from '../../../gateway/console/users/users-file.ts';
import { roles } from '../../../gateway/privacy/roles.ts';
import { demoLogins } from '../../../scripts/compound/demo-logins.ts';
import { silentLog } from '../../scenario/console/silent-log.ts';

test('whoever tries the demonstration can sign in with each role alone, now and after a restart', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'ringward-demo-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const dataDir = join(dir, 'data');
  const users = await openUsers(dataDir, silentLog());
  const logins = await demoLogins(dir, dataDir, users.firstLogins);
  for (const { user, password } of logins)
    expect(await verifyPassword(users.find(user)!.hash, password), user).toBe(true);
  for (const role of roles) {
    const alone = logins.filter((login) => login.roles === role);
    expect(alone.map(({ user }) => users.find(user)?.roles)).toEqual([[role]]);
  }
  for (const login of logins) expect(users.find(login.user)?.roles.join(', ')).toBe(login.roles);
  expect(await demoLogins(dir, dataDir, [])).toEqual(logins);
  expect(statSync(join(dir, 'logins.json')).mode & 0o777).toBe(0o600);
});

test('a folder of an older demonstration has no such logins, and nobody’s password is changed there', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'ringward-demo-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  expect(await demoLogins(dir, join(dir, 'data'), [])).toEqual([]);
});
