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
