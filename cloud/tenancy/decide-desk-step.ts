import { type DeskLevel, type DeskStep, deskLevels } from './desk-store.ts';

/** Who has duty at a level, above a site. */
export interface LevelDuty {
  level: DeskLevel;
  place: string;
  told: readonly string[];
}

export interface Waits {
  siteMs: number;
  districtMs: number;
}

export const usualWaits: Waits = { siteMs: 5 * 60_000, districtMs: 10 * 60_000 };

/** When the level after the last step is due; undefined where nothing comes after it. A level at which nobody has duty does not wait. */
export function nextDueMs(steps: readonly DeskStep[], levels: readonly LevelDuty[], waits: Waits): number | undefined {
  const last = steps.at(-1);
  if (!last || !levelAfter(last, levels)) return undefined;
  if (last.told.length === 0) return last.atMs;
  return last.atMs + { site: waits.siteMs, district: waits.districtMs, city: 0 }[last.level];
}

const levelAfter = (last: DeskStep, levels: readonly LevelDuty[]): LevelDuty | undefined =>
  levels.find(({ level }) => deskLevels.indexOf(level) > deskLevels.indexOf(last.level));

/** Which level is to be told now, of those that a site has; undefined: none yet, or all have been. */
export function decideDeskStep(
  steps: readonly DeskStep[],
  levels: readonly LevelDuty[],
  waits: Waits,
  nowMs: number,
): LevelDuty | undefined {
  const last = steps.at(-1);
  if (!last) return levels[0];
  const dueMs = nextDueMs(steps, levels, waits);
  return dueMs !== undefined && dueMs <= nowMs ? levelAfter(last, levels) : undefined;
}
