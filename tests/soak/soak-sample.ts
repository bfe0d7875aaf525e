import type { LatencyKind, LatencyWindow } from './latency-book.ts';
import type { PartSample } from './watched-part.ts';

/** One look at everything, and what came since the one before. */
export interface SoakSample {
  /** Since the run began. */
  atS: number;
  /** Of devices, acknowledged so far. */
  events: number;
  gateway: PartSample;
  cloud: PartSample;
  latencies: Partial<Record<LatencyKind, LatencyWindow>>;
}
