import type { Drill } from '../../duty/drill.ts';
import type { DrillBook } from '../../duty/drill-book.ts';
import type { HandOverDesk } from '../../duty/hand-over-desk.ts';
import type { PatrolBook } from '../../duty/patrol-book.ts';
import type { Rota } from '../../duty/rota.ts';

/** The drill that runs, as every page marks it. */
export interface DrillMark {
  id: string;
  name: string;
  endsAtMs: number;
  /** A real urgent alarm waits: nothing more is raised. */
  heldSinceMs?: number;
}

export function toDrillMark({ id, name, state, endsAtMs, heldSinceMs }: Drill): DrillMark | undefined {
  if (state !== 'running' || endsAtMs === undefined) return undefined;
  return { id, name, endsAtMs, ...(heldSinceMs === undefined ? {} : { heldSinceMs }) };
}

/** Rota, hand-over, patrols and drills; everything that is done stands in the ledger. */
export interface ConsoleDuty {
  rota: Omit<Rota, 'around' | 'purge'>;
  handOvers: Omit<HandOverDesk, 'purge'>;
  patrols: Omit<PatrolBook, 'check' | 'purge'>;
  drills: Omit<DrillBook, 'check' | 'purge'>;
  /** A label's text as a QR code, SVG. */
  drawLabel(text: string): Promise<string>;
}
