import type { Clock } from '../kernel/clock.ts';
import type { ClockTrust } from '../kernel/clock-trust.ts';

/** More than this between the cloud's clock and this one's is no matter of a slow network. */
const differenceMs = 10 * 60_000;

/** The time for certificates. It stays in this room: doors and retention never depend on what a cloud says. */
export interface CloudTime {
  /** An answer of the cloud, whose certificate was checked, carried this time. */
  heard(cloudMs: number): void;
  /** The cloud's time as far as it is known, else the best that this box knows. */
  nowMs(): number;
  /** The wall clock, where it can be believed; certificates' dates are held against nothing else. */
  believedMs(): number | undefined;
}

export interface CloudTimeOptions {
  clock: Clock;
  trust: Pick<ClockTrust, 'known' | 'nowMs'>;
  /** How it was when they were compared last, across restarts. */
  differed: boolean;
  differs(now: boolean): void;
}

export function createCloudTime({ clock, trust, differed, differs }: CloudTimeOptions): CloudTime {
  let different = differed;
  let latest: { cloudMs: number; atMs: number } | undefined;
  return {
    heard(cloudMs) {
      if (!Number.isFinite(cloudMs)) return;
      latest = { cloudMs, atMs: clock.monotonicMs() };
      const now = Math.abs(clock.wallMs() - cloudMs) > differenceMs;
      if (now === different) return;
      different = now;
      differs(now);
    },
    nowMs: () => (latest ? latest.cloudMs + clock.monotonicMs() - latest.atMs : trust.nowMs()),
    believedMs: () => (!different && trust.known() ? clock.wallMs() : undefined),
  };
}
