/** One comparison of two photos: how alike (cosine), and whether they show the same person. */
export interface Comparison {
  score: number;
  same: boolean;
}

export interface RocPoint {
  threshold: number;
  /** Share of different people taken for the same one. */
  falseAccept: number;
  /** Share of the same people recognised. */
  trueAccept: number;
}

/** Mean of the two error-free shares at a threshold: right among the same, right among the different. */
export function balancedAccuracy(comparisons: readonly Comparison[], threshold: number): number {
  const share = (same: boolean) => {
    const group = comparisons.filter((one) => one.same === same);
    if (group.length === 0) return Number.NaN;
    return group.filter((one) => one.score >= threshold === same).length / group.length;
  };
  return (share(true) + share(false)) / 2;
}

/** The curve from strict to lenient: one point a distinct impostor score, and its two ends. */
export function rocOf(comparisons: readonly Comparison[]): RocPoint[] {
  const genuine = comparisons.filter((one) => one.same).map((one) => one.score);
  const impostors = comparisons.filter((one) => !one.same).map((one) => one.score);
  genuine.sort((a, b) => b - a);
  impostors.sort((a, b) => b - a);
  const points: RocPoint[] = [];
  let accepted = 0;
  for (let wrong = 0; wrong <= impostors.length; wrong += 1) {
    // Just above the next impostor: `wrong` of them pass.
    const threshold = wrong < impostors.length ? impostors[wrong]! : Number.NEGATIVE_INFINITY;
    while (accepted < genuine.length && genuine[accepted]! > threshold) accepted += 1;
    points.push({
      threshold,
      falseAccept: impostors.length === 0 ? 0 : wrong / impostors.length,
      trueAccept: genuine.length === 0 ? Number.NaN : accepted / genuine.length,
    });
  }
  return points;
}

/** The most lenient point of the curve whose false accepts stay within `far`. */
export function pointAtFar(roc: readonly RocPoint[], far: number): RocPoint {
  const within = roc.filter((point) => point.falseAccept <= far);
  return within.at(-1) ?? roc[0] ?? { threshold: Number.NaN, falseAccept: 0, trueAccept: Number.NaN };
}
