import { type RolloutReport, rolloutEnds } from '../../devices/contracts/rollout.ts';
import type { Decide, FindRoom, Heard, OpenPlace, PlaceStage } from '../rollout/rollout-store.ts';
import type { Dialect } from './dialect.ts';
import { holdRollout, readRollout, readTallies, settle } from './rollout-held-deeds.ts';
import { type OpenRecord, openColumns, type PlaceRecord, placeColumns, toOpenPlace } from './rollout-rows.ts';
import { type Deed, rowOf, rowsOf, run } from './statement.ts';

const openFrom = `SELECT ${openColumns} FROM rollout_places p
  JOIN rollouts o ON o.id = p.rollout JOIN releases r ON r.id = o.release`;

interface Waiting {
  rollout: string;
  kind: string;
  name: string;
}

function* readOpen(gateway: string): Deed<(OpenRecord & { kind: string; name: string })[]> {
  const sql = `${openFrom.replace(' FROM', ', o.kind, o.name FROM')}
    WHERE p.gateway = @gateway AND p.stage = 'open' ORDER BY p.taken_ms`;
  return yield* rowsOf(sql, { gateway });
}

function* readWaiting(gateway: string): Deed<Waiting[]> {
  const sql = `SELECT o.id AS rollout, o.kind, o.name FROM rollout_places p JOIN rollouts o ON o.id = p.rollout
    WHERE p.gateway = @gateway AND p.stage = 'waiting' AND o.phase = 'running' ORDER BY o.at_ms, o.id`;
  return yield* rowsOf<Waiting>(sql, { gateway });
}

/** Takes a place if there is room for it, and if no other gateway of its site is at it or was lost by it. */
function* takeOne(gateway: string, rollout: string, findRoom: FindRoom, attempt: string, nowMs: number): Deed<void> {
  // most questions find no room; only who may have some waits for the others
  const seen = yield* readRollout(rollout);
  if (!seen || findRoom(seen, yield* readTallies(rollout)).room < 1) return;
  const row = yield* holdRollout(rollout);
  const { groups, room } = row ? findRoom(row, yield* readTallies(rollout)) : { groups: 0, room: 0 };
  if (room < 1) return;
  yield* run(
    `UPDATE rollout_places SET stage = 'open', attempt = @attempt, state = 'assigned', step = 0, taken_ms = @nowMs,
      heard_ms = @nowMs, called_off = 0, problem = NULL, detail = NULL, bytes = NULL, shadow = NULL,
      devices_done = NULL, devices_total = NULL, tries = tries + 1
     WHERE rollout = @rollout AND gateway = @gateway AND stage = 'waiting' AND team < @groups AND NOT EXISTS (
       SELECT 1 FROM rollout_places b WHERE b.rollout = @rollout AND b.site = rollout_places.site
         AND b.gateway <> @gateway AND b.stage IN ('open', 'bad'))`,
    { rollout, gateway, attempt, groups, nowMs },
  );
}

export function* takePlaces(
  gateway: string,
  findRoom: FindRoom,
  newAttempt: () => string,
  nowMs: number,
): Deed<OpenPlace[]> {
  for (const { rollout, kind, name } of yield* readWaiting(gateway)) {
    // at most one of each (kind, name) at a time
    const open = yield* readOpen(gateway);
    if (open.some((each) => each.kind === kind && each.name === name)) continue;
    yield* takeOne(gateway, rollout, findRoom, newAttempt(), nowMs);
  }
  return (yield* openPlaces(gateway)).filter(({ calledOff, state }) => {
    return !calledOff || state === 'switching' || state === 'confirming';
  });
}

export function* openPlaces(gateway: string): Deed<OpenPlace[]> {
  return (yield* readOpen(gateway)).map(toOpenPlace);
}

export function* findAttempt(gateway: string, attempt: string): Deed<OpenPlace | undefined> {
  const sql = `${openFrom} WHERE p.gateway = @gateway AND p.attempt = @attempt`;
  const row = yield* rowOf<OpenRecord>(sql, { gateway, attempt });
  return row && toOpenPlace(row);
}

/** Whoever stopped because it was told to waits for its turn again; one that never gets further counts as bad. */
const maxCalledOffTries = 5;
function stageAfter(report: RolloutReport, place: PlaceRecord): PlaceStage {
  if (report.state === 'committed') return 'committed';
  const stopped = report.problem === 'called-off' && place.called_off === 1 && place.tries < maxCalledOffTries;
  return stopped ? 'waiting' : 'bad';
}

function* keepReport(place: PlaceRecord, report: RolloutReport, stage: PlaceStage, nowMs: number): Deed<boolean> {
  const { running, bytes, shadow } = report;
  // what is told first is what ran before; a later try does not say it again
  const sql = `UPDATE rollout_places SET step = @step, state = @state, stage = @stage, heard_ms = @nowMs,
      problem = @problem, detail = @detail, bytes = COALESCE(@bytes, bytes), shadow = COALESCE(@shadow, shadow),
      before_serial = COALESCE(before_serial, @serial), before_version = COALESCE(before_version, @version),
      running_version = COALESCE(@version, running_version),
      devices_done = COALESCE(@devicesDone, devices_done), devices_total = COALESCE(@devicesTotal, devices_total)
    WHERE attempt = @attempt AND step < @step RETURNING gateway`;
  const kept = yield* rowOf(sql, {
    attempt: place.attempt,
    step: report.step,
    state: report.state,
    stage,
    nowMs,
    problem: report.problem ?? (stage === 'bad' && place.problem === 'silent' ? 'silent' : null),
    detail: report.detail ?? null,
    bytes: bytes ?? null,
    shadow: shadow ? JSON.stringify(shadow) : null,
    serial: running?.serial ?? null,
    version: running?.version ?? null,
    devicesDone: report.devicesDone ?? null,
    devicesTotal: report.devicesTotal ?? null,
  });
  return kept !== undefined;
}

export function* hearReport(
  gateway: string,
  report: RolloutReport,
  decide: Decide,
  nowMs: number,
): Deed<Heard | undefined> {
  const find = `SELECT ${placeColumns} FROM rollout_places WHERE gateway = @gateway AND attempt = @attempt`;
  const values = { gateway, attempt: report.attempt };
  const known = yield* rowOf<PlaceRecord>(find, values);
  if (!known) return undefined;
  const { rollout } = known;
  const ends = rolloutEnds.includes(report.state);
  const isOver = known.state !== null && rolloutEnds.includes(known.state);
  if (report.step <= known.step || isOver) return { rollout, ended: false };
  if (!ends) {
    yield* keepReport(known, report, known.stage, nowMs);
    return { rollout, ended: false };
  }
  const row = yield* holdRollout(rollout);
  const place = yield* rowOf<PlaceRecord>(find, values);
  if (!row || !place || !(yield* keepReport(place, report, stageAfter(report, place), nowMs)))
    return { rollout, ended: false };
  yield* settle(row, decide, nowMs);
  return { rollout, ended: true };
}

export function* askNext(
  dialect: Dialect,
  { rollout, groups, count, nowMs }: { rollout: string; groups: number; count: number; nowMs: number },
): Deed<string[]> {
  const sql = `UPDATE rollout_places SET asked_ms = @nowMs WHERE rollout = @rollout AND gateway IN (
      SELECT n.gateway FROM rollout_places n WHERE n.rollout = @rollout AND n.stage = 'waiting' AND n.team < @groups
      ORDER BY n.asked_ms, n.place LIMIT @count) RETURNING gateway`;
  const rows = yield* rowsOf<{ gateway: string }>(sql, { rollout, groups, count, nowMs });
  const gateways = rows.map(({ gateway }) => gateway);
  yield* dialect.announce({ rollouts: gateways });
  return gateways;
}
