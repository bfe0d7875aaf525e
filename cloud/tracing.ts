/** A step at the cloud of a trace that a gateway began. */
export interface CloudTracing {
  /** `traceparent` as the event carries it (W3C Trace Context). Times are epoch milliseconds. Never throws. */
  record(traceparent: string, name: string, facts: Record<string, string>, startMs: number, endMs: number): void;
  /** Sends what waits, for a few seconds at the most. */
  close(): Promise<void>;
}
