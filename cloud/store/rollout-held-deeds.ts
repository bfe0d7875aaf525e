import type { ActOutcome, Decide, RolloutRow, Tally } from '../rollout/rollout-store.ts';
import type { AuditAct } from '../tenancy/audit-store.ts';
import { keepAct } from './audit-log-deeds.ts';
import { type RolloutRecord, rolloutColumns, type TallyRecord, toRollout, toTally } from './rollout-rows.ts';
import { type Deed, rowOf, rowsOf, run } from './statement.ts';

/** Until the transaction ends nobody else decides about this rollout. */
export function* holdRollout(id: string): Deed<RolloutRow | undefined> {
  const sql = `UPDATE rollouts SET revision = revision + 1 WHERE id = @id RETURNING ${rolloutColumns}`;
  const row = yield* rowOf<RolloutRecord>(sql, { id });
  return row && toRollout(row);
}

export function* readTallies(rollout: string): Deed<Tally[]> {
  const count = (stage: string) => `count(*) FILTER (WHERE stage = '${stage}') AS ${stage}`;
  const sql = `SELECT team, count(*) AS size, ${['waiting', 'open', 'committed', 'bad'].map(count).join(', ')},
      count(*) FILTER (WHERE stage = 'waiting' AND site IN (
        SELECT b.site FROM rollout_places b WHERE b.rollout = @rollout AND b.stage = 'bad')) AS held
    FROM rollout_places WHERE rollout = @rollout GROUP BY team ORDER BY team`;
  return (yield* rowsOf<TallyRecord>(sql, { rollout })).map(toTally);
}

/** Before the switch an attempt can be stopped; after it, the gateway goes on to an end. */
const stoppable = `stage = 'open' AND state IN ('assigned', 'downloading', 'verified', 'staged')`;

function* applyOutcome(rollout: string, { standing, callOff, retry }: ActOutcome): Deed<void> {
  const { phase, why, forgiven, passed } = standing;
  const save = `UPDATE rollouts SET phase = @phase, why = @why, forgiven = @forgiven, passed = @passed WHERE id = @rollout`;
  yield* run(save, { rollout, phase, why, passed, forgiven: JSON.stringify(forgiven) });
  if (callOff)
    yield* run(`UPDATE rollout_places SET called_off = 1 WHERE rollout = @rollout AND ${stoppable}`, { rollout });
  if (retry)
    yield* run(
      `UPDATE rollout_places SET stage = 'waiting', attempt = NULL, state = NULL, step = 0, called_off = 0,
        problem = NULL, detail = NULL WHERE rollout = @rollout AND stage = 'bad'`,
      { rollout },
    );
}

/** Looks what follows from where a held rollout stands, and keeps it with who did it: the cloud itself where nobody is named. */
export function* settle(row: RolloutRow, decide: Decide, nowMs: number, act?: AuditAct): Deed<void> {
  const { id } = row.plan;
  const outcome = decide(row, yield* readTallies(id));
  if (!outcome) return;
  yield* applyOutcome(id, outcome);
  yield* keepAct(act ?? { by: 'cloud', atMs: nowMs, deed: `rollout.${outcome.standing.phase}`, subject: id });
}

export function* readRollout(id: string): Deed<RolloutRow | undefined> {
  const row = yield* rowOf<RolloutRecord>(`SELECT ${rolloutColumns} FROM rollouts WHERE id = @id`, { id });
  return row && toRollout(row);
}
