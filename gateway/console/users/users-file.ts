import { constants, copyFileSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Type, { type Static, type TSchema } from 'typebox';
import { createParser, type Parsed, parseJsonBytes } from '../../../devices/contracts/parse.ts';
import { EpochMs } from '../../../devices/contracts/place.ts';
import { replaceFile } from '../../../devices/files/synced-files.ts';
import { explainFault, Fault } from '../../kernel/fault.ts';
import type { Log } from '../../kernel/log.ts';
import { type Role, roles } from '../../privacy/roles.ts';
import { generatePassword, hashPassword } from './passwords.ts';

const strict = { additionalProperties: false } as const;
const maxBytes = 1024 * 1024;
export const userNamePattern = '^[a-z][a-z0-9-]{0,31}$';
const userName = new RegExp(userNamePattern);
export const maxUsers = 500;

const Roles = Type.Array(Type.Enum([...roles]), { minItems: 1, uniqueItems: true });
const GuardOfOld = Type.Object(
  {
    name: Type.String({ pattern: userNamePattern }),
    /** Argon2id in PHC form. */
    hash: Type.String({ minLength: 20, maxLength: 300 }),
    /** When the password was set; a session begun under an older one has ended. */
    changedAtMs: EpochMs,
  },
  strict,
);
const UserOfOld = Type.Object({ ...GuardOfOld.properties, roles: Roles }, strict);

/** A second proof beside the password: RFC 6238, SHA-1, six digits, 30 s, as every authenticator app has it. */
const UserTotp = Type.Object(
  {
    secret: Type.String({ pattern: '^[A-Z2-7]{16,64}$', description: 'base32' }),
    sinceMs: EpochMs,
    /** The newest time step whose code was used: none up to it is taken again. */
    lastStep: Type.Integer({ minimum: 0 }),
    /** SHA-256, base64url, of those recovery codes that have not been used. */
    recovery: Type.Array(Type.String({ minLength: 43, maxLength: 43 }), { maxItems: 20 }),
  },
  strict,
);
export type UserTotp = Static<typeof UserTotp>;

const ConsoleUser = Type.Object(
  {
    ...UserOfOld.properties,
    /** None for whoever signs in elsewhere. */
    hash: Type.Optional(GuardOfOld.properties.hash),
    fullName: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    disabled: Type.Optional(Type.Literal(true)),
    /** The password was generated and seen by somebody else. */
    mustChange: Type.Optional(Type.Literal(true)),
    totp: Type.Optional(UserTotp),
    /** Signs in at an OpenID provider, which says the roles. */
    external: Type.Optional(
      Type.Object(
        { issuer: Type.String({ maxLength: 512 }), subject: Type.String({ minLength: 1, maxLength: 255 }) },
        strict,
      ),
    ),
  },
  strict,
);
export type ConsoleUser = Static<typeof ConsoleUser>;

const guardRoles: Role[] = ['guard', 'lead'];
/**
 * Who can sign in after the very first start. A lone shift leads itself: `guard` may ask for a visitor and approve one, but
 * never the same (`own-request`); a site with more people gives them users of their own.
 */
const firstUsers: { name: string; roles: Role[] }[] = [
  { name: 'guard', roles: guardRoles },
  { name: 'manager', roles: ['manager', 'property', 'administrator', 'auditor', 'committee'] },
];

const fileOf = <User extends TSchema>(version: number, user: User) =>
  createParser(
    Type.Object({ version: Type.Literal(version), users: Type.Array(user, { maxItems: maxUsers }) }, strict),
  );
const parseFile = fileOf(3, ConsoleUser);
const parseFileOfRoles = fileOf(2, UserOfOld);
const parseFileOfGuards = fileOf(1, GuardOfOld);

const ofNewerProgram = 'was written by a newer version of the program';

const versionOf = (input: unknown) =>
  typeof input === 'object' && input !== null && 'version' in input ? input.version : undefined;

/** Version 1 knew guards only, who did what guards and their leads do now; version 2 knew a password and roles of each user. */
function parseUsers(input: unknown): Parsed<ConsoleUser[]> {
  const version = versionOf(input);
  if (version === 1) {
    const old = parseFileOfGuards(input);
    return old.ok ? { ok: true, value: old.value.users.map((user) => ({ ...user, roles: guardRoles })) } : old;
  }
  if (typeof version === 'number' && version > 3) return { ok: false, problem: ofNewerProgram };
  const parsed = version === 2 ? parseFileOfRoles(input) : parseFile(input);
  return parsed.ok ? { ok: true, value: parsed.value.users } : parsed;
}

const usersPath = (dataDir: string) => join(dataDir, 'users.json');

/** The file could be read, and what stands in it makes no sense. */
class DamagedUsers extends Fault {}

/**
 * For whoever sits at the box: what could not be understood is put aside, and begun anew with the one user who is named with roles. A
 * running console never does so by itself, or damage to a file would make somebody administrator.
 */
function readOrPutAside(dataDir: string, isNamed: boolean): ConsoleUser[] {
  try {
    return readUsers(dataDir) ?? [];
  } catch (error) {
    if (!(error instanceof DamagedUsers) || !isNamed) throw error;
    const path = usersPath(dataDir);
    // a copy: without a file the next start would be a very first one, with users of its own making
    copyFileSync(path, `${path}.damaged-${new Date().toISOString().replaceAll(':', '-')}`, constants.COPYFILE_EXCL);
    return [];
  }
}

function readUsers(dataDir: string): ConsoleUser[] | undefined {
  const path = usersPath(dataDir);
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new Fault('users-unreadable', `cannot read ${path}`, { cause });
  }
  const parsed = parseJsonBytes(bytes, parseUsers, maxBytes);
  if (!parsed.ok && parsed.problem === ofNewerProgram) throw new Fault('users-unreadable', `${path} ${parsed.problem}`);
  if (!parsed.ok) throw new DamagedUsers('users-unreadable', `${path}: ${parsed.problem}`);
  return parsed.value;
}

function writeUsers(dataDir: string, users: ConsoleUser[]): void {
  const path = usersPath(dataDir);
  try {
    replaceFile(path, `${JSON.stringify({ version: 3, users }, undefined, 2)}\n`);
  } catch (cause) {
    throw new Fault('data-folder-unusable', `cannot write ${path}`, { cause });
  }
}

/**
 * Gives `user` a new generated password, creating the user where there is none, and returns it for printing once.
 * Without `wanted`, the user keeps the roles held before; a new one is a guard. It is the way back in: a shut-out
 * user is let in again, and a lost second proof is no longer asked. A running console takes it over at the next request; sessions
 * under the old password end. Throws a Fault `users-unreadable` where the file cannot be understood and no roles are `wanted`.
 */
export async function setPassword(dataDir: string, user: string, wanted?: readonly string[]): Promise<string> {
  if (!userName.test(user)) {
    throw new RangeError(
      `"${user}" is no user name: lower-case letters, digits and hyphens, a letter first, at most 32`,
    );
  }
  const newRoles = wanted && parseRoles(wanted);
  const password = generatePassword();
  const hash = await hashPassword(password);
  const users = readOrPutAside(dataDir, wanted !== undefined);
  const known = users.find(({ name }) => name === user);
  const { fullName } = known ?? {};
  const held = newRoles ?? known?.roles ?? ['guard'];
  const changed: ConsoleUser = {
    name: user,
    hash,
    changedAtMs: Date.now(),
    roles: held,
    ...(fullName && { fullName }),
  };
  writeUsers(dataDir, [...users.filter(({ name }) => name !== user), changed]);
  return password;
}

function parseRoles(wanted: readonly string[]): Role[] {
  const known = roles.filter((role) => wanted.includes(role));
  const unknown = wanted.find((role) => !known.some((one) => one === role));
  if (unknown !== undefined || known.length === 0) {
    throw new RangeError(`"${unknown ?? ''}" is no role: the roles are ${roles.join(', ')}`);
  }
  return known;
}

/** A generated password, to be shown once. */
export interface FirstLogin {
  user: string;
  password: string;
}

export interface Users {
  find(name: string): ConsoleUser | undefined;
  /** In the order in which they were made. */
  all(): ConsoleUser[];
  /** Adds the user, or takes the place of the one with this name. Throws a Fault `data-folder-unusable`. */
  put(user: ConsoleUser): void;
  remove(name: string): void;
  /** Why nobody can sign in: the file cannot be read, and never could since the start. */
  problem(): string | undefined;
  /** Made when this start created the file; else empty. */
  firstLogins: FirstLogin[];
}

/**
 * Opens `dataDir/users.json`; on the very first start it creates the users `guard` and `manager`. A file that cannot be read keeps
 * nothing from running: there are no users until it can be.
 */
export async function openUsers(dataDir: string, log: Log): Promise<Users> {
  const firstLogins: FirstLogin[] = [];
  if (statSync(usersPath(dataDir), { throwIfNoEntry: false }) === undefined) {
    for (const { name, roles: held } of firstUsers) {
      firstLogins.push({ user: name, password: await setPassword(dataDir, name, held) });
    }
  }
  let seen = '';
  let users: ConsoleUser[] | undefined;
  let problem: Error | undefined;
  /** The file may be changed by `set-password` while the console runs; looking at its stamp costs a few microseconds. */
  const current = () => {
    try {
      const { mtimeMs, ino, size } = statSync(usersPath(dataDir));
      const stamp = `${mtimeMs} ${ino} ${size}`;
      if (stamp === seen) return users ?? [];
      users = readUsers(dataDir) ?? [];
      seen = stamp;
      problem = undefined;
    } catch (err) {
      if (problem?.message !== (err as Error).message)
        log.error({ err }, 'the users file cannot be read; the users read before stay valid');
      problem = err as Error;
    }
    return users ?? [];
  };
  /** Never on top of a file that cannot be read, nor of one that somebody has moved away: who stands in it would be lost. */
  const fresh = () => {
    const known = readUsers(dataDir);
    if (!known) throw new Fault('users-unreadable', `${usersPath(dataDir)} is gone`);
    return known;
  };
  current();
  return {
    find: (name) => current().find((user) => user.name === name),
    all: () => [...current()],
    put: (user) => {
      const known = fresh();
      const isNew = !known.some(({ name }) => name === user.name);
      writeUsers(dataDir, isNew ? [...known, user] : known.map((one) => (one.name === user.name ? user : one)));
    },
    remove: (name) =>
      writeUsers(
        dataDir,
        fresh().filter((user) => user.name !== name),
      ),
    problem: () => {
      current();
      return users === undefined && problem ? explainFault(problem) : undefined;
    },
    firstLogins,
  };
}
