/** Something that waits for its turn, or does not. */
export interface Queued {
  /** 0 is the most urgent. */
  readonly rank: number;
  /** Since when it has been waiting, whatever it has been waiting with; `undefined` while it is not. */
  waitingSinceMs: number | undefined;
}

/** So long the less urgent wait before they are let in between. */
const patienceMs = 400;

/**
 * Who is next: of the most urgent that wait, one after another. The less urgent get a turn when nobody more urgent waits; or,
 * when they have waited too long, one turn after each round of the more urgent. So nobody starves, and somebody at a
 * door waits for one turn of others at most.
 */
export function createFairOrder<T extends Queued>(queue: readonly T[]): (nowMs: number) => T | undefined {
  let last: T | undefined;
  let urgentTurns = 0;
  /** Behind the last one first, so that all of a rank take turns. */
  const inOrder = () => {
    const after = last ? queue.indexOf(last) + 1 : 0;
    return [...queue.slice(after), ...queue.slice(0, after)];
  };
  return (nowMs) => {
    const waiting = inOrder().filter(({ waitingSinceMs }) => waitingSinceMs !== undefined);
    const urgentRank = Math.min(...waiting.map(({ rank }) => rank));
    const urgent = waiting.filter(({ rank }) => rank === urgentRank);
    const overdue = waiting
      .filter(({ rank, waitingSinceMs }) => rank > urgentRank && nowMs - waitingSinceMs! > patienceMs)
      .toSorted((a, b) => a.waitingSinceMs! - b.waitingSinceMs!);
    const next = urgentTurns >= urgent.length ? (overdue[0] ?? urgent[0]) : urgent[0];
    urgentTurns = next?.rank === urgentRank && waiting.length > urgent.length ? urgentTurns + 1 : 0;
    if (next) last = next;
    return next;
  };
}
