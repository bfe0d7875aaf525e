import { findAlarms, readNumber, readText, saveAlarms } from './alarm-deeds.ts';
import { endCommands } from './command-deeds.ts';
import type { Dialect } from './dialect.ts';
import { keepSamples, keepSeals } from './health-commit-deeds.ts';
import { alarmsOf, type CommitPlan, type KnownStream, keyOfStream, planCommit, streamsOf } from './plan-commit.ts';
import { type Deed, keepAll, rowsOf, run } from './statement.ts';
import type { Work, WorkResult } from './store.ts';

/** More alarms of one commit than this are not named to the other processes: their pages read the lists again. */
const maxAlarmsNamed = 200;

/** Streams that works go into, as they stand; those that begin are made, in the order in which they came. */
function* openStreams(dialect: Dialect, works: readonly Work[]): Deed<KnownStream[]> {
  const wanted = streamsOf(works);
  if (wanted.length === 0) return [];
  const find = `SELECT s.id, s.gateway, s.epoch, s.lane, s.acked FROM ${dialect.each('@wanted')} JOIN streams s
    ON s.gateway = value ->> 'gateway' AND s.epoch = value ->> 'epoch' AND s.lane = value ->> 'lane'`;
  const values = { wanted: JSON.stringify(wanted) };
  const known = yield* rowsOf<KnownStream>(find, values);
  if (known.length === wanted.length) return known;
  const keys = new Set(known.map(keyOfStream));
  const fresh = wanted.filter((stream) => !keys.has(keyOfStream(stream)));
  const columns = ['gateway', 'epoch', 'lane'];
  const add = `INSERT INTO streams (${columns}) SELECT ${columns.map(readText)} FROM ${dialect.each('@fresh')}`;
  yield* run(add, { fresh: JSON.stringify(fresh) });
  return yield* rowsOf<KnownStream>(find, values);
}

function* noteGateways(dialect: Dialect, gateways: CommitPlan['gateways'], nowMs: number): Deed<void> {
  const sql = `INSERT INTO gateways (gateway, last_seen_ms, status_ms, status)
    SELECT value ->> 'gateway', CAST(@nowMs AS BIGINT),
      CASE WHEN value ->> 'status' IS NULL THEN NULL ELSE ${readNumber('statusMs')} END, value ->> 'status'
    FROM ${dialect.each('@gateways')} WHERE true
    ON CONFLICT (gateway) DO UPDATE SET last_seen_ms = excluded.last_seen_ms,
      status_ms = coalesce(excluded.status_ms, gateways.status_ms), status = coalesce(excluded.status, gateways.status)`;
  yield* run(sql, { gateways: JSON.stringify(gateways), nowMs });
}

function* advanceStreams(dialect: Dialect, streams: CommitPlan['streams']): Deed<void> {
  if (streams.length === 0) return;
  const add = (column: string) => `${column} = streams.${column} + ${readNumber(column)}`;
  const sql = `UPDATE streams SET acked = ${readNumber('acked')}, ${add('stored')}, ${add('quarantined')},
    ${add('duplicates')}, ${add('gaps')} FROM ${dialect.each('@streams')} WHERE streams.id = ${readNumber('id')}`;
  yield* run(sql, { streams: JSON.stringify(streams) });
}

function* countAccess(dialect: Dialect, counts: CommitPlan['access']): Deed<void> {
  if (counts.length === 0) return;
  const sql = `INSERT INTO access_counts (gateway, hour_ms, ring, method, outcome, count)
    SELECT value ->> 'gateway', ${readNumber('hourMs')}, ${readNumber('ring')}, value ->> 'method', value ->> 'outcome',
      ${readNumber('count')}
    FROM ${dialect.each('@counts')} WHERE true
    ON CONFLICT (gateway, hour_ms, ring, method, outcome) DO UPDATE SET count = access_counts.count + excluded.count`;
  yield* run(sql, { counts: JSON.stringify(counts) });
}

function* keepAnchors(dialect: Dialect, anchors: CommitPlan['anchors'], nowMs: number): Deed<void> {
  if (anchors.length === 0) return;
  const sql = `INSERT INTO ledger_anchors (gateway, epoch, seq, hash, at_ms, signature, received_ms)
    SELECT value ->> 'gateway', value ->> 'epoch', ${readNumber('seq')}, value ->> 'hash', ${readNumber('atMs')},
      value ->> 'signature', CAST(@nowMs AS BIGINT) FROM ${dialect.each('@anchors')}`;
  yield* run(sql, { anchors: JSON.stringify(anchors), nowMs });
}

function* announceCommit(dialect: Dialect, { gateways, alarms }: CommitPlan): Deed<void> {
  yield* dialect.announce({
    gateways: gateways.map(({ gateway }) => gateway),
    ...(alarms.length > maxAlarmsNamed ? { missed: true } : {}),
    ...(alarms.length === 0 || alarms.length > maxAlarmsNamed
      ? {}
      : { alarms: alarms.map(({ gateway, alarm }) => ({ gateway, alarm })) }),
  });
}

/**
 * Works of gateways in. A gateway is held from before its streams are read until the end, so that of two processes with the
 * same batch the second one finds it stored.
 */
export function* commitWorks(dialect: Dialect, works: readonly Work[], nowMs: number): Deed<WorkResult[]> {
  const gateways = works.map((work) => (work.kind === 'batch' ? work.batch.gateway : work.status.gateway));
  yield* dialect.holdGateways(gateways);
  const streams = yield* openStreams(dialect, works);
  const alarms = yield* findAlarms(dialect, alarmsOf(works));
  const plan = planCommit(works, { streams, alarms }, nowMs);
  yield* noteGateways(dialect, plan.gateways, nowMs);
  yield* advanceStreams(dialect, plan.streams);
  yield* saveAlarms(dialect, plan.alarms);
  yield* countAccess(dialect, plan.access);
  yield* keepAnchors(dialect, plan.anchors, nowMs);
  yield* endCommands(plan.commands, nowMs);
  yield* keepSeals(dialect, plan.seals, nowMs);
  yield* keepSamples(dialect, plan.samples);
  yield* announceCommit(dialect, plan);
  if (plan.events.length + plan.misfits.length > 0) yield* dialect.holdOrder();
  yield* keepAll({ bulk: 'quarantine', rows: plan.misfits });
  yield* keepAll({ bulk: 'events', rows: plan.events });
  return plan.results;
}
