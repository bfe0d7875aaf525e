import type { AlertKind, AlertRule } from '../health/alert-rule.ts';
import type {
  ConditionChange,
  ConditionRow,
  HealthStore,
  NewNotice,
  NoticeRow,
  RuleRow,
  Shelf,
} from '../health/health-store.ts';
import type { AuditAct } from '../tenancy/audit-store.ts';
import { readNumber, readText } from './alarm-deeds.ts';
import { keepAct } from './audit-log-deeds.ts';
import type { Dialect } from './dialect.ts';
import type { Engine } from './engine.ts';
import { type Deed, rowOf, rowsOf, run } from './statement.ts';

const conditionColumns = `id, rule, gateway, subject, kind, since_ms AS "sinceMs", opened_ms AS "openedMs",
  as_of_ms AS "asOfMs", figure AS value, closed_ms AS "closedMs"`;
type ConditionRecord = Omit<ConditionRow, 'kind'> & { kind: AlertKind };

function* saveRule(id: string, revision: number, rule: AlertRule | undefined, act: AuditAct): Deed<boolean> {
  const known = yield* rowOf<{ revision: number }>('SELECT revision FROM alert_rules WHERE id = @id', { id });
  if ((known?.revision ?? 0) !== revision) return false;
  if (rule === undefined) yield* run('DELETE FROM alert_rules WHERE id = @id', { id });
  else {
    const saved = yield* rowOf<{ id: string }>(
      `INSERT INTO alert_rules (id, revision, body) VALUES (@id, CAST(@revision AS BIGINT) + 1, @body)
       ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, body = excluded.body
         WHERE alert_rules.revision = @revision RETURNING id`,
      { id, revision, body: JSON.stringify(rule) },
    );
    if (!saved) return false;
  }
  yield* keepAct(act);
  return true;
}

/** True where it is, or has become, this holder's. */
function* holdLease(holder: string, nowMs: number, forMs: number): Deed<boolean> {
  const held = yield* rowOf<{ holder: string }>(
    `INSERT INTO health_lease (one, holder, until_ms) VALUES (1, @holder, @untilMs)
     ON CONFLICT (one) DO UPDATE SET holder = excluded.holder, until_ms = excluded.until_ms
       WHERE health_lease.holder = excluded.holder OR health_lease.until_ms <= @nowMs OR health_lease.until_ms > @farMs
     RETURNING holder`,
    // a lease that ends in the far future was written by a clock that was wrong
    { holder, nowMs, untilMs: nowMs + forMs, farMs: nowMs + 10 * forMs },
  );
  return held !== undefined;
}

const keyColumns = ['rule', 'gateway', 'subject'];
const matchKey = keyColumns.map((column) => `alert_conditions.${column} = ${readText(column)}`).join(' AND ');

function* saveConditions(
  dialect: Dialect,
  { opened, moved, closed, nowMs }: ConditionChange,
  holder: string,
): Deed<boolean> {
  // who lost the lease while it looked finds another holder here, and has changed nothing
  const lease = yield* rowOf<{ holder: string }>(
    'UPDATE health_lease SET holder = holder WHERE holder = @holder RETURNING holder',
    {
      holder,
    },
  );
  if (!lease) return false;
  if (closed.length > 0)
    yield* run(
      `UPDATE alert_conditions SET closed_ms = CAST(@nowMs AS BIGINT), told = CASE WHEN told = 0 THEN 2 ELSE 0 END
       FROM ${dialect.each('@closed')} WHERE closed_ms IS NULL AND ${matchKey}`,
      { closed: JSON.stringify(closed), nowMs },
    );
  if (moved.length > 0)
    yield* run(
      `UPDATE alert_conditions SET as_of_ms = ${readNumber('asOfMs')},
         figure = CAST(value ->> 'value' AS DOUBLE PRECISION)
       FROM ${dialect.each('@moved')} WHERE closed_ms IS NULL AND ${matchKey}`,
      { moved: JSON.stringify(moved) },
    );
  if (opened.length > 0)
    yield* run(
      `INSERT INTO alert_conditions (id, rule, gateway, subject, kind, since_ms, opened_ms, as_of_ms, figure)
       SELECT ${['id', ...keyColumns, 'kind'].map(readText).join(', ')}, ${readNumber('sinceMs')}, CAST(@nowMs AS BIGINT),
         ${readNumber('asOfMs')}, CAST(value ->> 'value' AS DOUBLE PRECISION) FROM ${dialect.each('@opened')} WHERE true
       ON CONFLICT DO NOTHING`,
      { opened: JSON.stringify(opened), nowMs },
    );
  if (opened.length + closed.length > 0) yield* dialect.announce({ conditions: true });
  return true;
}

function* queueNotices(
  dialect: Dialect,
  notices: readonly NewNotice[],
  told: readonly string[],
  mostWaiting: number,
): Deed<void> {
  if (notices.length > 0)
    yield* run(
      `INSERT INTO alert_notices (id, channel, body, created_ms, due_ms)
       SELECT ${['id', 'channel', 'body'].map(readText).join(', ')}, ${readNumber('createdMs')}, ${readNumber('createdMs')}
       FROM ${dialect.each('@notices')} WHERE true ON CONFLICT DO NOTHING`,
      { notices: JSON.stringify(notices) },
    );
  yield* run(
    `UPDATE alert_conditions SET told = told + 1 WHERE id IN (SELECT ${dialect.textOfEach} FROM ${dialect.each('@told')})`,
    { told: JSON.stringify(told) },
  );
  yield* run(
    `UPDATE alert_notices SET state = 'shed' WHERE state = 'waiting' AND (id, channel) IN (
       SELECT id, channel FROM alert_notices WHERE state = 'waiting' ORDER BY created_ms DESC, id LIMIT 1000000
       OFFSET @mostWaiting)`,
    { mostWaiting },
  );
  yield* run("DELETE FROM alert_notices WHERE state <> 'waiting' AND created_ms < @before", {
    before: (notices[0]?.createdMs ?? 0) - 30 * 86_400_000,
  });
}

function* setShelf(shelf: Shelf, act: AuditAct): Deed<void> {
  yield* run(
    `INSERT INTO alert_shelves (gateway, kind, subject, until_ms, by, why, at_ms)
     VALUES (@gateway, @kind, @subject, @untilMs, @by, @why, @atMs)
     ON CONFLICT (gateway, kind, subject) DO UPDATE SET until_ms = excluded.until_ms, by = excluded.by,
       why = excluded.why, at_ms = excluded.at_ms`,
    { ...shelf },
  );
  yield* keepAct(act);
}

function* endShelf(key: Pick<Shelf, 'gateway' | 'kind' | 'subject'>, act: AuditAct): Deed<void> {
  yield* run('DELETE FROM alert_shelves WHERE gateway = @gateway AND kind = @kind AND subject = @subject', { ...key });
  yield* keepAct(act);
}

type AlertStore = Pick<
  HealthStore,
  | 'rules'
  | 'saveRule'
  | 'openConditions'
  | 'closedConditions'
  | 'holdLease'
  | 'noteLooked'
  | 'lookedAtMs'
  | 'saveConditions'
  | 'untold'
  | 'queueNotices'
  | 'dueNotices'
  | 'settleNotice'
  | 'shelves'
  | 'setShelf'
  | 'endShelf'
>;

/** Rules, conditions and notices over either engine. */
export function createAlertStore({ dialect, read, write }: Engine): AlertStore {
  return {
    async rules() {
      const rows = await read(
        rowsOf<{ id: string; revision: number; body: string }>('SELECT id, revision, body FROM alert_rules'),
      );
      return rows.map(({ id, revision, body }): RuleRow => ({ id, revision, rule: JSON.parse(body) as AlertRule }));
    },
    saveRule: (id, revision, rule, act) => write(saveRule(id, revision, rule, act)),
    openConditions: () =>
      read(rowsOf<ConditionRecord>(`SELECT ${conditionColumns} FROM alert_conditions WHERE closed_ms IS NULL`)),
    closedConditions: (sinceMs, limit) =>
      read(
        rowsOf<ConditionRecord>(
          `SELECT ${conditionColumns} FROM alert_conditions WHERE closed_ms >= @sinceMs ORDER BY closed_ms DESC LIMIT @limit`,
          { sinceMs, limit },
        ),
      ),
    holdLease: (holder, nowMs, forMs) => write(holdLease(holder, nowMs, forMs)),
    noteLooked: (holder, nowMs) =>
      write(run('UPDATE health_lease SET looked_ms = @nowMs WHERE holder = @holder', { holder, nowMs })),
    lookedAtMs: async () =>
      (await read(rowOf<{ lookedMs: number | null }>('SELECT looked_ms AS "lookedMs" FROM health_lease')))?.lookedMs ??
      null,
    saveConditions: (change, holder) => write(saveConditions(dialect, change, holder)),
    untold: () => read(rowsOf<ConditionRecord>(`SELECT ${conditionColumns} FROM alert_conditions WHERE told = 0`)),
    queueNotices: (notices, told, mostWaiting) => write(queueNotices(dialect, notices, told, mostWaiting)),
    dueNotices: (nowMs, limit) =>
      read(
        rowsOf<NoticeRow>(
          `SELECT id, channel, body, created_ms AS "createdMs", tries FROM alert_notices
           WHERE state = 'waiting' AND due_ms <= @nowMs ORDER BY due_ms LIMIT @limit`,
          { nowMs, limit },
        ),
      ),
    settleNotice: ({ id, channel }, to, problem) =>
      write(
        run(
          `UPDATE alert_notices SET state = @state, tries = tries + 1, problem = @problem,
             due_ms = CASE WHEN CAST(@dueMs AS BIGINT) > 0 THEN CAST(@dueMs AS BIGINT) ELSE due_ms END
           WHERE id = @id AND channel = @channel`,
          { id, channel, state: to.state, problem: problem ?? null, dueMs: to.state === 'waiting' ? to.dueMs : 0 },
        ),
      ),
    shelves: (nowMs) =>
      read(
        rowsOf<Shelf>(
          'SELECT gateway, kind, subject, until_ms AS "untilMs", by, why, at_ms AS "atMs" FROM alert_shelves WHERE until_ms > @nowMs',
          { nowMs },
        ),
      ),
    setShelf: (shelf, act) => write(setShelf(shelf, act)),
    endShelf: (key, act) => write(endShelf(key, act)),
  };
}
