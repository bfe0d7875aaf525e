import type { ArrivedEvent, KeptState, ShareAct, ShareRow } from './share.ts';
import type { ShareReason } from './share-terms.ts';

/** How far a share is, and who sends for it. */
export interface ShareProgress {
  share: string;
  /** Everything up to this place in the order of arrival was delivered, set aside or not asked for. */
  cursor: number;
  /** The process that sends for it; null for none. */
  holder: string | null;
  /** Grows while the holder lives: whoever sees it stand still may take over. */
  beat: number;
  delivered: number;
  batches: number;
  /** Events that the way of delivery has no form for. */
  leftOut: number;
  setAside: number;
  /** How often the recipient has refused what comes next. */
  refusals: number;
  /** Events set aside since the recipient last took one. */
  streak: number;
  /** Up to this place events go one by one: one of them was refused. */
  carefulUntil: number;
  failures: number;
  failingSinceMs: number | null;
  nextTryMs: number | null;
  lastTakenMs: number | null;
  lastWhy: string | null;
  /** When the cloud received the oldest event that did not get through. */
  waitingMs: number | null;
}

export interface ShareDeed {
  share: string;
  act: ShareAct;
  /** Sign of who did it; `cloud` for the cloud itself. */
  by: string;
  /** His opaque id; null for the cloud. */
  operator: string | null;
  /** Where the share is about one gateway. */
  gateway: string | null;
  atMs: number;
  why: string | null;
}

export interface Delivery {
  share: string;
  atMs: number;
  outcome: 'taken' | 'refused' | 'failed' | 'gone' | 'set-aside';
  events: number;
  tookMs: number;
  why: string | null;
}

export interface ShareChange {
  share: string;
  /** The revision that was looked at. */
  basis: number;
  state: KeptState;
  why: ShareReason | null;
  approvedSign?: string;
  deed: ShareDeed;
}

/** What a holder sends next. */
export interface ShareWork {
  row: ShareRow;
  progress: ShareProgress;
  /** In order; all of the share's kinds after the cursor up to `reached`. */
  events: ArrivedEvent[];
  reached: number;
}

/** What became of an attempt, kept in one transaction with the cursor. */
export interface Settlement {
  progress: ShareProgress;
  delivery?: Delivery;
  aside?: { id: string; place: number; why: string; atMs: number };
}

export interface ShareView {
  row: ShareRow;
  progress: ShareProgress;
}

export interface Backlog {
  /** Events of the share's kinds after its cursor; not more than `countedUpTo` are counted. */
  events: number;
  oldestMs: number | null;
}
export const countedUpTo = 10_000;

export interface ExportStore {
  /** Newest first; all, or those that have not ended. */
  shares(which: 'all' | 'open'): Promise<ShareView[]>;
  share(share: string): Promise<ShareView | undefined>;
  /** False where there are `limit` shares that have not ended. */
  askShare(row: ShareRow, deed: ShareDeed, limit: number): Promise<boolean>;
  /** False where somebody was faster; nothing has changed then. An end takes the secrets away, an approval sets the cursor. */
  changeShare(change: ShareChange): Promise<boolean>;
  keepShareDeed(deed: ShareDeed): Promise<void>;
  /** Newest first. */
  shareDeeds(share: string, limit: number): Promise<ShareDeed[]>;
  deliveries(share: string, limit: number): Promise<Delivery[]>;
  backlog(share: string, types: readonly string[]): Promise<Backlog>;
  /** The newest events of some types, newest first; looks at no more than `window` places. */
  latestEvents(types: readonly string[], window: number, limit: number): Promise<ArrivedEvent[]>;
  /** The last place in the order of arrival. */
  lastPlace(): Promise<number>;

  /** True where the lease still stood as it was seen and is the holder's now. */
  takeShare(share: string, holder: string, seen: Pick<ShareProgress, 'holder' | 'beat'>): Promise<boolean>;
  /** Says that the holder of its shares lives. */
  beatShares(holder: string): Promise<void>;
  /** What comes next; undefined where somebody else holds the share by now. */
  shareWork(share: string, holder: string, types: readonly string[], window: number): Promise<ShareWork | undefined>;
  /** False where somebody else holds the share by now: then nothing was kept. */
  settle(share: string, holder: string, settlement: Settlement): Promise<boolean>;
  releaseShares(holder: string): Promise<void>;
}
