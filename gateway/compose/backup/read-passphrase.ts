import { readPassphrase as read } from '../../../devices/archive/read-passphrase.ts';
import { asFault } from './archive-fault.ts';

/** The file's first line; `undefined` where no file is named. Throws Fault `passphrase-unusable`. */
export function readPassphrase(path: string | undefined): string | undefined {
  try {
    return read(path);
  } catch (error) {
    throw asFault(error, 'cannot read the passphrase');
  }
}
