import type { AlarmType, Priority } from '../../../devices/contracts/alarms.ts';
import type { Ring } from '../../../devices/contracts/place.ts';
import type { Store } from '../../kernel/sqlite-store.ts';
import type { Alarm, Incident } from '../alarm.ts';
import type { AlarmFamily } from '../rationale/rationale.ts';
import { type AlarmRow, toAlarm } from '../sqlite-alarms.ts';

/** What is kept of an incident; how many alarms it has, they say themselves. */
export type KeptIncident = Omit<Incident, 'alarms' | 'openAlarms'> & { family: AlarmFamily };

export interface IncidentTable {
  save(incident: KeptIncident): void;
  get(id: string): Incident | undefined;
  kept(id: string): KeptIncident | undefined;
  /** Open ones in which something happened after a moment, the newest first. */
  open(drill: boolean, sinceMs: number): KeptIncident[];
  /** Open alarms in these zones, of no incident and not hidden, that came after a moment. */
  loose(zones: readonly string[], drill: boolean, sinceMs: number): Alarm[];
  alarms(id: string): Alarm[];
  list(query: { open?: boolean; fromMs?: number; toMs?: number; limit: number }): Incident[];
}

interface Row {
  id: string;
  type: AlarmType;
  family: AlarmFamily;
  priority: Priority;
  ring: Ring;
  zone: string | null;
  opened_at_ms: number;
  last_at_ms: number;
  closed_at_ms: number | null;
  first: string;
  drill: number;
}
type CountedRow = Row & { alarms: number; open_alarms: number };

export function createIncidentTable(store: Store): IncidentTable {
  const counted = `SELECT i.*, (SELECT count(*) FROM alarms a WHERE a.incident = i.id) AS alarms,
    (SELECT count(*) FROM alarms a WHERE a.incident = i.id AND a.closed = 0) AS open_alarms FROM alarm_incidents i`;
  const save = store.prepare(
    `INSERT OR REPLACE INTO alarm_incidents VALUES (@id, @type, @family, @priority, @ring, @zone, @openedAtMs, @lastAtMs,
       @closedAtMs, @first, @drill)`,
  );
  const get = store.prepare(`${counted} WHERE i.id = ?`);
  const kept = store.prepare('SELECT * FROM alarm_incidents WHERE id = ?');
  const open = store.prepare(
    'SELECT * FROM alarm_incidents WHERE closed_at_ms IS NULL AND drill = ? AND last_at_ms >= ? ORDER BY last_at_ms DESC',
  );
  const loose = store.prepare(
    `SELECT * FROM alarms INDEXED BY alarms_open_by_zone WHERE closed = 0 AND zone IN (SELECT value FROM json_each(?))
       AND last_at_ms >= ? AND drill = ? AND incident IS NULL AND hidden_kind IS NULL ORDER BY last_at_ms DESC LIMIT 50`,
  );
  const alarms = store.prepare('SELECT * FROM alarms WHERE incident = ? ORDER BY raised_at_ms LIMIT 1000');
  const list = store.prepare(
    `${counted} WHERE (@open IS NULL OR (i.closed_at_ms IS NULL) = @open) AND i.opened_at_ms >= @fromMs
       AND i.opened_at_ms < @toMs ORDER BY i.opened_at_ms DESC LIMIT @limit`,
  );
  return {
    save: (incident) =>
      void save.run({
        ...incident,
        zone: incident.zone ?? null,
        closedAtMs: incident.closedAtMs ?? null,
        drill: Number(incident.drill),
      }),
    get: (id) => {
      const row = get.get(id);
      return row ? toIncident(row as CountedRow) : undefined;
    },
    kept: (id) => {
      const row = kept.get(id);
      return row ? toKept(row as Row) : undefined;
    },
    open: (drill, sinceMs) => open.all(Number(drill), sinceMs).map((row) => toKept(row as Row)),
    loose: (zones, drill, sinceMs) =>
      loose.all(JSON.stringify(zones), sinceMs, Number(drill)).map((row) => toAlarm(row as AlarmRow)),
    alarms: (id) => alarms.all(id).map((row) => toAlarm(row as AlarmRow)),
    list: ({ open: isOpen, fromMs = 0, toMs = Number.MAX_SAFE_INTEGER, limit }) =>
      list
        .all({ open: isOpen === undefined ? null : Number(isOpen), fromMs, toMs, limit })
        .map((row) => toIncident(row as CountedRow)),
  };
}

function toKept(row: Row): KeptIncident {
  const { id, type, family, priority, ring, first } = row;
  return {
    ...{ id, type, family, priority, ring, first },
    zone: row.zone ?? undefined,
    openedAtMs: row.opened_at_ms,
    lastAtMs: row.last_at_ms,
    closedAtMs: row.closed_at_ms ?? undefined,
    drill: row.drill === 1,
  };
}

function toIncident(row: CountedRow): Incident {
  const { family: _family, ...kept } = toKept(row);
  return { ...kept, alarms: row.alarms, openAlarms: row.open_alarms };
}
