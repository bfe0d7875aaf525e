import { useMemo } from 'react';
import { useTexts } from '../locales/i18n.ts';
import { EchartsChart } from '../parts/echarts-chart.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { siteTimeText } from '../parts/format-time.ts';
import { priorityColour } from '../parts/priority-mark.tsx';
import { type Figures, percent } from './key-figures.tsx';
import { withQuietHours } from './quiet-hours.ts';

const priorities = [1, 2, 3, 4] as const;
/** Alarms an hour: what a guard who also patrols can live with, and the peak of EEMUA 191. */
const aimPerHour = 6;
const peakPerHour = 15;
/** EEMUA 191: 5 % high, 15 % medium, 80 % low; P3 and P4 together are the low ones. */
const aims = [0.05, 0.15, 0.8] as const;

const hourText = (ms: number) => siteTimeText(ms).slice(5, 16);

/** Alarms of each hour, stacked by priority, against the aim and the peak limit. */
export function RateChart({ figures }: { figures: Figures }) {
  const { t } = useTexts();
  const { byHour } = figures;
  const hours = useMemo(() => withQuietHours(figures), [figures]);
  const words = [t('figure.target'), t('figure.peak')];
  const [target, peak] = words;
  const option = useMemo(
    () => ({
      legend: { top: 0 },
      xAxis: { type: 'category', data: hours.map(({ atMs }) => hourText(atMs)) },
      // The limits stand in the picture even where nothing comes near them.
      yAxis: { type: 'value', minInterval: 1, max: ({ max }: { max: number }) => Math.max(peakPerHour + 1, max) },
      series: priorities.map((priority) => ({
        name: `P${priority}`,
        type: 'bar',
        stack: 'all',
        barMaxWidth: 24,
        itemStyle: { color: priorityColour(priority) },
        data: hours.map((hour) => hour[`p${priority}`]),
        ...(priority === 4 && {
          markLine: {
            symbol: 'none',
            lineStyle: { color: '#868e96' },
            data: [
              { yAxis: aimPerHour, label: { formatter: target, position: 'insideEndTop' } },
              { yAxis: peakPerHour, label: { formatter: peak, position: 'insideEndTop' } },
            ],
          },
        }),
      })),
    }),
    [hours, target, peak],
  );
  return (
    <EchartsChart
      label={t('figure.rateLabel')}
      option={option}
      table={{
        head: [t('figure.hour'), 'P1', 'P2', 'P3', 'P4'],
        rows: byHour.map(({ atMs, p1, p2, p3, p4 }) => [hourText(atMs), p1, p2, p3, p4]),
      }}
    />
  );
}

/** Shares of the priorities beside what is aimed at. */
export function MixChart({ figures }: { figures: Figures }) {
  const { t } = useTexts();
  const { byPriority } = figures;
  const [share, aim] = [t('figure.share'), t('figure.aim')];
  const rows = useMemo(() => {
    const of = (wanted: readonly number[]) =>
      byPriority.filter(({ priority }) => wanted.includes(priority)).reduce((sum, each) => sum + each.share, 0);
    const names = ['P1', 'P2', 'P3 + P4'];
    return [[1], [2], [3, 4]].map((wanted, index) => ({ name: names[index]!, share: of(wanted), aim: aims[index]! }));
  }, [byPriority]);
  const option = useMemo(
    () => ({
      legend: { top: 0 },
      xAxis: { type: 'category', data: rows.map(({ name }) => name) },
      yAxis: { type: 'value', max: 100, axisLabel: { formatter: '{value} %' } },
      series: [
        { name: share, type: 'bar', data: rows.map((row) => Math.round(row.share * 1000) / 10) },
        { name: aim, type: 'bar', data: rows.map((row) => row.aim * 100) },
      ],
    }),
    [rows, share, aim],
  );
  return (
    <EchartsChart
      label={t('figure.mixLabel')}
      option={option}
      height={220}
      table={{
        head: [t('found.priority'), share, aim],
        rows: rows.map((row) => [row.name, percent(row.share), percent(row.aim)]),
      }}
    />
  );
}

/** As what the alarms were closed. */
export function DispositionChart({ figures }: { figures: Figures }) {
  const { t } = useTexts();
  const { byDisposition } = figures;
  // Joined to one text, so that the chart is drawn anew when the words or the numbers change and not at each look.
  const named = JSON.stringify(byDisposition.map(({ disposition, count }) => [t(`disposition.${disposition}`), count]));
  const rows = useMemo(() => JSON.parse(named) as [string, number][], [named]);
  const option = useMemo(
    () => ({
      xAxis: { type: 'value', minInterval: 1 },
      yAxis: { type: 'category', inverse: true, data: rows.map(([name]) => name) },
      series: [{ type: 'bar', data: rows.map(([, count]) => count), label: { show: true, position: 'right' } }],
    }),
    [rows],
  );
  if (rows.length === 0) return <EmptyState title={t('figure.noneClosed')} />;
  return (
    <EchartsChart
      label={t('figure.dispositionsLabel')}
      option={option}
      height={220}
      table={{ head: [t('found.disposition'), t('figure.count')], rows }}
    />
  );
}
