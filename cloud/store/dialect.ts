import type { Deed } from './statement.ts';
import type { StoreChange } from './store.ts';

/** Where the engines differ. Statements elsewhere are read alike by both; flags are 0 and 1. */
export interface Dialect {
  /** A table with one row, `value`, for each object or text of a parameter that holds a JSON array. */
  each(parameter: string): string;
  /** The text of an array of texts, where `each` gave its rows. */
  textOfEach: string;
  /** Condition on an event `e`: it tells a step of the alarm `@alarm`. */
  tellsOfAlarm: string;
  /** Until the transaction ends nobody else changes anything of these gateways. */
  holdGateways(gateways: readonly string[]): Deed<void>;
  /** Until the transaction ends nobody else gets a place in the order of arrival. */
  holdOrder(): Deed<void>;
  /** Numbers greater than any that an alarm of the held gateways has. */
  takeRevisions(count: number): Deed<number[]>;
  /** Tells the other processes once the transaction is on disk. */
  announce(change: StoreChange): Deed<void>;
}
