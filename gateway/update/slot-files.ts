import { readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { ReleaseKind } from '../../devices/contracts/release.ts';
import { replaceFile } from '../../devices/files/synced-files.ts';
import type { Log } from '../kernel/log.ts';
import { step } from '../kernel/step.ts';
import { type KeptSlot, parseKeptSlot } from './kept-slot.ts';

/** One file for each (kind, name): `slot-<kind>-<name>.json`. */
export interface SlotFiles {
  /** Every one that can be read; a damaged one is laid aside. */
  all(): KeptSlot[];
  /** On disk when it returns; whoever kills the gateway finds the old or the new. */
  write(slot: KeptSlot): void;
}

const pattern = /^slot-(gateway|model|firmware)-[a-z0-9-]{1,64}\.json$/;
const nameOf = ({ kind, name }: { kind: ReleaseKind; name: string }) => `slot-${kind}-${name}.json`;
const maxBytes = 4 * 1024 * 1024;

export function openSlotFiles(folder: string, log: Log): SlotFiles {
  const read = (file: string): KeptSlot[] => {
    const text = readFileSync(join(folder, file), 'utf8');
    const slot = text.length > maxBytes ? undefined : parse(text);
    if (slot && nameOf(slot) === file) return [slot];
    renameSync(join(folder, file), join(folder, `${file}.damaged`));
    log.error({ file }, 'what was kept of an update is damaged and laid aside');
    return [];
  };
  return {
    all: () =>
      list(folder)
        .filter((file) => pattern.test(file))
        .flatMap(read),
    write: (slot) => {
      step('update.writing');
      replaceFile(join(folder, nameOf(slot)), JSON.stringify(slot));
      step('update.written');
    },
  };
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function parse(text: string): KeptSlot | undefined {
  try {
    const parsed = parseKeptSlot(JSON.parse(text));
    return parsed.ok ? parsed.value : undefined;
  } catch {
    // what is no JSON is no slot either
    return undefined;
  }
}
