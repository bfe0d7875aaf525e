import { type Ring, rings } from '../../devices/contracts/place.ts';
import type { Clock } from '../kernel/clock.ts';

const slotMs = 900_000;
const slotsKept = 96;
/** Two looks that are further apart say nothing of the time between them. */
const longestMs = 10_000;

export interface CameraUptime {
  /** Called about every second, with every camera. */
  look(cameras: readonly { ring: Ring; streaming: boolean }[]): void;
  /** Of a ring's cameras over the last 24 h, or since the start; undefined before the second look. */
  of(ring: Ring): { share: number; overMs: number } | undefined;
}

interface Slot {
  number: number;
  overMs: number;
  streaming: Record<Ring, number>;
  total: Record<Ring, number>;
}

/** Sums in quarters of an hour, by the monotonic clock, for how long cameras streamed. */
export function createCameraUptime(clock: Clock): CameraUptime {
  let slots: Slot[] = [];
  let lastMs: number | undefined;
  const slotAt = (nowMs: number): Slot => {
    const number = Math.floor(nowMs / slotMs);
    const last = slots.at(-1);
    if (last?.number === number) return last;
    const slot: Slot = { number, overMs: 0, streaming: { 1: 0, 2: 0, 3: 0 }, total: { 1: 0, 2: 0, 3: 0 } };
    slots = [...slots, slot].filter((each) => each.number > number - slotsKept);
    return slot;
  };
  return {
    look(cameras) {
      const nowMs = clock.monotonicMs();
      const passedMs = nowMs - (lastMs ?? nowMs);
      lastMs = nowMs;
      if (passedMs <= 0 || passedMs > longestMs) return;
      const slot = slotAt(nowMs);
      slot.overMs += passedMs;
      for (const ring of rings) {
        const ofRing = cameras.filter((camera) => camera.ring === ring);
        slot.total[ring] += ofRing.length * passedMs;
        slot.streaming[ring] += ofRing.filter(({ streaming }) => streaming).length * passedMs;
      }
    },
    of(ring) {
      const sum = (read: (slot: Slot) => number) => slots.reduce((all, slot) => all + read(slot), 0);
      const total = sum((slot) => slot.total[ring]);
      if (total === 0) return undefined;
      const share = Math.round((sum((slot) => slot.streaming[ring]) / total) * 10_000) / 10_000;
      return { share, overMs: Math.round(sum(({ overMs }) => overMs)) };
    },
  };
}
