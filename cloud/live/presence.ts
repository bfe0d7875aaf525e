import { isOnline } from '../api/gateway-views.ts';
import type { Clock } from '../clock.ts';

/** Who was heard lately. A gateway that falls silent sends nothing, so somebody has to look: `sweep`. */
export function createPresence(lastSeen: ReadonlyMap<string, number>, clock: Clock) {
  const seen = new Map(lastSeen);
  const online = new Set<string>();
  return {
    /** Whether it was away before. */
    heard(gateway: string): boolean {
      const came = !online.has(gateway);
      seen.set(gateway, clock.wallMs());
      online.add(gateway);
      return came;
    },
    /** What the store knows, where this process may have missed something. */
    read(lastSeen: ReadonlyMap<string, number>): void {
      for (const [gateway, atMs] of lastSeen) seen.set(gateway, Math.max(atMs, seen.get(gateway) ?? 0));
    },
    /** Gateways that came or went since the last look. */
    sweep(): string[] {
      const nowMs = clock.wallMs();
      const changed: string[] = [];
      for (const [gateway, atMs] of seen) {
        const isThere = isOnline(atMs, nowMs);
        if (isThere === online.has(gateway)) continue;
        if (isThere) online.add(gateway);
        else online.delete(gateway);
        changed.push(gateway);
      }
      return changed;
    },
    online: () => online.size,
  };
}
