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
  // The life cycle of handling. What was acknowledged and over is closed, and nobody had said what it was.
  `DROP INDEX alarms_open;
   ALTER TABLE alarms ADD COLUMN zone TEXT;
   ALTER TABLE alarms ADD COLUMN state TEXT NOT NULL DEFAULT 'raised';
   ALTER TABLE alarms ADD COLUMN hidden_kind TEXT;
   ALTER TABLE alarms ADD COLUMN hidden_until_ms INTEGER;
   ALTER TABLE alarms ADD COLUMN hidden_parent TEXT;
   ALTER TABLE alarms ADD COLUMN hidden_by TEXT;
   ALTER TABLE alarms ADD COLUMN hidden_reason TEXT;
   ALTER TABLE alarms ADD COLUMN born_hidden INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE alarms ADD COLUMN chattering_since_ms INTEGER;
   ALTER TABLE alarms ADD COLUMN incident TEXT;
   ALTER TABLE alarms ADD COLUMN drill INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE alarms ADD COLUMN verdict TEXT;
   ALTER TABLE alarms ADD COLUMN assignee TEXT;
   ALTER TABLE alarms ADD COLUMN disposition TEXT;
   ALTER TABLE alarms ADD COLUMN escalation INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE alarms ADD COLUMN closed_at_ms INTEGER;
   ALTER TABLE alarms ADD COLUMN answered_at_ms INTEGER;
   ALTER TABLE alarms ADD COLUMN arrived_at_ms INTEGER;
   UPDATE alarms SET
     answered_at_ms = acknowledged_at_ms,
     state = CASE WHEN closed = 1 THEN 'closed' WHEN acknowledged_at_ms IS NOT NULL THEN 'acknowledged' ELSE 'raised' END,
     closed_at_ms = CASE WHEN closed = 1 THEN max(coalesce(acknowledged_at_ms, last_at_ms), coalesce(cleared_at_ms, 0)) END,
     active = CASE WHEN closed = 1 THEN 0 ELSE active END;
   CREATE INDEX alarms_open ON alarms (type, source, drill) WHERE closed = 0;
   CREATE INDEX alarms_queue ON alarms (priority, raised_at_ms) WHERE closed = 0;
   CREATE INDEX alarms_open_by_zone ON alarms (zone, last_at_ms) WHERE closed = 0;
   CREATE INDEX alarms_closed ON alarms (type, source, drill, closed_at_ms) WHERE closed = 1;
   CREATE INDEX alarms_hidden ON alarms (hidden_kind, hidden_until_ms) WHERE hidden_kind IS NOT NULL;
   CREATE INDEX alarms_children ON alarms (hidden_parent) WHERE hidden_parent IS NOT NULL;
   CREATE INDEX alarms_by_incident ON alarms (incident) WHERE incident IS NOT NULL;
   CREATE INDEX alarms_by_type ON alarms (type, raised_at_ms, zone, ring, closed);
   CREATE INDEX alarms_by_source ON alarms (source, raised_at_ms);
   CREATE INDEX alarms_by_zone ON alarms (zone, raised_at_ms, type, priority, ring, closed);
   CREATE INDEX alarms_by_priority ON alarms (priority, raised_at_ms, ring, type);
   CREATE INDEX alarms_by_disposition ON alarms (disposition, raised_at_ms) WHERE disposition IS NOT NULL;
   CREATE INDEX alarms_by_drill ON alarms (raised_at_ms) WHERE drill = 1;`,
  // A history leaves with its alarm, and an alarm only when it is closed: retention takes whole ones.
  `CREATE TABLE alarm_history (
     alarm TEXT NOT NULL,
     n INTEGER NOT NULL,
     step TEXT NOT NULL,
     at_ms INTEGER NOT NULL,
     by_kind TEXT NOT NULL,
     by_id TEXT,
     note TEXT,
     data TEXT NOT NULL,
     PRIMARY KEY (alarm, n)
   ) STRICT, WITHOUT ROWID;
   INSERT INTO alarm_history SELECT id, 1, 'raised', raised_at_ms, 'gateway', NULL, NULL, '{"state":"raised"}' FROM alarms;
   INSERT INTO alarm_history SELECT id, 2, 'acknowledged', acknowledged_at_ms, 'user', acknowledged_by, NULL, '{}'
     FROM alarms WHERE acknowledged_at_ms IS NOT NULL;
   CREATE TRIGGER alarm_history_grows BEFORE INSERT ON alarm_history
     WHEN NEW.n <> coalesce((SELECT max(n) FROM alarm_history WHERE alarm = NEW.alarm), 0) + 1
     BEGIN SELECT RAISE(ABORT, 'an alarm''s history is only ever added to'); END;
   CREATE TRIGGER alarm_history_stays BEFORE UPDATE ON alarm_history
     BEGIN SELECT RAISE(ABORT, 'an alarm''s history is only ever added to'); END;
   CREATE TRIGGER alarm_history_remains BEFORE DELETE ON alarm_history
     WHEN EXISTS (SELECT 1 FROM alarms WHERE id = OLD.alarm)
     BEGIN SELECT RAISE(ABORT, 'an alarm''s history is only ever added to'); END;
   CREATE TRIGGER alarms_remain BEFORE DELETE ON alarms WHEN OLD.closed = 0
     BEGIN SELECT RAISE(ABORT, 'an open alarm is not deleted'); END;
   CREATE TRIGGER alarms_leave AFTER DELETE ON alarms
     BEGIN DELETE FROM alarm_history WHERE alarm = OLD.id; END;`,
  // What the flood rules must remember over a restart.
  `CREATE TABLE alarm_delays (
     key TEXT NOT NULL,
     kind TEXT NOT NULL,
     since_ms INTEGER NOT NULL,
     due_ms INTEGER NOT NULL,
     cause TEXT,
     PRIMARY KEY (key, kind)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX alarm_delays_due ON alarm_delays (due_ms);
   CREATE TABLE alarm_chatter (alarm TEXT PRIMARY KEY, came_at_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;
   CREATE TABLE alarm_service_orders (
     source TEXT PRIMARY KEY,
     until_ms INTEGER NOT NULL,
     by TEXT NOT NULL,
     reason TEXT NOT NULL,
     since_ms INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE alarm_incidents (
     id TEXT PRIMARY KEY,
     type TEXT NOT NULL,
     family TEXT NOT NULL,
     priority INTEGER NOT NULL,
     ring INTEGER NOT NULL,
     zone TEXT,
     opened_at_ms INTEGER NOT NULL,
     last_at_ms INTEGER NOT NULL,
     closed_at_ms INTEGER,
     first TEXT NOT NULL,
     drill INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX alarm_incidents_open ON alarm_incidents (drill, last_at_ms) WHERE closed_at_ms IS NULL;
   CREATE INDEX alarm_incidents_by_time ON alarm_incidents (opened_at_ms);
   CREATE TRIGGER alarms_forgotten AFTER DELETE ON alarms BEGIN
     DELETE FROM alarm_delays WHERE key = OLD.id;
     DELETE FROM alarm_chatter WHERE alarm = OLD.id;
     DELETE FROM alarm_incidents WHERE id = OLD.incident
       AND NOT EXISTS (SELECT 1 FROM alarms WHERE incident = OLD.incident);
   END;`,
  // When one that came hidden was on the list for the first time; from then on it counts as seen, and is not born_hidden any more.
  'ALTER TABLE alarms ADD COLUMN shown_at_ms INTEGER',
  // Of what only repeats the first are history and the last few are kept beside it; entries of both are counted by one number. The
  // release before this one counts those of the history alone, and must be able to add to it.
  `CREATE TABLE alarm_late_repeats (
     alarm TEXT NOT NULL,
     n INTEGER NOT NULL,
     step TEXT NOT NULL CHECK (step = 'repeated'),
     at_ms INTEGER NOT NULL,
     by_kind TEXT NOT NULL,
     by_id TEXT,
     note TEXT,
     data TEXT NOT NULL,
     PRIMARY KEY (alarm, n)
   ) STRICT, WITHOUT ROWID;
   CREATE TRIGGER alarm_late_repeats_stay BEFORE UPDATE ON alarm_late_repeats
     BEGIN SELECT RAISE(ABORT, 'an alarm''s history is only ever added to'); END;
   CREATE TRIGGER alarm_late_repeats_leave AFTER DELETE ON alarms
     BEGIN DELETE FROM alarm_late_repeats WHERE alarm = OLD.id; END;
   DROP TRIGGER alarm_history_grows;
   CREATE TRIGGER alarm_history_grows BEFORE INSERT ON alarm_history
     WHEN NEW.n NOT IN (coalesce((SELECT max(n) FROM alarm_history WHERE alarm = NEW.alarm), 0) + 1,
       max(coalesce((SELECT max(n) FROM alarm_history WHERE alarm = NEW.alarm), 0),
         coalesce((SELECT max(n) FROM alarm_late_repeats WHERE alarm = NEW.alarm), 0)) + 1)
     BEGIN SELECT RAISE(ABORT, 'an alarm''s history is only ever added to'); END;`,
  // When the gateway was at work: figures an hour are of those hours. Of the time before this was kept, from first to last alarm.
  `CREATE TABLE alarm_recording (from_ms INTEGER PRIMARY KEY, to_ms INTEGER NOT NULL) STRICT;
   INSERT INTO alarm_recording SELECT min(raised_at_ms), max(last_at_ms) FROM alarms HAVING count(*) > 0;`,
];

/** Brings the tables of the alarms' room up to date. */
export function openAlarmTables(store: Store): void {
  store.migrate('alarms', steps);
}
