import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, linkSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { Fault, type FaultCode } from './fault.ts';
import { makeFolder, syncFolder, writeSynced } from './replace-file.ts';

export const keyBytes = 32;

export interface KeyFile {
  /** Something was made with the key: a new one would be of no use to it. */
  inUse: boolean;
  /** What is thrown when the file is missing though in use, cannot be read or written, or is no key. */
  code: FaultCode;
  /** In messages: "the key of the stored face templates". */
  name: string;
}

/** A secret key of 32 bytes from `path` (mode 0600); made at first use. */
export function openKeyFile(path: string, { inUse, code, name }: KeyFile): Buffer {
  if (!existsSync(path)) {
    if (inUse) throw new Fault(code, `${name} is missing: ${path}`);
    const key = randomBytes(keyBytes);
    createSecret(path, key, code);
    return key;
  }
  const key = readSecret(path, code);
  if (key.length === keyBytes) return key;
  throw new Fault(code, `${path} has ${key.length} bytes; ${name} has ${keyBytes}`);
}

/** From now on for its owner's eyes only, whoever could read it before. Throws a Fault with `code`. */
export function readSecret(path: string, code: FaultCode): Buffer {
  try {
    const content = readFileSync(path);
    if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) chmodSync(path, 0o600);
    return content;
  } catch (cause) {
    throw new Fault(code, `cannot read ${path}: ${(cause as Error).message}`, { cause });
  }
}

/** On disk when it returns, and never there in part. Throws a Fault with `code`, also where there is such a file already. */
export function createSecret(path: string, content: Uint8Array, code: FaultCode): void {
  const fresh = `${path}.${process.pid}.new`;
  try {
    makeFolder(dirname(path));
    // cut off after the link, it is another name of a secret that counts
    rmSync(fresh, { force: true });
    try {
      writeSynced(fresh, content);
      // fails where there is one: two gateways that start at once must not each go on with a key of their own
      linkSync(fresh, path);
    } finally {
      rmSync(fresh, { force: true });
    }
    syncFolder(dirname(path));
  } catch (cause) {
    throw new Fault(code, `cannot write ${path}: ${(cause as Error).message}`, { cause });
  }
}
