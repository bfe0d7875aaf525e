import type { Clock } from '../../kernel/clock.ts';

/** A page that is open reads again by itself: for so long that is the same look. */
const sameLookMs = 3_600_000;
const maxRemembered = 10_000;

export interface NotedLooks {
  /** Whether this look has to go into the ledger: nobody's own last one, or what is shown has changed, or it was an hour ago. */
  isNew(user: string, what: string, shown: string): boolean;
  /** Remembers a look that stands in the ledger: on disk, for one that is not there must not count. */
  seen(user: string, what: string, shown: string): void;
}

/** What whom has been noted to have seen. After a restart everything is a new look. */
export function createNotedLooks(clock: Pick<Clock, 'monotonicMs'>): NotedLooks {
  const looks = new Map<string, { shown: string; atMs: number }>();
  const keyOf = (user: string, what: string) => `${user} ${what}`;
  return {
    isNew: (user, what, shown) => {
      const last = looks.get(keyOf(user, what));
      return last?.shown !== shown || clock.monotonicMs() - last.atMs >= sameLookMs;
    },
    seen: (user, what, shown) => {
      const key = keyOf(user, what);
      looks.delete(key);
      looks.set(key, { shown, atMs: clock.monotonicMs() });
      if (looks.size > maxRemembered) looks.delete(looks.keys().next().value!);
    },
  };
}
