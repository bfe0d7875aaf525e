import { useMemo } from 'react';
import { EchartsChart } from '../../../gateway/console/web/parts/echarts-chart.tsx';
import { EmptyState } from '../../../gateway/console/web/parts/empty-state.tsx';
import { type Answer, api } from '../api/api.ts';
import { useTexts } from '../locales/texts.ts';
import { useCloudNow } from '../parts/cloud-clock.ts';
import { formatTime } from '../parts/format-time.ts';
import { Loaded } from '../parts/loaded.tsx';
import { Panel } from '../parts/panel.tsx';
import classes from './health.module.css';

type Point = Answer<'/v1/gateways/{gateway}/health'>['points'][number];

const scaled = (value: number | null | undefined, by: number) =>
  value === null || value === undefined ? null : Math.round((value / by) * 10) / 10;
const sum = (...values: (number | null | undefined)[]) =>
  values.every((value) => value === null || value === undefined)
    ? null
    : values.reduce<number>((all, value) => all + (value ?? 0), 0);

const charts = {
  queue: (point: Point) => sum(point.waitingAlarm, point.waitingEvent),
  cameras: (point: Point) => sum(point.ring1Streaming, point.ring2Streaming, point.ring3Streaming),
  diskFree: (point: Point) => scaled(point.diskFreeMb, 1024),
  temperature: (point: Point) => scaled(point.temperatureDeci, 10),
  clock: (point: Point) => point.clockOffsetMs ?? null,
  load: (point: Point) => scaled(point.loadPermille, 1000),
  lag: (point: Point) => point.perceptionLagMs ?? null,
  database: (point: Point) => point.databaseMb ?? null,
} as const;
type ChartName = keyof typeof charts;

function Chart({ name, points }: { name: ChartName; points: readonly Point[] }) {
  const { t } = useTexts();
  const nowMs = useCloudNow();
  const read = charts[name];
  const title = t(`health.figure.${name}`);
  const option = useMemo(
    () => ({
      animation: false,
      grid: { left: 48, right: 12, top: 12, bottom: 24 },
      xAxis: { type: 'time' },
      yAxis: { type: 'value', scale: name !== 'queue' },
      tooltip: { trigger: 'axis' },
      series: [
        {
          type: 'line',
          showSymbol: points.length < 3,
          name: title,
          data: points.map((point) => [point.atMs, read(point)]),
        },
      ],
    }),
    [points, name, read, title],
  );
  // what a screen reader is told: the last hour
  const last = points.slice(-12).map((point) => [formatTime(point.atMs, nowMs), read(point) ?? '—'] as const);
  return (
    <div data-testid="health-chart" data-chart={name}>
      <h3 className="small">{title}</h3>
      <EchartsChart
        label={t('health.chartOf', { what: title })}
        option={option}
        table={{ head: [t('health.time'), title], rows: last }}
        height={140}
      />
    </div>
  );
}

/** How a gateway was over the last 24 hours; what its box does not tell has no chart. */
export function HealthCharts({ gateway }: { gateway: string }) {
  const { t } = useTexts();
  const query = api.useQuery(
    'get',
    '/v1/gateways/{gateway}/health',
    { params: { path: { gateway } } },
    { refetchInterval: 300_000 },
  );
  return (
    <Panel title={t('health.chart')} testid="health-charts">
      <Loaded query={query} what={t('health.chart')} stillWorks={t('health.sitesGoOn')}>
        {({ points }) => {
          const told = (Object.keys(charts) as ChartName[]).filter((name) =>
            points.some((point) => charts[name](point) !== null),
          );
          if (told.length === 0) return <EmptyState title={t('health.noPoints')} hint={t('health.noPointsHint')} />;
          return (
            <div className={classes.charts}>
              {told.map((name) => (
                <Chart key={name} name={name} points={points} />
              ))}
            </div>
          );
        }}
      </Loaded>
    </Panel>
  );
}
