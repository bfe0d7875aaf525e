import type { EvidenceSubject } from '../../evidence/sqlite-evidence.ts';
import type { PlateSighting } from '../../perception/messages.ts';
import type { AccessParts } from './access-parts.ts';

/** A camera says again what it still sees: one alert for a track in this time. */
const sameTrackMs = 60_000;

/**
 * Tells a human that a listed vehicle was seen (DOMAIN P12). It knows nothing of decisions, and decisions know nothing of it: a
 * match moves no door. Only where the site has turned the watch-list on, and never under the EU profile.
 */
export function createWatchAlert(parts: AccessParts) {
  const { site, register, trust, clock, store, ledger, alarms } = parts;
  const isOn = site.privacy?.watchList === 'on' && site.privacy.profile !== 'eu';
  const toldUntilMs = new Map<string, number>();

  return (sighting: PlateSighting, place: string, subject: EvidenceSubject): void => {
    if (!isOn) return;
    const nowMs = trust.nowMs();
    const matches = register.rights
      .watched(sighting.verdict.plate)
      .filter(
        ({ sites, fromMs, expiresAtMs }) => sites.includes(site.site.id) && fromMs <= nowMs && nowMs < expiresAtMs,
      );
    for (const [key, untilMs] of toldUntilMs) if (untilMs <= clock.monotonicMs()) toldUntilMs.delete(key);
    for (const entry of matches) {
      const key = `${sighting.camera}/${sighting.track}/${entry.id}`;
      if (toldUntilMs.has(key)) continue;
      toldUntilMs.set(key, clock.monotonicMs() + sameTrackMs);
      store.transaction(() => {
        const atMs = clock.wallMs();
        alarms.raise('watch-list-match', place, atMs, { entry: entry.id }, sighting.jpeg, [subject]);
        ledger.append({
          atMs,
          actor: { kind: 'gateway' },
          action: 'watch.matched',
          subject: entry.id,
          detail: { place },
        });
      });
    }
  };
}
