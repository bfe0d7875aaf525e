import { hash } from 'node:crypto';
import type { OpenIdOutcome } from './openid-sign-in.ts';
import { type ConsoleUser, maxUsers, type Users } from './users-file.ts';

type SignedIn = Extract<OpenIdOutcome, { kind: 'signed-in' }>;

/**
 * The user that an account of the provider is here: the one who came with it before, else a new one. Its name is made of the
 * provider's, so that colleagues know each other, and of a digest, so that nobody becomes somebody else by taking a name.
 * Roles are what the provider said last.
 */
export function admitExternal(users: Users, who: SignedIn, nowMs: number): ConsoleUser | 'disabled' | 'too-many-users' {
  const { issuer, subject, roles, fullName } = who;
  const before = users.all().find(({ external }) => external?.issuer === issuer && external.subject === subject);
  if (before?.disabled) return 'disabled';
  const name = before?.name ?? nameOf(who);
  if (!before && users.find(name)) return 'disabled';
  if (!before && users.all().length >= maxUsers) return 'too-many-users';
  const user: ConsoleUser = {
    ...{ name, changedAtMs: before?.changedAtMs ?? nowMs, roles },
    ...(fullName && { fullName }),
    external: { issuer, subject },
  };
  if (JSON.stringify(user) !== JSON.stringify(before)) users.put(user);
  return user;
}

function nameOf({ issuer, subject, loginName }: SignedIn): string {
  const readable = loginName
    .split('@')[0]!
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[^a-z]+|-+$/g, '')
    .slice(0, 20);
  return `${readable || 'user'}-${hash('sha256', `${issuer}\n${subject}`, 'hex').slice(0, 8)}`;
}
