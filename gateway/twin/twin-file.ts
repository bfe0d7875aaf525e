import { readFileSync, renameSync } from 'node:fs';
import { maxTwinBytes } from '../../devices/contracts/twin.ts';
import { replaceFile } from '../../devices/files/synced-files.ts';
import type { Log } from '../kernel/log.ts';
import { step } from '../kernel/step.ts';
import { freshTwin, type KeptTwin, parseKeptTwin } from './kept-twin.ts';

export interface TwinFile {
  read(nowMs: number): KeptTwin;
  /** On disk when it returns; whoever kills the gateway finds the old or the new. */
  write(kept: KeptTwin): void;
}

/** A file that is no twin (any more) is laid aside, and the gateway runs with its site file until the cloud gives it settings. */
export function openTwinFile(path: string, log: Log): TwinFile {
  return {
    read(nowMs) {
      let text: string;
      try {
        text = readFileSync(path, 'utf8');
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return freshTwin(nowMs);
        throw error;
      }
      const kept = text.length > 4 * maxTwinBytes ? undefined : parseKeptTwin(readJson(text));
      if (kept) return kept;
      renameSync(path, `${path}.damaged`);
      log.error({}, 'the settings kept from the cloud are damaged; they are laid aside as twin.json.damaged');
      return freshTwin(nowMs);
    },
    write: (kept) => {
      step('twin.writing');
      replaceFile(path, JSON.stringify(kept));
      step('twin.written');
    },
  };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // what is no JSON is no twin either
    return undefined;
  }
}
