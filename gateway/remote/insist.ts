import { createBackOff } from '../kernel/back-off.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Log } from '../kernel/log.ts';
import { pause as usualPause } from '../kernel/pause.ts';
import { describeFailure, HttpRefusal } from '../outbox/link-problem.ts';

/** Lets so much time pass, or less once it is told to stop. */
export type Pause = typeof usualPause;

/** Repeats a call until it succeeds, is refused for good, or its time (monotonic) is over; then `undefined`. */
export type Insist = <T>(call: () => Promise<T>, untilMs: number) => Promise<T | undefined>;

export interface InsistOptions {
  stopping: AbortSignal;
  clock: Clock;
  log: Log;
  pause?: Pause;
}

/** 401 and 429 pass: a certificate is renewed, and a busy cloud says when to come again. */
const isForGood = ({ status }: HttpRefusal): boolean =>
  status >= 400 && status < 500 && status !== 401 && status !== 429;

export function createInsist({ stopping, clock, log, pause = usualPause }: InsistOptions): Insist {
  return async (call, untilMs) => {
    const backOff = createBackOff(500, 10_000);
    while (!stopping.aborted && clock.monotonicMs() < untilMs) {
      try {
        return await call();
      } catch (error) {
        if (stopping.aborted) return undefined;
        log.debug({ detail: describeFailure(error) }, 'the cloud could not be asked about a command');
        const refusal = error instanceof HttpRefusal ? error : undefined;
        if (refusal && isForGood(refusal)) return undefined;
        await pause(Math.max(refusal?.retryAfterMs ?? 0, backOff.nextMs()), stopping);
      }
    }
    return undefined;
  };
}
