import { type FigureName, figureNames } from './health-figures.ts';
import type { SamplePoint } from './health-store.ts';

/** A chart shows no more points than this. */
export const maxPoints = 500;

/** Of each span the figure that an operator would want to have seen. */
const lowest = new Set<FigureName>([
  ...(['diskFreeMb', 'devicesOnline', 'ring1Streaming', 'ring2Streaming', 'ring3Streaming'] as const),
]);
const furthest = new Set<FigureName>(['clockOffsetMs']);

function worst(name: FigureName, values: readonly number[]): number | null {
  if (values.length === 0) return null;
  if (furthest.has(name)) return values.reduce((far, value) => (Math.abs(value) > Math.abs(far) ? value : far));
  return lowest.has(name) ? Math.min(...values) : Math.max(...values);
}

/** At most `most` points in equal spans of time, each with the worst of its span, so that no peak is thinned away. */
export function thinSeries(points: readonly SamplePoint[], most = maxPoints): SamplePoint[] {
  if (points.length <= most) return [...points];
  const first = points[0]!.atMs;
  const spanMs = (points.at(-1)!.atMs - first + 1) / most;
  const spans = Map.groupBy(points, ({ atMs }) => Math.floor((atMs - first) / spanMs));
  return [...spans.values()].map((span): SamplePoint => {
    const figures = figureNames.map((name) => [
      name,
      worst(
        name,
        span.flatMap((point) => point[name] ?? []),
      ),
    ]);
    return { ...span[0]!, ...(Object.fromEntries(figures) as Omit<SamplePoint, 'atMs'>) };
  });
}
