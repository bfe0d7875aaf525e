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

/** Writes `region` of `image` (all of it by default) into three planes. */
export type PlaneResizer = (image: RgbImage, target: Float32Array, region?: Region) => void;

/** For every target pixel the two source pixels beside it, clamped to the image, and how far it is from the first. */
interface Axis {
  low: Int32Array;
  high: Int32Array;
  part: Float32Array;
}

function bilinearAxis(origin: number, length: number, sourceSize: number, targetSize: number, step: number): Axis {
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

/** The source pixels nearest to the first and third quarter of every target pixel. */
function averageAxis(origin: number, length: number, sourceSize: number, targetSize: number, step: number): Axis {
  const axis = { low: new Int32Array(targetSize), high: new Int32Array(targetSize), part: new Float32Array(0) };
  const pixel = (position: number) => Math.min(sourceSize - 1, Math.max(0, Math.floor(position))) * step;
  for (let at = 0; at < targetSize; at += 1) {
    axis.low[at] = pixel(origin + ((at + 0.25) * length) / targetSize);
    axis.high[at] = pixel(origin + ((at + 0.75) * length) / targetSize);
  }
  return axis;
}

/** The layout per channel of the picture: where its plane begins, and `v · gain + shift`. */
interface Channels {
  red: number;
  green: number;
  blue: number;
  gain: readonly [number, number, number];
  shift: readonly [number, number, number];
}

function channelsOf(layout: PlaneLayout, plane: number): Channels {
  const rgb = layout.order === 'rgb';
  const turn = (values: readonly [number, number, number]): [number, number, number] =>
    rgb ? [values[0], values[1], values[2]] : [values[2], values[1], values[0]];
  const mean = turn(layout.mean);
  const gain = turn(layout.scale);
  const shift: [number, number, number] = [-mean[0] * gain[0], -mean[1] * gain[1], -mean[2] * gain[2]];
  return { red: rgb ? 0 : 2 * plane, green: plane, blue: rgb ? 2 * plane : 0, gain, shift };
}

/**
 * Resizes into `width × height` planes. What becomes less than half as large is the mean of four pixels, anything else
 * bilinear with aligned pixel centres (as OpenCV does). The tables of the last size and region are kept, so a camera's
 * frames after the first cost no set-up.
 */
export function createPlaneResizer(width: number, height: number, layout: PlaneLayout): PlaneResizer {
  const channels = channelsOf(layout, width * height);
  let key = '';
  let columns: Axis;
  let rows: Axis;
  let average = false;
  return (image, target, region = { x: 0, y: 0, width: image.width, height: image.height }) => {
    const wanted = `${image.width} ${image.height} ${region.x} ${region.y} ${region.width} ${region.height}`;
    if (wanted !== key) {
      key = wanted;
      average = region.width >= 2 * width && region.height >= 2 * height;
      const axis = average ? averageAxis : bilinearAxis;
      columns = axis(region.x, region.width, image.width, width, 3);
      rows = axis(region.y, region.height, image.height, height, image.width * 3);
    }
    const write = average ? writeAverageRow : writeBilinearRow;
    for (let y = 0; y < height; y += 1) write(image.data, columns, rows, y, target, channels);
  };
}

function writeAverageRow(
  data: Uint8Array,
  { low, high }: Axis,
  rows: Axis,
  y: number,
  target: Float32Array,
  { red, green, blue, gain, shift }: Channels,
): void {
  const top = rows.low[y]!;
  const bottom = rows.high[y]!;
  const [r, g, b] = [gain[0] / 4, gain[1] / 4, gain[2] / 4];
  const width = low.length;
  for (let x = 0, at = y * width; x < width; x += 1, at += 1) {
    const tl = top + low[x]!;
    const tr = top + high[x]!;
    const bl = bottom + low[x]!;
    const br = bottom + high[x]!;
    target[red + at] = (data[tl]! + data[tr]! + data[bl]! + data[br]!) * r + shift[0];
    target[green + at] = (data[tl + 1]! + data[tr + 1]! + data[bl + 1]! + data[br + 1]!) * g + shift[1];
    target[blue + at] = (data[tl + 2]! + data[tr + 2]! + data[bl + 2]! + data[br + 2]!) * b + shift[2];
  }
}

function writeBilinearRow(
  data: Uint8Array,
  { low, high, part }: Axis,
  rows: Axis,
  y: number,
  target: Float32Array,
  { red, green, blue, gain, shift }: Channels,
): void {
  const top = rows.low[y]!;
  const bottom = rows.high[y]!;
  const down = rows.part[y]!;
  const width = low.length;
  for (let x = 0, at = y * width; x < width; x += 1, at += 1) {
    const across = part[x]!;
    const d = down * across;
    const c = down - d;
    const b = across - d;
    const a = 1 - across - c;
    const tl = top + low[x]!;
    const tr = top + high[x]!;
    const bl = bottom + low[x]!;
    const br = bottom + high[x]!;
    target[red + at] = (data[tl]! * a + data[tr]! * b + data[bl]! * c + data[br]! * d) * gain[0] + shift[0];
    target[green + at] =
      (data[tl + 1]! * a + data[tr + 1]! * b + data[bl + 1]! * c + data[br + 1]! * d) * gain[1] + shift[1];
    target[blue + at] =
      (data[tl + 2]! * a + data[tr + 2]! * b + data[bl + 2]! * c + data[br + 2]! * d) * gain[2] + shift[2];
  }
}
