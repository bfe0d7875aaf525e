import type { Clock } from '../kernel/clock.ts';

/** Connections that end each other so often, within this time, are no line that breaks again and again. */
const displacedTimes = 15;
const displacedWithinMs = 60_000;
/** Starts of a device that are remembered. */
const bootsKept = 16;

export interface CloneWatch {
  /** A device's state carries the start that speaks. True where that start had ended: two devices speak under one identity. */
  spoke(device: string, boot: string): boolean;
  /** A connection of a device ended an earlier one that still stood. True where that has happened too often. */
  displaced(device: string): boolean;
}

/**
 * Notices two devices with one secret. Starts follow each other, so one that speaks again after another has begun is a copy's;
 * and two that are connected at once end each other's connection in turn, because a broker lets one identity in only once.
 */
export function createCloneWatch(clock: Clock): CloneWatch {
  const boots = new Map<string, string[]>();
  const displacements = new Map<string, number[]>();
  return {
    spoke(device, boot) {
      const known = boots.get(device) ?? [];
      if (known.at(-1) === boot) return false;
      const isBack = known.includes(boot);
      boots.set(device, [...known.filter((each) => each !== boot), boot].slice(-bootsKept));
      return isBack;
    },
    displaced(device) {
      const nowMs = clock.monotonicMs();
      const lately = [...(displacements.get(device) ?? []).filter((ms) => nowMs - ms < displacedWithinMs), nowMs];
      const isTooOften = lately.length >= displacedTimes;
      displacements.set(device, isTooOften ? [] : lately);
      return isTooOften;
    },
  };
}
