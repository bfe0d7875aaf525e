import type { RgbImage } from './image.ts';

/** Part of an image, in pixels; may reach beyond its edges, which are then repeated. */
export interface Region {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** What a model wants of a pixel: `(v − mean[c]) · scale[c]`, channels in this order, one plane each. */
export interface PlaneLayout {
  order: 'rgb' | 'bgr';
  mean: readonly [number, number, number];
  scale: readonly [number, number, number];
}

interface Axis {
  low: Int32Array;
  high: Int32Array;
  part: Float32Array;
}

/** For every target pixel the two source pixels beside it, clamped to the image, and how far it is from the first. */
function sampleAxis(origin: number, length: number, sourceSize: number, targetSize: number, step: number): Axis {
  const axis = {
    low: new Int32Array(targetSize),
    high: new Int32Array(targetSize),
    part: new Float32Array(targetSize),
  };
  const last = sourceSize - 1;
  for (let at = 0; at < targetSize; at += 1) {
    const position = Math.min(last, Math.max(0, origin + ((at + 0.5) * length) / targetSize - 0.5));
    const low = Math.floor(position);
    axis.low[at] = low * step;
    axis.high[at] = Math.min(last, low + 1) * step;
    axis.part[at] = position - low;
  }
  return axis;
}

/**
 * Resizes bilinearly (pixel centres aligned, as OpenCV does) into `target`, three planes of `width × height`. The
 * tables of the last size are kept, so a camera's frames after the first cost no set-up. Frames that become much
 * smaller are sampled at two points an axis instead of one: a stroke two pixels wide must not fall between samples.
 */
export type PlaneResizer = (image: RgbImage, target: Float32Array, region?: Region) => void;

export function createPlaneResizer(width: number, height: number, layout: PlaneLayout): PlaneResizer {
  let key = '';
  let columns: Axis;
  let rows: Axis;
  let fineWidth = width;
  let fineHeight = height;
  let fine = new Float32Array(0);
  const [m0, m1, m2] = layout.mean;
  const [s0, s1, s2] = layout.scale;
  const red = layout.order === 'rgb' ? 0 : 2 * width * height;
  const green = width * height;
  const blue = layout.order === 'rgb' ? 2 * width * height : 0;
  // Mean and scale are given in the order of the planes.
  const [rm, gm, bm] = layout.order === 'rgb' ? [m0, m1, m2] : [m2, m1, m0];
  const [rs, gs, bs] = layout.order === 'rgb' ? [s0, s1, s2] : [s2, s1, s0];

  return (image, target, region = { x: 0, y: 0, width: image.width, height: image.height }) => {
    const wanted = `${image.width} ${image.height} ${region.x} ${region.y} ${region.width} ${region.height}`;
    if (wanted !== key) {
      key = wanted;
      fineWidth = region.width / width >= 2 ? 2 * width : width;
      fineHeight = region.height / height >= 2 ? 2 * height : height;
      columns = sampleAxis(region.x, region.width, image.width, fineWidth, 3);
      rows = sampleAxis(region.y, region.height, image.height, fineHeight, image.width * 3);
      fine = new Float32Array(3 * width);
    }
    const { data } = image;
    const perRow = fineHeight / height;
    const perColumn = fineWidth / width;
    const share = 1 / (perRow * perColumn);
    for (let y = 0; y < height; y += 1) {
      fine.fill(0);
      for (let sub = 0; sub < perRow; sub += 1) addRow(data, columns, rows, y * perRow + sub, fine, perColumn);
      for (let x = 0, at = y * width, from = 0; x < width; x += 1, at += 1, from += 3) {
        target[red + at] = (fine[from]! * share - rm) * rs;
        target[green + at] = (fine[from + 1]! * share - gm) * gs;
        target[blue + at] = (fine[from + 2]! * share - bm) * bs;
      }
    }
  };
}

/** Adds one interpolated source row to `sums`, RGB interleaved; `perColumn` neighbouring samples share a target pixel. */
function addRow(data: Uint8Array, columns: Axis, rows: Axis, row: number, sums: Float32Array, perColumn: number): void {
  const top = rows.low[row]!;
  const bottom = rows.high[row]!;
  const down = rows.part[row]!;
  const { low, high, part } = columns;
  const shift = perColumn === 2 ? 1 : 0;
  for (let column = 0; column < low.length; column += 1) {
    const left = low[column]!;
    const right = high[column]!;
    const across = part[column]!;
    const d = down * across;
    const c = down - d;
    const b = across - d;
    const a = 1 - across - c;
    const to = (column >> shift) * 3;
    const tl = top + left;
    const tr = top + right;
    const bl = bottom + left;
    const br = bottom + right;
    sums[to]! += data[tl]! * a + data[tr]! * b + data[bl]! * c + data[br]! * d;
    sums[to + 1]! += data[tl + 1]! * a + data[tr + 1]! * b + data[bl + 1]! * c + data[br + 1]! * d;
    sums[to + 2]! += data[tl + 2]! * a + data[tr + 2]! * b + data[bl + 2]! * c + data[br + 2]! * d;
  }
}
