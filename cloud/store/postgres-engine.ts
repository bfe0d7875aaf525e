import type pg from 'pg';
import { Fault } from '../fault.ts';
import type { Dialect } from './dialect.ts';
import type { Engine } from './engine.ts';
import { explainPostgres } from './postgres-connection.ts';
import { copyRows } from './postgres-copy.ts';
import type { Bulk, Deed, Statement } from './statement.ts';

interface Prepared {
  name: string;
  text: string;
  parameters: string[];
}

/** Named parameters as PostgreSQL numbers them; each text is prepared once on each connection. */
function createStatements() {
  const prepared = new Map<string, Prepared>();
  return (sql: string): Prepared => {
    const known = prepared.get(sql);
    if (known) return known;
    const parameters: string[] = [];
    const text = sql.replaceAll(/@(\w+)/g, (_, name: string) => {
      if (!parameters.includes(name)) parameters.push(name);
      return `$${parameters.indexOf(name) + 1}`;
    });
    const fresh = { name: `ringward-${prepared.size}`, text, parameters };
    prepared.set(sql, fresh);
    return fresh;
  };
}

export interface PostgresEngine extends Engine {
  /** Something on a connection of its own; whatever goes wrong with the database comes as a Fault. */
  use<Result>(work: (client: pg.PoolClient) => Promise<Result>): Promise<Result>;
}

/** Deeds over a pool of connections: a read on one that is free, a write within a transaction. */
export function createPostgresEngine(pool: pg.Pool, dialect: Dialect, where: string): PostgresEngine {
  const prepare = createStatements();

  async function ask<Answer>(answer: Promise<Answer>): Promise<Answer> {
    try {
      return await answer;
    } catch (cause) {
      throw explainPostgres(cause, where);
    }
  }

  async function answer(client: pg.ClientBase, asked: Statement | Bulk): Promise<unknown[]> {
    if ('bulk' in asked) {
      await ask(copyRows(client, asked));
      return [];
    }
    const { name, text, parameters } = prepare(asked.sql);
    const values = parameters.map((parameter) => asked.values[parameter]);
    return (await ask(client.query({ name, text, values }))).rows;
  }

  async function perform<Result>(client: pg.ClientBase, deed: Deed<Result>): Promise<Result> {
    let step = deed.next([]);
    while (!step.done) step = deed.next(await answer(client, step.value));
    return step.value;
  }

  async function use<Result>(work: (client: pg.PoolClient) => Promise<Result>): Promise<Result> {
    const client = await ask(pool.connect());
    let broken = true;
    try {
      const result = await work(client);
      broken = false;
      return result;
    } catch (error) {
      // a row at fault or a slip of ours: the connection is sound, its transaction has to go
      if (!(error instanceof Fault) || error.code !== 'store-unavailable')
        broken = await client.query('ROLLBACK').then(
          () => false,
          () => true,
        );
      throw error;
    } finally {
      // where in doubt the connection is closed: then the database rolls back by itself
      client.release(broken);
    }
  }

  return {
    dialect,
    use: (work) => use((client) => ask(work(client))),
    read: (deed) => use((client) => perform(client, deed)),
    // a connection lost during COMMIT leaves open whether it took effect; the gateway sends again and learns it
    write: (deed) =>
      use(async (client) => {
        await ask(client.query('BEGIN'));
        const result = await perform(client, deed);
        await ask(client.query('COMMIT'));
        return result;
      }),
  };
}
