import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSteadyTicks, toFileTimes } from '../../../gateway/perception/clips/clip-times.ts';

/** When each picture is shown, as a player works it out. */
function shownTimes(shownAt: readonly number[]): number[] {
  const { samples, firstShownAt } = toFileTimes(shownAt);
  let decodedAt = 0;
  return samples.map(({ duration, compositionOffset }) => {
    const at = decodedAt + compositionOffset - firstShownAt;
    decodedAt += duration;
    return at;
  });
}

describe('the time of a clip', () => {
  test('is the camera’s own, also when its frames are unevenly spaced', () => {
    expect(shownTimes([0, 6000, 9000, 90_000, 96_000])).toEqual([0, 6000, 9000, 90_000, 96_000]);
  });

  test('keeps pictures that are shown in another order than they are decoded in their places', () => {
    // I P B B P B B, as an encoder with two B-frames sends them.
    const shownAt = [0, 3, 1, 2, 6, 4, 5].map((n) => n * 6000);
    expect(shownTimes(shownAt)).toEqual(shownAt);
    expect(toFileTimes(shownAt).firstShownAt).toBe(6000);
  });

  test('never shows a picture before it is decoded, nor two at once, whatever the camera says', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 1, maxLength: 40 }), (shownAt) => {
        const { samples } = toFileTimes(shownAt);
        for (const { duration, compositionOffset } of samples) {
          expect(duration).toBeGreaterThan(0);
          expect(compositionOffset).toBeGreaterThanOrEqual(0);
        }
        expect(new Set(shownTimes(shownAt)).size).toBe(shownAt.length);
      }),
    );
  });

  const ticks = (frames: [pts: number | undefined, arrivedMs: number][]) => {
    const toTicks = createSteadyTicks();
    return frames.map(([pts, arrivedMs]) => toTicks({ pts, arrivedMs }));
  };

  test('goes on by the clock of the gateway when the camera begins to count anew, or says nothing', () => {
    const frames: [number | undefined, number][] = [
      [900_000, 50],
      [909_000, 150],
      [0, 250],
      [9000, 350],
      [undefined, 450],
    ];
    expect(ticks(frames)).toEqual([0, 9000, 18_000, 27_000, 36_000]);
  });

  test('is not disturbed by a network that delivers in bursts', () => {
    expect(
      ticks([
        [0, 10],
        [9000, 400],
        [18_000, 401],
        [27_000, 402],
      ]),
    ).toEqual([0, 9000, 18_000, 27_000]);
  });
});
