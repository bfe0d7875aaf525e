import type { AuditAct } from '../tenancy/audit-store.ts';
import type { RetentionKind } from './retention-terms.ts';

/** What one transaction let go for its age. */
export interface SweptSlice {
  taken: { kind: RetentionKind; count: number }[];
  /** Of what stays, when the oldest came; in milliseconds. */
  oldest: Partial<Record<RetentionKind, number>>;
  /** There may be more to let go. */
  more: boolean;
  /** Days (UTC, since 1970) of arrival of which events went. */
  days: number[];
}

/** How a kind stood at the end of the last sweep that came to its end; times in milliseconds. */
export interface SweptKind {
  kind: RetentionKind;
  sweptMs: number;
  deleted: number;
  /** The youngest that any sweep took. */
  upToMs: number | null;
  oldestMs: number | null;
}

/** An order to keep what a gateway, or the gateways of a site, told from `fromMs` on: it counts until `untilMs`, or until it is ended. */
export interface OrderToKeep {
  id: string;
  /** `gateway:ID` or `site:ID`. */
  place: string;
  fromMs: number;
  untilMs: number;
  reason: string;
  /** Sign of an operator. */
  by: string;
  atMs: number;
}

/** Of a kept place; undefined for a site. */
export const gatewayOf = (place: string): string | undefined =>
  place.startsWith('gateway:') ? place.slice('gateway:'.length) : undefined;

/** Of whom a slice is, what may go by its age, and the place in the order of arrival before which events may. */
export interface GatewaySlice {
  gateway: string;
  site: string | undefined;
  before: Readonly<Record<RetentionKind, number>>;
  below: number;
  nowMs: number;
}

/** What is kept for a time. Whatever is let go is counted on disk with it, so that a kill loses no count. */
export interface RetentionStore {
  /** Does it while no other process over this store does; undefined where one is at it. */
  alone<Result>(work: () => Promise<Result>): Promise<Result | undefined>;
  /** Gateways of which something may be kept, and the place before which events may go. */
  begin(): Promise<{ gateways: string[]; below: number }>;
  /** A slice of each kind of what a gateway told or was asked; nothing of it that came since an order to keep begins. */
  sweepGateway(slice: GatewaySlice): Promise<SweptSlice>;
  /** A slice of each kind of what is no gateway's. */
  sweepRest(before: Readonly<Record<RetentionKind, number>>): Promise<SweptSlice>;
  /** The sweep is over: one entry in the audit log for each kind of which something went. */
  end(oldest: SweptSlice['oldest'], nowMs: number): Promise<SweptKind[]>;
  kinds(): Promise<SweptKind[]>;
  /** When a gateway was heard last; 0 where none was. */
  lastHeardMs(): Promise<number>;
  /** Those that count, the newest first. */
  orders(nowMs: number): Promise<OrderToKeep[]>;
  addOrder(order: OrderToKeep, act: AuditAct): Promise<void>;
  /** At the time of the act. */
  endOrder(id: string, act: AuditAct): Promise<void>;
  /** Gives the room back that was taken, piece by piece, until it is told to stop; `days` are those of which events went. */
  giveBack(days: readonly number[], stopped: () => boolean): Promise<void>;
}
