import ipaddr from 'ipaddr.js';
import { Fault } from '../fault.ts';
import type { StoreChange } from '../store/store.ts';

/** Failures that cost nothing; each further one doubles the wait, up to the longest. */
interface Patience {
  free: number;
  longestWaitMs: number;
}

const ofAddress: Patience = { free: 5, longestWaitMs: 15 * 60_000 };
/** Somebody who guesses from many addresses: slow, and never long, because the one whose name it is waits, too. */
const ofName: Patience = { free: 20, longestWaitMs: 60_000 };
/**
 * Whoever guesses codes has the password. A code is one of a million that stands for 90 s: at ten tries in a quarter of an hour,
 * guessing takes a year on average.
 */
const ofCode: Patience = { free: 5, longestWaitMs: 5 * 60_000 };
const firstWaitMs = 5_000;
/** Nothing is remembered for longer. */
const forgottenAfterMs = 15 * 60_000;
const maxRemembered = 10_000;
/** Password hashes that are computed at the same time; each takes 19 MiB. */
const maxTogether = 4;

export interface LoginGuard {
  /**
   * Runs one attempt and counts it as a failure, of the address and of the name that it is for, unless it returns true, which
   * forgets those before it, or undefined, which tells nothing.
   * Throws `too-many-attempts` with the seconds to wait, without running it. From where somebody has logged in under a name,
   * what others do with that name costs nothing.
   */
  attempt(address: string, check: () => Promise<boolean | undefined>, name?: string): Promise<boolean | undefined>;
  /** The same for the code after a right password: counted for the operator, wherever it comes from. */
  attemptCode(operator: string, check: () => Promise<boolean>): Promise<boolean>;
  /** Another process over the same store did something: who guesses there has guessed here, too. */
  heard(change: StoreChange): void;
}

/** One household's worth of IPv6 addresses counts as one. */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const known = ipaddr.process(address);
  return known.kind() === 'ipv6' ? `${Buffer.from(known.toByteArray().slice(0, 8)).toString('hex')}/64` : `${known}`;
}

/** Failures by key, those that came last. */
function createFailures({ free, longestWaitMs }: Patience, nowMs: () => number) {
  const failures = new Map<string, { count: number; lastMs: number }>();
  const waitMs = (count: number) => (count < free ? 0 : Math.min(longestWaitMs, firstWaitMs * 2 ** (count - free)));
  return {
    refuseIfTooSoon(key: string, what: string): void {
      const known = failures.get(key);
      if (!known) return;
      const leftMs = known.lastMs + waitMs(known.count) - nowMs();
      if (leftMs > 0)
        throw new Fault('too-many-attempts', `${known.count} failed attempts ${what}`, {
          retryAfterS: Math.ceil(leftMs / 1000),
        });
      if (nowMs() - known.lastMs > forgottenAfterMs) failures.delete(key);
    },
    count(key: string): void {
      const count = (failures.get(key)?.count ?? 0) + 1;
      failures.delete(key);
      failures.set(key, { count, lastMs: nowMs() });
      if (failures.size > maxRemembered) failures.delete(failures.keys().next().value!);
    },
    takeBack(key: string): void {
      const known = failures.get(key);
      if (known) known.count -= 1;
    },
    forget: (key: string) => failures.delete(key),
  };
}

/** Slows down whoever guesses passwords. `nowMs` is a monotonic clock; `tell` reaches the other processes. */
export function createLoginGuard(nowMs: () => number, tell: (change: StoreChange) => void = () => {}): LoginGuard {
  const addresses = createFailures(ofAddress, nowMs);
  const names = createFailures(ofName, nowMs);
  const codes = createFailures(ofCode, nowMs);
  /** From where whom has logged in, the latest. */
  const homes = new Set<string>();
  let running = 0;

  const homeOf = (address: string, name: string) => `${name} ${address}`;
  function welcome(address: string, name: string | undefined): void {
    addresses.forget(address);
    if (name === undefined) return;
    homes.delete(homeOf(address, name));
    homes.add(homeOf(address, name));
    if (homes.size > maxRemembered) homes.delete(homes.keys().next().value!);
  }

  return {
    async attempt(from, check, name) {
      const address = networkOf(from);
      const isStrange = name !== undefined && !homes.has(homeOf(address, name));
      addresses.refuseIfTooSoon(address, 'came from this address');
      if (isStrange) names.refuseIfTooSoon(name, 'were made under this name');
      if (running >= maxTogether)
        throw new Fault('cloud-busy', 'several attempts are being checked', { retryAfterS: 1 });
      // counted before it is checked, so that attempts sent at the same time do not slip through together
      addresses.count(address);
      if (isStrange) names.count(name);
      running += 1;
      try {
        const right = await check();
        if (right) welcome(address, name);
        if (right === undefined) addresses.takeBack(address);
        // what others have guessed goes on to count
        if (right !== false && isStrange) names.takeBack(name);
        if (right !== undefined) tell({ logins: [{ address, right, ...(name === undefined ? {} : { name }) }] });
        return right;
      } finally {
        running -= 1;
      }
    },
    async attemptCode(operator, check) {
      codes.refuseIfTooSoon(operator, 'to give a code were made');
      codes.count(operator);
      const right = await check();
      if (right) codes.forget(operator);
      tell({ codes: [{ operator, right }] });
      return right;
    },
    heard({ logins = [], codes: given = [] }) {
      for (const { operator, right } of given) {
        if (right) codes.forget(operator);
        else codes.count(operator);
      }
      for (const { address, right, name } of logins) {
        if (right) welcome(address, name);
        else {
          addresses.count(address);
          if (name !== undefined && !homes.has(homeOf(address, name))) names.count(name);
        }
      }
    },
  };
}
