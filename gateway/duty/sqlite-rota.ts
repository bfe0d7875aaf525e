import type { Store } from '../kernel/sqlite-store.ts';
import type { MsSpan } from '../kernel/unsure-times.ts';
import type { DutyRole, Shift } from './shift.ts';

const steps = [
  `CREATE TABLE duty_shifts (
     id TEXT PRIMARY KEY,
     from_ms INTEGER NOT NULL,
     to_ms INTEGER NOT NULL,
     role TEXT NOT NULL,
     users TEXT NOT NULL
   ) STRICT;
   CREATE INDEX duty_shifts_by_end ON duty_shifts (to_ms);
   CREATE TABLE duty_accepted_gaps (
     role TEXT NOT NULL,
     from_ms INTEGER NOT NULL,
     to_ms INTEGER NOT NULL,
     by_user TEXT NOT NULL,
     reason TEXT NOT NULL,
     at_ms INTEGER NOT NULL
   ) STRICT;`,
];

/** Somebody has published a rota in spite of this gap. */
export interface GapAcceptance {
  role: DutyRole;
  fromMs: number;
  toMs: number;
  by: string;
  reason: string;
  atMs: number;
}

export interface RotaTable {
  /** All that end after `fromMs` and begin before `toMs`, in time's order. */
  within(fromMs: number, toMs: number): Shift[];
  get(id: string): Shift | undefined;
  put(shift: Shift): void;
  remove(id: string): void;
  accept(acceptance: GapAcceptance): void;
  /** Newest first. */
  accepted(fromMs: number, toMs: number): GapAcceptance[];
  purge(span: MsSpan): number;
}

interface Row {
  id: string;
  from_ms: number;
  to_ms: number;
  role: DutyRole;
  users: string;
}

const fromRow = ({ id, from_ms, to_ms, role, users }: Row): Shift => ({
  id,
  fromMs: from_ms,
  toMs: to_ms,
  role,
  users: JSON.parse(users) as string[],
});

export function createRotaTable(store: Store): RotaTable {
  store.migrate('duty-rota', steps);
  const within = store.prepare('SELECT * FROM duty_shifts WHERE to_ms > ? AND from_ms < ? ORDER BY from_ms, role, id');
  const get = store.prepare('SELECT * FROM duty_shifts WHERE id = ?');
  const put = store.prepare('INSERT OR REPLACE INTO duty_shifts VALUES (?, ?, ?, ?, ?)');
  const remove = store.prepare('DELETE FROM duty_shifts WHERE id = ?');
  const accept = store.prepare('INSERT INTO duty_accepted_gaps VALUES (@role, @fromMs, @toMs, @by, @reason, @atMs)');
  const accepted = store.prepare(
    `SELECT role, from_ms AS fromMs, to_ms AS toMs, by_user AS "by", reason, at_ms AS atMs FROM duty_accepted_gaps
     WHERE to_ms > ? AND from_ms < ? ORDER BY at_ms DESC`,
  );
  const purgeShifts = store.prepare('DELETE FROM duty_shifts WHERE to_ms >= @fromMs AND to_ms < @toMs');
  const purgeAccepted = store.prepare('DELETE FROM duty_accepted_gaps WHERE to_ms >= @fromMs AND to_ms < @toMs');
  return {
    within: (fromMs, toMs) => within.all(fromMs, toMs).map((row) => fromRow(row as Row)),
    get: (id) => {
      const row = get.get(id) as Row | undefined;
      return row && fromRow(row);
    },
    put: ({ id, fromMs, toMs, role, users }) => void put.run(id, fromMs, toMs, role, JSON.stringify(users)),
    remove: (id) => void remove.run(id),
    accept: (acceptance) => void accept.run(acceptance),
    accepted: (fromMs, toMs) => accepted.all(fromMs, toMs) as GapAcceptance[],
    purge: (span) => {
      purgeAccepted.run(span);
      return purgeShifts.run(span).changes;
    },
  };
}
