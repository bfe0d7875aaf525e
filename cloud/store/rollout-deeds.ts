import type {
  Decide,
  NewRelease,
  PlaceRow,
  RolloutActRow,
  RolloutRow,
  RolloutStore,
} from '../rollout/rollout-store.ts';
import type { AuditAct } from '../tenancy/audit-store.ts';
import { readNumber, readText } from './alarm-deeds.ts';
import { keepAct } from './audit-log-deeds.ts';
import { createDdiDeeds } from './ddi-deeds.ts';
import type { Dialect } from './dialect.ts';
import type { Engine } from './engine.ts';
import { holdRollout, readRollout, readTallies, settle } from './rollout-held-deeds.ts';
import { askNext, findAttempt, hearReport, openPlaces, takePlaces } from './rollout-place-deeds.ts';
import {
  type PlaceRecord,
  placeColumns,
  type ReleaseRecord,
  type RolloutRecord,
  releaseColumns,
  rolloutColumns,
  toPlace,
  toRelease,
  toRollout,
} from './rollout-rows.ts';
import { type Deed, rowOf, rowsOf, run } from './statement.ts';

function* decideHeld(id: string, decide: Decide, nowMs: number, act?: AuditAct): Deed<RolloutRow | undefined> {
  const row = yield* holdRollout(id);
  if (!row) return undefined;
  yield* settle(row, decide, nowMs, act);
  return yield* readRollout(id);
}

function* addRelease({
  id,
  signed,
  manifest,
  fileName,
  by,
  atMs,
}: NewRelease): Deed<Awaited<ReturnType<RolloutStore['addRelease']>>> {
  const { kind, name, serial } = manifest;
  const add = `INSERT INTO releases (id, kind, name, serial, signed, manifest, file_name, by, at_ms)
    VALUES (@id, @kind, @name, @serial, @signed, @manifest, @fileName, @by, @atMs) ON CONFLICT DO NOTHING RETURNING id`;
  const newest = yield* rowOf<{ id: string; serial: number }>(
    'SELECT id, serial FROM releases WHERE kind = @kind AND name = @name ORDER BY serial DESC LIMIT 1',
    { kind, name },
  );
  const known = yield* rowOf<{ id: string }>('SELECT id FROM releases WHERE id = @id', { id });
  if (known) return { kind: 'known' };
  if (newest && newest.serial >= serial) return { kind: 'refused', serial: newest.serial };
  const texts = { signed: JSON.stringify(signed), manifest: JSON.stringify(manifest) };
  const added = yield* rowOf(add, { id, kind, name, serial, ...texts, fileName, by, atMs });
  return added ? { kind: 'added' } : { kind: 'refused', serial };
}

function* addRollout(dialect: Dialect, [row, places, act]: Parameters<RolloutStore['addRollout']>): Deed<void> {
  const { plan, standing, kind, name } = row;
  yield* run(
    `INSERT INTO rollouts (id, release, kind, name, plan, phase, forgiven, passed, at_ms, revision)
     VALUES (@id, @release, @kind, @name, @plan, @phase, @forgiven, @passed, @atMs, 0)`,
    {
      ...{ id: plan.id, release: plan.release, kind, name, plan: JSON.stringify(plan), phase: standing.phase },
      ...{ forgiven: JSON.stringify(standing.forgiven), passed: standing.passed, atMs: plan.atMs },
    },
  );
  yield* run(
    `INSERT INTO rollout_places (rollout, gateway, site, team, place)
     SELECT @rollout, ${readText('gateway')}, ${readText('site')}, ${readNumber('group')}, ${readNumber('order')}
     FROM ${dialect.each('@places')} WHERE true`,
    { rollout: plan.id, places: JSON.stringify(places) },
  );
  yield* keepAct(act);
}

function* markSilent(rollout: string, heardBeforeMs: number): Deed<number> {
  const which = `rollout = @rollout AND stage = 'open' AND heard_ms < @heardBeforeMs`;
  const values = { rollout, heardBeforeMs };
  if (!(yield* rowOf(`SELECT gateway FROM rollout_places WHERE ${which} LIMIT 1`, values))) return 0;
  yield* holdRollout(rollout);
  const mark = `UPDATE rollout_places SET stage = 'bad', problem = 'silent' WHERE ${which} RETURNING gateway`;
  return (yield* rowsOf(mark, values)).length;
}

const placesWhere = (condition: string, values: Record<string, string>): Deed<PlaceRecord[]> =>
  rowsOf<PlaceRecord>(`SELECT ${placeColumns} FROM rollout_places WHERE ${condition}`, values);

function* readPlaces(deed: Deed<PlaceRecord[]>): Deed<PlaceRow[]> {
  return (yield* deed).map(toPlace);
}

/** The rollouts' port over either engine. */
export function createRolloutStore({ dialect, read, write }: Engine): RolloutStore {
  const selectReleases = `SELECT ${releaseColumns} FROM releases`;
  const selectRollouts = `SELECT ${rolloutColumns} FROM rollouts`;
  return {
    addRelease: (release) => write(addRelease(release)),
    setStored: (id, hashes) =>
      write(run('UPDATE releases SET sha1 = @sha1, md5 = @md5 WHERE id = @id', { id, ...hashes })),
    releases: async () =>
      (await read(rowsOf<ReleaseRecord>(`${selectReleases} ORDER BY at_ms DESC, id`))).map(toRelease),
    async release(id) {
      const row = await read(rowOf<ReleaseRecord>(`${selectReleases} WHERE id = @id`, { id }));
      return row && toRelease(row);
    },
    addRollout: (...row) => write(addRollout(dialect, row)),
    rollouts: async () =>
      (await read(rowsOf<RolloutRecord>(`${selectRollouts} ORDER BY at_ms DESC, id LIMIT 50`))).map(toRollout),
    rollout: (id) => read(readRollout(id)),
    tallies: (rollout) => read(readTallies(rollout)),
    places: (rollout) => read(readPlaces(placesWhere('rollout = @rollout ORDER BY team, place', { rollout }))),
    placesOf: (gateway) => read(readPlaces(placesWhere('gateway = @gateway ORDER BY taken_ms', { gateway }))),
    rolloutActs: (rollout) =>
      read(
        rowsOf<RolloutActRow>(
          `SELECT position, by, at_ms AS "atMs", deed, reason FROM audit_log
           WHERE subject = @rollout AND deed LIKE 'rollout.%' ORDER BY position DESC LIMIT 200`,
          { rollout },
        ),
      ),
    decide: (id, decide, nowMs, act) => write(decideHeld(id, decide, nowMs, act)),
    unfinished: async () =>
      (
        await read(
          rowsOf<RolloutRecord>(`${selectRollouts} WHERE phase IN ('running', 'paused', 'halted')
            OR EXISTS (SELECT 1 FROM rollout_places p WHERE p.rollout = rollouts.id AND p.stage = 'open')`),
        )
      ).map(toRollout),
    markSilent: (rollout, heardBeforeMs) => write(markSilent(rollout, heardBeforeMs)),
    askNext: (rollout, groups, count, nowMs) => write(askNext(dialect, { rollout, groups, count, nowMs })),
    async calledOff(rollout) {
      const rows = await read(placesWhere("rollout = @rollout AND called_off = 1 AND stage = 'open'", { rollout }));
      return rows.map(({ gateway }) => gateway);
    },
    take: (gateway, findRoom, attempt, nowMs) => write(takePlaces(gateway, findRoom, attempt, nowMs)),
    hear: (gateway, report, decide, nowMs) => write(hearReport(gateway, report, decide, nowMs)),
    openOf: (gateway) => read(openPlaces(gateway)),
    attempt: (gateway, attempt) => read(findAttempt(gateway, attempt)),
    ...createDdiDeeds({ read, write }),
  };
}
