import { VisuallyHidden } from '@mantine/core';
import type { EChartsCoreOption } from 'echarts/core';
import { lazy, Suspense } from 'react';
import { LoadingWords } from './loading-words.tsx';

const EchartsCanvas = lazy(() => import('./echarts-canvas.tsx').then((m) => ({ default: m.EchartsCanvas })));

export interface EchartsChartProps {
  /** What the chart shows, in a sentence: its name for screen readers and the caption of its table. */
  label: string;
  /** Kept the same between renders (`useMemo`): another one draws anew. Lines, bars, pies, heat maps. */
  option: EChartsCoreOption;
  /** The same numbers as a table, for those who do not see the picture. */
  table: { head: readonly string[]; rows: readonly (readonly (string | number)[])[] };
  /** In px. */
  height?: number;
}

/** A chart in the page's colours, fetched when the first one is shown. */
export function EchartsChart({ label, option, table, height = 260 }: EchartsChartProps) {
  return (
    <figure style={{ margin: 0 }}>
      <div role="img" aria-label={label} style={{ height }}>
        <Suspense fallback={<LoadingWords what={label} />}>
          <EchartsCanvas option={option} />
        </Suspense>
      </div>
      <VisuallyHidden>
        <table>
          <caption>{label}</caption>
          <thead>
            <tr>
              {table.head.map((each) => (
                <th key={each} scope="col">
                  {each}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map((row) => (
              <tr key={row.join(' ')}>
                {row.map((cell, index) => (
                  <td key={table.head[index] ?? index}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </VisuallyHidden>
    </figure>
  );
}
