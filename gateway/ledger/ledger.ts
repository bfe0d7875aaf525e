/** Who acts: a user of the console, the gateway itself, or a device. */
export type Actor = { kind: 'user'; id: string } | { kind: 'gateway' } | { kind: 'device'; id: string };

/** A backup was put back: what was entered between the two is not there any more. */
export const restoredAction = 'backup.restored';
/** What could be read of a damaged database was taken over; as after a restore, entries may be missing before it. */
export const salvagedAction = 'storage.salvaged';

/**
 * One entry of the ledger: who did what to whom or what, when, for what purpose and why. People appear by their opaque id only;
 * no name, no plate, no card number, nothing of a face.
 */
export interface LedgerEntry {
  atMs: number;
  actor: Actor;
  /** `area.verb`, in the past tense: `access.decided`, `person.viewed`, `register.changed`, `mode.applied`. */
  action: string;
  /** Opaque id of what it is about. */
  subject?: string;
  purpose?: string;
  /** Words of whoever acted. */
  reason?: string;
  /** Codes, ids and counts. */
  detail?: Readonly<Record<string, string | number | boolean | readonly string[]>>;
}

/** Where the chain stands: `hash` seals everything up to and with entry `seq`. */
export interface LedgerHead {
  /** 0 and the hash of nothing for an empty chain. */
  seq: number;
  /** SHA-256, hex. */
  hash: string;
}

export interface LedgerQuery {
  subject?: string;
  /** `gateway`, an id, or an id with its kind: `user:guard`. */
  actor?: string;
  /** Whole, or up to a dot: `access`. */
  action?: string;
  fromMs?: number;
  toMs?: number;
  beforeSeq?: number;
  limit: number;
}

/** Append-only and hash-chained: entries can be added and read, and any later edit, deletion or reordering is found. */
export interface Ledger {
  /** In the transaction that is open, so that a deed and its entry live or die together. */
  append(entry: LedgerEntry): LedgerHead;
  head(): LedgerHead;
  /** Newest first. */
  find(query: LedgerQuery): LedgerRow[];
}

/** As it is kept; `writtenAtMs` where that was more than a second away from when it happened. */
export type LedgerRow = LedgerEntry & { seq: number; hash: string; writtenAtMs?: number };

/** The head at one moment, kept outside the box: whoever writes the ledger anew cannot reach it. */
export interface LedgerAnchor extends LedgerHead {
  atMs: number;
  gateway: string;
  /** Of `anchorText`, by the site's key. */
  signature: string;
}
