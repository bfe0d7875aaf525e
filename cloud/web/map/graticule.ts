/** Degrees between lines, the widest first. */
const steps = [45, 30, 15, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001];

/** Lines between two degrees at round places, as many as are wanted or a few more; both ends included when they are round. */
export function graticuleLines(from: number, to: number, wanted: number): number[] {
  const span = to - from;
  const step = steps.find((each) => span / each >= wanted) ?? steps.at(-1)!;
  const first = Math.ceil(from / step);
  const last = Math.floor(to / step);
  return Array.from({ length: Math.max(0, Math.min(60, last - first + 1)) }, (_, index) =>
    Number(((first + index) * step).toFixed(3)),
  );
}

/** `31.25° N`, `121.5° E`. */
export function sayDegrees(value: number, axis: 'latitude' | 'longitude'): string {
  const side = axis === 'latitude' ? (value < 0 ? 'S' : 'N') : value < 0 ? 'W' : 'E';
  return `${Math.abs(value)}° ${value === 0 ? '' : side}`.trim();
}
