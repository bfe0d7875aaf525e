import type { Dialect } from './dialect.ts';
import type { Deed } from './statement.ts';

/** How an engine does deeds. Both reject with a `store-unavailable` Fault when the engine is in trouble. */
export interface Engine {
  dialect: Dialect;
  /** Only reads. */
  read<Result>(deed: Deed<Result>): Promise<Result>;
  /** All of it on disk when it resolves, or nothing. */
  write<Result>(deed: Deed<Result>): Promise<Result>;
}
