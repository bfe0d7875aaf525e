import type { Store } from '../kernel/sqlite-store.ts';
import { createTimedPurge, type TimedPurge } from '../kernel/sqlite-timed-purge.ts';

// A room of its own in the database: the tables are those of sqlite-decisions.ts and are there before.
const steps = ['CREATE INDEX commands_by_time ON commands (issued_at_ms);'];

/** Decisions, and the commands that followed from them; one that is still under way stays. */
export function createPassagePurges(store: Store): TimedPurge[] {
  store.migrate('decision-purge', steps);
  return [
    createTimedPurge(store, { table: 'decisions', time: 'at_ms', place: 'place' }),
    createTimedPurge(store, { table: 'commands', time: 'issued_at_ms', place: 'device', where: "state <> 'pending'" }),
  ];
}
