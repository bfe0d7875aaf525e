import { useComputedColorScheme } from '@mantine/core';
import { BarChart, HeatmapChart, LineChart, PieChart } from 'echarts/charts';
import {
  AriaComponent,
  DatasetComponent,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  TooltipComponent,
  VisualMapComponent,
} from 'echarts/components';
import { type EChartsCoreOption, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';

use([
  ...[BarChart, HeatmapChart, LineChart, PieChart, CanvasRenderer],
  ...[AriaComponent, DatasetComponent, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent],
  VisualMapComponent,
]);

/** Greys before colours: a chart shows what is usual, too. */
const series = {
  light: ['#3b5b7d', '#868e96', '#b4420a', '#0f766e'],
  dark: ['#8fb2d6', '#868e96', '#ffa94d', '#5eead4'],
};

/** The drawn half of `EchartsChart`, in a chunk of its own. */
export function EchartsCanvas({ option }: { option: EChartsCoreOption }) {
  const place = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme('light');
  useEffect(() => {
    const style = getComputedStyle(document.documentElement);
    const chart = init(place.current, scheme === 'dark' ? 'dark' : undefined);
    chart.setOption({
      animation: false,
      backgroundColor: 'transparent',
      color: series[scheme],
      textStyle: { color: style.getPropertyValue('--rw-text'), fontFamily: 'inherit' },
      grid: { left: 8, right: 8, top: 32, bottom: 8, containLabel: true },
      ...option,
      // Drawn on the canvas: the content policy forbids the styles of an HTML one.
      tooltip: { trigger: 'axis', ...(option.tooltip as object | undefined), renderMode: 'richText' },
    });
    const resized = new ResizeObserver(() => chart.resize());
    resized.observe(place.current!);
    return () => {
      resized.disconnect();
      chart.dispose();
    };
  }, [option, scheme]);
  return <div ref={place} style={{ width: '100%', height: '100%' }} />;
}
