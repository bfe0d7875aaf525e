/** One entry of what tests/fault/preload/journal-writes.c wrote down; paths are absolute. */
export type JournalEntry =
  | { kind: 'opened'; inode: bigint; path: string; empties: boolean }
  | { kind: 'written'; inode: bigint; at: number; bytes: Buffer }
  | { kind: 'cut-to'; inode: bigint; size: number }
  | { kind: 'sync-begun' | 'sync-done'; inode: bigint; sync: bigint }
  | { kind: 'renamed' | 'linked'; path: string; to: string }
  | { kind: 'removed' | 'folder-made'; path: string };

const headBytes = 32;

/** As far as the entries are whole: the last one may have been cut off with the process. */
export function readJournal(journal: Buffer): JournalEntry[] {
  const entries: JournalEntry[] = [];
  for (let at = 0; at + headBytes <= journal.length; ) {
    const [kind, first, second, data] = [0, 4, 8, 12].map((field) => journal.readUInt32LE(at + field)) as [
      number,
      number,
      number,
      number,
    ];
    const [inode, number] = [journal.readBigUInt64LE(at + 16), journal.readBigUInt64LE(at + 24)];
    const from = at + headBytes;
    at = from + first + second + data;
    if (at > journal.length) break;
    const path = journal.toString('utf8', from, from + first);
    const to = journal.toString('utf8', from + first, from + first + second);
    entries.push(entryOf(kind, { inode, number, path, to, bytes: journal.subarray(at - data, at) }));
  }
  return entries;
}

interface Fields {
  inode: bigint;
  number: bigint;
  path: string;
  to: string;
  bytes: Buffer;
}

function entryOf(kind: number, { inode, number, path, to, bytes }: Fields): JournalEntry {
  switch (kind) {
    case 1:
      return { kind: 'opened', inode, path, empties: (number & 2n) !== 0n };
    case 2:
      return { kind: 'written', inode, at: Number(number), bytes };
    case 3:
      return { kind: 'cut-to', inode, size: Number(number) };
    case 4:
    case 5:
      return { kind: kind === 4 ? 'sync-begun' : 'sync-done', inode, sync: number };
    case 6:
    case 8:
      return { kind: kind === 6 ? 'renamed' : 'linked', path, to };
    case 7:
    case 9:
      return { kind: kind === 7 ? 'removed' : 'folder-made', path };
    default:
      throw new Error(`the journal of writes holds an entry of the unknown kind ${kind}`);
  }
}
