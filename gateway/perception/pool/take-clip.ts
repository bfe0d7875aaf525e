import { systemClock } from '../../kernel/clock.ts';
import type { FromPerception } from '../messages.ts';
import type { PendingRequests } from './pending-requests.ts';
import type { ClipOutcome, ClipSink } from './pool-answers.ts';
import type { WorkerProcess } from './worker-process.ts';

/** After the clip's end; masked ones are made one after another. A process that hangs is noticed sooner. */
const clipTimeoutMs = 180_000;

interface Clipping {
  memberOf: ReadonlyMap<string, { index: number; process: WorkerProcess }>;
  requests: PendingRequests<FromPerception>;
  /** Who takes the pieces of each request. */
  clips: Map<number, (bytes: Uint8Array) => void>;
}

/** As `PerceptionPool.clip`. */
export async function takeClip(
  { memberOf, requests, clips }: Clipping,
  { camera, fromMs, toMs }: { camera: string; fromMs: number; toMs: number },
  sink: ClipSink,
): Promise<ClipOutcome> {
  const member = memberOf.get(camera);
  if (!member) return { fromMs, toMs: fromMs, problem: 'no-camera' };
  const sinkFailed = Promise.withResolvers<never>();
  let asked: number | undefined;
  const timeoutMs = Math.max(0, toMs - systemClock.monotonicMs()) + clipTimeoutMs;
  const answered = requests.ask(member.index, timeoutMs, (request) => {
    asked = request;
    clips.set(request, (bytes) => {
      try {
        sink.chunk(bytes);
      } catch (error) {
        clips.delete(request);
        sinkFailed.reject(error);
      }
    });
    return member.process.send({ kind: 'clip', request, camera, fromMs, toMs });
  });
  try {
    const answer = await Promise.race([answered, sinkFailed.promise]);
    if (answer.kind !== 'clip-end') throw new Error('the perception process gave another answer');
    const { kind: _, request: __, ...outcome } = answer;
    return outcome;
  } finally {
    if (asked !== undefined) clips.delete(asked);
    // After a sink that threw nobody waits for it.
    answered.catch(() => undefined);
  }
}
