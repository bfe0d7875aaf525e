import { percentile } from '../../scripts/compound/judge-minute.ts';

/** What a window saw of one kind of latency. Milliseconds. */
export interface LatencyWindow {
  count: number;
  p50Ms: number;
  p99Ms: number;
  maxMs: number;
}

export const latencyKinds = ['card-to-door', 'plate-to-barrier', 'event-to-puback'] as const;
export type LatencyKind = (typeof latencyKinds)[number];

export interface LatencyBook {
  add(kind: LatencyKind, ms: number): void;
  /** Since it was asked last; a kind of which nothing came is left out. */
  window(): Partial<Record<LatencyKind, LatencyWindow>>;
}

export function createLatencyBook(): LatencyBook {
  let taken = new Map<LatencyKind, number[]>();
  return {
    add: (kind, ms) => {
      const values = taken.get(kind);
      if (values) values.push(ms);
      else taken.set(kind, [ms]);
    },
    window: () => {
      const past = taken;
      taken = new Map();
      return Object.fromEntries(
        Array.from(past, ([kind, values]) => [
          kind,
          {
            count: values.length,
            p50Ms: percentile(values, 0.5),
            p99Ms: percentile(values, 0.99),
            maxMs: values.reduce((most, value) => Math.max(most, value), 0),
          },
        ]),
      );
    },
  };
}
