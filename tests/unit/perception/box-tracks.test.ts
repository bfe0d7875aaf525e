import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createBoxTracks, intersectionOverUnion } from '../../../gateway/perception/analysis/box-tracks.ts';

const face = (x: number, y = 100, size = 100) => ({ x, y, width: size, height: size });

function follow(maxTracks = 8) {
  const ended: string[] = [];
  let made = 0;
  const tracks = createBoxTracks<object>({
    timeoutMs: 1000,
    maxTracks,
    createId: () => `track-${++made}`,
    createState: () => ({}),
    onEnd: ({ id }) => ended.push(id),
  });
  const look = (boxes: ReturnType<typeof face>[], atMs: number) => tracks.follow(boxes, atMs).map((track) => track?.id);
  return { tracks, look, ended };
}

describe('people followed from frame to frame', () => {
  test('somebody who walks keeps one track', () => {
    const { look } = follow();
    const ids = new Set(Array.from({ length: 20 }, (_, step) => look([face(100 + step * 30)], step * 100)[0]));
    expect([...ids]).toEqual(['track-1']);
  });

  test('somebody quick, whose boxes do not overlap, keeps one track too', () => {
    const { look } = follow();
    expect([look([face(100)], 0), look([face(195)], 100)]).toEqual([['track-1'], ['track-1']]);
  });

  test('somebody who walks past while the process was busy keeps one track', () => {
    const { look } = follow();
    const walk = [0, 100, 200, 480, 900].map((atMs) => look([face(100 + atMs * 0.6, 270, 56)], atMs)[0]);
    expect(new Set(walk)).toEqual(new Set(['track-1']));
  });

  test('somebody who appears on the other side of the picture is somebody else', () => {
    const { look } = follow();
    look([face(100)], 0);
    expect(look([face(900)], 100)).toEqual(['track-2']);
  });

  test('two people who cross each other keep their own tracks', () => {
    const { look } = follow();
    for (let atMs = 0; atMs <= 1000; atMs += 100) {
      expect(look([face(100 + atMs * 0.5, 100), face(600 - atMs * 0.5, 160)], atMs)).toEqual(['track-1', 'track-2']);
    }
  });

  test('what is known to be the same by its writing keeps its track wherever it turns up', () => {
    const { tracks } = follow();
    const [first] = tracks.follow([face(100)], 0);
    const [second] = tracks.follow([face(900, 500, 300)], 200, (_, state) => state === first?.state);
    expect(second?.id).toBe('track-1');
  });

  test('two people side by side keep their own tracks, in whatever order they are found', () => {
    const { look } = follow();
    expect(look([face(100), face(400)], 0)).toEqual(['track-1', 'track-2']);
    expect(look([face(410), face(110)], 100)).toEqual(['track-2', 'track-1']);
  });

  test('somebody hidden for half a second is still the same', () => {
    const { look } = follow();
    look([face(100)], 0);
    for (let atMs = 100; atMs <= 500; atMs += 100) look([], atMs);
    expect(look([face(120)], 600)).toEqual(['track-1']);
  });

  test('somebody who comes a while after another has left is somebody else', () => {
    const { look, ended } = follow();
    look([face(100)], 0);
    for (let atMs = 100; atMs <= 1500; atMs += 100) look([], atMs);
    expect(ended).toEqual(['track-1']);
    expect(look([face(100)], 1600)).toEqual(['track-2']);
  });

  test('a process that was too busy to look for two seconds loses nobody', () => {
    const { look } = follow();
    look([face(100)], 0);
    expect(look([face(110)], 2000)).toEqual(['track-1']);
  });

  test('a crowd is followed up to a limit', () => {
    const { look, tracks } = follow(2);
    expect(look([face(0), face(300), face(600)], 0)).toEqual(['track-1', 'track-2', undefined]);
    expect(tracks.open()).toHaveLength(2);
  });

  test('a lost stream ends every track', () => {
    const { look, tracks, ended } = follow();
    look([face(0), face(300)], 0);
    tracks.clear();
    expect(ended).toEqual(['track-1', 'track-2']);
    expect(tracks.open()).toEqual([]);
  });
});

const boxArbitrary = fc.record({
  x: fc.integer({ min: 0, max: 1200 }),
  y: fc.integer({ min: 0, max: 700 }),
  width: fc.integer({ min: 1, max: 300 }),
  height: fc.integer({ min: 1, max: 300 }),
});

describe('whatever is found', () => {
  test('no two boxes of a look share a track, and the number of tracks stays within its limit', () => {
    fc.assert(
      fc.property(fc.array(fc.array(boxArbitrary, { maxLength: 6 }), { maxLength: 20 }), (looks) => {
        const { look, tracks } = follow(5);
        for (const [step, boxes] of looks.entries()) {
          const ids = look(boxes, step * 100);
          expect(ids).toHaveLength(boxes.length);
          const given = ids.filter((id) => id !== undefined);
          expect(new Set(given).size).toBe(given.length);
          expect(tracks.open().length).toBeLessThanOrEqual(5);
        }
      }),
    );
  });

  test('overlap is symmetric, between 0 and 1, and 1 for a box with itself', () => {
    fc.assert(
      fc.property(boxArbitrary, boxArbitrary, (a, b) => {
        const overlap = intersectionOverUnion(a, b);
        expect(overlap).toBe(intersectionOverUnion(b, a));
        expect(overlap).toBeGreaterThanOrEqual(0);
        expect(overlap).toBeLessThanOrEqual(1);
        expect(intersectionOverUnion(a, a)).toBe(1);
      }),
    );
  });
});
