import { createHmac } from 'node:crypto';
import { existsSync } from 'node:fs';
import { openKeyFile } from '../kernel/key-file.ts';
import type { Log } from '../kernel/log.ts';
import type { Register } from './register-types.ts';

/**
 * Keyed digests of PINs, as the register keeps them: `pin:` and HMAC-SHA256 in base64url. Digits are few enough to try all of
 * them; without the key in `path` (32 bytes, mode 0600) a copy of the database tells none of them. Where the key is missing
 * though there are PINs, a new one is made and logged: those PINs open nothing until it is put back or they are chosen anew.
 * Throws Fault `pin-key-unusable` when the file cannot be read or written, or is no key.
 */
export function openPinDigest(path: string, register: Pick<Register, 'all'>, log: Log): (digits: string) => string {
  const lost = existsSync(path) ? 0 : [...register.all('credential')].filter(({ kind }) => kind === 'pin').length;
  const key = openKeyFile(path, { inUse: false, code: 'pin-key-unusable', name: 'the key of the PINs' });
  if (lost > 0) {
    log.error(
      { pins: lost },
      'the key of the PINs was missing: put pin.key back from a backup, or have them chosen anew',
    );
  }
  return (digits) => `pin:${createHmac('sha256', key).update(`ringward pin\n${digits}`).digest('base64url')}`;
}
