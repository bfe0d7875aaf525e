import type { Clock } from '../kernel/clock.ts';
import type { Store } from '../kernel/sqlite-store.ts';
import { createFireInputTable } from './sqlite-fire-inputs.ts';

/** Two door controllers that report fire within this time are a fire of the site. */
export const fireWindowMs = 60_000;
/** What began within the window of each other may be heard as late as the window is long. */
const rememberedMs = 2 * fireWindowMs;
/** An input that is said to stand before its event has come: the event, if there is one, is under way. */
const eventComesMs = 5000;
/** For so long after one was found standing a second one may still come back to be heard. */
const backWithinMs = 10 * 60_000;

/**
 * One fire input may be a broken wire or a curious child: it opens its own door. Two evacuate the site (DOMAIN §5: “one = verify
 * and dispatch, two = fire mode”): two that begin within a minute of each other, also where a line was away or the gateway started
 * anew in between; or two that stand when one of them is found standing whose beginning nobody here had heard, because gateway or
 * line was away. What was judged once stands on disk and is judged again by neither its own reports nor a restart, so that
 * whoever ends the evacuation is not overruled.
 */
export interface FireInputs {
  /** The input of a controller began so long ago. */
  began(controller: string, ageMs: number): void;
  /** It stands, by the controller's own report. */
  stands(controller: string): void;
  ended(controller: string): void;
  /** Why the site is on fire, if it is; asked after each beginning and every second, and the same until it is answered. */
  judge(): string | undefined;
  /** The site is evacuated for what stands: in the transaction that is open. */
  answered(): void;
}

const areTogether = (times: readonly number[]): boolean =>
  [...times].sort((a, b) => a - b).some((ms, at, sorted) => at > 0 && ms - sorted[at - 1]! <= fireWindowMs);

export function createFireInputs(store: Store, clock: Clock): FireInputs {
  const judged = createFireInputTable(store);
  /** When each last began, by the monotonic clock. */
  const began = new Map<string, number>();
  /** Heard in this run, and not ended since. */
  const standing = new Set<string>();
  /** Those of which it was not heard how they began, and since when they are known. */
  const found = new Map<string, number>();
  /** Why, from the moment it is known until the site is evacuated: a disk that fails for longer than the window forgets nothing. */
  let reason: string | undefined;
  for (const { controller, beganMs } of judged.begun()) {
    const ageMs = clock.wallMs() - beganMs;
    if (ageMs >= 0 && ageMs <= rememberedMs) began.set(controller, clock.monotonicMs() - ageMs);
  }
  const find = (): string | undefined => {
    const nowMs = clock.monotonicMs();
    for (const [controller, atMs] of began) if (nowMs - atMs > rememberedMs) began.delete(controller);
    if (areTogether([...began.values()])) return 'fire inputs of two doors within a minute';
    const isFound = [...found.values()].some((atMs) => nowMs - atMs >= eventComesMs);
    if (isFound && standing.size >= 2)
      return 'fire inputs of two doors stand, one of them since before it could be heard';
    for (const [controller, atMs] of found) {
      if (nowMs - atMs <= backWithinMs) continue;
      judged.put(controller);
      found.delete(controller);
    }
    return undefined;
  };
  return {
    began: (controller, ageMs) => {
      began.set(controller, clock.monotonicMs() - ageMs);
      standing.add(controller);
      found.delete(controller);
      // ages go by the monotonic clock, which has parts of a millisecond
      judged.put(controller, Math.round(clock.wallMs() - ageMs));
    },
    stands: (controller) => {
      standing.add(controller);
      if (!found.has(controller) && !judged.has(controller)) found.set(controller, clock.monotonicMs());
    },
    ended: (controller) => {
      standing.delete(controller);
      found.delete(controller);
      if (judged.has(controller)) judged.remove(controller);
    },
    judge: () => {
      reason ??= find();
      return reason;
    },
    answered: () => {
      for (const { controller } of judged.begun()) judged.put(controller);
      for (const controller of standing) judged.put(controller);
      store.afterCommit(() => {
        began.clear();
        found.clear();
        reason = undefined;
      });
    },
  };
}
