import type { Deviation, PatrolRun } from './patrol.ts';

/** When a checkpoint of a run must have been passed; `undefined` before it has begun. */
export function deadlineOf(run: PatrolRun, checkpoint: PatrolRun['checkpoints'][number]): number | undefined {
  if (run.startedAtMs === undefined) return undefined;
  return run.startedAtMs + (checkpoint.expectedAfterS + checkpoint.toleranceS) * 1000;
}

/** What is wrong with a run by now and has not been noted yet. Looks at nothing but the run and the time. */
export function judgeRun(run: PatrolRun, nowMs: number): Deviation[] {
  const { startByMs, state } = run;
  if (state === 'due') {
    return startByMs !== undefined && nowMs > startByMs ? [{ kind: 'not-started', atMs: startByMs }] : [];
  }
  if (state !== 'running') return [];
  const passed = new Set(run.scans.map(({ checkpoint }) => checkpoint));
  const noted = new Set(run.deviations.flatMap(({ kind, checkpoint }) => (kind === 'late' ? [checkpoint] : [])));
  return run.checkpoints.flatMap((each): Deviation[] => {
    const deadlineMs = deadlineOf(run, each);
    if (deadlineMs === undefined || passed.has(each.id) || noted.has(each.id) || nowMs <= deadlineMs) return [];
    return [{ kind: 'late', checkpoint: each.id, atMs: deadlineMs }];
  });
}

/** Begun or passed after its time, where that was not said yet: of runs whose times were put right later. */
export function judgePassed(run: PatrolRun): Deviation[] {
  const { startedAtMs, startByMs } = run;
  const isNoted = (kind: Deviation['kind'], checkpoint?: string) =>
    run.deviations.some((each) => each.kind === kind && each.checkpoint === checkpoint);
  const isLateStart = startedAtMs !== undefined && startByMs !== undefined && startedAtMs > startByMs;
  const begun: Deviation[] = isLateStart && !isNoted('not-started') ? [{ kind: 'not-started', atMs: startByMs }] : [];
  const late = run.scans.flatMap(({ checkpoint, atMs, clockUnsure }): Deviation[] => {
    const point = run.checkpoints.find(({ id }) => id === checkpoint);
    const deadlineMs = point && deadlineOf(run, point);
    if (deadlineMs === undefined || clockUnsure || atMs <= deadlineMs || isNoted('late', checkpoint)) return [];
    return [{ kind: 'late', checkpoint, atMs: deadlineMs }];
  });
  return [...begun, ...late];
}

/** What a scan at this checkpoint deviates in: it was not the next one, or, where the clock is believed, it is past its time. */
export function judgeScan(run: PatrolRun, checkpoint: string, nowMs: number, clockKnown: boolean): Deviation[] {
  const passed = new Set(run.scans.map((scan) => scan.checkpoint));
  const next = run.checkpoints.find(({ id }) => !passed.has(id));
  const late = clockKnown ? judgeRun(run, nowMs).filter((each) => each.checkpoint === checkpoint) : [];
  if (next === undefined || next.id === checkpoint) return late;
  // One that was left out is noted once, at the scan that passed it over.
  const last = run.scans.at(-1)?.checkpoint;
  const places = run.checkpoints.map(({ id }) => id);
  const follows = last !== undefined && places.indexOf(checkpoint) === places.indexOf(last) + 1;
  return follows ? late : [...late, { kind: 'wrong-order', checkpoint, atMs: nowMs }];
}

/** At its end: everything that nobody passed. */
export function judgeEnd(run: PatrolRun, nowMs: number): Deviation[] {
  const passed = new Set(run.scans.map(({ checkpoint }) => checkpoint));
  return run.checkpoints
    .filter(({ id }) => !passed.has(id))
    .map(({ id }) => ({ kind: 'missed', checkpoint: id, atMs: nowMs }));
}

/** How long after its last deadline a run that nobody ends is over: an hour. */
const restMs = 3_600_000;

export function endsByItself(run: PatrolRun, nowMs: number): boolean {
  if (run.startedAtMs === undefined) return false;
  const last = Math.max(...run.checkpoints.map((each) => deadlineOf(run, each) ?? 0));
  return nowMs > last + restMs;
}
