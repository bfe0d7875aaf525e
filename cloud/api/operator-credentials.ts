import { createHash, randomBytes, randomInt } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hash, verify } from '@node-rs/argon2';
import { Fault } from '../fault.ts';

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

/** Sixteen letters and digits without look-alikes, 80 random bits, in groups that can be read out. */
function createPassword(): string {
  const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
  const group = () => Array.from({ length: 4 }, () => alphabet[randomInt(alphabet.length)]).join('');
  return [group(), group(), group(), group()].join('-');
}

function writeSecret(file: string, text: string): void {
  const fresh = `${file}.${process.pid}.new`;
  writeFileSync(fresh, text, { mode: 0o600, flush: true });
  renameSync(fresh, file);
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

function readSessionKey(file: string): Buffer {
  if (existsSync(file)) {
    const key = Buffer.from(readFileSync(file, 'utf8'), 'base64');
    if (key.length === 32) return key;
  }
  const key = randomBytes(32);
  writeSecret(file, key.toString('base64'));
  return key;
}

function readPasswordHash(file: string): string | undefined {
  if (!existsSync(file)) return undefined;
  const text = readFileSync(file, 'utf8').trim();
  if (!text.startsWith('$argon2')) throw new Fault('data-folder-unusable', `${file} does not hold a password hash`);
  return text;
}

export interface CredentialOptions {
  folder: string;
  /** The operator's own choice; it replaces whatever password there was. */
  passwordFile?: string;
  /** Makes a new password even if there is one. */
  renew?: boolean;
}

/** Loads the credentials of a data folder, and makes what is missing. Throws a Fault that names the file. */
export async function openCredentials({
  folder,
  passwordFile,
  renew,
}: CredentialOptions): Promise<OperatorCredentials> {
  const hashFile = join(folder, 'operator.hash');
  const given = passwordFile === undefined ? undefined : readPasswordFile(passwordFile);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    let passwordHash = readPasswordHash(hashFile);
    const keep = passwordHash !== undefined && !renew && (given === undefined || (await verify(passwordHash, given)));
    const password = keep ? undefined : (given ?? createPassword());
    if (password !== undefined) {
      passwordHash = await hash(password);
      writeSecret(hashFile, `${passwordHash}\n`);
    }
    const kept = passwordHash!;
    return {
      verify: (attempt) => verify(kept, attempt),
      sessionKey: readSessionKey(join(folder, 'session.key')),
      tag: createHash('sha256').update(kept).digest('base64url').slice(0, 16),
      freshPassword: given === undefined ? password : undefined,
    };
  } catch (cause) {
    if (cause instanceof Fault) throw cause;
    throw new Fault('data-folder-unusable', `cannot keep credentials in ${folder}: ${(cause as Error).message}`, {
      cause,
    });
  }
}
