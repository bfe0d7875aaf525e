import { LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, MarkLineComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { Comparison, RocPoint } from '../models/verification.ts';

echarts.use([LineChart, GridComponent, LegendComponent, MarkLineComponent, SVGRenderer]);

const size = { width: 560, height: 340 };

type Option = Parameters<ReturnType<typeof echarts.init>['setOption']>[0];
interface Axis {
  name: string;
  log?: boolean;
  min?: number;
  max?: number;
}

/** One still chart as SVG text. */
function draw(x: Axis, y: Axis, series: Record<string, [number, number][]>, mark?: number): string {
  const axis = ({ name, log = false, ...range }: Axis) => ({
    type: log ? 'log' : 'value',
    name,
    nameLocation: 'middle',
    nameGap: 32,
    ...range,
  });
  const option = {
    animation: false,
    grid: { left: 64, right: 24, top: 40, bottom: 56 },
    legend: { top: 4 },
    xAxis: axis(x),
    yAxis: axis(y),
    series: Object.entries(series).map(([name, data], index) => ({
      name,
      type: 'line',
      showSymbol: false,
      data,
      ...(mark !== undefined && index === 0
        ? {
            markLine: {
              silent: true,
              symbol: 'none',
              label: { formatter: 'threshold', position: 'insideEndTop' },
              data: [{ xAxis: mark }],
            },
          }
        : {}),
    })),
  };
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, ...size });
  try {
    chart.setOption(option as Option);
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}

/** What was measured over the minutes of a run; `unit` stands at the upright axis. */
export function plotOverTime(unit: string, series: Record<string, [minute: number, value: number][]>): string {
  return draw({ name: 'minutes', min: 0 }, { name: unit, min: 0 }, series);
}

/** Below one error in a hundred thousand there is nothing to see in any set of ours. */
const least = 1e-5;

/** True accepts over false accepts, the latter as a logarithm. */
export function plotRoc(roc: readonly RocPoint[]): string {
  const points = roc.map(({ falseAccept, trueAccept }): [number, number] => [Math.max(least, falseAccept), trueAccept]);
  return draw(
    { name: 'false accept rate', log: true, min: least, max: 1 },
    { name: 'true accept rate', min: 0.8, max: 1 },
    { 'true accepts': thinned(points) },
  );
}

/** False accepts and false rejections over the threshold, at every hundredth. */
export function plotErrorRates(comparisons: readonly Comparison[], threshold: number): string {
  const rate = (same: boolean): [number, number][] => {
    const scores = comparisons.filter((one) => one.same === same).map(({ score }) => score);
    return Array.from({ length: 121 }, (_, step) => {
      const at = step / 100 - 0.2;
      const wrong = scores.filter((score) => score >= at !== same).length;
      return [Number(at.toFixed(2)), Math.max(least, wrong / Math.max(1, scores.length))];
    });
  };
  return draw(
    { name: 'threshold (cosine)', min: -0.2, max: 1 },
    { name: 'error rate', log: true, min: least, max: 1 },
    { 'false accepts': rate(false), 'false rejections': rate(true) },
    threshold,
  );
}

/** Share of readings that are said, from the surest on, against the share of wrong ones among them. */
export function plotRiskCoverage(answers: readonly { confidence: number; right: boolean }[]): string {
  const surest = answers.toSorted((a, b) => b.confidence - a.confidence);
  let wrong = 0;
  const points = surest.map(({ right }, index): [number, number] => {
    if (!right) wrong += 1;
    return [(index + 1) / surest.length, wrong / (index + 1)];
  });
  return draw({ name: 'share answered', min: 0, max: 1 }, { name: 'wrong among them', min: 0 }, { risk: points });
}

/** How often each value comes, every group scaled to its own top. */
export function plotHistogram(groups: Readonly<Record<string, readonly number[]>>, from: number, to: number): string {
  const bins = 48;
  const series = Object.entries(groups).map(([name, values]): [string, [number, number][]] => {
    const counts = new Float64Array(bins);
    for (const value of values) {
      const bin = Math.floor(((value - from) / (to - from)) * bins);
      counts[Math.min(bins - 1, Math.max(0, bin))]! += 1;
    }
    const top = Math.max(...counts, 1e-9);
    return [name, [...counts].map((count, bin) => [from + ((bin + 0.5) * (to - from)) / bins, count / top])];
  });
  return draw({ name: 'value', min: from, max: to }, { name: 'share of the top' }, Object.fromEntries(series));
}

/** A curve does not need more points than the paper has. */
function thinned(points: [number, number][]): [number, number][] {
  const step = Math.max(1, Math.floor(points.length / 1000));
  return points.filter((_, index) => index % step === 0 || index === points.length - 1);
}
