/**
 * From the text detector's probability map to oriented boxes. The detector marks the shrunk core of a line of text; a
 * box is grown back by 1.5 × area / perimeter of the core, as it was trained.
 */
export interface OrientedBox {
  /** Centre, in the map's pixels. */
  x: number;
  y: number;
  /** Along the line of text, and across it. */
  width: number;
  height: number;
  /** Of the line of text against the horizontal, in radians, −π/4…3π/4; y grows downwards. */
  angle: number;
  /** Mean probability inside the core, 0…1. */
  score: number;
}

export interface TextBoxLimits {
  /** A pixel is text above this, a box is one above that: the values the detector's authors publish. */
  minProbability: number;
  minScore: number;
  growth: number;
  /** Cores thinner than this many map pixels hold nothing readable. */
  minCore: number;
}

export const defaultTextBoxLimits: TextBoxLimits = { minProbability: 0.3, minScore: 0.5, growth: 1.5, minCore: 2 };

interface Component {
  /** First and last column of the component in each of its rows. */
  rows: Map<number, [first: number, last: number]>;
  sum: number;
  count: number;
}

/** Throws RangeError when the map holds a value that is not finite. */
export function findTextBoxes(
  map: Float32Array,
  width: number,
  height: number,
  limits: TextBoxLimits = defaultTextBoxLimits,
): OrientedBox[] {
  const seen = new Uint8Array(map.length);
  const stack: number[] = [];
  const boxes: OrientedBox[] = [];
  for (let start = 0; start < map.length; start += 1) {
    const value = map[start]!;
    if (!(value > limits.minProbability) || seen[start] === 1) {
      if (Number.isNaN(value)) throw new RangeError('the text detector returned a number that is not finite');
      continue;
    }
    const component = floodFill(map, seen, stack, start, width, height, limits.minProbability);
    const score = component.sum / component.count;
    if (score < limits.minScore) continue;
    const box = smallestBox(hullOf(component));
    if (Math.min(box.width, box.height) < limits.minCore) continue;
    boxes.push(upright(grown({ ...box, score }, limits.growth)));
  }
  return boxes;
}

function floodFill(
  map: Float32Array,
  seen: Uint8Array,
  stack: number[],
  start: number,
  width: number,
  height: number,
  limit: number,
): Component {
  const component: Component = { rows: new Map(), sum: 0, count: 0 };
  seen[start] = 1;
  stack.push(start);
  while (stack.length > 0) {
    const at = stack.pop()!;
    const y = Math.floor(at / width);
    const x = at - y * width;
    component.sum += map[at]!;
    component.count += 1;
    const row = component.rows.get(y);
    if (!row) component.rows.set(y, [x, x]);
    else if (x < row[0]) row[0] = x;
    else if (x > row[1]) row[1] = x;
    for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny += 1) {
      for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx += 1) {
        const next = ny * width + nx;
        if (seen[next] === 1 || !(map[next]! > limit)) continue;
        seen[next] = 1;
        stack.push(next);
      }
    }
  }
  return component;
}

type Point = readonly [x: number, y: number];

/** Convex hull (monotone chain) of the corners of the component's pixels. */
function hullOf(component: Component): Point[] {
  const points: Point[] = [];
  for (const [y, [first, last]] of component.rows) {
    points.push([first, y], [last + 1, y], [first, y + 1], [last + 1, y + 1]);
  }
  points.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const half = (sorted: readonly Point[]) => {
    const chain: Point[] = [];
    for (const point of sorted) {
      while (chain.length >= 2 && turn(chain.at(-2)!, chain.at(-1)!, point) <= 0) chain.pop();
      chain.push(point);
    }
    return chain.slice(0, -1);
  };
  return [...half(points), ...half(points.toReversed())];
}

function turn(a: Point, b: Point, c: Point): number {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}

/** The rectangle of least area around a convex hull: one of its sides lies along an edge of the hull. */
function smallestBox(hull: readonly Point[]): Omit<OrientedBox, 'score'> {
  let best = { x: 0, y: 0, width: 0, height: 0, angle: 0 };
  let bestArea = Number.POSITIVE_INFINITY;
  for (let at = 0; at < hull.length; at += 1) {
    const from = hull[at]!;
    const to = hull[(at + 1) % hull.length]!;
    const angle = Math.atan2(to[1] - from[1], to[0] - from[0]);
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
    for (const [x, y] of hull) {
      const along = x * cos + y * sin;
      const across = y * cos - x * sin;
      left = Math.min(left, along);
      right = Math.max(right, along);
      top = Math.min(top, across);
      bottom = Math.max(bottom, across);
    }
    const area = (right - left) * (bottom - top);
    if (area >= bestArea) continue;
    bestArea = area;
    const [along, across] = [(left + right) / 2, (top + bottom) / 2];
    const [x, y] = [along * cos - across * sin, along * sin + across * cos];
    best = { x, y, width: right - left, height: bottom - top, angle };
  }
  return best;
}

function grown(box: OrientedBox, growth: number): OrientedBox {
  const distance = (growth * box.width * box.height) / (2 * (box.width + box.height));
  return { ...box, width: box.width + 2 * distance, height: box.height + 2 * distance };
}

/** The same box with its longer side as the line of text, read left to right. */
function upright(box: OrientedBox): OrientedBox {
  const along = box.width >= box.height ? box.angle : box.angle + Math.PI / 2;
  const [width, height] = [Math.max(box.width, box.height), Math.min(box.width, box.height)];
  // Text runs to the right or, standing, downwards.
  let angle = along % Math.PI;
  if (angle < -Math.PI / 4) angle += Math.PI;
  if (angle >= (3 * Math.PI) / 4) angle -= Math.PI;
  return { ...box, width, height, angle };
}

/** Into another picture's pixels, whose axes are `scaleX` and `scaleY` as long. */
export function scaleBox(box: OrientedBox, scaleX: number, scaleY: number): OrientedBox {
  const dx = Math.cos(box.angle) * scaleX;
  const dy = Math.sin(box.angle) * scaleY;
  const stretch = Math.hypot(dx, dy);
  const across = Math.hypot(Math.sin(box.angle) * scaleX, Math.cos(box.angle) * scaleY);
  return {
    ...box,
    x: box.x * scaleX,
    y: box.y * scaleY,
    width: box.width * stretch,
    height: box.height * across,
    angle: Math.atan2(dy, dx),
  };
}

/** The upright rectangle around it. */
export function boundsOf(box: OrientedBox): { x: number; y: number; width: number; height: number } {
  const [cos, sin] = [Math.abs(Math.cos(box.angle)), Math.abs(Math.sin(box.angle))];
  const width = box.width * cos + box.height * sin;
  const height = box.width * sin + box.height * cos;
  return { x: box.x - width / 2, y: box.y - height / 2, width, height };
}
