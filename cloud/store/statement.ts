import type { NewEvent, NewMisfit } from './plan-commit.ts';

export type StatementValue = string | number | null | Buffer;

/** One statement that both engines understand; parameters are named `@name`. */
export interface Statement {
  sql: string;
  values: Record<string, StatementValue>;
}

/** Many rows at once; each engine has its own fastest way. */
export type Bulk = { bulk: 'events'; rows: readonly NewEvent[] } | { bulk: 'quarantine'; rows: readonly NewMisfit[] };

/**
 * What is done to the database, written once for both engines: it yields statements and goes on with their rows. SQLite runs
 * it in one go, PostgreSQL waits for each answer; either way within one transaction where the engine is told to write.
 */
export type Deed<Result> = Generator<Statement | Bulk, Result, readonly unknown[]>;

export function* rowsOf<Row>(sql: string, values: Statement['values'] = {}): Deed<Row[]> {
  return (yield { sql, values }) as Row[];
}

export function* rowOf<Row>(sql: string, values: Statement['values'] = {}): Deed<Row | undefined> {
  return (yield { sql, values })[0] as Row | undefined;
}

export function* run(sql: string, values: Statement['values'] = {}): Deed<void> {
  yield { sql, values };
}

export function* keepAll(bulk: Bulk): Deed<void> {
  if (bulk.rows.length > 0) yield bulk;
}
