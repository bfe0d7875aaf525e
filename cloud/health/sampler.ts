import type { UplinkStatus } from '../../devices/contracts/uplink.ts';
import { type HealthFigures, readFigures } from './health-figures.ts';

/** A gateway leaves one row of figures in each span of this length. */
export const sampleEveryMs = 300_000;

export interface HealthSample {
  gateway: string;
  /** Beginning of the span, by the cloud's clock. */
  atMs: number;
  epoch: string;
  issued: { alarm: number; event: number };
  figures: HealthFigures;
}

export interface Sampler {
  /** The row that a status leaves, where it is the first one of its span at this process. */
  take(status: UplinkStatus, receivedAtMs: number): HealthSample | undefined;
  /** It is on disk. */
  kept(sample: HealthSample): void;
}

/** Which of many statuses leave a row. A restart, or a second process, leaves it to the store to keep only one. */
export function createSampler(): Sampler {
  const last = new Map<string, number>();
  return {
    take(status, receivedAtMs) {
      const atMs = Math.floor(receivedAtMs / sampleEveryMs) * sampleEveryMs;
      if (last.get(status.gateway) === atMs) return undefined;
      const issued = { alarm: status.lanes.alarm.issued, event: status.lanes.event.issued };
      return { gateway: status.gateway, atMs, epoch: status.epoch, issued, figures: readFigures(status, receivedAtMs) };
    },
    kept: ({ gateway, atMs }) => void last.set(gateway, atMs),
  };
}
