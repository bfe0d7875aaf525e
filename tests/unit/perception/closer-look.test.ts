import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createMotionGate } from '../../../gateway/perception/analysis/motion-gate.ts';
import { movingParts } from '../../../gateway/perception/analysis/moving-parts.ts';
import { tileOfMotion, tileOfTrack } from '../../../gateway/perception/faces/closer-look.ts';
import type { DetectedFace, FaceRecognizer } from '../../../gateway/perception/faces/face-recognizer.ts';
import { createFaceSearch } from '../../../gateway/perception/faces/face-search.ts';
import type { Region } from '../../../models/image-resize.ts';

const yard = { width: 1280, height: 720, data: new Uint8Array(1280 * 720 * 3) };

function grid(...rows: string[]): Uint8Array {
  return Uint8Array.from(rows.join(''), (cell) => (cell === '#' ? 1 : 0));
}

describe('what moves before a camera', () => {
  test('is one person, though the middle of the coat does not change', () => {
    const parts = movingParts(
      grid('..........', '..###.....', '..#.#.....', '..#.#.....', '..###.....', '..........'),
      10,
    );
    expect(parts).toEqual([{ x: 0.1, y: 0, width: expect.closeTo(0.5), height: expect.closeTo(1) }]);
  });

  test('are two people where two walk apart, the larger first, and a speck is nobody', () => {
    const parts = movingParts(grid('##........', '##......##', '##.......#', '..........', '.....#....'), 10);
    expect(parts).toHaveLength(2);
    expect(parts[0]!.x).toBe(0);
    expect(parts[1]!.x).toBeCloseTo(0.7);
  });

  test('is said by the gate while it lasts, and not where the light has changed', () => {
    const gate = createMotionGate();
    const look = (level: number, atMs: number, person = false) => {
      const data = new Uint8Array(1280 * 720).fill(level);
      for (let y = 320; person && y < 480; y++) data.fill(230, y * 1280 + 640, y * 1280 + 704);
      gate.look({ width: 1280, height: 720, data, stride: 1280 }, atMs);
      return gate.parts(atMs);
    };
    expect(look(90, 0)).toEqual([]);
    expect(look(90, 200)).toEqual([]);
    const [part] = look(90, 400, true);
    expect(part!.x * 1280).toBeCloseTo(624);
    expect(part!.y * 720).toBeCloseTo(304);
    expect(part!.width * 1280).toBeCloseTo(96);
    expect(gate.parts(400 + 1400)).toHaveLength(1);
    expect(gate.parts(400 + 1600)).toEqual([]);
    expect(look(200, 2000)).toEqual([]);
  });
});

describe('a closer look', () => {
  test('shows somebody far away at full resolution', () => {
    const person = { x: 0.5, y: 0.4, width: 60 / 1280, height: 170 / 720 };
    const tile = tileOfMotion(person, yard)!;
    expect(tile).toMatchObject({ width: 320, height: 240 });
    expect(tile.y).toBeLessThan(0.4 * 720);
    expect(tile.x).toBeLessThan(0.5 * 1280);
    expect(tile.x + tile.width).toBeGreaterThan(0.5 * 1280 + 60);
  });

  test('is not taken where the whole picture shows as much', () => {
    expect(tileOfMotion({ x: 0, y: 0, width: 1, height: 1 }, { width: 352, height: 288 })).toBeUndefined();
    expect(tileOfTrack({ x: 10, y: 10, width: 50, height: 50 }, { width: 320, height: 240 })).toBeUndefined();
  });

  test('stays inside the picture, is no smaller than the detector sees, and has its shape', () => {
    const part = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(part, part, part, part, fc.integer({ min: 64, max: 4000 }), (x, y, width, height, size) => {
        const picture = { width: size, height: Math.round(size * 0.5625) };
        const tile = tileOfMotion({ x, y, width: width * (1 - x), height: height * (1 - y) }, picture);
        if (!tile) return;
        expect(tile.width).toBeGreaterThanOrEqual(320);
        expect(tile.width / tile.height).toBeCloseTo(4 / 3, 1);
        expect(Math.min(tile.x, tile.y)).toBeGreaterThanOrEqual(0);
        expect(tile.x + tile.width).toBeLessThanOrEqual(Math.max(picture.width, 320) + 1);
      }),
    );
  });
});

describe('the search for faces', () => {
  const face = (x: number, y: number, width: number): DetectedFace => ({
    box: { x, y, width, height: width * 1.2 },
    score: 0.9,
  });
  /** Finds `far` in a part of the picture only; notes the parts it was shown. */
  function searching(far: DetectedFace[]) {
    const shown: Region[] = [];
    const recognizer = {
      find: async (_: unknown, region?: Region) => {
        if (region) shown.push(region);
        return region ? far : [];
      },
    } as unknown as FaceRecognizer;
    return { shown, search: createFaceSearch(recognizer) };
  }
  const moving = [{ x: 0.5, y: 0.3, width: 0.05, height: 0.25 }];

  test('finds somebody far away where something moves, four times a second at most', async () => {
    const { shown, search } = searching([face(660, 230, 30)]);
    const found = [];
    for (let atMs = 0; atMs < 1000; atMs += 66) {
      found.push(await search.closer(yard, [], { atMs, moving, followed: [] }));
    }
    expect(found[0]).toHaveLength(1);
    expect(shown.length).toBeLessThanOrEqual(4);
    expect(shown.length).toBeGreaterThanOrEqual(3);
  });

  test('looks at several moving people in turn', async () => {
    const { shown, search } = searching([]);
    const two = [...moving, { x: 0, y: 0.3, width: 0.05, height: 0.25 }];
    for (const atMs of [0, 300, 600]) await search.closer(yard, [], { atMs, moving: two, followed: [] });
    expect(new Set(shown.map(({ x }) => x)).size).toBe(2);
  });

  test('looks for a face that was followed in each picture, until it is found again', async () => {
    const { shown, search } = searching([face(662, 231, 32)]);
    const followed = [face(660, 230, 30).box];
    for (const atMs of [0, 66, 132]) {
      expect(await search.closer(yard, [], { atMs, moving: [], followed })).toHaveLength(1);
    }
    expect(shown).toHaveLength(3);
  });

  test('costs nothing while a large face stands there, or nothing moves', async () => {
    const { shown, search } = searching([]);
    const near = face(500, 200, 150);
    expect(await search.closer(yard, [near], { atMs: 0, moving, followed: [near.box] })).toBeUndefined();
    expect(await search.closer(yard, [], { atMs: 0, moving: [], followed: [] })).toBeUndefined();
    expect(shown).toEqual([]);
  });

  test('counts a face that both looks show once, by its better box', async () => {
    const sharper = { ...face(661, 231, 31), score: 0.97 };
    const { search } = searching([sharper]);
    expect(await search.closer(yard, [face(658, 228, 36)], { atMs: 0, moving, followed: [] })).toEqual([sharper]);
  });
});
