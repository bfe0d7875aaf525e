import type { AlarmType, Priority } from '../../devices/contracts/alarms.ts';
import type { Ring } from '../../devices/contracts/place.ts';
import type { Store } from '../kernel/sqlite-store.ts';

const steps = [
  `CREATE TABLE alarms (
     id TEXT PRIMARY KEY,
     type TEXT NOT NULL,
     priority INTEGER NOT NULL,
     ring INTEGER NOT NULL,
     source TEXT NOT NULL,
     active INTEGER NOT NULL,
     closed INTEGER NOT NULL,
     acknowledged_by TEXT,
     acknowledged_at_ms INTEGER,
     raised_at_ms INTEGER NOT NULL,
     last_at_ms INTEGER NOT NULL,
     cleared_at_ms INTEGER,
     count INTEGER NOT NULL,
     camera TEXT,
     has_snapshot INTEGER NOT NULL,
     detail TEXT NOT NULL
   ) STRICT;
   CREATE UNIQUE INDEX alarms_open ON alarms (type, source) WHERE closed = 0;
   CREATE INDEX alarms_by_time ON alarms (raised_at_ms);`,
  // Whether a picture is kept is evidence's to say.
  'ALTER TABLE alarms DROP COLUMN has_snapshot',
];

/** An alarm as it is kept. `closed` when a guard has taken it and its cause is gone. */
export interface Alarm {
  id: string;
  type: AlarmType;
  priority: Priority;
  ring: Ring;
  /** Device, camera, door or barrier at which it stands. */
  source: string;
  active: boolean;
  closed: boolean;
  acknowledgedBy: string | undefined;
  acknowledgedAtMs: number | undefined;
  raisedAtMs: number;
  lastAtMs: number;
  clearedAtMs: number | undefined;
  count: number;
  camera: string | undefined;
  detail: Record<string, string | number>;
}

interface Row {
  id: string;
  type: AlarmType;
  priority: Priority;
  ring: Ring;
  source: string;
  active: number;
  closed: number;
  acknowledged_by: string | null;
  acknowledged_at_ms: number | null;
  raised_at_ms: number;
  last_at_ms: number;
  cleared_at_ms: number | null;
  count: number;
  camera: string | null;
  detail: string;
}

export interface AlarmTable {
  save(alarm: Alarm): void;
  get(id: string): Alarm | undefined;
  /** The one alarm of this type at this source that is not closed. */
  findOpen(type: AlarmType, source: string): Alarm | undefined;
  /** Open ones by priority then age, or the latest of all. */
  list(query: { open: boolean; limit: number }): Alarm[];
}

export function createAlarmTable(store: Store): AlarmTable {
  store.migrate('alarms', steps);
  const save = store.prepare(
    `INSERT OR REPLACE INTO alarms VALUES (@id, @type, @priority, @ring, @source, @active, @closed, @acknowledgedBy,
       @acknowledgedAtMs, @raisedAtMs, @lastAtMs, @clearedAtMs, @count, @camera, @detail)`,
  );
  const get = store.prepare('SELECT * FROM alarms WHERE id = ?');
  const findOpen = store.prepare('SELECT * FROM alarms WHERE type = ? AND source = ? AND closed = 0');
  const listOpen = store.prepare('SELECT * FROM alarms WHERE closed = 0 ORDER BY priority, raised_at_ms LIMIT ?');
  const listAll = store.prepare('SELECT * FROM alarms ORDER BY raised_at_ms DESC LIMIT ?');
  const one = (row: unknown) => (row ? fromRow(row as Row) : undefined);
  return {
    save: (alarm) => {
      save.run({
        ...alarm,
        active: Number(alarm.active),
        closed: Number(alarm.closed),
        acknowledgedBy: alarm.acknowledgedBy ?? null,
        acknowledgedAtMs: alarm.acknowledgedAtMs ?? null,
        clearedAtMs: alarm.clearedAtMs ?? null,
        camera: alarm.camera ?? null,
        detail: JSON.stringify(alarm.detail),
      });
    },
    get: (id) => one(get.get(id)),
    findOpen: (type, source) => one(findOpen.get(type, source)),
    list: ({ open, limit }) => (open ? listOpen : listAll).all(limit).map((row) => fromRow(row as Row)),
  };
}

function fromRow(row: Row): Alarm {
  const { id, type, priority, ring, source, count } = row;
  return {
    id,
    type,
    priority,
    ring,
    source,
    count,
    active: row.active === 1,
    closed: row.closed === 1,
    acknowledgedBy: row.acknowledged_by ?? undefined,
    acknowledgedAtMs: row.acknowledged_at_ms ?? undefined,
    raisedAtMs: row.raised_at_ms,
    lastAtMs: row.last_at_ms,
    clearedAtMs: row.cleared_at_ms ?? undefined,
    camera: row.camera ?? undefined,
    detail: JSON.parse(row.detail) as Record<string, string | number>,
  };
}
