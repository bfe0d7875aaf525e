import { createId } from '../kernel/ids.ts';
import type { Store } from '../kernel/sqlite-store.ts';
import type { AccessDecision, Method } from './decision.ts';

const steps = [
  `CREATE TABLE decisions (
     id TEXT PRIMARY KEY,
     at_ms INTEGER NOT NULL,
     place TEXT NOT NULL,
     method TEXT NOT NULL,
     outcome TEXT NOT NULL,
     reason TEXT NOT NULL,
     person TEXT,
     credential TEXT
   ) STRICT;
   CREATE INDEX decisions_by_time ON decisions (at_ms);
   CREATE TABLE commands (
     id TEXT PRIMARY KEY,
     decision TEXT,
     device TEXT NOT NULL,
     action TEXT NOT NULL,
     args TEXT NOT NULL,
     issued_at_ms INTEGER NOT NULL,
     ttl_ms INTEGER NOT NULL,
     state TEXT NOT NULL,
     reason TEXT
   ) STRICT;
   CREATE INDEX commands_pending ON commands (device) WHERE state = 'pending';`,
];

/** A decision as it is kept. */
export interface DecisionRecord {
  id: string;
  atMs: number;
  /** Door or barrier. */
  place: string;
  method: Method;
  outcome: 'granted' | 'denied' | 'ask-guard';
  reason: string;
}

export interface PendingCommand {
  id: string;
  device: string;
  action: string;
  args: Record<string, unknown>;
  issuedAtMs: number;
  ttlMs: number;
}

export type CommandEnd = 'done' | 'refused' | 'expired' | 'failed';

export interface DecisionLog {
  record(entry: { atMs: number; place: string; method: Method; decision: AccessDecision }): DecisionRecord;
  recent(limit: number): DecisionRecord[];
  issue(command: PendingCommand, decision: string | undefined): void;
  pendingFor(device: string): PendingCommand[];
  allPending(): PendingCommand[];
  /** Records how a device's command ended; `false` if it had ended before, or was another device's. */
  end(command: string, device: string, end: CommandEnd, reason?: string): boolean;
}

/** Decisions and the commands that follow from them: the intent is on disk before anything moves. */
export function createDecisionLog(store: Store): DecisionLog {
  store.migrate('decision', steps);
  const insert = store.prepare(
    'INSERT INTO decisions (id, at_ms, place, method, outcome, reason, person, credential) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const issue = store.prepare(
    `INSERT INTO commands (id, decision, device, action, args, issued_at_ms, ttl_ms, state) VALUES (?, ?, ?, ?, ?, ?, ?, 'pending')`,
  );
  const pending = `SELECT id, device, action, args, issued_at_ms AS issuedAtMs, ttl_ms AS ttlMs FROM commands WHERE state = 'pending'`;
  const pendingFor = store.prepare(`${pending} AND device = ?`);
  const allPending = store.prepare(pending);
  const end = store.prepare(
    `UPDATE commands SET state = ?, reason = ? WHERE id = ? AND device = ? AND state = 'pending'`,
  );
  const recent = store.prepare(
    'SELECT id, at_ms AS atMs, place, method, outcome, reason FROM decisions ORDER BY at_ms DESC LIMIT ?',
  );
  const read = (rows: unknown[]) =>
    (rows as (Omit<PendingCommand, 'args'> & { args: string })[]).map((row) => ({
      ...row,
      args: JSON.parse(row.args) as Record<string, unknown>,
    }));
  return {
    record({ atMs, place, method, decision }) {
      const { outcome, reason } = decision;
      if (outcome === 'wait') throw new Error('a decision that waits is not recorded');
      const id = createId();
      const person = 'person' in decision ? decision.person : undefined;
      const credential = 'credential' in decision ? decision.credential : undefined;
      insert.run(id, atMs, place, method, outcome, reason, person ?? null, credential ?? null);
      return { id, atMs, place, method, outcome, reason };
    },
    recent: (limit) => recent.all(limit) as DecisionRecord[],
    issue: ({ id, device, action, args, issuedAtMs, ttlMs }, decision) => {
      issue.run(id, decision ?? null, device, action, JSON.stringify(args), issuedAtMs, ttlMs);
    },
    pendingFor: (device) => read(pendingFor.all(device)),
    allPending: () => read(allPending.all()),
    end: (command, device, state, reason) => end.run(state, reason ?? null, command, device).changes === 1,
  };
}
