import type { DaySeal } from '../../devices/contracts/gateway-health.ts';
import type { Lane } from '../../devices/contracts/site-events.ts';
import type { AuditAct } from '../tenancy/audit-store.ts';
import type { AlertRule } from './alert-rule.ts';
import type { ConditionKey, OpenCondition } from './decide-conditions.ts';
import type { HealthFigures } from './health-figures.ts';

export interface SamplePoint extends HealthFigures {
  atMs: number;
}

export interface SealRow extends DaySeal {
  gateway: string;
  epoch: string;
  /** The cloud's time. */
  receivedAtMs: number;
}

/** How far one database of a gateway ever was, by its own word. */
export interface EpochRow {
  gateway: string;
  epoch: string;
  alarm: number;
  event: number;
  firstMs: number;
  lastMs: number;
}

/** Sequences of one lane after `from`, up to and with `to`. */
export interface SequenceSpan {
  gateway: string;
  epoch: string;
  lane: Lane;
  from: number;
  to: number;
}

/** What the store has of a span, or had until it was let go for its age, counted row by row. */
export interface SpanCount {
  received: number;
  /** Rows beyond the first of a sequence, and events that say the same at the same time as an earlier one of the span. */
  duplicate: number;
  /** Closed ranges, the first 20 of them. */
  missingRanges: { from: number; to: number }[];
}

export interface ConditionRow extends OpenCondition {
  id: string;
  openedMs: number;
  closedMs: number | null;
}

export interface Shelf {
  gateway: string;
  kind: string;
  subject: string;
  untilMs: number;
  by: string;
  why: string;
  atMs: number;
}

export interface RuleRow {
  id: string;
  revision: number;
  rule: AlertRule;
}

/** What of the conditions changed at one look. */
export interface ConditionChange {
  opened: readonly (OpenCondition & { id: string })[];
  /** Open ones with a newer figure. */
  moved: readonly OpenCondition[];
  closed: readonly ConditionKey[];
  nowMs: number;
}

export interface NoticeRow {
  id: string;
  channel: string;
  /** JSON. */
  body: string;
  createdMs: number;
  tries: number;
}

export type NewNotice = Omit<NoticeRow, 'tries'>;

/** How gateways are and were, and what is wrong with them. */
export interface HealthStore {
  series(gateway: string, fromMs: number, toMs: number): Promise<SamplePoint[]>;
  /** Deletes rows of before, a slice at a time; how many. */
  pruneSamples(beforeMs: number): Promise<number>;
  /** Newest first. */
  seals(gateway: string, limit: number): Promise<SealRow[]>;
  epochs(gateway: string): Promise<EpochRow[]>;
  countSpan(span: SequenceSpan): Promise<SpanCount>;
  /** Seals that were not counted since then, the longest waiting first. */
  uncheckedSeals(checkedBeforeMs: number, limit: number): Promise<SealRow[]>;
  noteChecked(seal: Pick<SealRow, 'gateway' | 'epoch' | 'day'>, missing: number, nowMs: number): Promise<void>;
  /** Sequences that sealed days lack, by gateway. */
  missingBySeals(): Promise<Map<string, number>>;

  rules(): Promise<RuleRow[]>;
  /** False where the rule has moved on since `revision`; 0 for a new one. Without a rule it is removed. */
  saveRule(id: string, revision: number, rule: AlertRule | undefined, act: AuditAct): Promise<boolean>;
  openConditions(): Promise<ConditionRow[]>;
  closedConditions(sinceMs: number, limit: number): Promise<ConditionRow[]>;
  /** Takes or keeps the lease of looking; false while another process has it. */
  holdLease(holder: string, nowMs: number, forMs: number): Promise<boolean>;
  /** A whole look was taken. */
  noteLooked(holder: string, nowMs: number): Promise<void>;
  /** When the last whole look was taken; null: never. */
  lookedAtMs(): Promise<number | null>;
  /** All of it or nothing; false where the lease was lost meanwhile. */
  saveConditions(change: ConditionChange, holder: string): Promise<boolean>;
  /** Opened or closed and not told yet. */
  untold(): Promise<ConditionRow[]>;
  /** Queues notices and marks what they tell; sheds the oldest that wait beyond `mostWaiting`. */
  queueNotices(notices: readonly NewNotice[], told: readonly string[], mostWaiting: number): Promise<void>;
  dueNotices(nowMs: number, limit: number): Promise<NoticeRow[]>;
  settleNotice(
    notice: Pick<NoticeRow, 'id' | 'channel'>,
    to: { state: 'sent' | 'failed' } | { state: 'waiting'; dueMs: number },
    problem?: string,
  ): Promise<void>;
  shelves(nowMs: number): Promise<Shelf[]>;
  setShelf(shelf: Shelf, act: AuditAct): Promise<void>;
  endShelf(shelf: Pick<Shelf, 'gateway' | 'kind' | 'subject'>, act: AuditAct): Promise<void>;
}
