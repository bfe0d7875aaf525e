import { expect, test } from 'vitest';
import type { Polygon } from '../../../devices/contracts/camera-scene.ts';
import { createStoreyScale } from '../../../devices/contracts/storey-scale.ts';

/** Where a camera at eye level, `away` metres before a house and tilted up, sees a height; `y` of the picture. */
function camera(away: number, tiltDegrees: number) {
  const tilt = (tiltDegrees * Math.PI) / 180;
  return (metres: number) => {
    const angle = Math.atan2(metres - 1.6, away) - tilt;
    return 0.5 - Math.tan(angle) / (2 * Math.tan((30 * Math.PI) / 180));
  };
}

test.each([
  [40, 15],
  [15, 35],
  [10, 45],
])('a house seen from %i m below has its floors where a camera shows them, from two measured storeys', (away, tilt) => {
  const yOf = camera(away, tilt);
  const [low, high] = [1, 9];
  const polygon: Polygon = [
    [0, yOf(high * 3)],
    [1, yOf(high * 3)],
    [1, yOf(low * 3)],
  ];
  // The slope at both edges, as somebody measures it on the storeys that begin and end there.
  const slope = (metres: number) => ((yOf(metres - 0.01) - yOf(metres + 0.01)) / 0.02) * 3;
  const scale = createStoreyScale(polygon, { storeyHeight: slope(low * 3), topStoreyHeight: slope(high * 3) });
  expect(scale.storeys).toBeCloseTo(high - low, 1);
  for (let floor = low; floor <= high; floor++) {
    expect(scale.storeysAt(yOf(floor * 3))).toBeCloseTo(floor - low, 1);
    expect(scale.yAt(floor - low)).toBeCloseTo(yOf(floor * 3), 1);
  }
});

test('equal storeys are counted evenly, also below the area', () => {
  const scale = createStoreyScale(
    [
      [0, 0.2],
      [1, 0.2],
      [1, 0.9],
    ],
    { storeyHeight: 0.1 },
  );
  expect(scale.storeys).toBeCloseTo(7);
  expect(scale.storeysAt(0.95)).toBeCloseTo(-0.5);
  expect(scale.yAt(3)).toBeCloseTo(0.6);
  expect(scale.heightAt(0.4)).toBeCloseTo(0.1);
});
