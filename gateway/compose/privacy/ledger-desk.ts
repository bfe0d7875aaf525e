import type { SiteFile } from '../../../devices/contracts/site-file.ts';
import type { ConsoleLedger, ConsoleRetention } from '../../console/privacy/ledger-ports.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Store } from '../../kernel/sqlite-store.ts';
import type { Anchorer } from '../../ledger/anchor-ledger.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { fitReason } from '../../ledger/ledger-entry.ts';
import { type LedgerVerdict, verifyLedger } from '../../ledger/verify-ledger.ts';
import type { Retention } from '../../privacy/open-retention.ts';

export interface LedgerDeskParts {
  site: SiteFile;
  store: Store;
  ledger: Ledger;
  anchorer: Pick<Anchorer, 'taken'>;
  retention: Retention;
  clock: Clock;
}

/** The ledger and what is kept for how long, for the console; whoever looks at either stands in the ledger. */
export function createLedgerDesk(parts: LedgerDeskParts): { ledger: ConsoleLedger; retention: ConsoleRetention } {
  const { site, store, ledger, anchorer, retention, clock } = parts;
  let walk: Promise<LedgerVerdict> | undefined;
  const note = (user: string, action: string, detail: Record<string, string | number | boolean> = {}) =>
    ledger.append({ atMs: clock.wallMs(), actor: { kind: 'user', id: user }, action, detail });
  const zones = new Set(site.zones.map(({ id }) => id));
  return {
    ledger: {
      head: ledger.head,
      find: (query, user) => {
        const rows = ledger.find(query);
        const { limit: _, subject, actor, ...asked } = query;
        // Typed by somebody: a number that names a person, or a heap of letters, is no id and not for the ledger.
        const typed = {
          ...(subject !== undefined && { subject: fitReason(subject) }),
          ...(actor !== undefined && { actor: fitReason(actor) }),
        };
        note(user, 'ledger.viewed', { ...asked, ...typed, entries: rows.length });
        return rows;
      },
      anchors: (limit) => anchorer.taken().reverse().slice(0, limit),
      verify: async (user) => {
        walk ??= verifyLedger(store, { anchors: anchorer.taken() }).finally(() => {
          walk = undefined;
        });
        const verdict = await walk;
        const { ok, entries } = verdict;
        note(user, 'ledger.verified', { ok, entries, ...(verdict.ok ? {} : { seq: verdict.seq }) });
        return verdict;
      },
    },
    retention: {
      report: (user) => {
        note(user, 'report.viewed', { report: 'retention' });
        return retention.report();
      },
      holds: retention.holds,
      hold: (order, user) => (order.zones?.some((zone) => !zones.has(zone)) ? 'no-zone' : retention.hold(order, user)),
      release: retention.release,
    },
  };
}
