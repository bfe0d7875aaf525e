import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Type, { type Static } from 'typebox';
import { createParser, type Parsed, parseJsonBytes } from '../../../devices/contracts/parse.ts';
import { EpochMs } from '../../../devices/contracts/place.ts';
import { Fault } from '../../kernel/fault.ts';
import type { Log } from '../../kernel/log.ts';
import { type Role, roles } from '../../privacy/roles.ts';
import { generatePassword, hashPassword } from './passwords.ts';
import { writeSecretFile } from './secret-file.ts';

const strict = { additionalProperties: false } as const;
const maxBytes = 256 * 1024;
const userName = /^[a-z][a-z0-9-]{0,31}$/;

const Roles = Type.Array(Type.Enum([...roles]), { minItems: 1, uniqueItems: true });
const GuardOfOld = Type.Object(
  {
    name: Type.String({ pattern: userName.source }),
    /** Argon2id in PHC form. */
    hash: Type.String({ minLength: 20, maxLength: 300 }),
    /** When the password was set; a session begun under an older one has ended. */
    changedAtMs: EpochMs,
  },
  strict,
);
const ConsoleUser = Type.Object({ ...GuardOfOld.properties, roles: Roles }, strict);
export type ConsoleUser = Static<typeof ConsoleUser>;

const guardRoles: Role[] = ['guard', 'lead'];
/** Who can sign in after the very first start. */
const firstUsers: { name: string; roles: Role[] }[] = [
  { name: 'guard', roles: guardRoles },
  { name: 'manager', roles: ['manager', 'property', 'administrator', 'auditor', 'committee'] },
];

const maxUsers = { maxItems: 500 };
const parseFile = createParser(
  Type.Object({ version: Type.Literal(2), users: Type.Array(ConsoleUser, maxUsers) }, strict),
);
const parseOldFile = createParser(
  Type.Object({ version: Type.Literal(1), users: Type.Array(GuardOfOld, maxUsers) }, strict),
);

/** Version 1 knew guards only, who did what guards and their leads do now. */
function parseUsers(input: unknown): Parsed<ConsoleUser[]> {
  const isOld = typeof input === 'object' && input !== null && 'version' in input && input.version === 1;
  if (isOld) {
    const old = parseOldFile(input);
    return old.ok ? { ok: true, value: old.value.users.map((user) => ({ ...user, roles: guardRoles })) } : old;
  }
  const parsed = parseFile(input);
  return parsed.ok ? { ok: true, value: parsed.value.users } : parsed;
}

const usersPath = (dataDir: string) => join(dataDir, 'users.json');

function readUsers(dataDir: string): ConsoleUser[] | undefined {
  const path = usersPath(dataDir);
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new Fault('data-folder-unusable', `cannot read ${path}`, { cause });
  }
  const parsed = parseJsonBytes(bytes, parseUsers, maxBytes);
  if (!parsed.ok) throw new Fault('data-folder-unusable', `${path}: ${parsed.problem}`);
  return parsed.value;
}

function writeUsers(dataDir: string, users: ConsoleUser[]): void {
  const path = usersPath(dataDir);
  try {
    writeSecretFile(path, `${JSON.stringify({ version: 2, users }, undefined, 2)}\n`);
  } catch (cause) {
    throw new Fault('data-folder-unusable', `cannot write ${path}`, { cause });
  }
}

/**
 * Gives `user` a new generated password, creating the user where there is none, and returns it for printing once.
 * Without `wanted`, the user keeps the roles held before; a new one is a guard. A running console takes it over at the next
 * request; sessions under the old password end.
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
  const users = readUsers(dataDir) ?? [];
  const held = newRoles ?? users.find(({ name }) => name === user)?.roles ?? ['guard'];
  const changed: ConsoleUser = { name: user, hash, changedAtMs: Date.now(), roles: held };
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
  /** Made when this start created the file; else empty. */
  firstLogins: FirstLogin[];
}

/** Opens `dataDir/users.json`; on the very first start it creates the users `guard` and `manager`. */
export async function openUsers(dataDir: string, log: Log): Promise<Users> {
  const firstLogins: FirstLogin[] = [];
  if (readUsers(dataDir) === undefined) {
    for (const { name, roles: held } of firstUsers) {
      firstLogins.push({ user: name, password: await setPassword(dataDir, name, held) });
    }
  }
  let seen = '';
  let users: ConsoleUser[] = [];
  /** The file may be changed by `set-password` while the console runs; looking at its stamp costs a few microseconds. */
  const refresh = () => {
    try {
      const { mtimeMs, ino, size } = statSync(usersPath(dataDir));
      const stamp = `${mtimeMs} ${ino} ${size}`;
      if (stamp === seen) return;
      users = readUsers(dataDir) ?? [];
      seen = stamp;
    } catch (err) {
      log.error({ err }, 'the users file cannot be read; the users read before stay valid');
    }
  };
  refresh();
  return {
    find: (name) => {
      refresh();
      return users.find((user) => user.name === name);
    },
    firstLogins,
  };
}
