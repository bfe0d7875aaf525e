import type { RgbImage } from './image.ts';
import type { PlateBackground } from './plate-grammar.ts';

type Rgb = readonly [red: number, green: number, blue: number];

/** A plate's picture as two colours: what is dark and what is bright in its middle. */
export interface TwoTones {
  dark: Rgb;
  bright: Rgb;
  /** Share of bright pixels, 0…1. */
  brightShare: number;
}

export interface PlateColours {
  background: PlateBackground;
  /** Characters bright on dark ground (blue, black plates) or dark on bright (yellow, green, white). */
  text: 'light' | 'dark' | 'unknown';
}

/** Splits the middle of a plate's picture by brightness where the two halves differ most (Otsu). */
export function measureTones(image: RgbImage): TwoTones {
  const { width, height, data } = image;
  const counts = new Float64Array(256);
  const sums = [new Float64Array(256), new Float64Array(256), new Float64Array(256)] as const;
  // Without the rims, where the frame of the plate and the car are.
  const [left, right] = [Math.floor(width * 0.06), Math.ceil(width * 0.94)];
  const [top, bottom] = [Math.floor(height * 0.2), Math.ceil(height * 0.8)];
  for (let y = top; y < bottom; y += 1) {
    for (let x = left; x < right; x += 1) {
      const at = (y * width + x) * 3;
      const luma = Math.round(data[at]! * 0.299 + data[at + 1]! * 0.587 + data[at + 2]! * 0.114);
      counts[luma]! += 1;
      for (const channel of [0, 1, 2] as const) sums[channel][luma]! += data[at + channel]!;
    }
  }
  const split = otsuSplit(counts);
  const tone = (from: number, to: number): { mean: Rgb; count: number } => {
    const total = (values: Float64Array) => values.subarray(from, to).reduce((sum, value) => sum + value, 0);
    const count = Math.max(1, total(counts));
    return { mean: [total(sums[0]) / count, total(sums[1]) / count, total(sums[2]) / count], count };
  };
  const dark = tone(0, split + 1);
  const bright = tone(split + 1, 256);
  return { dark: dark.mean, bright: bright.mean, brightShare: bright.count / (bright.count + dark.count) };
}

/** The last brightness of the dark half. */
function otsuSplit(counts: Float64Array): number {
  let total = 0;
  let weighted = 0;
  counts.forEach((count, value) => {
    total += count;
    weighted += count * value;
  });
  let [below, belowSum, best, split] = [0, 0, -1, 127];
  for (let value = 0; value < 255; value += 1) {
    below += counts[value]!;
    belowSum += counts[value]! * value;
    if (below === 0 || below === total) continue;
    const difference = belowSum / below - (weighted - belowSum) / (total - below);
    const between = below * (total - below) * difference * difference;
    if (between <= best) continue;
    best = between;
    split = value;
  }
  return split;
}

function saturationOf([r, g, b]: Rgb): number {
  const value = Math.max(r, g, b);
  return value <= 0 ? 0 : (value - Math.min(r, g, b)) / value;
}

/** Degrees, 0…360. */
function hueOf([r, g, b]: Rgb): number {
  const value = Math.max(r, g, b);
  const range = value - Math.min(r, g, b);
  if (range === 0) return 0;
  if (value === r) return (60 * ((g - b) / range) + 360) % 360;
  if (value === g) return 60 * ((b - r) / range) + 120;
  return 60 * ((r - g) / range) + 240;
}

/*
 * Strokes cover 25 to 40 % of a plate's middle, so the tone that covers clearly less than half is the characters.
 */
const clearlyLess = 0.44;
/** How much bluer than the characters the ground must be: 1.2 times, in the ratio of blue to red. */
const bluer = 1.2;
const clearlyBluer = 1.5;
/** Plate yellow is 42°; what is greener than 56° may be a green plate under a yellow lamp. */
const yellowish = (tone: Rgb) => saturationOf(tone) >= 0.4 && hueOf(tone) >= 25 && hueOf(tone) <= 56;
const greenish = (tone: Rgb) => saturationOf(tone) >= 0.12 && hueOf(tone) > 70 && hueOf(tone) < 185;
/** Green beyond doubt: blue paint under a yellow street lamp was seen down to a hue of 165°. */
const greenPaint = (tone: Rgb) => saturationOf(tone) >= 0.2 && hueOf(tone) > 80 && hueOf(tone) < 150;

/**
 * White characters are taken as the white of the scene, so that a blue plate stays blue under yellow street light or a
 * cold lamp. In the other case the bright ground's own colour counts.
 */
export function decideColours(tones: TwoTones): PlateColours {
  const { dark, bright, brightShare } = tones;
  const blueness = ((dark[2] + 4) / (bright[2] + 4) / ((dark[0] + 4) / (bright[0] + 4))) as number;
  // A small new-energy plate: its ground runs from white to green, so that brightness parts the ground, not the characters.
  if (blueness < clearlyBluer && greenPaint(dark) && greenish(bright)) return { background: 'green', text: 'unknown' };
  if (brightShare <= clearlyLess) return lightText(blueness, dark);
  if (brightShare >= 1 - clearlyLess) return darkText(bright);
  // Neither is clear: only a strong paint decides.
  if (yellowish(bright)) return darkText(bright);
  if (blueness >= clearlyBluer && saturationOf(dark) >= 0.35) return lightText(blueness, dark);
  return { background: 'unknown', text: 'unknown' };
}

function lightText(blueness: number, ground: Rgb): PlateColours {
  if (greenPaint(ground)) return { background: 'green', text: 'light' };
  if (blueness >= bluer) return { background: 'blue', text: 'light' };
  const colourless = saturationOf(ground) < 0.2;
  return { background: colourless && blueness < 1.1 ? 'black' : 'unknown', text: 'light' };
}

function darkText(ground: Rgb): PlateColours {
  if (yellowish(ground)) return { background: 'yellow', text: 'dark' };
  if (greenish(ground)) return { background: 'green', text: 'dark' };
  return { background: saturationOf(ground) < 0.12 ? 'white' : 'unknown', text: 'dark' };
}

export function readColours(image: RgbImage): PlateColours {
  return decideColours(measureTones(image));
}

/**
 * The backgrounds that a reading may belong to. Grey proves nothing, for in infra-red light every plate is grey: bright
 * characters may then stand on blue, dark ones on yellow or green.
 */
export function plausibleBackgrounds({ background, text }: PlateColours): readonly PlateBackground[] {
  if (background === 'blue' || background === 'yellow' || background === 'green') return [background];
  if (text === 'light') return ['black', 'blue'];
  if (text === 'dark') return ['white', 'yellow', 'green'];
  return ['blue', 'yellow', 'green', 'white', 'black'];
}
