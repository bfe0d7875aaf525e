/** How often each score between −1 and 1 came, in steps of 1e-4: millions of scores in a few kilobytes. */
export interface ScoreCounts {
  add(score: number): void;
  readonly total: number;
  /** Scores of at least `threshold`, a multiple of the step; between two steps the lower one counts. */
  atLeast(threshold: number): number;
  /** The least threshold that at most so many scores reach. */
  thresholdFor(most: number): number;
  /** The score that a share `part` of all lies below. */
  quantile(part: number): number;
  max(): number;
  /** Mean of how far those above `from` lie above it. */
  meanExcess(from: number): number;
  /** At most `n` scores spread like all of them, for drawing. */
  sample(n: number): number[];
}

const steps = 20_000;
export const scoreStep = 2 / steps;

export function createScoreCounts(): ScoreCounts {
  const counts = new Float64Array(steps + 1);
  let total = 0;
  const binOf = (score: number) => Math.min(steps, Math.max(0, Math.floor((score + 1) / scoreStep + 1e-6)));
  const scoreOf = (bin: number) => -1 + bin * scoreStep;
  const quantile = (part: number) => {
    let below = 0;
    for (let bin = 0; bin <= steps; bin += 1) {
      below += counts[bin]!;
      if (below > part * total) return scoreOf(bin);
    }
    return 1;
  };
  return {
    add: (score) => {
      counts[binOf(score)]! += 1;
      total += 1;
    },
    get total() {
      return total;
    },
    atLeast: (threshold) => {
      let sum = 0;
      for (let bin = binOf(threshold); bin <= steps; bin += 1) sum += counts[bin]!;
      return sum;
    },
    thresholdFor: (most) => {
      let sum = 0;
      for (let bin = steps; bin >= 0; bin -= 1) {
        sum += counts[bin]!;
        if (sum > most) return scoreOf(bin + 1);
      }
      return -1;
    },
    quantile,
    max: () => {
      for (let bin = steps; bin >= 0; bin -= 1) if (counts[bin]! > 0) return scoreOf(bin + 1);
      return -1;
    },
    meanExcess: (from) => {
      let [sum, n] = [0, 0];
      for (let bin = binOf(from); bin <= steps; bin += 1) {
        sum += counts[bin]! * (scoreOf(bin) + scoreStep / 2 - from);
        n += counts[bin]!;
      }
      return n === 0 ? 0 : sum / n;
    },
    sample: (n) =>
      total === 0
        ? []
        : Array.from({ length: Math.min(n, total) }, (_, at) => quantile((at + 0.5) / Math.min(n, total))),
  };
}
