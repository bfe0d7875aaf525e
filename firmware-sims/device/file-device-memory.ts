import { appendFileSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import Type from 'typebox';
import { DeviceEvent } from '../../devices/contracts/device-messages.ts';
import { createParser } from '../../devices/contracts/parse.ts';
import type { Log } from '../log.ts';
import type { DeviceMemory, SavedMemory } from './device-memory.ts';

const strict = { additionalProperties: false } as const;
const parseEntry = createParser(
  Type.Union([
    Type.Object({ boot: Type.String({ minLength: 1, maxLength: 64 }), seq: Type.Integer({ minimum: 0 }) }, strict),
    Type.Object({ queued: DeviceEvent }, strict),
    Type.Object({ removed: Type.Integer({ minimum: 1 }) }, strict),
  ]),
);

/** How many lines of events that are gone the journal may hold before it is written anew. */
const staleLines = 2000;

/**
 * A journal file as a device's flash: one JSON line an act. A last line that power left half written is passed over, so a
 * power cut at any byte loses at most the act that was being written.
 */
export function createFileMemory(path: string, log: Log): DeviceMemory {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  let lines = 0;
  let current: { boot: string; seq: number } | undefined;
  const append = (entry: object) => {
    appendFileSync(path, `${JSON.stringify(entry)}\n`, { mode: 0o600 });
    lines += 1;
  };
  const rewrite = (saved: SavedMemory) => {
    const entries = [{ boot: saved.boot, seq: saved.seq }, ...saved.queue.map((queued) => ({ queued }))];
    writeFileSync(`${path}.new`, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''), { mode: 0o600 });
    renameSync(`${path}.new`, path);
    lines = entries.length;
    current = { boot: saved.boot, seq: saved.seq };
  };
  return {
    load() {
      const saved = readJournal(path, log);
      if (saved) rewrite(saved);
      return saved;
    },
    booted: (boot) => rewrite({ boot, seq: 0, queue: [] }),
    queued(event) {
      append({ queued: event });
      current = { boot: event.boot, seq: event.seq };
    },
    removed(seq, left) {
      append({ removed: seq });
      if (left === 0 && lines > staleLines && current) rewrite({ ...current, queue: [] });
    },
  };
}

function readJournal(path: string, log: Log): SavedMemory | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  let saved: SavedMemory | undefined;
  const queue = new Map<number, DeviceEvent>();
  // What stands after the last line feed was being written when the power went.
  for (const [index, line] of text.split('\n').slice(0, -1).entries()) {
    const entry = readLine(line);
    if (entry === undefined) {
      // The counter cannot be trusted any more, and a number given out twice would hide an event: a new boot begins.
      log.warn({ file: path, line: index + 1, waiting: queue.size }, 'device memory is damaged and is forgotten');
      return undefined;
    }
    if ('boot' in entry) saved = { boot: entry.boot, seq: entry.seq, queue: [] };
    else if ('removed' in entry) queue.delete(entry.removed);
    else if (saved && entry.queued.boot === saved.boot) {
      queue.set(entry.queued.seq, entry.queued);
      saved.seq = Math.max(saved.seq, entry.queued.seq);
    }
  }
  return saved && { ...saved, queue: [...queue.values()] };
}

function readLine(line: string) {
  try {
    const parsed = parseEntry(JSON.parse(line));
    return parsed.ok ? parsed.value : undefined;
  } catch {
    // Not JSON: the caller reports the line.
    return undefined;
  }
}
