import type { ClipSource } from '../../evidence/clip-recorder.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { PerceptionPool } from '../../perception/pool/perception-pool.ts';

/** Records have the wall clock's times, cameras monotonic ones; the difference is taken when a clip is asked for. */
export function createClipTaker(pool: () => Pick<PerceptionPool, 'clip'>, clock: Clock): ClipSource {
  return async (camera, fromMs, toMs, sink) => {
    const offsetMs = clock.wallMs() - clock.monotonicMs();
    const taken = await pool().clip(camera, fromMs - offsetMs, toMs - offsetMs, sink);
    return { ...taken, fromMs: taken.fromMs + offsetMs, toMs: taken.toMs + offsetMs };
  };
}
