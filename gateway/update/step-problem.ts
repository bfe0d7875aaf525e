import type { Static } from 'typebox';
import type { RolloutProblem } from '../../devices/contracts/rollout.ts';

export type RolloutProblemCode = Static<typeof RolloutProblem>;

/** A step of an update cannot be done: a code for programs and, without names and paths, a sentence for a person. */
export class StepProblem extends Error {
  readonly code: RolloutProblemCode;

  constructor(code: RolloutProblemCode, detail: string, options?: { cause?: unknown }) {
    super(detail, options);
    this.name = 'StepProblem';
    this.code = code;
  }
}

/** Any error of a step: a full disk is known by its code, everything else is what the step says it is. */
export function asStepProblem(error: unknown, otherwise: RolloutProblemCode): StepProblem {
  if (error instanceof StepProblem) return error;
  const code = (error as NodeJS.ErrnoException)?.code;
  const isFull = code === 'ENOSPC' || code === 'EDQUOT';
  // the message of a system error holds paths; its code says enough
  return new StepProblem(isFull ? 'no-space' : otherwise, code ?? 'an unexpected error; the log says more', {
    cause: error,
  });
}
