import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { generatePassword, verifyPassword } from '../../../gateway/console/users/passwords.ts';
import { openUsers, setPassword, type Users } from '../../../gateway/console/users/users-file.ts';
import { silentLog } from '../../scenario/console/silent-log.ts';

let dataDir: string;
const passwordOf = ({ firstLogins }: Users) => firstLogins.find(({ user }) => user === 'guard')!.password;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'ringward-users-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

test('the first start makes the user guard, tells the password once and keeps only its hash', async () => {
  const first = await openUsers(dataDir, silentLog());
  expect(passwordOf(first)).toMatch(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/);
  expect(await verifyPassword(first.find('guard')?.hash, passwordOf(first))).toBe(true);

  const again = await openUsers(dataDir, silentLog());
  expect(again.firstLogins).toEqual([]);
  expect(again.find('guard')).toEqual(first.find('guard'));

  const text = readFileSync(join(dataDir, 'users.json'), 'utf8');
  expect(text).not.toContain(passwordOf(first));
  expect(text).toContain('$argon2id$');
});

test('the first start makes a guard and a manager, and no role is held by both', async () => {
  const users = await openUsers(dataDir, silentLog());
  expect(users.firstLogins.map(({ user }) => user)).toEqual(['guard', 'manager']);
  const [guard, manager] = [users.find('guard')!, users.find('manager')!];
  expect(guard.roles).toEqual(['guard', 'lead']);
  expect(manager.roles).toContain('property');
  expect(manager.roles.filter((role) => guard.roles.includes(role))).toEqual([]);
});

test('users of a gateway that knew no roles are guards and leads, with the password that they had', async () => {
  const first = await openUsers(dataDir, silentLog());
  const { hash, changedAtMs } = first.find('guard')!;
  const old = { version: 1, users: [{ name: 'guard', hash, changedAtMs }] };
  writeFileSync(join(dataDir, 'users.json'), JSON.stringify(old));
  const users = await openUsers(dataDir, silentLog());
  expect(users.firstLogins).toEqual([]);
  expect(users.find('guard')).toEqual({ name: 'guard', hash, changedAtMs, roles: ['guard', 'lead'] });
  expect(users.find('manager')).toBeUndefined();
});

test('a user without roles in a file of today is refused, and not taken for a guard', async () => {
  const { find } = await openUsers(dataDir, silentLog());
  const { hash, changedAtMs } = find('guard')!;
  writeFileSync(
    join(dataDir, 'users.json'),
    JSON.stringify({ version: 2, users: [{ name: 'guard', hash, changedAtMs }] }),
  );
  const users = await openUsers(dataDir, silentLog());
  expect([users.all(), users.firstLogins]).toEqual([[], []]);
  expect(users.problem()).toMatch(/users\.0 .*roles/);
});

test('a new password keeps the roles, new roles replace them, and a new user is a guard', async () => {
  const users = await openUsers(dataDir, silentLog());
  await setPassword(dataDir, 'manager', ['auditor', 'committee']);
  expect(users.find('manager')!.roles).toEqual(['committee', 'auditor']);
  await setPassword(dataDir, 'manager');
  expect(users.find('manager')!.roles).toEqual(['committee', 'auditor']);
  await setPassword(dataDir, 'night-shift');
  expect(users.find('night-shift')!.roles).toEqual(['guard']);
});

test('a role that nobody knows is named, and nothing changes', async () => {
  const users = await openUsers(dataDir, silentLog());
  const before = users.find('guard');
  await expect(setPassword(dataDir, 'guard', ['guard', 'king'])).rejects.toThrow('"king" is no role');
  await expect(setPassword(dataDir, 'guard', [''])).rejects.toThrow('is no role');
  expect(users.find('guard')).toEqual(before);
});

test('nobody but the gateway can read the users file, and no half-written one is left', async () => {
  await openUsers(dataDir, silentLog());
  await setPassword(dataDir, 'guard');
  expect(statSync(join(dataDir, 'users.json')).mode & 0o777).toBe(0o600);
  expect(readdirSync(dataDir)).toEqual(['users.json']);
});

test('a password set while the console runs counts at once, and the old one no longer does', async () => {
  const users = await openUsers(dataDir, silentLog());
  const before = users.find('guard')!;
  const password = await setPassword(dataDir, 'guard');
  const after = users.find('guard')!;
  expect(after.changedAtMs).toBeGreaterThanOrEqual(before.changedAtMs);
  expect(await verifyPassword(after.hash, password)).toBe(true);
  expect(await verifyPassword(after.hash, passwordOf(users))).toBe(false);
});

test('a second guard gets an own password and the first one keeps theirs', async () => {
  const users = await openUsers(dataDir, silentLog());
  await setPassword(dataDir, 'night-shift');
  expect(users.find('night-shift')).toBeDefined();
  expect(await verifyPassword(users.find('guard')?.hash, passwordOf(users))).toBe(true);
});

test('a user name that could be a path or a trick is refused by name', async () => {
  await expect(setPassword(dataDir, '../root')).rejects.toThrow('"../root" is no user name');
});

test('a users file that somebody has spoilt is named with its wrong field, and the gateway does not make new users over it', async () => {
  writeFileSync(join(dataDir, 'users.json'), '{"version":1,"users":[{"name":"guard"}]}');
  const users = await openUsers(dataDir, silentLog());
  expect([users.all(), users.firstLogins]).toEqual([[], []]);
  expect(users.problem()).toMatch(/users\.json: users\.0/);
  await expect(setPassword(dataDir, 'guard')).rejects.toMatchObject({ code: 'users-unreadable' });
  expect(readFileSync(join(dataDir, 'users.json'), 'utf8')).toContain('"guard"');
});

test('a file spoilt while the console runs locks nobody out who could sign in before', async () => {
  const users = await openUsers(dataDir, silentLog());
  writeFileSync(join(dataDir, 'users.json'), 'spoilt');
  expect(users.find('guard')).toBeDefined();
});

test('over a file that somebody has moved away while the console runs no other one is begun', async () => {
  const users = await openUsers(dataDir, silentLog());
  rmSync(join(dataDir, 'users.json'));
  const guard = users.find('guard')!;
  expect(() => users.put(guard)).toThrow('is gone');
  expect(readdirSync(dataDir)).toEqual([]);
});

test('the accounts of a newer version are named as that, and not begun anew for it', async () => {
  const newer = '{"version":4,"users":[]}';
  writeFileSync(join(dataDir, 'users.json'), newer);
  await expect(setPassword(dataDir, 'guard', ['guard'])).rejects.toThrow('newer version');
  expect(readFileSync(join(dataDir, 'users.json'), 'utf8')).toBe(newer);
});

test('generated passwords hold 80 random bits: no two of a thousand are alike', () => {
  expect(new Set(Array.from({ length: 1000 }, generatePassword)).size).toBe(1000);
});

test('an unknown user is refused after the same work as a known one', async () => {
  expect(await verifyPassword(undefined, 'whatever')).toBe(false);
});

test('users of a gateway that knew roles and no second proof keep both, and the file becomes one of today when something changes', async () => {
  const first = await openUsers(dataDir, silentLog());
  const { hash, changedAtMs } = first.find('guard')!;
  const old = { version: 2, users: [{ name: 'night', hash, changedAtMs, roles: ['property'] }] };
  writeFileSync(join(dataDir, 'users.json'), JSON.stringify(old));
  const users = await openUsers(dataDir, silentLog());
  expect(users.all()).toEqual([{ name: 'night', hash, changedAtMs, roles: ['property'] }]);
  users.put({ ...users.find('night')!, fullName: 'Night shift', disabled: true });
  const file = JSON.parse(readFileSync(join(dataDir, 'users.json'), 'utf8')) as { version: number };
  expect(file).toMatchObject({ version: 3, users: [{ name: 'night', fullName: 'Night shift', disabled: true }] });
  expect((await openUsers(dataDir, silentLog())).find('night')).toMatchObject({ disabled: true });
});

test('whoever can use the machine is the way back in for somebody who was shut out or has lost the phone', async () => {
  const users = await openUsers(dataDir, silentLog());
  const totp = { secret: 'A'.repeat(32), sinceMs: 1, lastStep: 1, recovery: [] };
  users.put({ ...users.find('manager')!, disabled: true, mustChange: true, totp, fullName: 'Manager' });
  const before = users.find('manager')!;
  await setPassword(dataDir, 'manager');
  const { hash, changedAtMs } = users.find('manager')!;
  expect(users.find('manager')).toEqual({
    ...{ name: 'manager', hash, changedAtMs, roles: before.roles, fullName: 'Manager' },
  });
});

test('a file that has been spoilt is not written over', async () => {
  const users = await openUsers(dataDir, silentLog());
  const guard = users.find('guard')!;
  writeFileSync(join(dataDir, 'users.json'), 'spoilt');
  expect(() => users.put({ ...guard, disabled: true })).toThrow(/users\.json/);
  expect(() => users.remove('guard')).toThrow(/users\.json/);
  expect(readFileSync(join(dataDir, 'users.json'), 'utf8')).toBe('spoilt');
});
