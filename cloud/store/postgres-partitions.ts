import type { ClientBase } from 'pg';
import { lockTask } from './postgres-locks.ts';

const dayMs = 86_400_000;
/** So long before a day begins its partition is made, whenever something is stored. */
const aheadMs = dayMs / 2;

const dayOf = (ms: number) => Math.floor(ms / dayMs);

async function createDay(client: ClientBase, day: number): Promise<void> {
  const name = `events_${new Date(day * dayMs).toISOString().slice(0, 10).replaceAll('-', '')}`;
  const { rowCount } = await client.query('SELECT 1 FROM pg_class WHERE oid = to_regclass($1)', [name]);
  if (rowCount) return;
  // attached rather than made as a partition: so nobody who reads or writes other days has to wait
  await client.query(`CREATE TABLE ${name} (LIKE events INCLUDING DEFAULTS INCLUDING INDEXES)`);
  await client.query(`CREATE UNIQUE INDEX ${name}_once ON ${name} (stream, seq)`);
  await client.query(
    `ALTER TABLE events ATTACH PARTITION ${name} FOR VALUES FROM (${day * dayMs}) TO (${(day + 1) * dayMs})`,
  );
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
  };
}
