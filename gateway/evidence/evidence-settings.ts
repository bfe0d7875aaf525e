import type { EvidenceSettings } from '../../devices/contracts/site-file.ts';
import type { UnsureSpan } from '../kernel/unsure-times.ts';
import type { EvidenceClass } from './sqlite-evidence.ts';

/** For how long a file is kept, and whether somebody has ordered to keep it longer. */
export interface EvidenceRetention {
  keepMs(of: EvidenceClass, camera: string): number;
  isHeld(of: EvidenceClass, camera: string, atMs: number): boolean;
  /** What was dated by a clock that was not believed. */
  unsure(): readonly UnsureSpan[];
}

/** The site file's settings, complete and in the units that are worked with. */
export interface EvidenceLimits extends EvidenceRetention {
  beforeMs: number;
  afterMs: number;
  maxBytes: number;
}

export function toEvidenceLimits(settings: EvidenceSettings | undefined, retention: EvidenceRetention): EvidenceLimits {
  const { beforeS = 10, afterS = 20, maxMegabytes = 4000 } = settings ?? {};
  const { keepMs, isHeld, unsure } = retention;
  return {
    beforeMs: beforeS * 1000,
    afterMs: afterS * 1000,
    keepMs,
    isHeld,
    unsure,
    maxBytes: maxMegabytes * 1_000_000,
  };
}
