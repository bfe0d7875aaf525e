import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { keepPrivate } from '../../devices/files/keep-private.ts';
import { createFile } from '../../devices/files/synced-files.ts';
import { Fault, type FaultCode } from './fault.ts';

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
    keepPrivate(path);
    return content;
  } catch (cause) {
    throw new Fault(code, `cannot read ${path}: ${(cause as Error).message}`, { cause });
  }
}

/** On disk when it returns, and never there in part. Throws a Fault with `code`, also where there is such a file already. */
export function createSecret(path: string, content: Uint8Array, code: FaultCode): void {
  try {
    // two gateways that start at once must not each go on with a key of their own
    createFile(path, content);
  } catch (cause) {
    throw new Fault(code, `cannot write ${path}: ${(cause as Error).message}`, { cause });
  }
}
