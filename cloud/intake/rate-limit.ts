export interface RateLimit {
  /** Requests a second that go on for ever, and how many may come at once. */
  perSecond: number;
  burst: number;
}

/** Says 0 when a request may pass, else the seconds after which one may. */
export type RateGate = (key: string) => number;

interface Bucket {
  tokens: number;
  atMs: number;
}

/**
 * A token bucket for each key. Where anybody can make up keys, `maxKeys` of them are remembered, those that came last.
 * `nowMs` is a monotonic clock.
 */
export function createRateGate(
  { perSecond, burst }: RateLimit,
  nowMs: () => number,
  maxKeys = Number.POSITIVE_INFINITY,
): RateGate {
  const buckets = new Map<string, Bucket>();
  return (key) => {
    const atMs = nowMs();
    const bucket = buckets.get(key) ?? { tokens: burst, atMs };
    bucket.tokens = Math.min(burst, bucket.tokens + ((atMs - bucket.atMs) / 1000) * perSecond);
    bucket.atMs = atMs;
    buckets.delete(key);
    buckets.set(key, bucket);
    if (buckets.size > maxKeys) buckets.delete(buckets.keys().next().value!);
    if (bucket.tokens < 1) return (1 - bucket.tokens) / perSecond;
    bucket.tokens -= 1;
    return 0;
  };
}
