import type { RetainedClass } from '../../../devices/contracts/site-privacy.ts';
import type { LedgerHead, LedgerQuery, LedgerRow } from '../../ledger/ledger.ts';
import type { LedgerVerdict } from '../../ledger/verify-ledger.ts';
import type { RetentionLine } from '../../privacy/retention.ts';

/** The ledger for those who check what others did. Whoever reads it stands in it. */
export interface ConsoleLedger {
  head(): LedgerHead;
  /** Newest first. */
  find(query: LedgerQuery, user: string): LedgerRow[];
  /** One walk at a time: whoever asks meanwhile gets the same answer. */
  verify(user: string): Promise<LedgerVerdict>;
}

/** An order to keep things beyond their time, for a court or an authority. */
export interface ConsoleHold {
  id: string;
  /** Number or title of the order. */
  document: string;
  /** Everything, and everywhere, where left out. */
  classes?: RetainedClass[];
  zones?: string[];
  fromMs: number;
  toMs: number;
  placedBy: string;
  placedAtMs: number;
}

export interface ConsoleRetention {
  report(user: string): RetentionLine[];
  holds(): ConsoleHold[];
  /** `no-zone` where it names one that the site does not have. */
  hold(order: Omit<ConsoleHold, 'id' | 'placedBy' | 'placedAtMs'>, user: string): ConsoleHold | 'no-zone';
  /** False if there is none. */
  release(id: string, user: string): boolean;
}
