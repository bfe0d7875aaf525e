import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Type, { type Static } from 'typebox';
import { createParser, parseJsonBytes } from '../../devices/contracts/parse.ts';
import { EpochMs } from '../../devices/contracts/place.ts';
import { Fault } from '../kernel/fault.ts';
import type { Log } from '../kernel/log.ts';
import { generatePassword, hashPassword } from './passwords.ts';
import { writeSecretFile } from './secret-file.ts';

const strict = { additionalProperties: false } as const;
const maxBytes = 256 * 1024;
const userName = /^[a-z][a-z0-9-]{0,31}$/;

const ConsoleUser = Type.Object(
  {
    name: Type.String({ pattern: userName.source }),
    /** Argon2id in PHC form. */
    hash: Type.String({ minLength: 20, maxLength: 300 }),
    /** When the password was set; a session begun under an older one has ended. */
    changedAtMs: EpochMs,
  },
  strict,
);
export type ConsoleUser = Static<typeof ConsoleUser>;

const parseUsers = createParser(
  Type.Object({ version: Type.Literal(1), users: Type.Array(ConsoleUser, { maxItems: 500 }) }, strict),
);

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
  return parsed.value.users;
}

function writeUsers(dataDir: string, users: ConsoleUser[]): void {
  const path = usersPath(dataDir);
  try {
    writeSecretFile(path, `${JSON.stringify({ version: 1, users }, undefined, 2)}\n`);
  } catch (cause) {
    throw new Fault('data-folder-unusable', `cannot write ${path}`, { cause });
  }
}

/**
 * Gives `user` a new generated password, creating the user where there is none, and returns it for printing once.
 * A running console takes it over at the next request; sessions under the old password end.
 */
export async function setPassword(dataDir: string, user: string): Promise<string> {
  if (!userName.test(user)) {
    throw new RangeError(
      `"${user}" is no user name: lower-case letters, digits and hyphens, a letter first, at most 32`,
    );
  }
  const password = generatePassword();
  const changed: ConsoleUser = { name: user, hash: await hashPassword(password), changedAtMs: Date.now() };
  const others = (readUsers(dataDir) ?? []).filter((other) => other.name !== user);
  writeUsers(dataDir, [...others, changed]);
  return password;
}

export interface Users {
  find(name: string): ConsoleUser | undefined;
  /** The password made for the first user, when this start created the file. */
  firstPassword?: string;
}

/** Opens `dataDir/users.json`; on the very first start it creates the user `guard`. */
export async function openUsers(dataDir: string, log: Log): Promise<Users> {
  const firstPassword = readUsers(dataDir) === undefined ? await setPassword(dataDir, 'guard') : undefined;
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
    ...(firstPassword !== undefined && { firstPassword }),
  };
}
