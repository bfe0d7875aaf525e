import { type ConsoleShedClass, consoleShedClasses } from '../../console/console-ports.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { SiteCore } from '../site-core.ts';

export type ShedClass = ConsoleShedClass;

export interface ShedKind {
  name: ShedClass;
  /** It goes only when the reserve itself is used up, and no more of it than would make room for that again. */
  onlyIfShort: boolean;
  /** Bytes over its own budget. */
  beyond?(): number;
  /** Takes away what is oldest, about so many bytes of it or less. */
  shed(bytes: number): Promise<{ count: number; bytes: number }>;
  /** Its room says in the ledger what went. */
  isNoted: boolean;
}

/** A site that its cloud has not heard for weeks keeps its disk all the same. */
const outboxBudgetBytes = 1_000_000_000;
/** A cloud that is there takes what is younger, and then it is gone without a loss. */
const sentSoonMs = 3_600_000;
/** A row of device_events with its index entries, about. */
const deviceEventBytes = 400;

export interface ShedRooms extends Pick<SiteCore, 'store' | 'evidence' | 'outbox' | 'retention' | 'trust'> {
  storage: Pick<SiteCore['storage'], 'trimQuarantine'>;
  clock: Clock;
}

/** What goes when the disk has no room, the least important first. Alarms, decisions and the ledger never do. */
export function shedClasses({ store, storage, evidence, outbox, retention, trust, clock }: ShedRooms): ShedKind[] {
  // rows that went leave room in the database, before the disk has it back
  const lacking = (bytes: number) => bytes - store.spareBytes();
  const kinds: Record<ShedClass, Omit<ShedKind, 'name'>> = {
    // copies, and names of files of evidence, of which none is free before they are gone
    quarantine: {
      ...{ onlyIfShort: false, isNoted: false },
      shed: async () => {
        const bytes = storage.trimQuarantine({ all: true });
        return { count: bytes > 0 ? 1 : 0, bytes };
      },
    },
    // within its budget by its own sweeps: gateway/evidence/retention.ts
    evidence: { onlyIfShort: false, isNoted: true, shed: evidence.sweep },
    'outbox-events': {
      ...{ onlyIfShort: true, isNoted: false },
      beyond: () => outbox.weight('event') - outboxBudgetBytes,
      shed: async (bytes) => {
        const over = outbox.weight('event') - outboxBudgetBytes;
        if (over > 0) return outbox.shed('event', over);
        const wanted = lacking(bytes);
        // by a clock that is wrong all of them may look old
        if (wanted <= 0 || !trust.known()) return { count: 0, bytes: 0 };
        return outbox.shed('event', wanted, clock.wallMs() - sentSoonMs);
      },
    },
    'device-events': {
      ...{ onlyIfShort: true, isNoted: true },
      shed: async (bytes) => {
        const count = await retention.shed('device-events', () => lacking(bytes) <= 0);
        return { count, bytes: count * deviceEventBytes };
      },
    },
  };
  return consoleShedClasses.map((name) => ({ name, ...kinds[name] }));
}
