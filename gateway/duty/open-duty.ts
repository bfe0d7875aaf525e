import { type Clock, dayMs } from '../kernel/clock.ts';
import { createSiteTime } from '../kernel/site-time.ts';
import type { Store } from '../kernel/sqlite-store.ts';
import type { MsSpan } from '../kernel/unsure-times.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Drill } from './drill.ts';
import { createDrillBook, type DrillBook, type DrillPorts } from './drill-book.ts';
import type { HandOverSnapshot } from './hand-over.ts';
import { createHandOverDesk, type HandOverDesk } from './hand-over-desk.ts';
import { createPatrolBook, type PatrolBook } from './patrol-book.ts';
import type { PatrolDeviation } from './patrol-writer.ts';
import { createRota, type Rota } from './rota.ts';

export interface DutyOptions {
  store: Store;
  ledger: Ledger;
  clock: Clock;
  /** False while the wall clock cannot be believed. */
  clockKnown(): boolean;
  timeZone: string;
  /** How the site stands, but for what this room knows itself. */
  standing(): Omit<HandOverSnapshot, 'drills' | 'atMs'>;
  raiseDeviation(deviation: PatrolDeviation): void;
  drills: DrillPorts;
  drillChanged(drill: Drill): void;
  /** Times of which pictures taken on patrol are kept no longer, and rota, hand-overs, patrols and drills. */
  over: { photos(): MsSpan[]; records(): MsSpan[] };
}

export interface Duty {
  rota: Rota;
  handOvers: HandOverDesk;
  patrols: PatrolBook;
  drills: DrillBook;
  /** Every second, outside of any transaction. */
  check(): void;
}

/** Who is on duty, what one shift leaves to the next, who walks where, and what is practised. */
export function openDuty(options: DutyOptions): Duty {
  const { store, ledger, clock, clockKnown, over } = options;
  const parts = { store, ledger, clock, clockKnown, siteTime: createSiteTime(options.timeZone) };
  const rota = createRota(parts);
  const drills = createDrillBook({ ...parts, ...options.drills, changed: options.drillChanged });
  const standing = (): HandOverSnapshot => {
    const running = drills.running();
    return {
      ...options.standing(),
      atMs: clock.wallMs(),
      drills: running ? [{ id: running.id, endsAtMs: running.endsAtMs! }] : [],
    };
  };
  const handOvers = createHandOverDesk({ ...parts, rota, standing });
  const patrols = createPatrolBook({ ...parts, raise: options.raiseDeviation });
  let purgedMs = Number.NEGATIVE_INFINITY;
  const purge = () => {
    for (const span of over.records()) for (const room of [rota, handOvers, drills, patrols]) room.purge(span);
    for (const span of over.photos()) patrols.purgePhotos(span);
  };
  return {
    rota,
    handOvers,
    patrols,
    drills,
    check: () =>
      store.transaction(() => {
        patrols.check();
        drills.check();
        if (!clockKnown() || clock.monotonicMs() - purgedMs < dayMs / 24) return;
        purgedMs = clock.monotonicMs();
        purge();
      }),
  };
}
