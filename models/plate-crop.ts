import type { RgbImage } from './image.ts';
import type { OrientedBox } from './text-boxes.ts';

/** Height of a line of text as the reader wants it. */
export const lineHeight = 48;

/** Where a target pixel (u, v) lies in the picture: `x = x0 + u·xu + v·xv`, likewise y. */
export interface Sampling {
  x0: number;
  y0: number;
  xu: number;
  yu: number;
  xv: number;
  yv: number;
}

/** Sampling of an oriented box as `width × height` pixels; `slant` shifts each row by so much of its height. */
export function samplingOf(box: OrientedBox, width: number, height: number, slant = 0): Sampling {
  const [cos, sin] = [Math.cos(box.angle), Math.sin(box.angle)];
  const xu = (cos * box.width) / width;
  const yu = (sin * box.width) / width;
  const xv = ((-sin + slant * cos) * box.height) / height;
  const yv = ((cos + slant * sin) * box.height) / height;
  const [u, v] = [(width - 1) / 2, (height - 1) / 2];
  return { x0: box.x - u * xu - v * xv - 0.5, y0: box.y - u * yu - v * yv - 0.5, xu, yu, xv, yv };
}

/**
 * Samples the picture bilinearly at full resolution into `width × height` RGB. Strokes finer than a target pixel are
 * averaged over two samples an axis. Outside the picture its edge is repeated.
 */
export function sampleImage(image: RgbImage, sampling: Sampling, width: number, height: number): RgbImage {
  const data = new Uint8Array(width * height * 3);
  const { x0, y0, xu, yu, xv, yv } = sampling;
  const across = Math.hypot(xu, yu) > 1.5 ? 2 : 1;
  const down = Math.hypot(xv, yv) > 1.5 ? 2 : 1;
  const share = 1 / (across * down);
  const [maxX, maxY, stride] = [image.width - 1, image.height - 1, image.width * 3];
  const from = image.data;
  for (let v = 0, to = 0; v < height; v += 1) {
    for (let u = 0; u < width; u += 1, to += 3) {
      let [r, g, b] = [0, 0, 0];
      for (let sub = 0; sub < across * down; sub += 1) {
        const su = across === 1 ? u : u + (sub & 1) * 0.5 - 0.25;
        const sv = down === 1 ? v : v + (across === 1 ? sub : sub >> 1) * 0.5 - 0.25;
        const px = Math.min(maxX, Math.max(0, x0 + su * xu + sv * xv));
        const py = Math.min(maxY, Math.max(0, y0 + su * yu + sv * yv));
        const left = Math.floor(px);
        const top = Math.floor(py);
        const a = px - left;
        const d = py - top;
        const at = top * stride + left * 3;
        const right = left < maxX ? 3 : 0;
        const below = at + (top < maxY ? stride : 0);
        const [wtl, wtr, wbl, wbr] = [(1 - a) * (1 - d), a * (1 - d), (1 - a) * d, a * d];
        r += from[at]! * wtl + from[at + right]! * wtr + from[below]! * wbl + from[below + right]! * wbr;
        g +=
          from[at + 1]! * wtl + from[at + right + 1]! * wtr + from[below + 1]! * wbl + from[below + right + 1]! * wbr;
        b +=
          from[at + 2]! * wtl + from[at + right + 2]! * wtr + from[below + 2]! * wbl + from[below + right + 2]! * wbr;
      }
      data[to] = r * share + 0.5;
      data[to + 1] = g * share + 0.5;
      data[to + 2] = b * share + 0.5;
    }
  }
  return { width, height, data };
}

/** Writes a line picture of height 48 as the reader's planes B, G, R, `v / 127.5 − 1`, at `offset`. */
export function lineToPlanes(line: RgbImage, target: Float32Array, offset: number): void {
  const plane = line.width * line.height;
  for (let at = 0, from = 0; at < plane; at += 1, from += 3) {
    target[offset + at] = line.data[from + 2]! / 127.5 - 1;
    target[offset + plane + at] = line.data[from + 1]! / 127.5 - 1;
    target[offset + 2 * plane + at] = line.data[from]! / 127.5 - 1;
  }
}
