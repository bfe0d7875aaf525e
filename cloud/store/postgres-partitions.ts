import type { ClientBase } from 'pg';
import { lockTask } from './postgres-locks.ts';

const dayMs = 86_400_000;
/** So long before a day begins its partition is made, whenever something is stored. */
const aheadMs = dayMs / 2;
/** Whoever asks for events waits no longer behind a day that is changed. */
const shrinkWaitMs = 2000;

const dayOf = (ms: number) => Math.floor(ms / dayMs);

const nameOf = (day: number) => `events_${new Date(day * dayMs).toISOString().slice(0, 10).replaceAll('-', '')}`;
const boundsOf = (day: number) => `FOR VALUES FROM (${day * dayMs}) TO (${(day + 1) * dayMs})`;

async function createDay(client: ClientBase, day: number): Promise<void> {
  const name = nameOf(day);
  const { rowCount } = await client.query('SELECT 1 FROM pg_class WHERE oid = to_regclass($1)', [name]);
  if (rowCount) return;
  // attached rather than made as a partition: so nobody who reads or writes other days has to wait
  await client.query(`CREATE TABLE ${name} (LIKE events INCLUDING DEFAULTS INCLUDING INDEXES)`);
  await client.query(`CREATE UNIQUE INDEX ${name}_once ON ${name} (stream, seq)`);
  await client.query(`ALTER TABLE events ATTACH PARTITION ${name} ${boundsOf(day)}`);
}

/** Puts what is left of a day in a table of its own size; a day of which nothing is left goes whole. */
async function shrinkDay(client: ClientBase, day: number): Promise<void> {
  const [name, fresh] = [nameOf(day), `${nameOf(day)}_fresh`];
  const { rowCount: isThere } = await client.query('SELECT 1 FROM pg_class WHERE oid = to_regclass($1)', [name]);
  if (!isThere) return;
  // nobody adds to it meanwhile; whoever reads goes on until it is changed for the other one
  await client.query(`LOCK TABLE ${name} IN SHARE MODE`);
  const { rowCount: isKept } = await client.query(`SELECT 1 FROM ${name} LIMIT 1`);
  if (isKept) {
    await client.query(`CREATE TABLE ${fresh} (LIKE ${name} INCLUDING DEFAULTS INCLUDING INDEXES)`);
    await client.query(`INSERT INTO ${fresh} SELECT * FROM ${name}`);
  }
  await client.query(`ALTER TABLE events DETACH PARTITION ${name}`);
  await client.query(`DROP TABLE ${name}`);
  if (!isKept) return;
  await client.query(`ALTER TABLE ${fresh} RENAME TO ${name}`);
  await client.query(`ALTER TABLE events ATTACH PARTITION ${name} ${boundsOf(day)}`);
}

/** Partitions of the events, one a day (UTC) of arrival; old ones can be dropped whole. */
export function createPartitions() {
  const known = new Set<number>();
  return {
    /** The days that must be there before something is stored at `nowMs`, and are not known to be. */
    missing: (nowMs: number) => [...new Set([dayOf(nowMs), dayOf(nowMs + aheadMs)])].filter((day) => !known.has(day)),
    /** Makes them; of processes that come together one does it. */
    async make(client: ClientBase, days: readonly number[]): Promise<void> {
      await client.query('BEGIN');
      await client.query(lockTask('partitions'));
      for (const day of days) await createDay(client, day);
      await client.query('COMMIT');
      for (const day of days) known.add(day);
    },
    /** Gives back the room of what is gone from a day; throws where it would keep others waiting for long. */
    async shrink(client: ClientBase, day: number): Promise<void> {
      await client.query('BEGIN');
      await client.query(`SET LOCAL lock_timeout = ${shrinkWaitMs}`);
      await client.query(lockTask('partitions'));
      await shrinkDay(client, day);
      await client.query('COMMIT');
      known.delete(day);
    },
  };
}
