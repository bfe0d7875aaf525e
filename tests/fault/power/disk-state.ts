import type { Random } from '../fault-suite.ts';
import type { Disk, DiskFile, DiskFolder, NameChange, Tree } from './disk.ts';

const sector = 512;
/** How much of what was not synced is there afterwards. */
type Mood = 'all' | 'none' | 'some';

/** As the process saw it last. */
export function wholeState(disk: Disk): Tree {
  return treeOf(disk, { keepsName: () => true, contentOf: (file) => apply(file, () => 'kept') });
}

/**
 * What a disk may hold whose power fails now. Certain are bytes of a file that were synced, and names whose folder was synced. Of the
 * rest each write is there, or not, or some of its sectors are; changes of names in one folder are there up to one of them.
 */
export function stateAfterCut(disk: Disk, random: Random): Tree {
  const moods: readonly Mood[] = ['all', 'none', 'some', 'some'];
  const [names, bytes] = [random.pick(moods), random.pick(moods)];
  const reached = new Map<DiskFolder, number>();
  const reachedOf = (folder: DiskFolder) => {
    const known = reached.get(folder);
    if (known !== undefined) return known;
    const upTo =
      names === 'all' ? disk.now : names === 'none' ? folder.syncedTo : random.between(folder.syncedTo, disk.now);
    reached.set(folder, upTo);
    return upTo;
  };
  const keepsName = ({ when, parts }: NameChange) =>
    parts.some(({ folder }) => when < folder.syncedTo) || parts.every(({ folder }) => when < reachedOf(folder));
  const fate = (): Fate =>
    bytes === 'all' ? 'kept' : bytes === 'none' ? 'lost' : random.pick(['kept', 'lost', 'torn']);
  const contentOf = (file: DiskFile) =>
    apply(
      file,
      (when) => (when < file.syncedTo ? 'kept' : fate()),
      () => random.next() < 0.5,
    );
  return treeOf(disk, { keepsName, contentOf });
}

type Fate = 'kept' | 'lost' | 'torn';

function treeOf(
  disk: Disk,
  { keepsName, contentOf }: { keepsName(change: NameChange): boolean; contentOf(file: DiskFile): Buffer },
): Tree {
  const names = new Map<DiskFolder, Map<string, DiskFile | DiskFolder>>();
  const namesOf = (folder: DiskFolder) => {
    const known = names.get(folder) ?? new Map(folder.first);
    names.set(folder, known);
    return known;
  };
  for (const change of disk.changes) {
    if (!keepsName(change)) continue;
    for (const { folder, name, node } of change.parts) {
      if (node) namesOf(folder).set(name, node);
      else namesOf(folder).delete(name);
    }
  }
  const tree: Tree = new Map();
  const walk = (folder: DiskFolder, path: string, above: readonly DiskFolder[]) => {
    for (const [name, node] of namesOf(folder)) {
      const own = path === '' ? name : `${path}/${name}`;
      tree.set(own, node.kind === 'file' ? contentOf(node) : undefined);
      // one that was moved into another, and of that only half is there
      if (node.kind === 'folder' && !above.includes(node)) walk(node, own, [...above, node]);
    }
  };
  walk(disk.root, '', [disk.root]);
  return tree;
}

/** Once a change of the size is lost, so is all that came after it and was not synced. */
function apply(file: DiskFile, fateOf: (when: number) => Fate, keepsSector: () => boolean = () => true): Buffer {
  const ends = file.changes.map((change) => (change.kind === 'cut-to' ? change.size : change.at + change.bytes.length));
  const content = Buffer.alloc(Math.max(file.first.length, ...ends));
  let size = file.first.copy(content);
  let isStopped = false;
  const write = (at: number, bytes: Buffer) => {
    content.set(bytes, at);
    size = Math.max(size, at + bytes.length);
  };
  for (const change of file.changes) {
    if (isStopped && change.when >= file.syncedTo) continue;
    const fate = fateOf(change.when);
    if (change.kind === 'cut-to') {
      isStopped ||= fate !== 'kept';
      if (fate !== 'kept') continue;
      content.fill(0, change.size, Math.max(size, change.size));
      size = change.size;
    } else if (fate === 'kept') write(change.at, change.bytes);
    else if (fate === 'torn')
      for (const [from, to] of sectorsOf(change.at, change.bytes.length))
        if (keepsSector()) write(from, change.bytes.subarray(from - change.at, to - change.at));
  }
  return content.subarray(0, size);
}

function* sectorsOf(at: number, bytes: number): Generator<[from: number, to: number]> {
  for (let from = at; from < at + bytes; ) {
    const to = Math.min(at + bytes, (Math.floor(from / sector) + 1) * sector);
    yield [from, to];
    from = to;
  }
}
