/** What is told of a step: codes and counts; never a name, a plate, a card or a person's id. */
export type TraceFacts = Record<string, string | number | boolean>;

/** One way of something through the gateway, from where it came in. */
export interface Trace {
  /** Runs work as a step of this trace; what the work asks of the tracing belongs to that step. */
  step<Result>(name: string, facts: TraceFacts, work: () => Result): Result;
  end(): void;
}

/** Follows what a sensor says to what it leads to. Everything here is cheap, and nothing of it throws. */
export interface Tracing {
  begin(name: string, facts: TraceFacts): Trace;
  /** Whether a trace is open. */
  isOpen(): boolean;
  /** A step of the trace that is open, or the work alone where none is. */
  step<Result>(name: string, facts: TraceFacts, work: () => Result): Result;
  /**
   * `traceparent` (W3C Trace Context) of the step that is open; undefined where this trace is not among the share that is kept.
   * `always` keeps it whatever its luck was.
   */
  context(always: boolean): string | undefined;
  /** A step that ends later, of the trace that is open; what ends it takes how it ended. */
  pending(name: string, facts: TraceFacts): ((outcome: string) => void) | undefined;
  /** A step of a trace that was opened elsewhere or earlier, with its beginning and end. Epoch milliseconds. */
  record(traceparent: string, name: string, facts: TraceFacts, startMs: number, endMs: number): void;
  /** Sends what waits, for a few seconds at the most. */
  close(): Promise<void>;
}
