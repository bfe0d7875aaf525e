import { useSyncExternalStore } from 'react';

/** The cloud's time on this page, so that ages are true on a computer whose clock is off. */
const listeners = new Set<() => void>();
let offsetMs = 0;
let shownMs = Date.now();
let heardMs = 0;
let timer: ReturnType<typeof setInterval> | undefined;

/** Called with the cloud's time whenever it is heard. */
export function setCloudNow(cloudNowMs: number): void {
  offsetMs = cloudNowMs - Date.now();
  heardMs = cloudNowMs;
}

/** The cloud's time of a moment of this computer's clock. */
export function toCloudMs(localMs: number): number {
  return localMs + offsetMs;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  // one timer for everybody, so that all ages change at the same moment
  timer ??= setInterval(() => {
    shownMs = toCloudMs(Date.now());
    for (const tell of listeners) tell();
  }, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** The cloud's time in milliseconds; changes every second. */
export function useCloudNow(): number {
  return useSyncExternalStore(subscribe, () => shownMs);
}

/** The same, with when the cloud was heard last; 0 before that. */
export function useCloudTimes(): { nowMs: number; heardMs: number } {
  return { nowMs: useCloudNow(), heardMs };
}
