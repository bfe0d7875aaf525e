import type { Clock } from '../kernel/clock.ts';
import { createId } from '../kernel/ids.ts';
import type { SiteTime } from '../kernel/site-time.ts';
import type { Store } from '../kernel/sqlite-store.ts';
import type { Ledger, LedgerEntry } from '../ledger/ledger.ts';
import type { Deviation, PatrolRoute, PatrolRun } from './patrol.ts';
import type { PatrolTable } from './sqlite-patrols.ts';

/** The first deviation of a run: one alarm, whatever else goes wrong with it. */
export interface PatrolDeviation extends Deviation {
  run: string;
  route: string;
}

export interface PatrolOptions {
  store: Store;
  ledger: Ledger;
  clock: Clock;
  /** False while the wall clock cannot be believed: then nobody is late. */
  clockKnown(): boolean;
  siteTime: Pick<SiteTime, 'toMs' | 'toText'>;
  /** In the transaction that is open. */
  raise(deviation: PatrolDeviation): void;
}

export type PatrolRefusal =
  | 'no-route'
  | 'no-run'
  | 'already-running'
  | 'busy'
  | 'not-yours'
  | 'not-running'
  | 'unknown-code'
  | 'other-route'
  | 'not-passed'
  | 'no-picture'
  | 'too-many-pictures'
  | 'too-many-notes'
  | 'twice-the-same';
export type PatrolAnswer<T = PatrolRun> = { kind: 'done'; value: T } | { kind: 'refused'; code: PatrolRefusal };

export const refused = (code: PatrolRefusal) => ({ kind: 'refused', code }) as const;
export const done = <T>(value: T) => ({ kind: 'done', value }) as const;

export type PatrolWriter = ReturnType<typeof createPatrolWriter>;

/** Keeps a run with what is newly wrong with it, its entry in the ledger and, the first time, its alarm. */
export function createPatrolWriter({ ledger, clock, raise }: PatrolOptions, table: PatrolTable) {
  const note = (action: string, user: string | undefined, more: Pick<LedgerEntry, 'subject' | 'detail' | 'reason'>) => {
    const actor = user === undefined ? ({ kind: 'gateway' } as const) : ({ kind: 'user', id: user } as const);
    ledger.append({ atMs: clock.wallMs(), actor, action, ...more });
  };
  return {
    note,
    run(
      run: PatrolRun,
      deviations: readonly Deviation[],
      action: string,
      user: string | undefined,
      more: Pick<LedgerEntry, 'detail' | 'reason'> = {},
    ): PatrolRun {
      const first = run.alarmedAtMs === undefined ? deviations[0] : undefined;
      const next: PatrolRun = {
        ...run,
        deviations: [...run.deviations, ...deviations],
        ...(first ? { alarmedAtMs: clock.wallMs() } : {}),
      };
      table.putRun(next);
      note(action, user, { subject: run.id, ...more });
      if (first) raise({ ...first, run: run.id, route: run.route });
      return next;
    },
  };
}

/** A run of a route as it begins. */
export const newRun = ({ id: route, name, checkpoints }: PatrolRoute) => ({
  id: createId(),
  ...{ route, name, checkpoints: checkpoints.map(({ code: _, ...checkpoint }) => checkpoint) },
  ...{ scans: [], deviations: [] },
});
