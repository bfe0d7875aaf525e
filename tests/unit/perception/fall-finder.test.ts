import { describe, expect, test } from 'vitest';
import { createFallFinder } from '../../../gateway/perception/objects/fall-finder.ts';
import { type Drawn, facade, fallen, falls, play, yOfFloor } from './drawn-fall.ts';

const watch = () => createFallFinder(facade);
const wave = (atS: number, seconds: number) => Math.sin((2 * Math.PI * atS) / seconds);

describe('something falls before a façade', () => {
  test.each([10, 15, 25])('from a floor, and at %i pictures a second its way, time and floor are told', (fps) => {
    const [fall, ...others] = play(watch(), 5, falls(7), { fps });
    expect(others).toEqual([]);
    expect(fall).toMatchObject({ area: 'facade', floors: { lowest: 6, highest: 7, orHigher: false } });
    expect(fall!.storeys).toBeGreaterThan(5);
    expect(fall!.durationMs).toBeGreaterThan(1400);
    expect(fall!.durationMs).toBeLessThan(2100);
    expect(fall!.path.length).toBeLessThanOrEqual(25);
    expect(fall!.path.every(([x]) => Math.abs(x - 0.5) < 0.02)).toBe(true);
  });

  test('light as a box, so that the air brakes it, or thrown forward so that it drifts', () => {
    expect(play(watch(), 6, falls(8, { terminal: 11 }))).toHaveLength(1);
    expect(play(watch(), 6, falls(8, { drift: 0.05 }))).toHaveLength(1);
  });

  test('from above what the camera sees: the floor is told as at least so high', () => {
    const [fall] = play(watch(), 5, falls(14));
    expect(fall!.floors).toMatchObject({ orHigher: true, highest: 10 });
    expect(fall!.floors.lowest).toBeGreaterThanOrEqual(9);
  });

  test('behind windows that are masked: what is seen of it between them is enough', () => {
    const masks = [2, 4, 6].map((floor) => ({
      x: 0.5,
      y: yOfFloor(floor + 0.5),
      width: 0.3,
      height: 0.045,
      shade: 16,
    }));
    expect(play(watch(), 5, falls(8), { masks })).toHaveLength(1);
  });

  test('while somebody holds it out first, and beside a curtain that blows', () => {
    const held = falls(7, { startS: 2.5 });
    const curtain = (atS: number): Drawn => ({
      x: 0.53 + 0.01 * wave(atS, 0.8),
      y: yOfFloor(7.4),
      width: 0.02,
      height: 0.04,
      shade: 230,
    });
    const seen = play(watch(), 6, (atS) => [
      curtain(atS),
      ...held(atS).map((one) => ({ ...one, x: one.x + (atS < 2.5 ? 0.005 * wave(atS, 0.5) : 0) })),
    ]);
    expect(seen).toHaveLength(1);
    const { lowest, highest } = seen[0]!.floors;
    expect([lowest <= 7, highest >= 7, highest - lowest]).toEqual([true, true, 1]);
  });

  test('two storeys or fewer are no alarm, three are', () => {
    const stopsAfter = (storeys: number) => (atS: number) =>
      falls(6)(atS).map((one) => ({ ...one, y: yOfFloor(6.3) + Math.min(storeys, fallen(atS - 1)) * 0.09 }));
    expect(play(watch(), 4, stopsAfter(1.9))).toEqual([]);
    expect(play(watch(), 4, stopsAfter(3.2))).toHaveLength(1);
  });
});

describe('what is no falling object', () => {
  const bird = { width: 0.02, height: 0.02, shade: 40 };

  test('a bird that flies up, across, or glides down at an even pace', () => {
    expect(play(watch(), 5, (atS) => [{ ...bird, x: 0.3, y: 0.9 - 0.2 * atS }])).toEqual([]);
    expect(play(watch(), 5, (atS) => [{ ...bird, x: 0.1 + 0.2 * atS, y: 0.5 + 0.02 * wave(atS, 0.4) }])).toEqual([]);
    expect(play(watch(), 5, (atS) => [{ ...bird, x: 0.5, y: 0.05 + 0.25 * atS }])).toEqual([]);
  });

  test('a bird that dives from a ledge and leaves sideways', () => {
    const dive = (atS: number): Drawn[] => {
      const t = Math.max(0, atS - 1);
      return [
        { ...bird, x: 0.2 + 0.16 * t ** 2, y: yOfFloor(9) + Math.min(0.35, 0.1 * t ** 2) - Math.max(0, t - 1.9) * 0.2 },
      ];
    };
    expect(play(watch(), 5, dive)).toEqual([]);
  });

  test('washing that swings on its line, and a curtain that blows out of a window', () => {
    const washing = (atS: number): Drawn[] => [
      {
        x: 0.4 + 0.02 * wave(atS, 1.3),
        y: yOfFloor(5.5) + 0.03 * wave(atS, 0.9),
        width: 0.03,
        height: 0.05,
        shade: 235,
      },
      {
        x: 0.6,
        y: yOfFloor(8.5) + 0.06 * wave(atS, 0.7),
        width: 0.02,
        height: 0.05 + 0.02 * wave(atS, 0.5),
        shade: 230,
      },
    ];
    expect(play(watch(), 12, washing)).toEqual([]);
  });

  test('a sheet that the wind takes off its line and that floats down', () => {
    const sheet = (atS: number): Drawn[] => [
      {
        x: 0.4 + 0.05 * wave(atS, 1.6),
        y: Math.min(0.94, 0.2 + 0.12 * Math.max(0, atS - 1)),
        width: 0.03,
        height: 0.03,
        shade: 235,
      },
    ];
    expect(play(watch(), 9, sheet)).toEqual([]);
  });

  test('rain, snow and insects before the lens', () => {
    const drops =
      (count: number, speed: number, sway: number) =>
      (atS: number): Drawn[] =>
        Array.from({ length: count }, (_, n) => ({
          x: 0.12 + ((n * 0.137) % 0.76) + sway * wave(atS + n, 1.1),
          y: (n * 0.31 + speed * atS) % 1,
          width: 0.008,
          height: 0.016,
          shade: 225,
        }));
    expect(play(watch(), 6, drops(30, 0.9, 0))).toEqual([]);
    expect(play(watch(), 6, drops(25, 0.2, 0.03))).toEqual([]);
    const insects = (atS: number): Drawn[] =>
      [0, 1, 2].map((n) => ({
        x: 0.5 + 0.3 * wave(atS + n, 0.9),
        y: 0.5 + 0.4 * wave(atS + n, 0.63),
        width: 0.03,
        height: 0.05,
        shade: 220,
      }));
    expect(play(watch(), 8, insects)).toEqual([]);
  });

  test('hail that falls like stones, but everywhere at the same time', () => {
    const hail = (atS: number) =>
      [0, 1, 2, 3, 4, 5, 6].flatMap((n) => falls(9, { startS: 1 + n * 0.1, x: 0.2 + n * 0.09 })(atS));
    expect(play(watch(), 6, hail)).toEqual([]);
  });

  test('light that flickers, a cloud’s shadow, lamps behind windows', () => {
    expect(play(watch(), 6, () => [], { light: (atS) => 40 * wave(atS, 0.3) })).toEqual([]);
    expect(play(watch(), 6, () => [], { light: (atS) => (atS > 3 ? 50 : 0) })).toEqual([]);
    const shadow = (atS: number): Drawn[] => [{ x: 0.5, y: 0.05 * atS ** 2, width: 0.8, height: 0.3, shade: 60 }];
    expect(play(watch(), 5, shadow)).toEqual([]);
    const lamps = (atS: number): Drawn[] => [
      { x: 0.5, y: yOfFloor(10.5 - Math.floor(atS * 2)), width: 0.03, height: 0.04, shade: 250 },
    ];
    expect(play(watch(), 6, lamps)).toEqual([]);
  });

  test('a lift or a gondola that comes down at an even pace', () => {
    const gondola = (atS: number): Drawn[] => [{ x: 0.5, y: 0.06 + 0.15 * atS, width: 0.06, height: 0.05, shade: 40 }];
    expect(play(watch(), 6, gondola)).toEqual([]);
  });
});

test('a fall during the flash of a lamp is still told', () => {
  const seen = play(watch(), 5, falls(9), { light: (atS) => (Math.abs(atS - 1.8) < 0.07 ? 60 : 0) });
  expect(seen).toHaveLength(1);
});

test('what fell beside the area is not told, and a stream that broke begins anew', () => {
  const finder = createFallFinder({
    ...facade,
    polygon: [
      [0.6, 0.05],
      [0.9, 0.05],
      [0.9, 0.95],
      [0.6, 0.95],
    ],
  });
  expect(play(finder, 5, falls(7))).toEqual([]);
  finder.reset();
  expect(play(finder, 5, falls(7, { x: 0.75 }))).toHaveLength(1);
});
