import { setTimeout as sleep } from 'node:timers/promises';
import { isWithinDay } from '../../devices/contracts/day-window.ts';
import type { ReleaseManifest } from '../../devices/contracts/release.ts';
import type { RolloutAssignment, RolloutState } from '../../devices/contracts/rollout.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Log } from '../kernel/log.ts';
import type { Metrics } from '../kernel/metrics.ts';
import { pause } from '../kernel/pause.ts';
import {
  type Attempt,
  askBack,
  forgetReport,
  type KeptSlot,
  maxMoves,
  move,
  resume,
  type Step,
  takeUp,
  tell as tellProgress,
  type UpdateDeed,
} from './kept-slot.ts';
import type { SlotFiles } from './slot-files.ts';
import { asStepProblem, type RolloutProblemCode, StepProblem } from './step-problem.ts';
import type { UpdateJob, UpdateTarget } from './update-target.ts';

export interface UpdateRunnerOptions {
  slot: KeptSlot;
  files: Pick<SlotFiles, 'write'>;
  target: UpdateTarget;
  /** Brings the artefact here and returns its path; what it throws beside StepProblem counts as `download-failed`. */
  fetch(manifest: ReleaseManifest, signal: AbortSignal): Promise<string>;
  clock: Pick<Clock, 'wallMs'>;
  log: Log;
  metrics: Metrics;
  /** Into the ledger; at least once. */
  note(slot: KeptSlot, deed: UpdateDeed): void;
  /** There is something to report. */
  changed(): void;
  /** Why nothing may be switched now: a fire, an evacuation. */
  hindrance?(): string | undefined;
  /** In which windows of the day are read; that of this process if left out. */
  timeZone?: string;
}

export interface UpdateRunner {
  slot(): KeptSlot;
  /** Whether it was taken up; what runs already or is over is not. */
  take(assignment: RolloutAssignment, manifest: ReleaseManifest): boolean;
  /** What is not among these is no longer wanted. */
  listed(attempts: ReadonlySet<string>): void;
  heard(report: KeptSlot['reports'][number]): void;
  stop(): Promise<void>;
}

/** The gateway stops; the next start goes on. */
class Stopped extends Error {}
/** Between two looks at the time and at what stands at the site. */
const lookMs = 2000;
const tellEveryMs = 10 * 60_000;
const longestCalmMs = 24 * 3_600_000;
const retryMs = 60_000;

/** Takes one (kind, name) through its updates, one at a time. Every state is on disk before its work begins. */
export function createUpdateRunner(options: UpdateRunnerOptions): UpdateRunner {
  const { files, target, clock, log, metrics } = options;
  let slot = resume(options.slot);
  const stopping = new AbortController();
  let callOff = new AbortController();
  let running: Promise<void> | undefined;
  let toldBack: string | undefined;

  const keep = (next: KeptSlot) => {
    files.write(next);
    slot = next;
  };
  const note = () => {
    if (slot.toNote.length === 0) return;
    try {
      for (const deed of slot.toNote) options.note(slot, deed);
      keep({ ...slot, toNote: [] });
    } catch (err) {
      // it stays noted as not noted; what runs matters more
      log.error({ err }, 'an update could not be written into the ledger yet');
    }
  };
  const go = (state: RolloutState, step?: Step) => {
    keep(move(slot, state, clock.wallMs(), step));
    metrics.count('rollout_steps', { state, problem: step?.problem ?? '' });
    log.info({ kind: slot.kind, target: slot.name, state, problem: step?.problem, detail: step?.detail }, 'update');
    note();
    options.changed();
  };
  const tell = (step: Step) => {
    keep(tellProgress(slot, clock.wallMs(), step));
    options.changed();
  };
  const job = (attempt: Attempt, artefact: string): UpdateJob => ({
    ...{ attempt, artefact, running: slot.running, signal: AbortSignal.any([stopping.signal, callOff.signal]) },
    save: (change) => {
      if (slot.attempt) keep({ ...slot, attempt: { ...slot.attempt, ...change } });
    },
    tell,
    isOutOfTime: () => isOutOfTime(attempt.assignment),
  });

  /** Everything before the switch: an end here changes nothing of what runs. */
  const prepare = async (attempt: Attempt) => {
    const signal = AbortSignal.any([stopping.signal, callOff.signal]);
    signal.throwIfAborted();
    if (attempt.moves > maxMoves) throw new StepProblem('interrupted', `interrupted after ${attempt.moves} steps`);
    const { manifest, assignment } = attempt;
    if (attempt.state === 'assigned') return go('downloading');
    if (attempt.state === 'downloading') {
      if (!target.isStaged(manifest)) await options.fetch(manifest, signal);
      return go('verified', { bytes: manifest.artefact.bytes });
    }
    if (attempt.state === 'verified') {
      // hashed anew: a power cut may have taken what was checked
      const artefact = target.isStaged(manifest) ? '' : await options.fetch(manifest, signal);
      await target.stage(job(attempt, artefact));
      return go('staged');
    }
    do {
      await waitForTime(assignment, signal);
      await waitForCalm(signal);
      // a fire may have outlasted the time of the day
    } while (untilDue(assignment) > 0);
    // what was told meanwhile has counted on
    keep({
      ...slot,
      attempt: { ...attempt, step: slot.attempt?.step ?? attempt.step, known: target.known().slice(0, 100) },
    });
    go('switching');
  };
  const waitForTime = async (assignment: RolloutAssignment, signal: AbortSignal) => {
    let waitedMs = 0;
    for (let waitMs = untilDue(assignment); waitMs > 0; waitMs = untilDue(assignment)) {
      // now and then, so that nobody takes it for lost
      if (waitedMs % tellEveryMs === 0) tell({ detail: 'it waits: for its time' });
      await sleep(Math.min(waitMs, lookMs), undefined, { signal });
      waitedMs += lookMs;
    }
  };
  /** A switch in a fire would take away what people look at and what opens their doors. */
  const waitForCalm = async (signal: AbortSignal) => {
    let waitedMs = 0;
    for (let why = options.hindrance?.(); why !== undefined; why = options.hindrance?.()) {
      // now and then again, so that nobody takes it for lost
      if (waitedMs % tellEveryMs === 0) tell({ detail: `it waits: ${why}` });
      if (waitedMs >= longestCalmMs) throw new StepProblem('interrupted', `it has waited for a day: ${why}`);
      await sleep(lookMs, undefined, { signal });
      waitedMs += lookMs;
    }
  };
  const untilDue = (assignment: RolloutAssignment) => {
    const leftMs = (assignment.notBeforeMs ?? 0) - clock.wallMs();
    return leftMs <= 0 && isOutOfTime(assignment) ? lookMs : leftMs;
  };
  const isOutOfTime = ({ window }: RolloutAssignment): boolean => {
    const { timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone } = options;
    return window !== undefined && !isWithinDay(window, timeZone, clock.wallMs());
  };

  /** From the switch on there is the new one or the old one, and a way from each to an end. */
  const turnOver = async (attempt: Attempt): Promise<'again' | 'rest'> => {
    const at = job(attempt, '');
    const standing = target.standing(at);
    const { goingBack } = attempt;
    if (standing instanceof StepProblem) return end('rolled-back', standing.code, standing.message);
    if (goingBack) {
      const back = await target.goBack(at);
      if (back === 'restarts') return 'rest';
      return end(back === 'stays' ? 'failed' : 'rolled-back', goingBack.problem, goingBack.detail);
    }
    if (standing === 'old' && attempt.state === 'confirming')
      return end('rolled-back', 'start-failed', 'the one before runs');
    if (attempt.moves > maxMoves) throw new StepProblem('interrupted', `interrupted after ${attempt.moves} steps`);
    if (standing === 'old') {
      callOff.signal.throwIfAborted();
      if ((await target.apply(at)) === 'restarts') return 'rest';
    }
    if (attempt.state === 'switching') {
      go('confirming');
      return 'again';
    }
    await target.prove(at);
    stopping.signal.throwIfAborted();
    callOff.signal.throwIfAborted();
    target.keep(at);
    return end('committed');
  };
  const end = (state: RolloutState, problem?: RolloutProblemCode, detail?: string): 'again' => {
    go(state, { ...(problem && { problem }), ...(detail && { detail }) });
    return 'again';
  };

  /** One step. False where this process has nothing more to do. */
  const step = async (attempt: Attempt): Promise<boolean> => {
    const isSwitched = attempt.state === 'switching' || attempt.state === 'confirming';
    try {
      if (isSwitched) return (await turnOver(attempt)) === 'again';
      await prepare(attempt);
      return true;
    } catch (error) {
      if (stopping.signal.aborted) return false;
      const isOff = callOff.signal.aborted;
      const problem = isOff ? new StepProblem('called-off', 'no longer assigned') : explain(attempt, error);
      if (!isSwitched) end('failed', problem.code, problem.message);
      else if (slot.attempt?.goingBack) {
        // never given up, and once told: otherwise it looks from afar as if it were still being tried out
        if (toldBack !== problem.message) tell({ detail: `it cannot go back yet: ${problem.message}` });
        toldBack = problem.message;
        throw error;
      } else keep(askBack(slot, problem));
      return true;
    }
  };
  const explain = ({ state }: Attempt, error: unknown): StepProblem => {
    if (!(error instanceof StepProblem)) log.error({ err: error, state }, 'a step of an update failed');
    return asStepProblem(error, otherwise[state] ?? 'interrupted');
  };

  const run = async () => {
    // whoever opens this has to have it before it asks for a restart
    await Promise.resolve();
    note();
    while (slot.attempt && !stopping.signal.aborted) {
      if (!(await step(slot.attempt))) return;
    }
    if (!slot.attempt) await target.tidy([slot.running, ...(slot.before ? [slot.before] : [])]);
  };
  const start = () => {
    running ??= run()
      .catch(async (error: unknown) => {
        log.error({ err: error, kind: slot.kind }, 'an update cannot go on; it is tried again');
        metrics.count('rollout_stumbles');
        await pause(retryMs, stopping.signal);
      })
      .finally(() => {
        running = undefined;
      });
  };
  if (slot.attempt) keep(slot);
  // without an attempt there may still be something to tidy up
  start();

  return {
    slot: () => slot,
    take(assignment, manifest) {
      if (slot.attempt || stopping.signal.aborted) return false;
      callOff = new AbortController();
      keep(takeUp(slot, assignment, manifest, clock.wallMs()));
      options.changed();
      // the last one may be tidying up still
      void (running ?? Promise.resolve()).then(start);
      return true;
    },
    listed(attempts) {
      const { attempt } = slot;
      if (!attempt) return;
      if (!attempts.has(attempt.assignment.attempt)) callOff.abort();
      start();
    },
    heard: (report) => keep(forgetReport(slot, report)),
    async stop() {
      stopping.abort(new Stopped());
      await running;
    },
  };
}

const otherwise: Partial<Record<RolloutState, RolloutProblemCode>> = {
  assigned: 'interrupted',
  downloading: 'download-failed',
  verified: 'unpack-failed',
  staged: 'interrupted',
  switching: 'start-failed',
  confirming: 'unhealthy',
};
