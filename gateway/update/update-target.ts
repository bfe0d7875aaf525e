import type { ReleaseManifest } from '../../devices/contracts/release.ts';
import type { RolloutAssignment } from '../../devices/contracts/rollout.ts';
import type { Attempt, Runs, Step } from './kept-slot.ts';
import type { StepProblem } from './step-problem.ts';

export interface UpdateJob {
  attempt: Attempt;
  /** The checked file; it may be gone once it is staged. */
  artefact: string;
  /** What ran before, and comes back if it has to. */
  running: Runs;
  /** The gateway stops, or the attempt was called off: the step ends where it can be ended. */
  signal: AbortSignal;
  /** On disk when it returns. */
  save(change: Partial<Pick<Attempt, 'done' | 'devices' | 'shadow'>>): void;
  /** How far it is within its state. */
  tell(step: Step): void;
  /** It is not the time of the day at which something may be switched. */
  isOutOfTime(): boolean;
}

/**
 * What can be updated. The runner has written the state to the disk before it calls a step, and calls it again after a power cut:
 * every step may find itself half done or done. What a step throws ends the attempt, or brings the old one back.
 */
export interface UpdateTarget {
  /** What runs now, as far as that can be told without the record. */
  runs(known: readonly Runs[]): Runs | undefined;
  /** What can be said against it before anything is fetched. */
  refuse(manifest: ReleaseManifest, assignment: RolloutAssignment): StepProblem | undefined;
  /** It lies here already, whole and checked. */
  isStaged(manifest: ReleaseManifest): boolean;
  stage(job: UpdateJob): Promise<void>;
  /** Keys of what does not work now. */
  known(): string[];
  /** Which of the two runs; a problem where the new one was left already. */
  standing(job: UpdateJob): 'old' | 'new' | StepProblem;
  /** `restarts`: this process ends, and the next one goes on. */
  apply(job: UpdateJob): Promise<'now' | 'restarts'>;
  /** Resolves when the new one has run well for long enough. */
  prove(job: UpdateJob): Promise<void>;
  keep(job: UpdateJob): void;
  /** Whichever of the two runs: from here on it is the old one. `stays`: some of what it is made of keep the new one. */
  goBack(job: UpdateJob): Promise<'now' | 'restarts' | 'stays'>;
  /** Takes away what nobody needs any more. */
  tidy(needed: readonly Runs[]): Promise<void>;
}
