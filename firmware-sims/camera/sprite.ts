import type { Frame } from './frame.ts';

/**
 * A cut-out picture in the frame's colour space. Width and height are even. `u` and `v` share one alpha of half size.
 * Spans speed drawing up: for every row, where it starts to be visible, starts to be opaque, ends to be opaque and
 * ends to be visible.
 */
export interface Sprite {
  readonly width: number;
  readonly height: number;
  readonly y: Layer;
  readonly u: Layer;
  readonly v: Layer;
}

export interface Layer {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
  readonly alpha: Uint8Array;
  readonly spans: Int16Array;
}

export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** RGBA, four bytes a pixel, to a sprite: BT.601, limited range, chroma weighted by alpha. */
export function spriteFromRgba(rgba: Uint8Array, width: number, height: number): Sprite {
  if (width % 2 !== 0 || height % 2 !== 0) throw new RangeError(`a sprite is even, not ${width}×${height}`);
  const luma = new Uint8Array(width * height);
  const alpha = new Uint8Array(width * height);
  for (let i = 0; i < luma.length; i++) {
    const at = i * 4;
    luma[i] = 16 + ((66 * rgba[at]! + 129 * rgba[at + 1]! + 25 * rgba[at + 2]! + 128) >> 8);
    alpha[i] = rgba[at + 3]!;
  }
  const chroma = readChroma(rgba, width, height);
  const spans = findSpans(alpha, width, height);
  const half = { width: width / 2, height: height / 2, alpha: chroma.alpha };
  const halfSpans = findSpans(chroma.alpha, half.width, half.height);
  return {
    width,
    height,
    y: { width, height, data: luma, alpha, spans },
    u: { ...half, data: chroma.u, spans: halfSpans },
    v: { ...half, data: chroma.v, spans: halfSpans },
  };
}

function readChroma(rgba: Uint8Array, width: number, height: number) {
  const [columns, rows] = [width / 2, height / 2];
  const u = new Uint8Array(columns * rows).fill(128);
  const v = new Uint8Array(columns * rows).fill(128);
  const alpha = new Uint8Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      let [red, green, blue, weight] = [0, 0, 0, 0];
      for (const corner of [0, 1, width, width + 1]) {
        const at = (row * 2 * width + column * 2 + corner) * 4;
        const cover = rgba[at + 3]!;
        red += rgba[at]! * cover;
        green += rgba[at + 1]! * cover;
        blue += rgba[at + 2]! * cover;
        weight += cover;
      }
      if (weight === 0) continue;
      const to = row * columns + column;
      u[to] = 128.5 + (-38 * red - 74 * green + 112 * blue) / (256 * weight);
      v[to] = 128.5 + (112 * red - 94 * green - 18 * blue) / (256 * weight);
      alpha[to] = weight >> 2;
    }
  }
  return { u, v, alpha };
}

function findSpans(alpha: Uint8Array, width: number, height: number): Int16Array {
  const spans = new Int16Array(height * 4);
  for (let row = 0; row < height; row++) {
    const line = alpha.subarray(row * width, (row + 1) * width);
    let [first, end] = [0, width];
    while (first < width && line[first] === 0) first += 1;
    while (end > first && line[end - 1] === 0) end -= 1;
    let solid = first;
    while (solid < end && line[solid] !== 255) solid += 1;
    let solidEnd = solid;
    while (solidEnd < end && line[solidEnd] === 255) solidEnd += 1;
    spans.set([first, solid, solidEnd, end], row * 4);
  }
  return spans;
}

/** Draws at its own size; x and y are rounded down to even pixels. Returns the part of the frame that was touched. */
export function drawSprite(frame: Frame, sprite: Sprite, x: number, y: number): Rect {
  const left = Math.floor(x / 2);
  const top = Math.floor(y / 2);
  drawLayer(frame.y, frame.width, frame.height, sprite.y, left * 2, top * 2);
  drawLayer(frame.u, frame.width / 2, frame.height / 2, sprite.u, left, top);
  drawLayer(frame.v, frame.width / 2, frame.height / 2, sprite.v, left, top);
  return { x: left * 2, y: top * 2, width: sprite.width, height: sprite.height };
}

function drawLayer(plane: Uint8Array, width: number, height: number, layer: Layer, x: number, y: number): void {
  const { spans } = layer;
  for (let row = Math.max(0, -y); row < Math.min(layer.height, height - y); row++) {
    const clip = (column: number) => Math.min(Math.max(column, -x), width - x);
    const first = clip(spans[row * 4]!);
    const solid = clip(spans[row * 4 + 1]!);
    const solidEnd = clip(spans[row * 4 + 2]!);
    const end = clip(spans[row * 4 + 3]!);
    const from = row * layer.width;
    const to = (y + row) * width + x;
    blend(plane, layer, from, to, first, solid);
    if (solidEnd > solid) plane.set(layer.data.subarray(from + solid, from + solidEnd), to + solid);
    blend(plane, layer, from, to, solidEnd, end);
  }
}

function blend(plane: Uint8Array, layer: Layer, from: number, to: number, first: number, end: number): void {
  const { data, alpha } = layer;
  for (let i = first; i < end; i++) {
    const under = plane[to + i]!;
    // a/256 with a in 0…256: the exact 255 is not worth a division
    const cover = alpha[from + i]! + (alpha[from + i]! >> 7);
    plane[to + i] = under + (((data[from + i]! - under) * cover) >> 8);
  }
}

/** Puts back the background of one region. */
export function copyRegion(to: Frame, from: Frame, rect: Rect): void {
  const left = Math.max(0, Math.floor(rect.x / 2));
  const top = Math.max(0, Math.floor(rect.y / 2));
  const right = Math.min(to.width / 2, Math.ceil((rect.x + rect.width) / 2));
  const bottom = Math.min(to.height / 2, Math.ceil((rect.y + rect.height) / 2));
  if (right <= left) return;
  for (let row = top * 2; row < bottom * 2; row++) {
    const line = row * to.width;
    to.y.set(from.y.subarray(line + left * 2, line + right * 2), line + left * 2);
  }
  for (let row = top; row < bottom; row++) {
    const line = row * (to.width / 2);
    to.u.set(from.u.subarray(line + left, line + right), line + left);
    to.v.set(from.v.subarray(line + left, line + right), line + left);
  }
}
