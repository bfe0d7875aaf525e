import { Fault } from '../fault.ts';
import type { Decision } from './decide-rollout.ts';
import type { ActOutcome, RolloutPhase, RolloutRow, Standing, Tally } from './rollout-store.ts';

export const rolloutActs = ['approve', 'pause', 'resume', 'cancel', 'retry'] as const;
export type RolloutAct = (typeof rolloutActs)[number];

const fitting: Record<RolloutAct, readonly RolloutPhase[]> = {
  approve: ['prepared'],
  pause: ['running'],
  resume: ['paused', 'halted'],
  cancel: ['prepared', 'running', 'paused', 'halted'],
  retry: ['running', 'paused', 'halted', 'done'],
};

/** Whoever says to go on takes what went wrong so far upon himself; what goes wrong from now on counts anew. */
function resume({ standing }: RolloutRow, tallies: readonly Tally[]): Standing {
  const open = tallies.findLastIndex(({ open, committed, bad }) => open + committed + bad > 0) + 1;
  return {
    phase: 'running',
    why: null,
    forgiven: tallies.map(({ bad }) => bad),
    passed: standing.why === 'too-few' ? Math.max(standing.passed, open) : standing.passed,
  };
}

/** What an operator's word does. Throws Faults: `rollout-refused`, `rollout-own`. */
export function decideAct(act: RolloutAct, by: string, row: RolloutRow, tallies: readonly Tally[]): ActOutcome {
  const { standing, plan } = row;
  if (!fitting[act].includes(standing.phase))
    throw new Fault('rollout-refused', `${act} does not fit: the rollout is ${standing.phase}`);
  const outcome = (next: Standing, change: Partial<ActOutcome> = {}): ActOutcome => ({
    ...{ standing: next, callOff: false, retry: false },
    ...change,
  });
  switch (act) {
    case 'approve':
      if (plan.preparedBy === by) throw new Fault('rollout-own', 'whoever prepared it does not approve it too');
      return outcome({ ...standing, phase: 'running' });
    case 'pause':
      return outcome({ ...standing, phase: 'paused' });
    case 'resume':
      return outcome(resume(row, tallies));
    case 'cancel':
      return outcome({ ...standing, phase: 'cancelled', why: null }, { callOff: true });
    case 'retry': {
      const phase = standing.phase === 'done' ? 'running' : standing.phase;
      return outcome({ ...standing, phase, forgiven: tallies.map(() => 0) }, { retry: true });
    }
  }
}

/** A decision as it is kept; whoever halts calls off what can still be undone. */
export function applyDecision(standing: Standing, { phase, why }: Decision): ActOutcome | undefined {
  if (phase === standing.phase) return undefined;
  return { standing: { ...standing, phase, why }, callOff: phase === 'halted', retry: false };
}
