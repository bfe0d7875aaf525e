import type { Frame } from './frame.ts';
import { drawSprite, type Layer, type Rect, type Sprite } from './sprite.ts';

/** A sprite with its halves, quarters…, for drawing it small without flicker. The first level is the full size. */
export type SpriteLevels = readonly Sprite[];

export function createSpriteLevels(sprite: Sprite): SpriteLevels {
  const levels = [sprite];
  for (let last = sprite; last.width >= 64 && last.height >= 64 && levels.length < 4; ) {
    last = halveSprite(last);
    levels.push(last);
  }
  return levels;
}

function halveSprite(sprite: Sprite): Sprite {
  const width = Math.floor(sprite.width / 4) * 2;
  const height = Math.floor(sprite.height / 4) * 2;
  return {
    width,
    height,
    y: halveLayer(sprite.y, width, height),
    u: halveLayer(sprite.u, width / 2, height / 2),
    v: halveLayer(sprite.v, width / 2, height / 2),
  };
}

/** Two by two pixels to one, weighted by alpha. Scaled drawing needs only a row's visible span, not its opaque one. */
function halveLayer(layer: Layer, width: number, height: number): Layer {
  // Where nothing shows, a neutral value: scaling mixes it into the edge.
  const data = new Uint8Array(width * height).fill(128);
  const alpha = new Uint8Array(width * height);
  const spans = new Int16Array(height * 4);
  for (let row = 0; row < height; row++) {
    let [first, end] = [width, 0];
    for (let column = 0; column < width; column++) {
      const at = row * 2 * layer.width + column * 2;
      let [sum, weight] = [0, 0];
      for (const corner of [at, at + 1, at + layer.width, at + layer.width + 1]) {
        sum += layer.data[corner]! * layer.alpha[corner]!;
        weight += layer.alpha[corner]!;
      }
      if (weight === 0) continue;
      data[row * width + column] = sum / weight;
      alpha[row * width + column] = weight >> 2;
      first = Math.min(first, column);
      end = column + 1;
    }
    spans.set([Math.min(first, end), end, end, end], row * 4);
  }
  return { width, height, data, alpha, spans };
}

/**
 * Draws the sprite at `scale` of its full size with its top left corner at x, y (rounded to even pixels), bilinear from
 * the smallest level that is still large enough.
 */
export function drawScaled(frame: Frame, levels: SpriteLevels, scale: number, x: number, y: number): Rect {
  const full = levels[0]!;
  if (scale === 1) return drawSprite(frame, full, x, y);
  const level = levels.findLast((one) => one.width >= full.width * scale) ?? full;
  const width = Math.max(2, Math.round((full.width * scale) / 2) * 2);
  const height = Math.max(2, Math.round((full.height * scale) / 2) * 2);
  const left = Math.floor(x / 2);
  const top = Math.floor(y / 2);
  const half = { x: left, y: top, width: width / 2, height: height / 2 };
  const whole = { x: left * 2, y: top * 2, width, height };
  stretchLayer(frame.y, frame.width, frame.height, level.y, whole);
  stretchLayer(frame.u, frame.width / 2, frame.height / 2, level.u, half);
  stretchLayer(frame.v, frame.width / 2, frame.height / 2, level.v, half);
  return whole;
}

function stretchLayer(plane: Uint8Array, width: number, height: number, layer: Layer, to: Rect): void {
  const stepX = layer.width / to.width;
  const stepY = layer.height / to.height;
  const firstRow = Math.max(0, -to.y);
  const endRow = Math.min(to.height, height - to.y);
  for (let row = firstRow; row < endRow; row++) {
    const sourceY = Math.min(Math.max((row + 0.5) * stepY - 0.5, 0), layer.height - 1.001);
    const upper = Math.floor(sourceY);
    const first = Math.floor(Math.min(layer.spans[upper * 4]!, layer.spans[upper * 4 + 4]!) / stepX);
    const end = Math.ceil(Math.max(layer.spans[upper * 4 + 3]!, layer.spans[upper * 4 + 7]!) / stepX);
    const columns = {
      first: Math.max(first, -to.x, 0),
      end: Math.min(end, to.width, width - to.x),
    };
    const line = { upper, mix: Math.round((sourceY - upper) * 256) };
    stretchRow(plane, (to.y + row) * width + to.x, layer, line, columns, stepX);
  }
}

/** Bilinear in whole numbers: 8 bits of fraction each way, 16 together. */
function stretchRow(
  plane: Uint8Array,
  to: number,
  layer: Layer,
  line: { upper: number; mix: number },
  columns: { first: number; end: number },
  stepX: number,
): void {
  const { data, alpha } = layer;
  const from = line.upper * layer.width;
  const below = layer.width;
  const lastX = layer.width - 1.001;
  for (let column = columns.first; column < columns.end; column++) {
    const sourceX = Math.min(Math.max((column + 0.5) * stepX - 0.5, 0), lastX);
    const whole = sourceX | 0;
    const mixX = ((sourceX - whole) * 256) | 0;
    const at = from + whole;
    const bottomRight = mixX * line.mix;
    const topRight = (mixX << 8) - bottomRight;
    const bottomLeft = (line.mix << 8) - bottomRight;
    const topLeft = 65_536 - bottomRight - topRight - bottomLeft;
    const right = at + 1;
    const down = at + below;
    const cover =
      (alpha[at]! * topLeft + alpha[right]! * topRight + alpha[down]! * bottomLeft + alpha[down + 1]! * bottomRight) >>
      16;
    if (cover === 0) continue;
    const value =
      (data[at]! * topLeft + data[right]! * topRight + data[down]! * bottomLeft + data[down + 1]! * bottomRight) >> 16;
    const under = plane[to + column]!;
    plane[to + column] = under + (((value - under) * (cover + (cover >> 7))) >> 8);
  }
}
