import { isWithinDay } from '../../devices/contracts/day-window.ts';
import {
  type DayWindow,
  type HaltReason,
  type RolloutPhase,
  type RolloutTerms,
  type Standing,
  siteZone,
  type Tally,
} from './rollout-store.ts';

export interface Decision {
  phase: RolloutPhase;
  why: HaltReason | null;
  /** The first so many groups may take it. */
  groups: number;
  /** So many more gateways may take it now. */
  room: number;
}

/** How many of a group may end badly. */
export const allowedErrors = ({ errorShare }: RolloutTerms, size: number): number => Math.floor(errorShare * size);

/** How many gateways may be at it at the same time: what can still go wrong when the rollout halts. */
export const openLimit = ({ openShare }: RolloutTerms, total: number): number =>
  Math.max(1, Math.floor(openShare * total));

/** Whether it is that time of the day there. By the clock of each site it is at any time: its gateway waits with the switch. */
export const isWithin = (window: DayWindow, nowMs: number): boolean =>
  window.timeZone === siteZone || isWithinDay(window, window.timeZone, nowMs);

const sum = (tallies: readonly Tally[], count: (tally: Tally) => number) =>
  tallies.reduce((total, tally) => total + count(tally), 0);

/** What went wrong since somebody last said to go on. */
const badOf = ({ forgiven }: Standing, tally: Tally) => tally.bad - (forgiven[tally.group] ?? 0);

function isOverLimit(terms: RolloutTerms, standing: Standing, tallies: readonly Tally[]): boolean {
  const total = sum(tallies, (tally) => Math.max(0, badOf(standing, tally)));
  if (terms.errorCount !== undefined && total > terms.errorCount) return true;
  return tallies.some((tally) => badOf(standing, tally) > allowedErrors(terms, tally.size));
}

/** Groups up to and with the first of which not enough have it. */
function countOpen(terms: RolloutTerms, { passed }: Standing, tallies: readonly Tally[]): number {
  const enough = ({ committed, size }: Tally) => committed >= Math.ceil(terms.successShare * size);
  const first = tallies.findIndex((tally) => tally.group >= passed && !enough(tally));
  return first === -1 ? tallies.length : first + 1;
}

/** Nothing of it can change by itself any more; whose site lost one already is left as it is. */
const isSettled = ({ waiting, held, open }: Tally) => waiting === held && open === 0;

function isTime({ notBeforeMs, window }: RolloutTerms, nowMs: number): boolean {
  return nowMs >= (notBeforeMs ?? 0) && (window === undefined || isWithin(window, nowMs));
}

/**
 * What follows from where a rollout stands; the same for whoever asks, in whatever order the reports came, before and after any
 * restart. `tallies`: one for each group, in their order.
 *
 * Of each group at most `allowedErrors` may end badly, and at most `openLimit` gateways are at it at any time. So when it
 * halts, no more than the sum of both have taken it badly, whatever becomes of those that are still at it.
 */
export function decideRollout(
  terms: RolloutTerms,
  standing: Standing,
  tallies: readonly Tally[],
  nowMs: number,
): Decision {
  const { phase, why } = standing;
  if (phase !== 'running') return { phase, why, groups: 0, room: 0 };
  const ended = (next: RolloutPhase, reason: HaltReason | null): Decision => ({
    phase: next,
    why: reason,
    groups: 0,
    room: 0,
  });
  if (isOverLimit(terms, standing, tallies)) return ended('halted', 'errors');
  const groups = countOpen(terms, standing, tallies);
  if (groups < tallies.length && isSettled(tallies[groups - 1]!)) return ended('halted', 'too-few');
  if (tallies.every(isSettled)) return ended('done', null);
  const free =
    openLimit(
      terms,
      sum(tallies, ({ size }) => size),
    ) - sum(tallies, ({ open }) => open);
  return { phase, why: null, groups, room: isTime(terms, nowMs) ? Math.max(0, free) : 0 };
}
