import { createId } from '../kernel/ids.ts';
import type { Store } from '../kernel/sqlite-store.ts';
import { step } from '../kernel/step.ts';
import type { AccessDecision, Method, RuleAnswer } from './decision.ts';
import type { SeenPlate } from './match-plate.ts';

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
  `ALTER TABLE decisions ADD COLUMN holder TEXT;
   ALTER TABLE decisions ADD COLUMN side TEXT;
   ALTER TABLE decisions ADD COLUMN trace TEXT;
   ALTER TABLE decisions ADD COLUMN alone INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE decisions ADD COLUMN taken INTEGER;
   ALTER TABLE decisions ADD COLUMN vehicle TEXT;
   UPDATE decisions SET holder = person WHERE person IS NOT NULL;
   CREATE INDEX decisions_by_holder ON decisions (holder, at_ms) WHERE holder IS NOT NULL;
   CREATE INDEX decisions_by_credential ON decisions (credential, at_ms) WHERE credential IS NOT NULL;
   CREATE INDEX decisions_by_vehicle ON decisions (vehicle, at_ms) WHERE vehicle IS NOT NULL;`,
  `ALTER TABLE decisions ADD COLUMN reading TEXT;`,
];

/** What is written down of one request and its answer. */
export interface DecisionEntry {
  atMs: number;
  /** Door or barrier. */
  place: string;
  method: Method;
  side: 'entry' | 'exit';
  outcome: 'granted' | 'denied' | 'ask-guard';
  reason: string;
  /** Person's or visit's id. */
  holder?: string | undefined;
  /** As `AccessDecision` names it: `card:…`. */
  credential?: string | undefined;
  trace?: readonly RuleAnswer[];
  /** What the camera read where that opened nothing; it ends with the record. */
  reading?: SeenPlate | undefined;
  /** Decided by the door's controller while it did not hear the gateway. */
  alone?: boolean;
  /** Whether the way was used; `undefined` while that is not known. */
  taken?: boolean | undefined;
}

/** A decision as it is kept. */
export interface DecisionRecord extends Omit<DecisionEntry, 'trace' | 'reading'> {
  id: string;
  alone: boolean;
}

export interface PendingCommand {
  id: string;
  device: string;
  action: string;
  args: Record<string, unknown>;
  issuedAtMs: number;
  ttlMs: number;
  decision: string | undefined;
}

export type CommandEnd = 'done' | 'refused' | 'expired' | 'failed';

export interface DecisionLog {
  record(entry: DecisionEntry): DecisionRecord;
  recent(limit: number): DecisionRecord[];
  get(decision: string): DecisionRecord | undefined;
  /** Every rule in order with its answer; empty for what a controller decided alone. */
  explain(decision: string): { record: DecisionRecord; trace: RuleAnswer[] } | undefined;
  /** What a camera read of the plate; `undefined` where nothing was kept of it. */
  readingOf(decision: string): SeenPlate | undefined;
  /** The grant that a device's command carried out. */
  grantOf(command: string, device: string): DecisionRecord | undefined;
  setTaken(decision: string, taken: boolean): void;
  issue(command: PendingCommand): void;
  pendingFor(device: string): PendingCommand[];
  allPending(): PendingCommand[];
  /** Records how a device's command ended; `false` if it had ended before, or was another device's. */
  end(command: string, device: string, end: CommandEnd, reason?: string): boolean;
}

/** What is kept of a decision. Throws for one that waits: nothing was decided yet. */
export function entryOf(
  decision: AccessDecision,
): Pick<DecisionEntry, 'outcome' | 'reason' | 'holder' | 'credential' | 'trace'> {
  const { outcome, reason, trace } = decision;
  if (outcome === 'wait') throw new Error('a decision that waits is not recorded');
  const holder = 'holder' in decision ? decision.holder : undefined;
  const credential = 'credential' in decision ? decision.credential : undefined;
  return { outcome, reason, trace, holder, credential };
}

/** Id of the credential, without what it is. */
export const credentialId = (named: string | undefined): string | undefined => named?.slice(named.indexOf(':') + 1);

interface DecisionRow extends Omit<DecisionRecord, 'holder' | 'credential' | 'alone' | 'taken' | 'side'> {
  side: 'entry' | 'exit' | null;
  holder: string | null;
  credential: string | null;
  alone: number;
  taken: number | null;
}

const columns =
  'd.id, d.at_ms AS atMs, d.place, d.method, d.outcome, d.reason, d.side, d.holder, d.credential, d.alone, d.taken';

function fromRow({ side, holder, credential, alone, taken, ...row }: DecisionRow): DecisionRecord {
  return {
    ...row,
    side: side ?? 'entry',
    holder: holder ?? undefined,
    credential: credential ?? undefined,
    alone: alone === 1,
    taken: taken === null ? undefined : taken === 1,
  };
}

/** Decisions and the commands that follow from them: the intent is on disk before anything moves. */
export function createDecisionLog(store: Store): DecisionLog {
  store.migrate('decision', steps);
  return { ...createDecisions(store), ...createCommands(store) };
}

type Decisions = Pick<DecisionLog, 'record' | 'recent' | 'get' | 'explain' | 'readingOf' | 'grantOf' | 'setTaken'>;

function createDecisions(store: Store): Decisions {
  const insert = store.prepare(
    `INSERT INTO decisions (id, at_ms, place, method, outcome, reason, side, holder, credential, vehicle, trace, alone, taken, reading)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const recent = store.prepare(`SELECT ${columns} FROM decisions d ORDER BY d.at_ms DESC, d.rowid DESC LIMIT ?`);
  const one = store.prepare(`SELECT ${columns} FROM decisions d WHERE d.id = ?`);
  const trace = store.prepare('SELECT trace FROM decisions WHERE id = ?');
  const reading = store.prepare('SELECT reading FROM decisions WHERE id = ? AND reading IS NOT NULL');
  // By order of entry, not by time: a time that was wrong once must not stay the newest for ever.
  const grant = store.prepare(
    `SELECT ${columns} FROM commands c JOIN decisions d ON d.id = c.decision
     WHERE c.id = ? AND c.device = ? AND d.outcome = 'granted' AND c.action IN ('access', 'open')`,
  );
  const setTaken = store.prepare('UPDATE decisions SET taken = ? WHERE id = ?');
  const get = (id: string) => {
    const row = one.get(id) as DecisionRow | undefined;
    return row && fromRow(row);
  };
  return {
    get,
    record(entry) {
      const { atMs, place, method, outcome, reason, side, holder, credential, taken, alone = false } = entry;
      const id = createId();
      const vehicle = method === 'plate' ? credentialId(credential) : undefined;
      const rules = entry.trace ? JSON.stringify(entry.trace) : null;
      const names = [holder ?? null, credential ?? null, vehicle ?? null];
      const ended = taken === undefined ? null : Number(taken);
      const reading = entry.reading ? JSON.stringify(entry.reading) : null;
      insert.run(id, atMs, place, method, outcome, reason, side, ...names, rules, Number(alone), ended, reading);
      step('decision.recorded');
      return { id, atMs, place, method, side, outcome, reason, holder, credential, alone, taken };
    },
    recent: (limit) => (recent.all(limit) as DecisionRow[]).map(fromRow),
    explain: (id) => {
      const record = get(id);
      if (!record) return undefined;
      const { trace: rules } = trace.get(id) as { trace: string | null };
      return { record, trace: rules === null ? [] : (JSON.parse(rules) as RuleAnswer[]) };
    },
    readingOf: (id) => {
      const row = reading.get(id) as { reading: string } | undefined;
      return row && (JSON.parse(row.reading) as SeenPlate);
    },
    grantOf: (command, device) => {
      const row = grant.get(command, device) as DecisionRow | undefined;
      return row && fromRow(row);
    },
    setTaken: (id, taken) => void setTaken.run(Number(taken), id),
  };
}

function createCommands(store: Store): Omit<DecisionLog, keyof Decisions> {
  const issue = store.prepare(
    `INSERT INTO commands (id, decision, device, action, args, issued_at_ms, ttl_ms, state) VALUES (?, ?, ?, ?, ?, ?, ?, 'pending')`,
  );
  const pending = `SELECT id, device, action, args, issued_at_ms AS issuedAtMs, ttl_ms AS ttlMs, decision FROM commands WHERE state = 'pending'`;
  const pendingFor = store.prepare(`${pending} AND device = ?`);
  const allPending = store.prepare(pending);
  const end = store.prepare(
    `UPDATE commands SET state = ?, reason = ? WHERE id = ? AND device = ? AND state = 'pending'`,
  );
  type Row = Omit<PendingCommand, 'args' | 'decision'> & { args: string; decision: string | null };
  const read = (rows: unknown[]) =>
    (rows as Row[]).map((row) => ({
      ...row,
      args: JSON.parse(row.args) as Record<string, unknown>,
      decision: row.decision ?? undefined,
    }));
  return {
    issue: ({ id, device, action, args, issuedAtMs, ttlMs, decision }) =>
      void issue.run(id, decision ?? null, device, action, JSON.stringify(args), issuedAtMs, ttlMs),
    pendingFor: (device) => read(pendingFor.all(device)),
    allPending: () => read(allPending.all()),
    end: (command, device, state, reason) => end.run(state, reason ?? null, command, device).changes === 1,
  };
}
