/** One measured value at a moment: seconds since the run began, or any other thing that only grows. */
export type Point = readonly [at: number, value: number];

/** What was found of one figure, and whether it kept to its limit. */
export interface Judgement {
  name: string;
  passed: boolean;
  /** Median over what was judged. */
  level: number;
  /** What it grew by, or was at most; in the figure's own unit. */
  found: number;
  limit: number;
}

/**
 * Memory and handles grow while caches fill and connections come; what leaks grows until the end. So the first third is left out.
 */
const warmUpShare = 1 / 3;

const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

/**
 * Median of the slopes between any two points (Theil 1950, Sen 1968), in value per unit of `at`. Up to 29 % of the points may be
 * anything without moving it far: one large collection, or one second in which the machine was busy, is no trend.
 */
export function theilSen(points: readonly Point[]): number {
  const slopes = points.flatMap(([at, value], index) =>
    points.slice(index + 1).flatMap(([later, then]) => (later === at ? [] : [(then - value) / (later - at)])),
  );
  return slopes.length === 0 ? 0 : median(slopes);
}

/** The points after the warm-up. */
export function settledPart(points: readonly Point[]): readonly Point[] {
  const [first, last] = [points[0]?.[0] ?? 0, points.at(-1)?.[0] ?? 0];
  return points.filter(([at]) => at >= first + (last - first) * warmUpShare);
}

/**
 * Flat: what the trend of the last two thirds adds over their length stays below `share` of the level, or below `floor` where that
 * is more. The floor is what one ordinary happening weighs: a guard's page, a table that is read.
 */
export function judgeGrowth(name: string, points: readonly Point[], { share = 0.05, floor = 0 } = {}): Judgement {
  const settled = settledPart(points);
  if (settled.length < 3) return { name, passed: false, level: Number.NaN, found: Number.NaN, limit: Number.NaN };
  const level = median(settled.map(([, value]) => value));
  const found = theilSen(settled) * (settled.at(-1)![0] - settled[0]![0]);
  const limit = Math.max(floor, share * level);
  return { name, passed: found < limit, level, found, limit };
}

/**
 * Levelled: `points` are a file's bytes over the events it holds. What each event of the last third cost may be at most a quarter
 * more than what each of the third before cost; an index or a list that is kept whole with each event would cost ever more.
 */
export function judgeBytesPerEvent(name: string, points: readonly Point[]): Judgement {
  const settled = settledPart(points);
  const half = settled.length >> 1;
  const [before, after] = [theilSen(settled.slice(0, half + 1)), theilSen(settled.slice(half))];
  const limit = before * 1.25;
  return { name, passed: settled.length >= 6 && after <= limit, level: before, found: after, limit };
}

/** Bounded: never more than `limit`, warm-up and all. */
export function judgeMost(name: string, points: readonly Point[], limit: number): Judgement {
  const values = points.map(([, value]) => value);
  const found = Math.max(...values);
  return { name, passed: values.length > 0 && found <= limit, level: median(values), found, limit };
}
