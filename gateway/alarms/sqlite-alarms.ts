import type {
  AlarmState,
  AlarmType,
  Disposition,
  EscalationLevel,
  Priority,
  Verdict,
} from '../../devices/contracts/alarms.ts';
import type { Ring } from '../../devices/contracts/place.ts';
import type { Store } from '../kernel/sqlite-store.ts';
import type { Alarm, Hidden } from './alarm.ts';
import { openAlarmTables } from './sqlite-alarm-tables.ts';

/** An alarm's row; columns for figures only (when it was first answered) are not among them. */
export interface AlarmRow {
  id: string;
  type: AlarmType;
  priority: Priority;
  ring: Ring;
  source: string;
  zone: string | null;
  state: AlarmState;
  active: number;
  closed: number;
  hidden_kind: Hidden['kind'] | null;
  hidden_until_ms: number | null;
  hidden_parent: string | null;
  hidden_by: string | null;
  hidden_reason: string | null;
  chattering_since_ms: number | null;
  incident: string | null;
  drill: number;
  acknowledged_by: string | null;
  acknowledged_at_ms: number | null;
  verdict: Verdict | null;
  assignee: string | null;
  disposition: Disposition | null;
  escalation: EscalationLevel;
  raised_at_ms: number;
  last_at_ms: number;
  cleared_at_ms: number | null;
  closed_at_ms: number | null;
  count: number;
  camera: string | null;
  detail: string;
}

/** What makes two causes one alarm. */
export interface AlarmKey {
  type: AlarmType;
  source: string;
  drill: boolean;
  /** Left out: any. */
  zone?: string | undefined;
}

export interface AlarmTable {
  /** `atMs` is when the step that is saved was done. */
  save(alarm: Alarm, atMs?: number): void;
  get(id: string): Alarm | undefined;
  /** Those of this key that are not closed, newest first; more than one where one was opened again. */
  openOf(key: AlarmKey): Alarm[];
  /** Those that were closed last, the latest first. */
  lastClosed(key: AlarmKey): Alarm[];
  /** Closed although its cause stood. */
  closedStanding(key: AlarmKey): Alarm[];
  openAt(source: string): Alarm[];
  /** Of these types: open ones whose cause stands and that are seen. */
  standing(types: readonly AlarmType[]): Alarm[];
  /** Open, hidden, and of this parent. */
  childrenOf(parent: string): Alarm[];
  shelved(): Alarm[];
  /** Ids of alarms that still hide others, though they are closed, gone, or their cause is. */
  hidingInVain(): string[];
  /** Open ones that are not hidden, by priority then age; or the latest of all. */
  list(query: { open: boolean; limit: number }): Alarm[];
  open(): Alarm[];
  hidden(): Alarm[];
  stale(beforeMs: number): Alarm[];
}

const columns = `id, type, priority, ring, source, zone, state, active, closed, hidden_kind, hidden_until_ms, hidden_parent,
  hidden_by, hidden_reason, chattering_since_ms, incident, drill, acknowledged_by, acknowledged_at_ms, verdict, assignee,
  disposition, escalation, raised_at_ms, last_at_ms, cleared_at_ms, closed_at_ms, count, camera, detail`;
const names = columns.split(',').map((name) => name.trim());
const updates = names
  .filter((name) => name !== 'id')
  .map((name) => `${name} = excluded.${name}`)
  .join(', ');

export function createAlarmTable(store: Store): AlarmTable {
  openAlarmTables(store);
  const save = store.prepare(
    `INSERT INTO alarms (${columns}, born_hidden, answered_at_ms, arrived_at_ms)
     VALUES (${names.map((name) => `@${name}`).join(', ')}, @hidden_kind IS NOT NULL, @acknowledged_at_ms, @arrived_at_ms)
     ON CONFLICT (id) DO UPDATE SET ${updates},
       shown_at_ms = CASE WHEN alarms.born_hidden AND excluded.hidden_kind IS NULL AND NOT excluded.closed
         THEN @saved_at_ms ELSE alarms.shown_at_ms END,
       born_hidden = alarms.born_hidden AND (excluded.hidden_kind IS NOT NULL OR excluded.closed),
       answered_at_ms = min(coalesce(alarms.answered_at_ms, excluded.answered_at_ms),
         coalesce(excluded.answered_at_ms, alarms.answered_at_ms)),
       arrived_at_ms = coalesce(alarms.arrived_at_ms, excluded.arrived_at_ms)`,
  );
  const get = store.prepare('SELECT * FROM alarms WHERE id = ?');
  const ofKey =
    'type = @type AND source = @source AND drill = @drill AND (@zone IS NULL OR zone IS NULL OR zone = @zone)';
  const openOf = store.prepare(`SELECT * FROM alarms WHERE ${ofKey} AND closed = 0 ORDER BY raised_at_ms DESC`);
  const lastClosed = store.prepare(
    `SELECT * FROM alarms WHERE ${ofKey} AND closed = 1 ORDER BY closed_at_ms DESC LIMIT 5`,
  );
  const closedStanding = store.prepare(
    `SELECT * FROM alarms WHERE ${ofKey} AND closed = 1 AND active = 1 ORDER BY closed_at_ms DESC LIMIT 10`,
  );
  const openAt = store.prepare('SELECT * FROM alarms WHERE source = ? AND closed = 0');
  const standing = store.prepare(
    `SELECT * FROM alarms WHERE closed = 0 AND type IN (SELECT value FROM json_each(?)) AND drill = 0 AND active = 1
       AND hidden_kind IS NULL ORDER BY last_at_ms`,
  );
  const children = store.prepare('SELECT * FROM alarms WHERE hidden_parent = ? AND closed = 0');
  const shelved = store.prepare("SELECT * FROM alarms WHERE hidden_kind = 'shelved'");
  const hidingInVain = store
    .prepare(
      `SELECT DISTINCT child.hidden_parent FROM alarms child LEFT JOIN alarms parent ON parent.id = child.hidden_parent
         WHERE child.hidden_kind = 'suppressed' AND (parent.id IS NULL OR parent.closed = 1 OR parent.active = 0)`,
    )
    .pluck();
  const queue = store.prepare(
    'SELECT * FROM alarms WHERE closed = 0 AND hidden_kind IS NULL ORDER BY priority, raised_at_ms LIMIT ?',
  );
  const all = store.prepare('SELECT * FROM alarms WHERE closed = 0 ORDER BY priority, raised_at_ms');
  const latest = store.prepare('SELECT * FROM alarms ORDER BY raised_at_ms DESC LIMIT ?');
  const hidden = store.prepare('SELECT * FROM alarms WHERE hidden_kind IS NOT NULL ORDER BY priority, raised_at_ms');
  const stale = store.prepare('SELECT * FROM alarms WHERE closed = 0 AND raised_at_ms < ? ORDER BY raised_at_ms');
  const one = (row: unknown) => (row ? toAlarm(row as AlarmRow) : undefined);
  const many = (rows: unknown[]) => rows.map((row) => toAlarm(row as AlarmRow));
  const parameters = ({ type, source, drill, zone }: AlarmKey) => ({
    ...{ type, source, drill: Number(drill), zone: zone ?? null },
  });
  return {
    save: (alarm, atMs) => void save.run(toRow(alarm, atMs)),
    get: (id) => one(get.get(id)),
    openOf: (key) => many(openOf.all(parameters(key))),
    lastClosed: (key) => many(lastClosed.all(parameters(key))),
    closedStanding: (key) => many(closedStanding.all(parameters(key))),
    openAt: (source) => many(openAt.all(source)),
    standing: (types) => many(standing.all(JSON.stringify(types))),
    childrenOf: (parent) => many(children.all(parent)),
    shelved: () => many(shelved.all()),
    hidingInVain: () => hidingInVain.all() as string[],
    list: ({ open, limit }) => many((open ? queue : latest).all(limit)),
    open: () => many(all.all()),
    hidden: () => many(hidden.all()),
    stale: (beforeMs) => many(stale.all(beforeMs)),
  };
}

function toRow(
  alarm: Alarm,
  atMs: number | undefined,
): Record<keyof AlarmRow | 'arrived_at_ms' | 'saved_at_ms', string | number | null> {
  const { hidden } = alarm;
  const savedAtMs = atMs ?? alarm.lastAtMs;
  return {
    ...{ id: alarm.id, type: alarm.type, priority: alarm.priority, ring: alarm.ring, source: alarm.source },
    zone: alarm.zone ?? null,
    state: alarm.state,
    active: Number(alarm.active),
    closed: Number(alarm.closed),
    hidden_kind: hidden?.kind ?? null,
    hidden_until_ms: hidden && 'untilMs' in hidden ? hidden.untilMs : null,
    hidden_parent: hidden?.kind === 'suppressed' ? hidden.parent : null,
    hidden_by: hidden?.kind === 'shelved' ? hidden.by : null,
    hidden_reason: hidden?.kind === 'shelved' ? hidden.reason : null,
    chattering_since_ms: alarm.chatteringSinceMs ?? null,
    incident: alarm.incident ?? null,
    drill: Number(alarm.drill),
    acknowledged_by: alarm.acknowledgedBy ?? null,
    acknowledged_at_ms: alarm.acknowledgedAtMs ?? null,
    verdict: alarm.verdict ?? null,
    assignee: alarm.assignee ?? null,
    disposition: alarm.disposition ?? null,
    escalation: alarm.escalation,
    raised_at_ms: alarm.raisedAtMs,
    last_at_ms: alarm.lastAtMs,
    cleared_at_ms: alarm.clearedAtMs ?? null,
    closed_at_ms: alarm.closedAtMs ?? null,
    count: alarm.count,
    camera: alarm.camera ?? null,
    detail: JSON.stringify(alarm.detail),
    arrived_at_ms: alarm.state === 'on-scene' ? savedAtMs : null,
    saved_at_ms: savedAtMs,
  };
}

export function toAlarm(row: AlarmRow): Alarm {
  const { id, type, priority, ring, source, state, escalation, count } = row;
  return {
    ...{ id, type, priority, ring, source, state, escalation, count },
    zone: row.zone ?? undefined,
    active: row.active === 1,
    closed: row.closed === 1,
    hidden: hiddenOf(row),
    chatteringSinceMs: row.chattering_since_ms ?? undefined,
    incident: row.incident ?? undefined,
    drill: row.drill === 1,
    acknowledgedBy: row.acknowledged_by ?? undefined,
    acknowledgedAtMs: row.acknowledged_at_ms ?? undefined,
    verdict: row.verdict ?? undefined,
    assignee: row.assignee ?? undefined,
    disposition: row.disposition ?? undefined,
    raisedAtMs: row.raised_at_ms,
    lastAtMs: row.last_at_ms,
    clearedAtMs: row.cleared_at_ms ?? undefined,
    closedAtMs: row.closed_at_ms ?? undefined,
    camera: row.camera ?? undefined,
    detail: JSON.parse(row.detail) as Record<string, string | number>,
  };
}

function hiddenOf(row: AlarmRow): Hidden | undefined {
  const untilMs = row.hidden_until_ms ?? 0;
  switch (row.hidden_kind) {
    case 'shelved':
      return { kind: 'shelved', untilMs, by: row.hidden_by ?? '', reason: row.hidden_reason ?? '' };
    case 'suppressed':
      return { kind: 'suppressed', parent: row.hidden_parent ?? '' };
    case 'out-of-service':
      return { kind: 'out-of-service', untilMs };
    default:
      return undefined;
  }
}
