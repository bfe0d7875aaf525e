import type { LedgerEntry } from '../../ledger/ledger.ts';
import { conflictsOf, type Role } from '../../privacy/roles.ts';
import { type Refusal, type Refusals, refusalOf } from '../refusal.ts';
import type { ConsoleSessions } from './console-sessions.ts';
import { generatePassword, hashPassword } from './passwords.ts';
import { type ConsoleUser, maxUsers, type Users } from './users-file.ts';

/** Writes down what somebody did; the time is that of the call. */
export type RecordDeed = (entry: Omit<LedgerEntry, 'atMs'>) => void;

export interface UserDeskParts {
  users: Users;
  sessions: ConsoleSessions;
  record: RecordDeed;
  now(): number;
}

/** Who takes it upon themselves that one user asks for something and approves it, and why. */
export interface AcceptedConflict {
  reason: string;
}

export interface NewUser {
  name: string;
  roles: readonly Role[];
  fullName?: string;
  acceptConflict?: AcceptedConflict;
}

export interface UserChange {
  roles?: readonly Role[];
  /** Empty takes it away. */
  fullName?: string;
  disabled?: boolean;
  acceptConflict?: AcceptedConflict;
}

/** What an administrator does about other people's accounts; whatever is not allowed is thrown as a Refusal. */
export interface UserDesk {
  list(): ConsoleUser[];
  /** With a password to be shown once. */
  add(wanted: NewUser, by: string): Promise<{ user: ConsoleUser; password: string }>;
  change(name: string, wanted: UserChange, by: string): ConsoleUser;
  reset(name: string, by: string): Promise<{ user: ConsoleUser; password: string }>;
  /** For somebody who has lost the phone. */
  removeTotp(name: string, reason: string, by: string): ConsoleUser;
  remove(name: string, by: string): void;
}

const refusals: Refusals<
  | 'no-user'
  | 'user-exists'
  | 'too-many-users'
  | 'own-account'
  | 'last-administrator'
  | 'conflicting-roles'
  | 'external-user'
  | 'no-totp'
> = {
  'no-user': [404, 'There is no such user.'],
  'user-exists': [409, 'There is a user with this name already.'],
  'too-many-users': [409, `There are ${maxUsers} users already: remove those who are gone.`],
  'own-account': [
    403,
    'Nobody changes their own roles, shuts themselves out or removes themselves: ask another administrator.',
  ],
  'last-administrator': [409, 'Nobody else could administrate then: name another administrator with a password first.'],
  'conflicting-roles': [
    409,
    'These roles together may ask for something and approve it: leave one out, or give acceptConflict with a reason.',
  ],
  'external-user': [409, 'The sign-in provider says the roles and keeps the password of this user.'],
  'no-totp': [409, 'This user has no second proof.'],
};
const refuse = (code: keyof typeof refusals): Refusal => refusalOf(refusals, code);

/** Can administrate though the sign-in provider cannot be reached. */
const isAdministrator = ({ roles, disabled, hash }: ConsoleUser) =>
  roles.includes('administrator') && !disabled && hash !== undefined;

export function createUserDesk({ users, sessions, record, now }: UserDeskParts): UserDesk {
  const known = (name: string) => {
    const user = users.find(name);
    if (!user) throw refuse('no-user');
    return user;
  };
  const other = (name: string, by: string) => {
    const user = known(name);
    if (name === by) throw refuse('own-account');
    return user;
  };
  const keepAdministrator = (before: ConsoleUser, after?: ConsoleUser) => {
    if (!isAdministrator(before) || (after && isAdministrator(after))) return;
    if (!users.all().some((user) => user.name !== before.name && isAdministrator(user))) {
      throw refuse('last-administrator');
    }
  };
  const note = (action: string, by: string, subject: string, more: Partial<LedgerEntry> = {}) =>
    record({ actor: { kind: 'user', id: by }, action, subject, ...more });

  return {
    list: users.all,
    async add(wanted, by) {
      const { name, roles, fullName } = wanted;
      const password = generatePassword();
      const hash = await hashPassword(password);
      if (users.find(name)) throw refuse('user-exists');
      if (users.all().length >= maxUsers) throw refuse('too-many-users');
      const accepted = acceptedConflict([], roles, wanted.acceptConflict);
      const user: ConsoleUser = {
        ...{ name, hash, changedAtMs: now(), roles: [...roles], mustChange: true },
        ...(fullName && { fullName }),
      };
      const { detail, ...why } = accepted;
      note('user.added', by, name, { ...why, detail: { roles: user.roles, ...detail } });
      users.put(user);
      return { user, password };
    },
    change(name, wanted, by) {
      const before = known(name);
      if (name === by && (wanted.roles !== undefined || wanted.disabled !== undefined)) throw refuse('own-account');
      if (wanted.roles && before.external) throw refuse('external-user');
      const after = changed(before, wanted);
      keepAdministrator(before, after);
      const { detail, ...why } = acceptedConflict(before.roles, after.roles, wanted.acceptConflict);
      const gone = before.roles.filter((role) => !after.roles.includes(role));
      const more = after.roles.filter((role) => !before.roles.includes(role));
      note('user.changed', by, name, {
        ...why,
        detail: {
          ...(more.length > 0 && { rolesAdded: more }),
          ...(gone.length > 0 && { rolesRemoved: gone }),
          ...(Boolean(before.disabled) !== Boolean(after.disabled) && { disabled: after.disabled === true }),
          ...(before.fullName !== after.fullName && { fullName: after.fullName ? 'set' : 'removed' }),
          ...detail,
        },
      });
      users.put(after);
      if (after.disabled) sessions.end(name, { but: undefined });
      return after;
    },
    async reset(name, by) {
      if (other(name, by).external) throw refuse('external-user');
      const password = generatePassword();
      const hash = await hashPassword(password);
      const user: ConsoleUser = { ...known(name), hash, changedAtMs: now(), mustChange: true };
      note('user.password-reset', by, name);
      users.put(user);
      sessions.end(name, { but: undefined });
      return { user, password };
    },
    removeTotp(name, reason, by) {
      const { totp, ...user } = other(name, by);
      if (!totp) throw refuse('no-totp');
      note('user.totp-removed', by, name, { reason });
      users.put(user);
      sessions.end(name, { but: undefined });
      return user;
    },
    remove(name, by) {
      const user = other(name, by);
      keepAdministrator(user);
      note('user.removed', by, name, { detail: { roles: user.roles } });
      users.remove(name);
      sessions.end(name, { but: undefined });
    },
  };
}

function changed(before: ConsoleUser, { roles, fullName, disabled }: UserChange): ConsoleUser {
  const { fullName: oldName, disabled: wasDisabled, ...rest } = before;
  const name = fullName ?? oldName;
  return {
    ...rest,
    ...(roles && { roles: [...roles] }),
    ...(name && { fullName: name }),
    ...((disabled ?? wasDisabled) && { disabled: true as const }),
  };
}

/** What goes to the ledger where roles that conflict are given on purpose. Those that were held before are not asked about again. */
function acceptedConflict(
  before: readonly Role[],
  after: readonly Role[],
  accepted: AcceptedConflict | undefined,
): Pick<LedgerEntry, 'reason' | 'detail'> {
  const held = conflictsOf(before);
  const conflicts = conflictsOf(after).filter((one) => !held.includes(one));
  if (conflicts.length === 0) return {};
  if (!accepted) throw refuse('conflicting-roles');
  return { reason: accepted.reason, detail: { conflicts } };
}
