import { exactAddress } from '../kernel/addresses.ts';
import type { Clock } from '../kernel/clock.ts';

/** Whoever guesses the secrets of devices gets slow. Addresses are those that sockets tell; time is monotonic. */
export interface ConnectLimit {
  /** Whether a try may be looked at; one that may not costs nothing, and a right secret waits for a few seconds with it. */
  mayTry(address: string, user: string | undefined): boolean;
  right(address: string, user: string): void;
  /** True where this was the last try for now. */
  wrong(address: string, user: string | undefined): boolean;
}

interface Allowance {
  burst: number;
  refillMs: number;
}
/** Of one name from one address: a device with a wrong secret tries every few seconds and must get in soon after it is mended. */
const ofName: Allowance = { burst: 10, refillMs: 5000 };
/** Of all names from one address, behind which a whole building's devices may stand. */
const ofAddress: Allowance = { burst: 60, refillMs: 1000 };
/** Beyond these the longest untouched are forgotten. */
const mostKept = 4096;

/**
 * A name is never shut as a whole: somebody on the site's network who guesses would keep a door's controller out that way, and
 * secrets of at least twelve characters are not guessed at the speed that many addresses still have. For the same reason an IPv6
 * network is not one address: the devices of a site share it with whoever guesses there. From where a device has shown the right
 * secret, only its own wrong tries count.
 */
export function createConnectLimit(clock: Pick<Clock, 'monotonicMs'>): ConnectLimit {
  const names = createTries(ofName, clock);
  const addresses = createTries(ofAddress, clock);
  const homes = new Map<string, string>();
  const keysOf = (address: string, user: string | undefined) => {
    const from = exactAddress(address);
    return { from, pair: `${from} ${user ?? ''}`, isHome: user !== undefined && homes.get(user) === from };
  };
  return {
    mayTry(address, user) {
      const { from, pair, isHome } = keysOf(address, user);
      return names.left(pair) >= 1 && (isHome || addresses.left(from) >= 1);
    },
    right: (address, user) => void homes.set(user, exactAddress(address)),
    wrong(address, user) {
      const { from, pair, isHome } = keysOf(address, user);
      const isLastOfName = names.take(pair) < 1;
      return (!isHome && addresses.take(from) < 1) || isLastOfName;
    },
  };
}

function createTries({ burst, refillMs }: Allowance, clock: Pick<Clock, 'monotonicMs'>) {
  const kept = new Map<string, { left: number; atMs: number }>();
  const left = (key: string) => {
    const entry = kept.get(key);
    return entry ? Math.min(burst, entry.left + (clock.monotonicMs() - entry.atMs) / refillMs) : burst;
  };
  return {
    left,
    take(key: string): number {
      const now = left(key) - 1;
      kept.delete(key);
      kept.set(key, { left: now, atMs: clock.monotonicMs() });
      if (kept.size > mostKept) kept.delete(kept.keys().next().value!);
      return now;
    },
  };
}
