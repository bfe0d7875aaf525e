import type { FallZone } from '../../../gateway/perception/messages.ts';
import type { FallFinder, SeenFall } from '../../../gateway/perception/objects/fall-finder.ts';

/** A façade of ten storeys that fills the picture from 0.05 to 0.95 of its height; floor 1 begins below. */
export const facade: FallZone = {
  area: 'facade',
  polygon: [
    [0.1, 0.05],
    [0.9, 0.05],
    [0.9, 0.95],
    [0.1, 0.95],
  ],
  storeyHeight: 0.09,
  lowestFloor: 1,
};

/** Something drawn on the picture; in parts of its width and height. */
export interface Drawn {
  x: number;
  y: number;
  width: number;
  height: number;
  /** Grey level. */
  shade: number;
}

export const size = { width: 640, height: 360 } as const;
const gravity = 9.81 / 3;

/** Storeys fallen after so many seconds, with air that lets nothing be faster than `terminal` m/s. */
export function fallen(seconds: number, terminal = Number.POSITIVE_INFINITY): number {
  if (seconds <= 0) return 0;
  const limit = terminal / 3;
  if (!Number.isFinite(limit)) return (gravity * seconds ** 2) / 2;
  return (limit ** 2 / gravity) * Math.log(Math.cosh((gravity * seconds) / limit));
}

/** Where floor `floor` of the drawn façade begins. */
export const yOfFloor = (floor: number) => 0.95 - (floor - 1) * 0.09;

/** Something as large as a bucket that falls from the middle of a floor, until it lies on the ground. */
export function falls(
  fromFloor: number,
  { startS = 1, x = 0.5, drift = 0, terminal = Number.POSITIVE_INFINITY, shade = 30 } = {},
) {
  return (atS: number): Drawn[] => {
    const y = yOfFloor(fromFloor + 0.3) + fallen(atS - startS, terminal) * 0.09;
    return [
      {
        x: x + drift * Math.max(0, Math.min(1.5, atS - startS)),
        y: Math.min(y, 0.99),
        width: 0.012,
        height: 0.02,
        shade,
      },
    ];
  };
}

/** A wall with rows of windows, a little noise as cameras have it, and what is drawn. */
export function paint(
  drawn: readonly Drawn[],
  options: { light?: number; seed?: number; masks?: readonly Drawn[] } = {},
) {
  const { width, height } = size;
  const { light = 0, seed = 1, masks = [] } = options;
  const data = new Uint8Array(width * height);
  let noise = seed * 2654435761;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      noise = (noise * 1664525 + 1013904223) >>> 0;
      const isWindow = x % 40 < 18 && (y + 14) % 32 < 16;
      data[y * width + x] = Math.min(255, (isWindow ? 90 : 165) + light + (noise >>> 30) - 2);
    }
  }
  for (const { x, y, width: wide, height: tall, shade } of [...drawn, ...masks]) {
    const [left, right] = [Math.round((x - wide / 2) * width), Math.round((x + wide / 2) * width)];
    const [top, bottom] = [Math.round((y - tall / 2) * height), Math.round((y + tall / 2) * height)];
    for (let row = Math.max(0, top); row < Math.min(height, bottom); row++) {
      data.fill(shade, row * width + Math.max(0, left), row * width + Math.min(width, Math.max(0, right)));
    }
  }
  return { width, height, stride: width, data };
}

/** Plays what is drawn to a finder; returns what it saw fall. */
export function play(
  finder: FallFinder,
  seconds: number,
  drawnAt: (atS: number) => readonly Drawn[],
  options: { fps?: number; light?(atS: number): number; masks?: readonly Drawn[] } = {},
): SeenFall[] {
  const { fps = 15, light = () => 0, masks = [] } = options;
  const seen: SeenFall[] = [];
  for (let frame = 0; frame < seconds * fps; frame++) {
    const atS = frame / fps;
    const picture = paint(drawnAt(atS), { light: light(atS), seed: frame + 1, masks });
    seen.push(...finder.look(picture, 5_000 + atS * 1000));
  }
  return seen;
}
