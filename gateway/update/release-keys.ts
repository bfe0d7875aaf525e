import { readFileSync } from 'node:fs';
import { acceptKeyList, readKeyList } from '../../devices/contracts/read-release.ts';
import { parseSignedKeyList, type ReleaseKeyList, type SignedKeyList } from '../../devices/contracts/release.ts';
import { replaceFile } from '../../devices/files/synced-files.ts';
import type { Log } from '../kernel/log.ts';

/** The keys by which this gateway believes a release. */
export interface ReleaseKeys {
  /** Undefined where nobody has given it any: then it believes nothing. */
  current(): ReleaseKeyList | undefined;
  /** A newer list takes the place of the one before, on disk when it returns; `refused` leaves everything as it is. */
  offer(newer: SignedKeyList): 'taken' | 'known' | 'refused';
}

export interface ReleaseKeysOptions {
  /** The list that whoever put the gateway up gave it, as the site file names it. */
  given: string | undefined;
  /** Where the newest that came by itself is kept. */
  path: string;
  log: Log;
}

const maxBytes = 64 * 1024;

/** The newer of the two counts: who replaces the given list by hand is believed as at the beginning. */
export function openReleaseKeys({ given, path, log }: ReleaseKeysOptions): ReleaseKeys {
  const first = given === undefined ? undefined : read(given);
  if (given !== undefined && !first) log.error({}, 'the list of release keys cannot be read: no update is believed');
  const kept = first && read(path);
  let list = kept && kept.list.serial > first.list.serial ? kept : first;
  return {
    current: () => list?.list,
    offer(newer) {
      if (!list) return 'refused';
      if (newer.text === list.signed.text) return 'known';
      const accepted = acceptKeyList(list.list, newer);
      if (!accepted.ok) {
        log.warn({ problem: accepted.problem }, 'a list of release keys is refused');
        return 'refused';
      }
      replaceFile(path, JSON.stringify(newer));
      list = { signed: newer, list: accepted.value };
      log.info({ serial: list.list.serial }, 'a newer list of release keys is taken');
      return 'taken';
    },
  };
}

function read(path: string): { signed: SignedKeyList; list: ReleaseKeyList } | undefined {
  try {
    const text = readFileSync(path, 'utf8');
    const signed = text.length > maxBytes ? undefined : parseSignedKeyList(JSON.parse(text));
    const list = signed?.ok ? readKeyList(signed.value) : undefined;
    return signed?.ok && list?.ok ? { signed: signed.value, list: list.value } : undefined;
  } catch {
    // missing or damaged: without a list nothing is believed
    return undefined;
  }
}
