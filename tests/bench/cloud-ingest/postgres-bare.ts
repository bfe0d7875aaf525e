import pg from 'pg';
import type { StoreAddress } from '../../../cloud/cloud-config.ts';
import type { NewEvent } from '../../../cloud/store/plan-commit.ts';
import { clientConfig } from '../../../cloud/store/postgres-connection.ts';
import { copyRows } from '../../../cloud/store/postgres-copy.ts';

/** Rows a second that PostgreSQL takes by itself: one COPY, one transaction, no partitions; without and with the indexes. */
export async function copyBare(
  address: StoreAddress,
  rows: readonly NewEvent[],
): Promise<{ bareRowsPerS: number; bareIndexedRowsPerS: number }> {
  const client = new pg.Client({ ...clientConfig(address), statement_timeout: 0, query_timeout: 0 });
  await client.connect();
  try {
    await client.query('CREATE SCHEMA bare');
    await client.query('CREATE TABLE bare.events (LIKE public.events INCLUDING DEFAULTS)');
    await client.query('SET search_path = bare, public');
    const bareRowsPerS = await copy(client, rows);
    await client.query('TRUNCATE bare.events');
    await client.query('CREATE INDEX ON bare.events (position)');
    await client.query('CREATE INDEX ON bare.events (alarm) WHERE alarm IS NOT NULL');
    await client.query('CREATE UNIQUE INDEX ON bare.events (stream, seq)');
    return { bareRowsPerS, bareIndexedRowsPerS: await copy(client, rows) };
  } finally {
    await client.end();
  }
}

async function copy(client: pg.Client, rows: readonly NewEvent[]): Promise<number> {
  const startedAt = performance.now();
  await copyRows(client, { bulk: 'events', rows });
  return Math.round((rows.length * 1000) / (performance.now() - startedAt));
}
