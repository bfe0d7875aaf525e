import pg from 'pg';
import type { StoreAddress } from '../cloud-config.ts';
import { Fault } from '../fault.ts';
import { clientConfig, explainStart, nameDatabase } from './postgres-connection.ts';
import { type HeldTask, holdTask } from './postgres-locks.ts';

/** Whoever brings a restore to its end needs far less. */
const usualWaitMs = 5000;
const lockNotAvailable = '55P03';
const whoElse: Record<HeldTask, string> = {
  restore: 'a restore is under way over',
  serve: 'cloud processes serve over',
  sweep: 'another process lets go what is old of',
};

/**
 * Alone in doing `tasks` over this database, until it lets go or its connection ends. Waits up to `waitMs` for whoever else does one of
 * them. Throws Fault `data-folder-in-use`, or what `openPostgresStore` throws of a database that cannot be reached.
 */
export async function holdPostgres(
  address: StoreAddress,
  tasks: readonly HeldTask[],
  waitMs = usualWaitMs,
): Promise<() => Promise<void>> {
  const where = nameDatabase(address);
  const client = new pg.Client({ ...clientConfig(address), lock_timeout: waitMs });
  client.on('error', () => {});
  const letGo = () => client.end();
  try {
    await client.connect();
    for (const task of tasks)
      await client.query(holdTask(task, 'alone')).catch((cause: unknown) => {
        if ((cause as { code?: string }).code !== lockNotAvailable) throw cause;
        throw new Fault('data-folder-in-use', `${whoElse[task]} the database at ${where}`, { cause });
      });
    return letGo;
  } catch (cause) {
    await letGo().catch(() => {});
    throw explainStart(cause, where);
  }
}
