import type { AccessSettings } from '../../devices/contracts/site-doors.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Store } from '../kernel/sqlite-store.ts';
import type { DenialReason } from './decision.ts';
import type { LockoutTable } from './sqlite-lockouts.ts';

/** What somebody meets who tries out cards, digits or codes; a resident without rights, or out of hours, is no guesser. */
const guesses: readonly DenialReason[] = [
  'unknown-card',
  'unknown-pin',
  'pass-forged',
  'card-lost',
  'credential-revoked',
];
const isGuess = (reason: string): boolean => guesses.some((guess) => guess === reason);

/** Failures in a row at each reader, and readers that are shut for them (DOMAIN §4: 5 failures, 30 s). */
export interface LockoutBook {
  isShut(reader: string): boolean;
  /** For how long it is shut yet; 0 if it is not. */
  shutMs(reader: string): number;
  /** An answer was given at a reader; true if it is shut from now on. */
  answered(reader: string, outcome: 'granted' | 'denied' | 'ask-guard', reason: string): boolean;
}

export function createLockoutBook(
  clock: Clock,
  settings: AccessSettings['lockout'],
  table: LockoutTable,
  store: Pick<Store, 'afterRollback'>,
): LockoutBook {
  const { failures = 5, seconds = 30 } = settings ?? {};
  const longestMs = seconds * 1000;
  /** Shut by the monotonic clock, so that setting the other one opens nothing; after a restart for what is left. */
  const leftMs = (untilMs: number) => Math.max(0, Math.min(longestMs, untilMs - clock.wallMs()));
  const readers = new Map(
    table
      .all()
      .map(({ reader, failed, untilMs }) => [reader, { failed, untilMs: clock.monotonicMs() + leftMs(untilMs) }]),
  );
  const shutMs = (reader: string) => Math.max(0, (readers.get(reader)?.untilMs ?? 0) - clock.monotonicMs());
  return {
    shutMs,
    isShut: (reader) => shutMs(reader) > 0,
    answered: (reader, outcome, reason) => {
      const before = readers.get(reader);
      // the device says it again, and it counts once
      store.afterRollback(() => (before ? readers.set(reader, before) : readers.delete(reader)));
      if (outcome === 'granted' && readers.delete(reader)) table.forget(reader);
      if (outcome === 'granted' || !isGuess(reason)) return false;
      const failed = (readers.get(reader)?.failed ?? 0) + 1;
      const shut = failed >= failures;
      const row = { failed: shut ? 0 : failed, untilMs: shut ? clock.monotonicMs() + longestMs : 0 };
      readers.set(reader, row);
      table.keep({ reader, ...row, untilMs: shut ? clock.wallMs() + longestMs : 0 });
      return shut;
    },
  };
}
