import type { TwinReported, TwinState } from '../../devices/contracts/twin.ts';
import type { JsonObject } from './merge-layers.ts';
import { digest } from './merge-layers.ts';
import type { DesiredRow, ReportedRow } from './twin-store.ts';

export const standings = [
  'in-step',
  /** It has not said anything of the newest yet. */
  'waiting',
  'on-probation',
  'pending-restart',
  'refused',
  /** It says that it has applied it, and runs with something else. */
  'drifted',
] as const;
export type Standing = (typeof standings)[number];

export interface StandingSince {
  standing: Standing;
  /** By the cloud's clock; `null` where it has never been otherwise. */
  sinceMs: number | null;
}

/** How what a gateway runs with stands to what it should run with. */
export function decideStanding(desired: DesiredRow | undefined, report: ReportedRow | undefined): StandingSince {
  if (!desired) return { standing: 'in-step', sinceMs: null };
  if (!report || report.reported.answers.etag !== desired.etag)
    return { standing: 'waiting', sinceMs: desired.sinceMs };
  const { state, document } = report.reported;
  const sinceMs = report.receivedAtMs;
  if (state !== 'applied') return { standing: state, sinceMs };
  const same = digest(document as JsonObject) === digest(desired.document);
  return { standing: same ? 'in-step' : 'drifted', sinceMs };
}

/** How far a gateway has come with the settings that it was given. */
const progress: Record<TwinState, number> = { 'pending-restart': 0, 'on-probation': 1, applied: 2, refused: 2 };

/**
 * Whether a report was made before the one that is known, and comes again or late: it must not take back what is known by now. The clock
 * of the gateway may be set back, so that one which leads further is taken whatever its time. `newest` is the etag of what it should run with.
 */
export function isOvertaken(known: TwinReported, said: TwinReported, newest: string | undefined): boolean {
  if (said.atMs >= known.atMs) return false;
  const isOfNewest = ({ answers }: TwinReported) => answers.etag === newest;
  if (isOfNewest(known) !== isOfNewest(said)) return isOfNewest(known);
  return known.answers.etag !== said.answers.etag || progress[said.state] < progress[known.state];
}
