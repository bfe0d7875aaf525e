import type { PictureAnalyser } from './picture-analyser.ts';

/**
 * Several things to look for in one camera's pictures, each at its own pace; a picture goes to those whose turn it is, in
 * their order. One that fails keeps none of the others from looking; the first failure is passed on.
 */
export function combineAnalysers(analysers: readonly PictureAnalyser[]): PictureAnalyser {
  const [only] = analysers;
  if (only && analysers.length === 1) return only;
  const parts = analysers.map((analyser) => ({ analyser, lookedAtMs: Number.NEGATIVE_INFINITY, due: false }));
  return {
    lookEveryMs: (moving, nowMs) => {
      let anyDue = false;
      for (const part of parts) {
        const everyMs = part.analyser.lookEveryMs(moving, nowMs);
        // Due until it has looked: the picture that was meant for it may have been replaced by a newer one.
        part.due = everyMs !== undefined && (part.due || nowMs - part.lookedAtMs >= everyMs);
        if (part.due) anyDue = true;
      }
      return anyDue ? 0 : undefined;
    },
    isFollowing: (nowMs) => analysers.some((analyser) => analyser.isFollowing(nowMs)),
    reset: () => {
      for (const { analyser } of parts) analyser.reset();
    },
    analyse: async (picture, moving) => {
      const failures: unknown[] = [];
      for (const part of parts) {
        if (!part.due) continue;
        part.due = false;
        part.lookedAtMs = picture.takenAtMs;
        await part.analyser.analyse(picture, moving).catch((error: unknown) => failures.push(error));
      }
      if (failures.length > 0) throw failures[0];
    },
  };
}
