import type { Delivered } from './export-adapter.ts';
import type { Delivery, Settlement, ShareProgress } from './exports-store.ts';
import type { ShareReason } from './share-terms.ts';

export interface ExportLimits {
  /** Events of one attempt at most. */
  batch: number;
  /** An event that the recipient refuses so often is set aside. */
  refusals: number;
  /** So many set aside, with none taken in between, and the share pauses. */
  streak: number;
  /** A recipient that could not be reached for so long is left alone. */
  pauseAfterMs: number;
  firstRetryMs: number;
  lastRetryMs: number;
}

export const exportLimits: ExportLimits = {
  batch: 50,
  refusals: 5,
  streak: 20,
  pauseAfterMs: 3 * 24 * 3_600_000,
  firstRetryMs: 1000,
  lastRetryMs: 10 * 60_000,
};
/** A recipient may ask to be left alone for so long. */
const longestRetryAfterMs = 3_600_000;

/** An event that an attempt was about. */
export interface Sent {
  id: string;
  /** Its place in the order of arrival. */
  place: number;
  receivedAtMs: number;
}

export interface Attempt {
  progress: ShareProgress;
  /** Never empty. */
  sent: readonly Sent[];
  /** Where the cursor stands once all of them are through. */
  reached: number;
  delivered: Delivered;
  /** Whether trouble is about the one event after the taken ones. */
  exact: boolean;
  atMs: number;
  tookMs: number;
}

/** Waits double from the first to the last, each drawn between half of it and the whole. */
function retryMs(tries: number, { firstRetryMs, lastRetryMs }: ExportLimits, random: () => number): number {
  return Math.round(Math.min(lastRetryMs, firstRetryMs * 2 ** Math.min(30, tries - 1)) * (0.5 + random() / 2));
}

function advance({ progress, sent, reached, delivered, atMs }: Attempt): ShareProgress {
  const { taken, leftOut, trouble } = delivered;
  if (taken === 0) return { ...progress };
  const cursor = taken === sent.length && !trouble ? reached : sent[taken - 1]!.place;
  const through = taken - leftOut;
  return {
    ...progress,
    cursor,
    delivered: progress.delivered + through,
    leftOut: progress.leftOut + leftOut,
    batches: progress.batches + 1,
    refusals: 0,
    waitingMs: null,
    ...(through === 0
      ? {}
      : { streak: 0, failures: 0, failingSinceMs: null, nextTryMs: null, lastTakenMs: atMs, lastWhy: null }),
  };
}

/** Where a share stands after an attempt, and whether it has to pause. The cursor never goes back and passes nothing by in silence. */
export function settleAttempt(
  attempt: Attempt,
  limits: ExportLimits,
  random: () => number,
): Settlement & { pause?: ShareReason } {
  const { sent, delivered, exact, atMs, tookMs, progress: before } = attempt;
  const { taken, leftOut, trouble } = delivered;
  const progress = advance(attempt);
  const delivery: Delivery = {
    share: before.share,
    atMs,
    outcome: trouble?.kind ?? 'taken',
    events: taken - leftOut,
    tookMs,
    why: trouble?.why ?? null,
  };
  if (!trouble) return taken === leftOut ? { progress } : { progress, delivery };
  const stuck = sent[taken]!;
  Object.assign(progress, { waitingMs: stuck.receivedAtMs, lastWhy: trouble.why });
  if (trouble.kind === 'gone') return { progress, delivery, pause: 'gone' };
  if (trouble.kind === 'failed') {
    progress.failures += 1;
    progress.failingSinceMs ??= atMs;
    const asked = Math.min(trouble.retryAfterMs ?? 0, longestRetryAfterMs);
    progress.nextTryMs = atMs + Math.max(asked, retryMs(progress.failures, limits, random));
    const tooLong = atMs - progress.failingSinceMs >= limits.pauseAfterMs;
    return tooLong ? { progress, delivery, pause: 'failing' } : { progress, delivery };
  }
  Object.assign(progress, { failures: 0, failingSinceMs: null, nextTryMs: null });
  if (!exact && sent.length > 1) {
    progress.carefulUntil = sent.at(-1)!.place;
    return { progress, delivery };
  }
  progress.refusals += 1;
  if (progress.refusals < limits.refusals) {
    progress.nextTryMs = atMs + retryMs(progress.refusals, limits, random);
    return { progress, delivery };
  }
  Object.assign(progress, { cursor: stuck.place, setAside: progress.setAside + 1, refusals: 0, waitingMs: null });
  progress.streak += 1;
  const aside = { id: stuck.id, place: stuck.place, why: trouble.why, atMs };
  const settled: Settlement = { progress, delivery: { ...delivery, outcome: 'set-aside' }, aside };
  return progress.streak >= limits.streak ? { ...settled, pause: 'refuses-all' } : settled;
}
