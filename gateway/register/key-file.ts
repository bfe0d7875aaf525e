import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { Fault, type FaultCode } from '../kernel/fault.ts';

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
export function openKeyFile(path: string, { inUse, code, name }: KeyFile): Uint8Array {
  if (!existsSync(path)) {
    if (inUse) throw new Fault(code, `${name} is missing: ${path}`);
    return createKey(path, code);
  }
  let key: Uint8Array;
  try {
    key = readFileSync(path);
    if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) chmodSync(path, 0o600);
  } catch (cause) {
    throw new Fault(code, `cannot read ${path}: ${(cause as Error).message}`, { cause });
  }
  if (key.length === keyBytes) return key;
  throw new Fault(code, `${path} has ${key.length} bytes; ${name} has ${keyBytes}`);
}

function createKey(path: string, code: FaultCode): Uint8Array {
  const key = randomBytes(keyBytes);
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    // 'wx': two gateways that start at once must not each go on with a key of their own.
    const file = openSync(path, 'wx', 0o600);
    try {
      writeSync(file, key);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  } catch (cause) {
    throw new Fault(code, `cannot write ${path}: ${(cause as Error).message}`, { cause });
  }
  return key;
}
