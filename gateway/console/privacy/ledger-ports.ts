import type { LedgerAnchor, LedgerHead, LedgerQuery, LedgerRow } from '../../ledger/ledger.ts';
import type { LedgerVerdict } from '../../ledger/verify-ledger.ts';
import type { Hold, RetentionLine } from '../../privacy/retention.ts';
import type { KeptHold } from '../../privacy/sqlite-holds.ts';

/** The ledger for those who check what others did. Whoever reads it stands in it. */
export interface ConsoleLedger {
  head(): LedgerHead;
  /** Newest first. */
  find(query: LedgerQuery, user: string): LedgerRow[];
  /** Taken on the box and handed to the cloud, newest first. */
  anchors(limit: number): LedgerAnchor[];
  /** One walk at a time: whoever asks meanwhile gets the same answer. */
  verify(user: string): Promise<LedgerVerdict>;
}

export interface ConsoleRetention {
  report(user: string): RetentionLine[];
  holds(): KeptHold[];
  /** `no-zone` where it names one that the site does not have. */
  hold(order: Hold & { document: string }, user: string): KeptHold | 'no-zone';
  /** False if there is none. */
  release(id: string, user: string): boolean;
}
