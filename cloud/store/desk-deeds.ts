import type { DeskRound, DeskStep, DeskStore } from '../tenancy/desk-store.ts';
import type { Dialect } from './dialect.ts';
import type { Engine } from './engine.ts';
import { type Deed, rowOf, rowsOf, run } from './statement.ts';
import type { AlarmKey } from './store.ts';

type RoundKey = Pick<DeskRound, 'gateway' | 'alarm' | 'round'>;
type RoundRow = Omit<DeskRound, 'steps'>;
const roundColumns = `gateway, alarm, round, begun_ms AS "begunMs", ended_ms AS "endedMs", ended_by AS "endedBy"`;

function* addStep({ gateway, alarm, round }: RoundKey, step: DeskStep): Deed<boolean> {
  const sql = `INSERT INTO desk_steps (gateway, alarm, round, level, place, at_ms, told)
    VALUES (@gateway, @alarm, @round, @level, @place, @atMs, @told) ON CONFLICT DO NOTHING RETURNING round`;
  const { level, place, atMs, told } = step;
  const row = yield* rowOf(sql, { gateway, alarm, round, level, place, atMs, told: JSON.stringify(told) });
  return row !== undefined;
}

function* beginRound(dialect: Dialect, { gateway, alarm }: AlarmKey, step: DeskStep): Deed<boolean> {
  yield* dialect.holdGateways([gateway]);
  const last = yield* rowOf<{ round: number; ended: number | null }>(
    `SELECT round, ended_ms AS ended FROM desk_rounds WHERE gateway = @gateway AND alarm = @alarm
     ORDER BY round DESC LIMIT 1`,
    { gateway, alarm },
  );
  if (last && last.ended === null) return false;
  const round = (last?.round ?? 0) + 1;
  const add = `INSERT INTO desk_rounds (gateway, alarm, round, begun_ms) VALUES (@gateway, @alarm, @round, @atMs)`;
  yield* run(add, { gateway, alarm, round, atMs: step.atMs });
  yield* addStep({ gateway, alarm, round }, step);
  yield* dialect.announce({ alarms: [{ gateway, alarm }] });
  return true;
}

function* climb(dialect: Dialect, key: RoundKey, step: DeskStep): Deed<boolean> {
  if (!(yield* addStep(key, step))) return false;
  yield* dialect.announce({ alarms: [{ gateway: key.gateway, alarm: key.alarm }] });
  return true;
}

function* endRound(dialect: Dialect, key: RoundKey, by: string, nowMs: number): Deed<boolean> {
  const { gateway, alarm, round } = key;
  const sql = `UPDATE desk_rounds SET ended_ms = @nowMs, ended_by = @by
    WHERE gateway = @gateway AND alarm = @alarm AND round = @round AND ended_ms IS NULL RETURNING round`;
  if (!(yield* rowOf(sql, { gateway, alarm, round, by, nowMs }))) return false;
  yield* dialect.announce({ alarms: [{ gateway, alarm }] });
  return true;
}

function* withSteps(dialect: Dialect, rounds: readonly RoundRow[]): Deed<DeskRound[]> {
  if (rounds.length === 0) return [];
  const sql = `SELECT s.gateway, s.alarm, s.round, s.level, s.place, s.at_ms AS "atMs", s.told
    FROM ${dialect.each('@keys')} JOIN desk_steps s ON s.gateway = value ->> 'gateway' AND s.alarm = value ->> 'alarm'
      AND s.round = CAST(value ->> 'round' AS BIGINT)
    ORDER BY s.at_ms`;
  const rows = yield* rowsOf<RoundKey & Omit<DeskStep, 'told'> & { told: string }>(sql, {
    keys: JSON.stringify(rounds.map(({ gateway, alarm, round }) => ({ gateway, alarm, round }))),
  });
  const keyOf = ({ gateway, alarm, round }: RoundKey) => `${gateway}/${alarm}/${round}`;
  const stepsOf = Map.groupBy(rows, keyOf);
  const ranks = { site: 0, district: 1, city: 2 };
  return rounds.map((round) => ({
    ...round,
    steps: (stepsOf.get(keyOf(round)) ?? [])
      .map(({ level, place, atMs, told }) => ({ level, place, atMs, told: JSON.parse(told) as string[] }))
      .sort((one, other) => ranks[one.level] - ranks[other.level]),
  }));
}

function* readRounds(dialect: Dialect, query: Parameters<DeskStore['rounds']>[0]): Deed<DeskRound[]> {
  const { gateway, alarm, only, limit } = query;
  const conditions = [
    gateway === undefined ? '' : ' AND gateway = @gateway',
    alarm === undefined ? '' : ' AND alarm = @alarm',
    only ? ` AND gateway IN (SELECT ${dialect.textOfEach} FROM ${dialect.each('@only')})` : '',
  ];
  const sql = `SELECT ${roundColumns} FROM desk_rounds WHERE round > 0${conditions.join('')}
    ORDER BY begun_ms DESC, gateway, alarm, round DESC LIMIT @limit`;
  const rows = yield* rowsOf<RoundRow>(sql, {
    limit,
    ...(gateway === undefined ? {} : { gateway }),
    ...(alarm === undefined ? {} : { alarm }),
    ...(only ? { only: JSON.stringify(only) } : {}),
  });
  return yield* withSteps(dialect, rows);
}

function* readOpen(dialect: Dialect): Deed<DeskRound[]> {
  const sql = `SELECT ${roundColumns} FROM desk_rounds WHERE ended_ms IS NULL ORDER BY begun_ms`;
  return yield* withSteps(dialect, yield* rowsOf<RoundRow>(sql));
}

/** How alarms climb, over either engine. */
export function createDeskStore({ dialect, read, write }: Engine): DeskStore {
  const waiting = `SELECT gateway, alarm FROM alarms
    WHERE open = 1 AND urgency < 10 AND escalation = 3 AND drill = 0 AND state = 'raised' AND ours_by IS NULL ORDER BY urgency, raised_ms, id`;
  return {
    waiting: () => read(rowsOf<AlarmKey>(waiting)),
    openRounds: () => read(readOpen(dialect)),
    beginRound: (key, step) => write(beginRound(dialect, key, step)),
    addStep: (round, step) => write(climb(dialect, round, step)),
    endRound: (round, by, nowMs) => write(endRound(dialect, round, by, nowMs)),
    rounds: (query) => read(readRounds(dialect, query)),
  };
}
