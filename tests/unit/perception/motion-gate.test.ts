import { describe, expect, test } from 'vitest';
import {
  cellAverages,
  createMotionGate,
  defaultMotionPolicy,
} from '../../../gateway/perception/analysis/motion-gate.ts';

const width = 1280;
const height = 720;

/** A grey yard with sensor noise, and perhaps somebody bright in it. */
function yard(options: { noise?: number; level?: number; person?: { x: number; size: number }; stride?: number } = {}) {
  const { noise = 0, level = 90, person, stride = width } = options;
  const data = new Uint8Array(stride * height).fill(level);
  if (noise > 0) for (let i = 0; i < data.length; i++) data[i] = level + ((i * 7919) % (2 * noise + 1)) - noise;
  if (person) {
    for (let y = 300; y < 300 + person.size; y++)
      data.fill(200, y * stride + person.x, y * stride + person.x + person.size);
  }
  return { width, height, data, stride };
}

/** Looks as often as the gate wants to, from `fromMs` for `forMs`. */
function watchYard(
  gate: ReturnType<typeof createMotionGate>,
  picture: ReturnType<typeof yard>,
  fromMs: number,
  forMs: number,
) {
  for (let nowMs = fromMs; nowMs < fromMs + forMs; nowMs += 100) if (gate.isDue(nowMs)) gate.look(picture, nowMs);
  return fromMs + forMs;
}

describe('a camera that looks at a yard', () => {
  test('opens for a face that is just large enough to recognise', () => {
    const gate = createMotionGate();
    const nowMs = watchYard(gate, yard(), 0, 5000);
    expect(gate.isOpen(nowMs)).toBe(false);
    gate.look(yard({ person: { x: 600, size: 64 } }), nowMs);
    expect(gate.isOpen(nowMs)).toBe(true);
  });

  test('stays shut on noise', () => {
    const gate = createMotionGate();
    let nowMs = watchYard(gate, yard({ noise: 12 }), 0, 4000);
    nowMs = watchYard(gate, yard({ noise: 9 }), nowMs, 1000);
    expect(gate.isOpen(nowMs)).toBe(false);
  });

  test('looks five times a second at most', () => {
    const gate = createMotionGate();
    let looks = 0;
    for (let nowMs = 0; nowMs < 10_000; nowMs += 33) {
      if (!gate.isDue(nowMs)) continue;
      gate.look(yard(), nowMs);
      looks++;
    }
    expect(looks).toBeLessThanOrEqual(50);
  });

  test('shuts a while after the last motion', () => {
    const gate = createMotionGate();
    let nowMs = watchYard(gate, yard(), 0, 5000);
    gate.look(yard({ person: { x: 600, size: 100 } }), nowMs);
    nowMs = watchYard(gate, yard(), nowMs + 200, defaultMotionPolicy.holdMs + 2000);
    expect(gate.isOpen(nowMs)).toBe(false);
  });

  test('takes a light that is switched on as a new scene, and looks who switched it on', () => {
    const gate = createMotionGate();
    let nowMs = watchYard(gate, yard(), 0, 5000);
    expect(gate.look(yard({ level: 160 }), nowMs)).toMatchObject({ recalibrated: true });
    expect(gate.isOpen(nowMs)).toBe(true);
    nowMs = watchYard(gate, yard({ level: 160 }), nowMs + 200, 3000);
    expect(gate.isOpen(nowMs)).toBe(false);
  });

  test('begins with the gate open, and again after a reset or another picture size', () => {
    const gate = createMotionGate();
    gate.look(yard(), 0);
    expect(gate.isOpen(100)).toBe(true);
    let nowMs = watchYard(gate, yard(), 200, 5000);
    expect(gate.isOpen(nowMs)).toBe(false);
    gate.look({ ...yard(), width: 640, height: 360 }, nowMs);
    expect(gate.isOpen(nowMs)).toBe(true);
    nowMs = watchYard(gate, { ...yard(), width: 640, height: 360 }, nowMs + 200, 5000);
    gate.reset();
    expect(gate.isDue(nowMs)).toBe(true);
    gate.look({ ...yard(), width: 640, height: 360 }, nowMs);
    expect(gate.isOpen(nowMs)).toBe(true);
  });
});

test('cells are averaged inside the picture, never over the padding of its rows', () => {
  const padded = yard({ stride: 1344 });
  for (let y = 0; y < height; y++) padded.data.fill(255, y * 1344 + width, (y + 1) * 1344);
  expect(new Set(cellAverages(padded, 80))).toEqual(new Set([90]));
  expect(cellAverages(padded, 80)).toHaveLength(80 * 45);
});
