import { exactAddress, placeOf } from '../../kernel/addresses.ts';
import { Refusal } from '../refusal.ts';

/** Slows down whoever guesses passwords: each further try from the same place, or for the same user, waits longer. */
export interface LoginGuard {
  /**
   * Counts a try. Returns 0 when it may be looked at, or the milliseconds to wait; a try that has to wait is not looked
   * at and does not lengthen the wait. Counted before the password is checked, so that a burst gains nothing.
   */
  begin(user: string, address: string): number;
  /** The password was right: this place and this user start afresh. */
  succeeded(user: string, address: string): void;
  /** The same as `begin`; throws a Refusal 429 where there is something to wait. */
  demand(user: string, address: string): void;
  /** For the code that is asked after a right password. */
  demandCode(user: string): void;
  codeSucceeded(user: string): void;
}

interface Limit {
  freeTries: number;
  longestWaitMs: number;
}

/**
 * A place waits up to a quarter of an hour; a user only half a minute. At an address where that user has signed in before, neither
 * counts, only that user's own tries there: a stranger who goes on guessing, be it in the same network, cannot lock the guard out of
 * the desk. A shift of twenty signs in behind one address at once, before the first of them was found to be right.
 */
const addressLimit: Limit = { freeTries: 25, longestWaitMs: 15 * 60_000 };
const userLimit: Limit = { freeTries: 5, longestWaitMs: 30_000 };
/**
 * Whoever gets here has the password, and a code is one of a million that stands for 90 s: at a try in five minutes, guessing
 * takes three years on average.
 */
const codeLimit: Limit = { freeTries: 5, longestWaitMs: 5 * 60_000 };
const forgetAfterMs = 60 * 60_000;
const maxKeys = 10_000;

interface Tries {
  count: number;
  lastMs: number;
  waitUntilMs: number;
}

/**
 * `nowMs` is a monotonic clock in milliseconds; `addressesOf` tells where a user is signed in. Where a user has signed in before,
 * tries count for that address alone: what strangers do elsewhere, with this name or another, costs nothing there.
 */
export function createLoginGuard(nowMs: () => number, addressesOf: (user: string) => string[] = () => []): LoginGuard {
  const tries = new Map<string, Tries>();
  const homes = new Set<string>();

  const homeKey = (user: string, from: string) => `user ${user} at ${exactAddress(from)}`;
  const isHome = (user: string, from: string) =>
    homes.has(homeKey(user, from)) || addressesOf(user).some((known) => exactAddress(known) === exactAddress(from));

  const waitOf = (key: string) => {
    const known = tries.get(key);
    if (known && nowMs() - known.lastMs > forgetAfterMs) tries.delete(key);
    return Math.max(0, (tries.get(key)?.waitUntilMs ?? 0) - nowMs());
  };

  const count = (key: string, limit: Limit) => {
    const counted = (tries.get(key)?.count ?? 0) + 1;
    const over = counted - limit.freeTries;
    const waitMs = over < 0 ? 0 : Math.min(limit.longestWaitMs, 1000 * 2 ** Math.min(over, 20));
    tries.delete(key);
    tries.set(key, { count: counted, lastMs: nowMs(), waitUntilMs: nowMs() + waitMs });
    for (const oldest of tries.keys()) {
      if (tries.size <= maxKeys) break;
      tries.delete(oldest);
    }
  };

  const begin: LoginGuard['begin'] = (user, from) => {
    const limits: [string, Limit][] = isHome(user, from)
      ? [[homeKey(user, from), userLimit]]
      : [
          [`address ${placeOf(from)}`, addressLimit],
          [`user ${user}`, userLimit],
        ];
    const waitMs = Math.max(...limits.map(([key]) => waitOf(key)));
    if (waitMs > 0) return Math.ceil(waitMs);
    for (const [key, limit] of limits) count(key, limit);
    return 0;
  };
  const refuseFor = (waitMs: number, what: string) => {
    if (waitMs <= 0) return;
    const waitS = Math.ceil(waitMs / 1000);
    throw new Refusal(429, 'too-many-attempts', `Too many wrong ${what}: wait ${waitS} s.`, waitS);
  };

  return {
    begin,
    succeeded(user, from) {
      tries.delete(`address ${placeOf(from)}`);
      tries.delete(isHome(user, from) ? homeKey(user, from) : `user ${user}`);
      homes.add(homeKey(user, from));
      for (const oldest of homes) {
        if (homes.size <= maxKeys) break;
        homes.delete(oldest);
      }
    },
    demand: (user, address) => refuseFor(begin(user, address), 'passwords'),
    demandCode(user) {
      refuseFor(waitOf(`code ${user}`), 'codes');
      count(`code ${user}`, codeLimit);
    },
    codeSucceeded: (user) => {
      tries.delete(`code ${user}`);
    },
  };
}
