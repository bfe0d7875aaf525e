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
    Type.Object(
      {
        boot: Type.String({ minLength: 1, maxLength: 64 }),
        seq: Type.Integer({ minimum: 0 }),
        nearlyFull: Type.Optional(Type.Boolean()),
      },
      strict,
    ),
    Type.Object({ queued: DeviceEvent }, strict),
    Type.Object({ removed: Type.Integer({ minimum: 1 }) }, strict),
  ]),
);

/** The journal is written anew when it holds more lines without use than this, and more than lines of use. */
const staleLines = 2000;

/**
 * A journal file as a device's flash: one JSON line an act. A last line that power left half written is passed over, so a
 * power cut at any byte loses at most the act that was being written.
 */
export function createFileMemory(path: string, log: Log): DeviceMemory {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  let lines = 0;
  let current: Omit<SavedMemory, 'queue'> | undefined;
  const append = (entry: object) => {
    appendFileSync(path, `${JSON.stringify(entry)}\n`, { mode: 0o600 });
    lines += 1;
  };
  const rewrite = ({ queue, ...head }: Omit<SavedMemory, 'queue'> & { queue: Iterable<DeviceEvent> }) => {
    const entries = [head, ...Array.from(queue, (queued) => ({ queued }))];
    writeFileSync(`${path}.new`, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''), { mode: 0o600 });
    renameSync(`${path}.new`, path);
    lines = entries.length;
    current = head;
  };
  return {
    load() {
      const saved = readJournal(path, log);
      if (saved) rewrite(saved);
      return saved;
    },
    booted: (boot) => rewrite({ boot, seq: 0, nearlyFull: false, queue: [] }),
    queued(event) {
      append({ queued: event });
      current = { boot: event.boot, seq: event.seq, nearlyFull: isNearlyFull(event, current?.nearlyFull) };
    },
    removed(seq, left, waiting) {
      append({ removed: seq });
      // At least as many lines are dropped as are copied, so that an event costs the same however many wait.
      if (current && lines - left > Math.max(staleLines, left)) rewrite({ ...current, queue: waiting() });
    },
  };
}

const isNearlyFull = ({ type }: DeviceEvent, before = false): boolean =>
  type === 'log-nearly-full' || (before && type !== 'log-emptied');

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
    if ('boot' in entry) saved = { nearlyFull: false, ...entry, queue: [] };
    else if ('removed' in entry) queue.delete(entry.removed);
    else if (saved && entry.queued.boot === saved.boot) {
      queue.set(entry.queued.seq, entry.queued);
      saved.seq = Math.max(saved.seq, entry.queued.seq);
      saved.nearlyFull = isNearlyFull(entry.queued, saved.nearlyFull);
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
