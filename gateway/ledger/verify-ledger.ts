import { setImmediate } from 'node:timers/promises';
import { dayMs } from '../kernel/clock.ts';
import type { Store } from '../kernel/sqlite-store.ts';
import { type LedgerAnchor, type LedgerHead, restoredAction, salvagedAction } from './ledger.ts';
import { actorText, chainHash, noHash, readEntry } from './ledger-entry.ts';
import { readTrim, type Trim } from './sqlite-trim-ledger.ts';

/** What a walk along the chain found. `entries` is how many were looked at, `anchors` how many of those given it met. */
export type LedgerVerdict =
  | { ok: true; entries: number; anchors: number; head: LedgerHead; trimmedThrough: number; restores?: LostStretch[] }
  /** `seq` is the first that is wrong; `problem` one sentence. */
  | { ok: false; entries: number; anchors: number; seq: number; problem: string };

/** Entries from `fromSeq` on, at least to `toSeq`, were anchored and then lost as a backup was put back. */
export interface LostStretch {
  fromSeq: number;
  toSeq: number;
  restoredAtMs: number;
}

export interface VerifyOptions {
  /** Kept outside the box; without any, a cut-off tail and a chain that was written anew as a whole cannot be found. */
  anchors?: readonly LedgerAnchor[];
  /** Whether a gateway's key signed it; every anchor is believed if left out. */
  isGenuine?(anchor: LedgerAnchor): boolean;
}

/** A few milliseconds' work. */
const sliceEntries = 500;
/** No ledger is trimmed to less: security logs are kept for six calendar months (CSL 23). */
const shortestKeptMs = 180 * dayMs;

/** In slices, between which everything else has its turn: a door never waits for an audit. */
export async function verifyLedger(store: Pick<Store, 'prepare'>, options: VerifyOptions = {}): Promise<LedgerVerdict> {
  const walk = walkLedger(store, options);
  for (;;) {
    const step = walk.next();
    if (step.done) return step.value;
    await setImmediate();
  }
}

/** The same at one go, for a process that does nothing else. */
export function verifyLedgerNow(store: Pick<Store, 'prepare'>, options: VerifyOptions = {}): LedgerVerdict {
  const walk = walkLedger(store, options);
  for (;;) {
    const step = walk.next();
    if (step.done) return step.value;
  }
}

interface Row {
  seq: number;
  at_ms: number;
  actor: string;
  action: string;
  subject: string | null;
  entry: string;
  hash: string;
}

/** Where the walk stands: the last entry that was right. */
interface Walk {
  entries: number;
  /** Anchors met, and the highest sequence of one. */
  anchors: number;
  anchoredSeq: number;
  last: LedgerHead;
  waiting: Map<number, LedgerAnchor[]>;
}

function* walkLedger(
  store: Pick<Store, 'prepare'>,
  { anchors = [], isGenuine = () => true }: VerifyOptions,
): Generator<undefined, LedgerVerdict> {
  const forged = anchors.find((anchor) => !isGenuine(anchor));
  const trim = readTrim(store);
  const { kept, restores } = setLostAside(store, anchors);
  const walk: Walk = {
    entries: 0,
    anchors: 0,
    anchoredSeq: 0,
    last: trim ? { seq: trim.throughSeq, hash: trim.throughHash } : { seq: 0, hash: noHash },
    waiting: Map.groupBy(kept, ({ seq }) => seq),
  };
  const wrong = (seq: number, problem: string): LedgerVerdict => {
    return { ok: false, entries: walk.entries, anchors: walk.anchors, seq, problem };
  };
  if (forged) return wrong(forged.seq, `the anchor of entry ${forged.seq} is not signed with this site's key`);
  const before = trim ? trimProblem(trim, walk) : strayProblem(store);
  if (before) return wrong(before.seq, before.problem);
  const rows = store.prepare('SELECT * FROM ledger WHERE seq > ? ORDER BY seq LIMIT ?');
  // What is added meanwhile is left for the next time, or a busy gateway would never end.
  const until = (store.prepare('SELECT max(seq) AS seq FROM ledger').get() as { seq: number | null }).seq ?? 0;
  while (walk.last.seq < until) {
    let slice: Row[];
    try {
      slice = rows.all(walk.last.seq, sliceEntries) as Row[];
    } catch (error) {
      return wrong(
        walk.last.seq + 1,
        `the file cannot be read after entry ${walk.last.seq}: ${(error as Error).message}`,
      );
    }
    for (const row of slice) {
      const problem = rowProblem(row, walk);
      if (problem) return wrong(problem.seq, problem.problem);
    }
    if (slice.length < sliceEntries) break;
    yield;
  }
  const cut = cutProblem(walk);
  if (cut) return wrong(cut.seq, cut.problem);
  const { entries, last: head } = walk;
  return {
    ok: true,
    entries,
    anchors: walk.anchors,
    head,
    trimmedThrough: trim?.throughSeq ?? 0,
    ...(restores.length > 0 && { restores }),
  };
}

/** Anchors of what was lost at a restore or with a damaged database, which the chain itself tells of, are met by nothing any more. */
function setLostAside(store: Pick<Store, 'prepare'>, anchors: readonly LedgerAnchor[]) {
  const read = store.prepare('SELECT seq, at_ms AS atMs FROM ledger WHERE action IN (?, ?) ORDER BY seq');
  const entries = read.all(restoredAction, salvagedAction) as { seq: number; atMs: number }[];
  const restores = new Map<number, LostStretch>();
  const kept = anchors.filter((anchor) => {
    const entry = entries.find(({ seq, atMs }) => anchor.seq >= seq && anchor.atMs < atMs);
    if (!entry) return true;
    const toSeq = Math.max(anchor.seq, restores.get(entry.seq)?.toSeq ?? 0);
    restores.set(entry.seq, { fromSeq: entry.seq, toSeq, restoredAtMs: entry.atMs });
    return false;
  });
  return { kept, restores: [...restores.values()] };
}

interface Problem {
  seq: number;
  problem: string;
}

/** Looks at the next row and takes one step, unless something is wrong with it. */
function rowProblem(row: Row, walk: Walk): Problem | undefined {
  const { seq, hash } = walk.last;
  const at = seq + 1;
  if (row.seq !== at) return { seq: at, problem: `entry ${at} is missing; the next one there is ${row.seq}` };
  walk.entries += 1;
  if (typeof row.entry !== 'string') return { seq: at, problem: `entry ${at} is no text` };
  if (chainHash(hash, row.entry) !== row.hash) {
    const stated = /"seq":(\d+)\}$/.exec(row.entry)?.[1];
    const moved = stated !== undefined && stated !== String(at) ? `; it says of itself that it is entry ${stated}` : '';
    return {
      seq: at,
      problem: `entry ${at} does not follow from entry ${seq}: it was changed, moved or put in${moved}`,
    };
  }
  const entry = readEntry(row.entry);
  if (!entry) return { seq: at, problem: `entry ${at} holds what no gateway writes` };
  const column = editedColumn(row, entry);
  if (column)
    return { seq: at, problem: `the column ${column} of entry ${at} was changed: it is not what the entry says` };
  walk.last = { seq: row.seq, hash: row.hash };
  return anchorProblem(walk);
}

/** The columns are for look-ups: one that differs from the entry would hide it, or show it to the wrong person. */
function editedColumn(row: Row, entry: NonNullable<ReturnType<typeof readEntry>>): string | undefined {
  const { atMs, actor, action, subject, seq } = entry;
  if (seq !== row.seq) return 'seq';
  if (atMs !== row.at_ms) return 'at_ms';
  if (actorText(actor) !== row.actor) return 'actor';
  if (action !== row.action) return 'action';
  return (subject ?? null) === row.subject ? undefined : 'subject';
}

function anchorProblem(walk: Walk): Problem | undefined {
  const { seq, hash } = walk.last;
  const here = walk.waiting.get(seq);
  if (!here) return undefined;
  const other = here.find((anchor) => anchor.hash !== hash);
  if (other) {
    const from = walk.anchoredSeq + 1;
    const problem = `the chain was written anew: entries ${from} to ${seq} do not lead to what was anchored at ${timeOf(other)}`;
    return { seq: from, problem };
  }
  walk.anchors += here.length;
  walk.anchoredSeq = seq;
  walk.waiting.delete(seq);
  return undefined;
}

/** Anchors above the end: there was more. */
function cutProblem({ last, waiting }: Walk): Problem | undefined {
  const highest = [...waiting.values()].flat().sort((a, b) => b.seq - a.seq)[0];
  if (!highest) return undefined;
  const problem = `the ledger ends with entry ${last.seq}, but entry ${highest.seq} was anchored at ${timeOf(highest)}: the rest was cut off`;
  return { seq: last.seq + 1, problem };
}

/** What was taken away at its time must have been as old as the trim says; anchors know how old it was. */
function trimProblem(trim: Trim, walk: Walk): Problem | undefined {
  const { throughSeq, throughHash, beforeMs, atMs } = trim;
  if (atMs - beforeMs < shortestKeptMs) {
    return { seq: 1, problem: `entries up to ${throughSeq} were trimmed though they were not half a year old` };
  }
  for (const anchor of [...walk.waiting.values()].flat().filter(({ seq }) => seq <= throughSeq)) {
    const where = `entries up to ${throughSeq} were trimmed as older than ${new Date(beforeMs).toISOString()}`;
    if (anchor.atMs > beforeMs + dayMs) {
      return { seq: anchor.seq, problem: `${where}, but entry ${anchor.seq} was anchored at ${timeOf(anchor)}` };
    }
    if (anchor.seq === throughSeq && anchor.hash !== throughHash) {
      return {
        seq: anchor.seq,
        problem: `${where}, but the last of them is not what was anchored at ${timeOf(anchor)}`,
      };
    }
    walk.waiting.delete(anchor.seq);
  }
  return undefined;
}

/** Nothing comes before the first entry. */
function strayProblem(store: Pick<Store, 'prepare'>): Problem | undefined {
  const { seq } = store.prepare('SELECT min(seq) AS seq FROM ledger').get() as { seq: number | null };
  return seq !== null && seq < 1 ? { seq, problem: `entry ${seq} stands before the first one` } : undefined;
}

function timeOf({ atMs }: LedgerAnchor): string {
  return new Date(atMs).toISOString();
}
