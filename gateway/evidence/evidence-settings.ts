import type { EvidenceSettings } from '../../devices/contracts/site-file.ts';
import type { EvidenceClass } from './sqlite-evidence.ts';

/** The site file's settings, complete and in the units that are worked with. */
export interface EvidenceLimits {
  beforeMs: number;
  afterMs: number;
  keepMs: Record<EvidenceClass, number>;
  maxBytes: number;
}

const dayMs = 24 * 3_600_000;

export function toEvidenceLimits(settings: EvidenceSettings = {}): EvidenceLimits {
  const { beforeS = 10, afterS = 20, keepDays = {}, maxMegabytes = 4000 } = settings;
  return {
    beforeMs: beforeS * 1000,
    afterMs: afterS * 1000,
    keepMs: {
      picture: (keepDays.picture ?? 90) * dayMs,
      clip: (keepDays.clip ?? 30) * dayMs,
      export: (keepDays.export ?? 7) * dayMs,
    },
    maxBytes: maxMegabytes * 1_000_000,
  };
}
