/** How often one method led to one answer. */
export interface PassageTally {
  method: string;
  outcome: string;
  reason: string;
  count: number;
}

/** How long it took from what was presented to the decision, since the gateway's start. */
export interface MethodLatency {
  method: string;
  count: number;
  meanMs: number;
  /** Nine in ten took no longer than this; missing if that is longer than what is measured. */
  p90Ms?: number;
}

export interface PassageReport {
  fromMs: number;
  toMs: number;
  methods: {
    method: string;
    granted: number;
    denied: number;
    askGuard: number;
    /** Denied in parts of all, 0…1. */
    denialRate: number;
    reasons: { reason: string; count: number }[];
    latency?: Omit<MethodLatency, 'method'>;
  }[];
}

/** Whether those who do not use their face are served as well (Face Measures 10, DOMAIN P3): by method, never by person. */
export function toPassageReport(
  tallies: readonly PassageTally[],
  latencies: readonly MethodLatency[],
  span: { fromMs: number; toMs: number },
): PassageReport {
  const byMethod = Map.groupBy(tallies, ({ method }) => method);
  const methods = [...byMethod.entries()].map(([method, rows]) => {
    const sum = (outcome: string) =>
      rows.filter((row) => row.outcome === outcome).reduce((total, { count }) => total + count, 0);
    const [granted, denied, askGuard] = [sum('granted'), sum('denied'), sum('ask-guard')];
    const { method: _named, ...latency } = latencies.find((one) => one.method === method) ?? { method };
    return {
      ...{ method, granted, denied, askGuard, denialRate: denied / Math.max(1, granted + denied + askGuard) },
      reasons: rows
        .filter(({ outcome }) => outcome !== 'granted')
        .map(({ reason, count }) => ({ reason, count }))
        .toSorted((a, b) => b.count - a.count),
      ...('count' in latency && { latency }),
    };
  });
  return { ...span, methods: methods.toSorted((a, b) => (a.method < b.method ? -1 : 1)) };
}
