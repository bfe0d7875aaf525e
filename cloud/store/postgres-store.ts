import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { StoreAddress } from '../cloud-config.ts';
import { Fault } from '../fault.ts';
import type { Log } from '../log.ts';
import { createAuditStore } from './audit-log-deeds.ts';
import { createCommandStore } from './command-deeds.ts';
import { createDeedStore } from './deed-store.ts';
import { createDeskStore } from './desk-deeds.ts';
import { createDeviceListStore } from './device-list-deeds.ts';
import { createExportStore } from './exports-deeds.ts';
import { createHealthStore } from './health-deeds.ts';
import { createIdentityStore } from './identity-deeds.ts';
import { clientConfig, explainStart, nameDatabase } from './postgres-connection.ts';
import { createPostgresDialect } from './postgres-dialect.ts';
import { createPostgresEngine, type PostgresEngine } from './postgres-engine.ts';
import { openPostgresFeed } from './postgres-feed.ts';
import { holdPostgres } from './postgres-hold.ts';
import { createPartitions } from './postgres-partitions.ts';
import { migratePostgres } from './postgres-schema.ts';
import { createRetentionStore } from './retention-deeds.ts';
import { createRolloutStore } from './rollout-deeds.ts';
import { type Deed, rowOf, run } from './statement.ts';
import type { CloudStore, SecretStore, StoreChange } from './store.ts';
import { createTenancyStore } from './tenancy-deeds.ts';
import { createTwinStore } from './twin-deeds.ts';

/** Connections of one process at most, beside the one that listens. */
const maxConnections = 10;
/** Where another process sweeps it does so for long. */
const sweepWaitMs = 200;

export interface PostgresStoreOptions {
  address: StoreAddress;
  log: Log;
}

async function migrate(config: pg.ClientConfig, where: string): Promise<void> {
  let client: pg.Client | undefined;
  try {
    client = new pg.Client(config);
    // what breaks is told by the statement that waits
    client.on('error', () => {});
    await client.connect();
    await migratePostgres(client, where);
  } catch (cause) {
    throw explainStart(cause, where);
  } finally {
    await client?.end();
  }
}

function* readSecret(name: string): Deed<string | undefined> {
  return (yield* rowOf<{ value: string }>('SELECT value FROM secrets WHERE name = @name', { name }))?.value;
}

function* swapSecret(name: string, before: string | undefined, text: string): Deed<string> {
  const swap = `INSERT INTO secrets (name, value) VALUES (@name, @text)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE secrets.value = @before`;
  yield* run(swap, { name, text, before: before ?? null });
  return (yield* readSecret(name))!;
}

const createSecrets = ({ read, write }: PostgresEngine): SecretStore => ({
  secret: (name) => read(readSecret(name)),
  swapSecret: (name, before, text) => write(swapSecret(name, before, text)),
});

/**
 * The cloud's data in PostgreSQL 13 or later: any number of cloud processes may share it. The connection has to be direct or
 * pooled by session: notifications and locks do not pass a pool by transaction.
 * Throws a Fault (`store-unreachable`, `store-refused`, `database-newer`) that names the database and never the password.
 */
export async function openPostgresStore({ address, log }: PostgresStoreOptions): Promise<CloudStore> {
  const where = nameDatabase(address);
  const config = clientConfig(address);
  await migrate(config, where);
  const pool = new pg.Pool({ ...config, max: maxConnections });
  pool.on('error', (error) => log.debug({ err: error }, 'an idle connection to the database ended'));
  const self = randomUUID();
  const dialect = createPostgresDialect(self);
  const engine = createPostgresEngine(pool, dialect, where);
  const store = createDeedStore(engine);
  const partitions = createPartitions();
  const feeds = new Set<() => void>();
  return {
    ...store,
    ...createSecrets(engine),
    twins: createTwinStore(engine),
    rollouts: createRolloutStore(engine),
    retention: createRetentionStore(engine, {
      async alone(work) {
        let letGo: () => Promise<void>;
        try {
          letGo = await holdPostgres(address, ['sweep'], sweepWaitMs);
        } catch (error) {
          if (error instanceof Fault && error.code === 'data-folder-in-use') return undefined;
          throw error;
        }
        try {
          return await work();
        } finally {
          await letGo();
        }
      },
      async giveBack(days, stopped) {
        for (const day of days) if (!stopped()) await engine.use((client) => partitions.shrink(client, day));
      },
    }),
    identity: createIdentityStore(engine),
    health: createHealthStore(engine),
    tenancy: createTenancyStore(engine),
    auditLog: createAuditStore(engine),
    desk: createDeskStore(engine),
    commands: createCommandStore(engine),
    deviceLists: createDeviceListStore(engine),
    exports: createExportStore(engine),
    async commit(works, nowMs) {
      const days = partitions.missing(nowMs);
      if (days.length > 0) await engine.use((client) => partitions.make(client, days));
      return store.commit(works, nowMs);
    },
    follow(heard) {
      const end = openPostgresFeed({ config, self, heard, log });
      feeds.add(end);
      return () => {
        feeds.delete(end);
        end();
      };
    },
    announce(change: StoreChange) {
      engine.read(dialect.announce(change)).catch((error: unknown) => {
        log.debug({ err: error }, 'other processes could not be told');
      });
    },
    async close() {
      for (const end of feeds) end();
      await pool.end();
    },
  };
}
