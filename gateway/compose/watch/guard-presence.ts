import type { ConsolePresence } from '../../console/alarms/alarm-ports.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { ChangeFeed } from '../change-feed.ts';

/** Whoever has not said for so long what they look at is not there. */
const lifeMs = 30_000;
const maxPresent = 200;

/** Who is at a console now, and which alarm they look at; forgotten with the process. */
export interface GuardPresence {
  look(user: string, alarm: string | undefined): void;
  present(): ConsolePresence[];
  /** Called every second. */
  check(): void;
}

interface Look {
  alarm: string | undefined;
  sinceMs: number;
  saidMs: number;
}

export function createGuardPresence(clock: Clock, feed: Pick<ChangeFeed, 'emit'>): GuardPresence {
  const looks = new Map<string, Look>();
  const present = () =>
    [...looks].map(([user, { alarm, sinceMs }]) => ({ user, sinceMs, ...(alarm !== undefined && { alarm }) }));
  const tell = () => feed.emit({ kind: 'presence', present: present() });
  return {
    present,
    look: (user, alarm) => {
      const before = looks.get(user);
      const saidMs = clock.monotonicMs();
      if (before && before.alarm === alarm) {
        looks.set(user, { ...before, saidMs });
        return;
      }
      if (!before && looks.size >= maxPresent) return;
      looks.set(user, { alarm, sinceMs: clock.wallMs(), saidMs });
      tell();
    },
    check: () => {
      const gone = [...looks].filter(([, { saidMs }]) => clock.monotonicMs() - saidMs > lifeMs);
      for (const [user] of gone) looks.delete(user);
      if (gone.length > 0) tell();
    },
  };
}
