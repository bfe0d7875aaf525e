import { type DaySeal, sealText } from '../../devices/contracts/gateway-health.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Store } from '../kernel/sqlite-store.ts';
import type { Outbox } from './sqlite-outbox.ts';

const steps = [
  `CREATE TABLE outbox_open_day (
     one INTEGER PRIMARY KEY CHECK (one = 1),
     day TEXT NOT NULL,
     alarm INTEGER NOT NULL,
     event INTEGER NOT NULL
   ) STRICT;`,
];

export interface DaySealsOptions {
  store: Store;
  outbox: Outbox;
  clock: Clock;
  clockKnown(): boolean;
  gateway: string;
  timeZone: string;
  /** Where the ledger stands; its hash is SHA-256 in hex. */
  ledgerHead(): { seq: number; hash: string };
  /** By the site's key, as text. */
  sign(text: string): string;
}

export interface DaySeals {
  /** Called every second, in a transaction: tells what was issued in a day that is over. */
  check(): void;
}

/** In a new epoch the lanes are counted from nothing: the day that was open says nothing of them. */
export function forgetOpenDay(store: Store): void {
  store.migrate('outbox-seals', steps);
  store.prepare('DELETE FROM outbox_open_day').run();
}

/**
 * Counts for the cloud what the outbox issued, day by day of the site. A day begins where the last one was sealed, so that every
 * sequence is in exactly one, however long the gateway was off and however its clock was set.
 */
export function createDaySeals(options: DaySealsOptions): DaySeals {
  const { store, outbox, clock, gateway } = options;
  store.migrate('outbox-seals', steps);
  const dayOf = new Intl.DateTimeFormat('sv-SE', { timeZone: options.timeZone, dateStyle: 'short' });
  const read = store.prepare('SELECT day, alarm, event FROM outbox_open_day');
  const write = store.prepare(
    `INSERT INTO outbox_open_day VALUES (1, @day, @alarm, @event)
     ON CONFLICT (one) DO UPDATE SET day = excluded.day, alarm = excluded.alarm, event = excluded.event`,
  );
  let open = read.get() as { day: string; alarm: number; event: number } | undefined;

  const seal = (today: string): void => {
    const { day, ...from } = open!;
    const progress = outbox.progress();
    const to = { alarm: progress.alarm.issued, event: progress.event.issued };
    const { seq, hash } = options.ledgerHead();
    const unsigned: Omit<DaySeal, 'signature'> = { day, from, to, ledger: { seq, hash }, atMs: clock.wallMs() };
    const data = { ...unsigned, signature: options.sign(sealText(gateway, outbox.epoch, unsigned)) };
    outbox.append({ lane: 'event', type: 'ringward.outbox.sealed', atMs: unsigned.atMs, data });
    begin({ day: today, ...to });
  };
  const begin = (next: NonNullable<typeof open>): void => {
    write.run(next);
    // what a rolled back transaction did is read again
    open = undefined;
    store.afterCommit(() => {
      open = next;
    });
  };
  return {
    check() {
      if (!options.clockKnown()) return;
      const today = dayOf.format(clock.wallMs());
      open ??= read.get() as typeof open;
      if (open === undefined) store.transaction(() => begin({ day: today, alarm: 0, event: 0 }));
      else if (today > open.day) store.transaction(() => seal(today));
    },
  };
}
