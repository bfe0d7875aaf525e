import { createHash, randomBytes, randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hash, verify } from '@node-rs/argon2';
import { findWeakness } from '../../devices/passwords/weak-password.ts';
import { Fault } from '../fault.ts';
import type { SecretStore } from '../store/store.ts';

/** The operator's password as a hash, and the key of the session cookies. */
export interface OperatorCredentials {
  verify(password: string): Promise<boolean>;
  sessionKey: Buffer;
  /** Changes with the password: sessions of an older password end. */
  tag: string;
  /** A password that was made just now and that nobody has seen yet. */
  freshPassword: string | undefined;
}

export const minPasswordChars = 8;
export const maxPasswordChars = 256;
/** Names of the secrets; in the embedded store, of files in the data folder. */
const hashName = 'operator.hash';
export const sessionKeyName = 'session.key';

/** Sixteen letters and digits without look-alikes, 80 random bits, in groups that can be read out. */
export function createPassword(): string {
  const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
  const group = () => Array.from({ length: 4 }, () => alphabet[randomInt(alphabet.length)]).join('');
  return [group(), group(), group(), group()].join('-');
}

function readPasswordFile(file: string): string {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new Fault('password-file-unusable', `cannot read ${file}: ${(cause as Error).message}`, { cause });
  }
  const password = text.split(/\r?\n/, 1)[0]!;
  if (password.length < minPasswordChars || password.length > maxPasswordChars)
    throw new Fault('password-file-unusable', `the first line of ${file} has ${password.length} characters`);
  return password;
}

/** 32 random bytes under this name, made where there are none. */
export async function openKey(store: SecretStore, name: string): Promise<Buffer> {
  const known = await store.secret(name);
  const parse = (text: string) => Buffer.from(text, 'base64');
  if (known !== undefined && parse(known).length === 32) return parse(known);
  return parse(await store.swapSecret(name, known, randomBytes(32).toString('base64')));
}

async function readPasswordHash(store: SecretStore): Promise<string | undefined> {
  const known = await store.secret(hashName);
  if (known !== undefined && !known.startsWith('$argon2'))
    throw new Fault('data-folder-unusable', `${hashName} does not hold a password hash`);
  return known;
}

export interface CredentialOptions {
  store: SecretStore;
  /** The operator's own choice; it replaces whatever password there was. */
  passwordFile?: string;
  /** Makes a new password even if there is one. */
  renew?: boolean;
  /** Called before another password takes the place of one: what was made with that ends. */
  replaces(): Promise<void>;
}

/**
 * Loads the credentials that all processes of a cloud share, and makes what is missing. Where several make a password at the
 * same time, the first one's stands, and only it says it. Throws a Fault that names what cannot be read or is too well known.
 */
export async function openCredentials({
  store,
  passwordFile,
  renew,
  replaces,
}: CredentialOptions): Promise<OperatorCredentials> {
  const given = passwordFile === undefined ? undefined : readPasswordFile(passwordFile);
  const known = await readPasswordHash(store);
  const keep = known !== undefined && !renew && (given === undefined || (await verify(known, given)));
  if (given !== undefined && !keep) {
    const weakness = await findWeakness(given, []);
    if (weakness)
      throw new Fault('password-file-unusable', `the password in ${passwordFile} is too well known: ${weakness}`);
  }
  const password = keep ? undefined : (given ?? createPassword());
  const made = password === undefined ? undefined : await hash(password);
  if (made !== undefined && known !== undefined) await replaces();
  const kept = made === undefined ? known! : await store.swapSecret(hashName, known, made);
  return {
    verify: (attempt) => verify(kept, attempt),
    sessionKey: await openKey(store, sessionKeyName),
    tag: createHash('sha256').update(kept).digest('base64url').slice(0, 16),
    freshPassword: given === undefined && kept === made ? password : undefined,
  };
}
