import { judgePassed } from './judge-run.ts';
import type { PatrolRun, Scan } from './patrol.ts';
import { dueTimes } from './patrol-due.ts';
import type { PatrolOptions, PatrolWriter } from './patrol-writer.ts';
import type { PatrolTable } from './sqlite-patrols.ts';

/** When the steps of a run were made, by this process' monotonic clock. */
interface Stamps {
  startedMs?: number;
  endedMs?: number;
  scans: Map<string, number>;
}

/** More runs than any site walks while its clock waits to be believed; of older ones the times stay unsure. */
const maxStamped = 500;
/** Less is no other time than the one that was written down. */
const leastShiftMs = 1000;

/**
 * The times of runs. While the wall clock is not believed they are marked as unsure and nobody is judged by them; once it is, they
 * are put right by the monotonic clock and judged then. Of what an earlier process stamped, nothing is known any more: such a run
 * counts as begun when its clock was first believed, and its unsure scans stay so.
 */
export interface PatrolTimes {
  /** A step made now. */
  stamp(run: string, step: 'start' | 'end' | { checkpoint: string }): { atMs: number; clockUnsure?: true };
  /** Every second, in a transaction: false while the clock is not believed. */
  settle(): boolean;
}

export function createPatrolTimes(options: PatrolOptions, table: PatrolTable, write: PatrolWriter): PatrolTimes {
  const { store, clock, clockKnown, siteTime } = options;
  const stamped = new Map<string, Stamps>();
  let doubted = true;

  const settled = (run: PatrolRun, stamps: Stamps | undefined): PatrolRun => {
    const atWallMs = (monotonicMs: number) => Math.round(clock.wallMs() - (clock.monotonicMs() - monotonicMs));
    const scans = run.scans.map(({ clockUnsure, ...scan }): Scan => {
      const at = stamps?.scans.get(scan.checkpoint);
      if (at === undefined) return clockUnsure ? { ...scan, clockUnsure } : scan;
      return { ...scan, atMs: atWallMs(at) };
    });
    const { startedMs, endedMs } = stamps ?? {};
    const { clockUnsure, ...sure } = run;
    const isLost = clockUnsure === true && startedMs === undefined;
    const startedAtMs = startedMs === undefined ? undefined : atWallMs(startedMs);
    return {
      ...(isLost ? run : sure),
      scans,
      ...(startedAtMs !== undefined && { startedAtMs }),
      ...(isLost && run.state === 'running' && { startedAtMs: Math.round(clock.wallMs()) }),
      ...(endedMs !== undefined && { endedAtMs: atWallMs(endedMs) }),
    };
  };
  /** Whoever began while no round could be called due walked the round of that time. */
  const withDue = (run: PatrolRun): PatrolRun => {
    const route = table.route(run.route);
    const { startedAtMs } = run;
    if (!route || run.dueMs !== undefined || startedAtMs === undefined || run.clockUnsure) return run;
    const slackMs = route.startToleranceS * 1000;
    const near = dueTimes(route, siteTime, startedAtMs - slackMs - 1, startedAtMs + slackMs);
    const [dueMs] = near
      .filter((ms) => !table.hasRunOf(route.id, ms))
      .sort((a, b) => Math.abs(a - startedAtMs) - Math.abs(b - startedAtMs));
    return dueMs === undefined ? run : { ...run, dueMs, startByMs: dueMs + slackMs };
  };
  const settleOne = (run: PatrolRun) => {
    const next = settled(run, stamped.get(run.id));
    const times = ({ startedAtMs = 0, endedAtMs = 0, scans }: PatrolRun) => [
      startedAtMs,
      endedAtMs,
      ...scans.map(({ atMs }) => atMs),
    ];
    const before = times(run);
    const isShifted = times(next).some((ms, at) => Math.abs(ms - before[at]!) >= leastShiftMs);
    if (!isShifted && !isUnsure(run)) return;
    const due = withDue(next);
    const wrong = judgePassed(due);
    write.run(due, wrong, 'patrol.retimed', undefined, { detail: { kinds: wrong.map(({ kind }) => kind) } });
  };
  const settleAll = () => {
    const live = table.live();
    const unstamped = live.filter((run) => isUnsure(run) && !stamped.has(run.id));
    for (const run of [...[...stamped.keys()].flatMap((id) => table.run(id) ?? []), ...unstamped]) settleOne(run);
    store.afterCommit(() => {
      doubted = false;
      const isLive = new Set(live.map(({ id }) => id));
      for (const id of stamped.keys()) if (!isLive.has(id)) stamped.delete(id);
    });
  };
  return {
    stamp: (id, step) => {
      const stamps: Stamps = stamped.get(id) ?? { scans: new Map() };
      const atMs = clock.monotonicMs();
      if (step === 'start') stamps.startedMs = atMs;
      else if (step === 'end') stamps.endedMs = atMs;
      else stamps.scans.set(step.checkpoint, atMs);
      stamped.set(id, stamps);
      const [oldest] = stamped.keys();
      if (stamped.size > maxStamped && oldest !== undefined) stamped.delete(oldest);
      if (!clockKnown()) doubted = true;
      else if (!doubted && step === 'end') stamped.delete(id);
      return { atMs: Math.round(clock.wallMs()), ...(!clockKnown() && { clockUnsure: true as const }) };
    },
    settle: () => {
      if (!clockKnown()) {
        doubted = true;
        return false;
      }
      if (doubted) settleAll();
      return true;
    },
  };
}

const isUnsure = (run: PatrolRun): boolean =>
  run.clockUnsure === true || run.scans.some(({ clockUnsure }) => clockUnsure === true);
