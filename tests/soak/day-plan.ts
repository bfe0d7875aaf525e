import { setTimeout as sleep } from 'node:timers/promises';
import type { SeededRandom } from '../../firmware-sims/compound/seeded-random.ts';

/**
 * How the way out and the way in of a compound's people spread over a day, in parts of a thousand an hour: out in the morning, in
 * in the evening. No count of a real compound was at hand; what matters to a soak is that there are peaks and nights.
 */
const hours = {
  out: [3, 2, 1, 2, 8, 25, 80, 160, 130, 70, 45, 40, 45, 45, 40, 40, 40, 45, 55, 50, 35, 20, 12, 7],
  in: [7, 4, 2, 2, 3, 8, 20, 35, 45, 50, 50, 60, 60, 45, 40, 45, 65, 110, 140, 90, 55, 35, 20, 9],
  day: [5, 3, 2, 2, 4, 10, 25, 45, 60, 75, 80, 80, 70, 70, 75, 75, 70, 65, 60, 50, 35, 20, 12, 7],
  even: new Array<number>(24).fill(1),
} as const;

/** Something that happens so often a day, each time with `act`. */
export interface Activity {
  perDay: number;
  spread: keyof typeof hours;
  act(): void;
}

/** Of a day's happenings, how many come in one hour at this time of day, 0…24. */
export function hourShare(spread: Activity['spread'], timeOfDay: number): number {
  const parts = hours[spread];
  return parts[Math.floor(timeOfDay) % 24]! / parts.reduce((sum, part) => sum + part, 0);
}

export interface DayOptions {
  activities: readonly Activity[];
  /** How many hours of the compound pass in one of ours. */
  speed: number;
  fromHour: number;
  random: SeededRandom;
  signal: AbortSignal;
}

const turnMs = 20;

/** Lets happen what is due, in short turns, until the signal ends it. */
export async function liveDays({ activities, speed, fromHour, random, signal }: DayOptions): Promise<void> {
  const beganMs = performance.now();
  let beforeMs = beganMs;
  while (!signal.aborted) {
    await sleep(turnMs);
    const nowMs = performance.now();
    const timeOfDay = (fromHour + ((nowMs - beganMs) * speed) / 3_600_000) % 24;
    const passedHours = ((nowMs - beforeMs) * speed) / 3_600_000;
    beforeMs = nowMs;
    for (const { perDay, spread, act } of activities) {
      const expected = perDay * hourShare(spread, timeOfDay) * passedHours;
      for (let due = Math.floor(expected + random.next()); due > 0; due -= 1) act();
    }
  }
}
