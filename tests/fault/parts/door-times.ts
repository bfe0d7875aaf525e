import { setTimeout as sleep } from 'node:timers/promises';
import { percentile } from '../../../scripts/compound/judge-minute.ts';
import type { Random } from '../fault-suite.ts';
import type { BusyDevices } from './busy-devices.ts';
import { cards } from './busy-site.ts';
import { until } from './until.ts';

/** A resident at one door after the other, so many times: milliseconds from the card to the command at the door. */
export async function timeDoors(
  { readers, doors, diaries }: BusyDevices,
  random: Random,
  times: number,
): Promise<number[]> {
  const tookMs: number[] = [];
  for (let n = 0; n < times; n += 1) {
    const reader = readers[n % readers.length]!;
    const controller = diaries.find(({ device }) => device === reader.id.replace(/-r$/, '-c'))!;
    const grants = () => controller.effects.filter(({ action }) => action === 'access');
    const before = grants().length;
    const { presentedAtMs } = reader.presentCard(random.pick(cards));
    if (!(await until(() => grants().length > before, 30_000))) throw new Error(`${reader.id}: its door stayed shut`);
    tookMs.push(grants()[before]!.receivedAtMs - presentedAtMs);
    // who was let in goes in: a controller keeps so many unused grants only
    const door = doors.find(({ id }) => id === controller.device)!;
    door.openDoor();
    door.closeDoor();
    await sleep(random.between(0, 50));
  }
  return tookMs;
}

export const p95 = (tookMs: readonly number[]): number => Math.round(percentile(tookMs, 0.95));
