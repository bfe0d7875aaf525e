import type { Box } from '../faces/face-recognizer.ts';

/** Samples of one colour channel: `width × height`, `step` bytes apart in a row, rows `stride` bytes apart, from `offset` on. */
export interface Channel {
  data: Uint8Array;
  width: number;
  height: number;
  stride: number;
  step: number;
  offset: number;
}

/** Fewer grey values make it harder to win detail back from many frames of one face. */
const levels = 32;
const levelSize = 256 / levels;

/**
 * Hides what is in a box, for good: means of cells that are a third of the box's short side and a sixth of its long one at
 * least, coarsened in brightness, with soft passages between them. What is outside is not touched, and nothing of
 * the inside is left but those means.
 */
export function pixelate(channel: Channel, box: Box): void {
  const long = Math.max(box.width, box.height);
  const cell = Math.max(2, Math.min(box.width, box.height) / 3, long / 6);
  const left = Math.max(0, Math.floor(box.x));
  const top = Math.max(0, Math.floor(box.y));
  const right = Math.min(channel.width, Math.ceil(box.x + box.width));
  const bottom = Math.min(channel.height, Math.ceil(box.y + box.height));
  if (right <= left || bottom <= top) return;
  const columns = cutAxis(left, right, cell);
  const rows = cutAxis(top, bottom, cell);
  const means = meansOf(channel, columns, rows);
  paint(channel, columns, rows, means);
}

/** Bounds of equal cells from `from` to `to`, none shorter than `cell` if there is room for one. */
function cutAxis(from: number, to: number, cell: number): number[] {
  const count = Math.max(1, Math.floor((to - from) / cell));
  return Array.from({ length: count + 1 }, (_, at) => from + Math.round((at * (to - from)) / count));
}

function meansOf({ data, stride, step, offset }: Channel, columns: number[], rows: number[]): number[][] {
  return spans(rows).map(([top, bottom]) =>
    spans(columns).map(([left, right]) => {
      let sum = 0;
      for (let y = top; y < bottom; y++) {
        for (let x = left; x < right; x++) sum += data[offset + y * stride + x * step]!;
      }
      const mean = sum / ((right - left) * (bottom - top));
      return Math.floor(mean / levelSize) * levelSize + levelSize / 2;
    }),
  );
}

function paint({ data, stride, step, offset }: Channel, columns: number[], rows: number[], means: number[][]): void {
  const across = blend(columns);
  const down = blend(rows);
  const [left, top] = [columns[0]!, rows[0]!];
  const line = new Float32Array(means[0]!.length);
  for (let row = 0; row < down.part.length; row++) {
    const [upper, lower, part] = [means[down.low[row]!]!, means[down.high[row]!]!, down.part[row]!];
    for (let cell = 0; cell < line.length; cell++) line[cell] = upper[cell]! * (1 - part) + lower[cell]! * part;
    let at = offset + (top + row) * stride + left * step;
    for (let column = 0; column < across.part.length; column++, at += step) {
      const value = line[across.low[column]!]!;
      data[at] = value + (line[across.high[column]!]! - value) * across.part[column]!;
    }
  }
}

/** For every sample of an axis the two cells whose centres it lies between, and how far it is from the first. */
interface Blend {
  low: Uint8Array;
  high: Uint8Array;
  part: Float32Array;
}

function blend(bounds: number[]): Blend {
  const centres = spans(bounds).map(([from, to]) => (from + to - 1) / 2);
  const [first, size] = [bounds[0]!, bounds.at(-1)! - bounds[0]!];
  const made = { low: new Uint8Array(size), high: new Uint8Array(size), part: new Float32Array(size) };
  for (let at = 0, low = 0; at < size; at++) {
    while (low + 1 < centres.length && first + at > centres[low + 1]!) low++;
    const high = Math.min(centres.length - 1, low + 1);
    const length = centres[high]! - centres[low]!;
    made.low[at] = low;
    made.high[at] = high;
    made.part[at] = length > 0 ? Math.min(1, Math.max(0, (first + at - centres[low]!) / length)) : 0;
  }
  return made;
}

function spans(bounds: number[]): [number, number][] {
  return bounds.slice(0, -1).map((from, at) => [from, bounds[at + 1]!]);
}
