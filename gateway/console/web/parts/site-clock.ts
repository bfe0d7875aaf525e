import { useSyncExternalStore } from 'react';

/**
 * The gateway's time on this page: ages stay true on a computer whose clock is off. Ticks every second for everybody
 * at once, so that all ages change together.
 */
const listeners = new Set<() => void>();
let offsetMs = 0;
let shownMs = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

let zone: string | undefined;

/** Called with the site's time zone once it is known; until then times are shown in the browser's own. */
export function setSiteZone(timeZone: string): void {
  zone = timeZone;
}

/** The site's time zone by IANA name. */
export function siteZone(): string {
  return zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
}

export function siteNowMs(): number {
  return Date.now() + offsetMs;
}

/** Called with the gateway's time whenever it is heard. */
export function setSiteNow(gatewayNowMs: number): void {
  offsetMs = gatewayNowMs - Date.now();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    shownMs = siteNowMs();
    for (const each of listeners) each();
  }, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The gateway's time in milliseconds, renewed every second. */
export function useSiteNow(): number {
  return useSyncExternalStore(subscribe, () => shownMs);
}
