import { isIPv6 } from 'node:net';
import { Fault } from '../fault.ts';
import type { StoreChange } from '../store/store.ts';

/** Failures that cost nothing; each further one doubles the wait. */
const freeFailures = 5;
const firstWaitMs = 5_000;
const longestWaitMs = 15 * 60_000;
const maxAddresses = 10_000;
/** Password hashes that are computed at the same time; each takes 19 MiB. */
const maxTogether = 4;

interface Failures {
  count: number;
  lastMs: number;
}

export interface LoginGuard {
  /**
   * Runs one attempt and counts it as a failure unless it returns true. Throws `too-many-attempts` with the seconds to
   * wait, without running it.
   */
  attempt(address: string, check: () => Promise<boolean>): Promise<boolean>;
  /** Another process over the same store did something: who guesses there has guessed here, too. */
  heard(change: StoreChange): void;
}

/** One household's worth of IPv6 addresses counts as one. */
function keyOf(address: string): string {
  return isIPv6(address) && !address.startsWith('::ffff:') ? address.split(':').slice(0, 4).join(':') : address;
}

function waitMs(count: number): number {
  return count < freeFailures ? 0 : Math.min(longestWaitMs, firstWaitMs * 2 ** (count - freeFailures));
}

/** Slows down whoever guesses passwords, per address. `nowMs` is a monotonic clock; `tell` reaches the other processes. */
export function createLoginGuard(nowMs: () => number, tell: (change: StoreChange) => void = () => {}): LoginGuard {
  const failures = new Map<string, Failures>();
  let running = 0;

  function refuseIfTooSoon(key: string): void {
    const known = failures.get(key);
    if (!known) return;
    const leftMs = known.lastMs + waitMs(known.count) - nowMs();
    if (leftMs > 0) {
      const what = `${known.count} failed attempts came from this address`;
      throw new Fault('too-many-attempts', what, { retryAfterS: Math.ceil(leftMs / 1000) });
    }
    if (nowMs() - known.lastMs > longestWaitMs) failures.delete(key);
  }

  function countFailure(key: string): void {
    const count = (failures.get(key)?.count ?? 0) + 1;
    failures.delete(key);
    failures.set(key, { count, lastMs: nowMs() });
    if (failures.size > maxAddresses) failures.delete(failures.keys().next().value!);
  }

  return {
    async attempt(address, check) {
      const key = keyOf(address);
      refuseIfTooSoon(key);
      if (running >= maxTogether)
        throw new Fault('cloud-busy', 'several attempts are being checked', { retryAfterS: 1 });
      // counted before it is checked, so that attempts sent at the same time do not slip through together
      countFailure(key);
      running += 1;
      try {
        const right = await check();
        if (right) failures.delete(key);
        tell({ logins: [{ address: key, right }] });
        return right;
      } finally {
        running -= 1;
      }
    },
    heard({ logins = [] }) {
      for (const { address, right } of logins) {
        if (right) failures.delete(address);
        else countFailure(address);
      }
    },
  };
}
