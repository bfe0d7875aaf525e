import { useMemo } from 'react';
import type { Overview } from '../api/overview.ts';
import { useTexts } from '../locales/i18n.ts';
import { AgeText } from '../parts/age-text.tsx';
import { EchartsChart } from '../parts/echarts-chart.tsx';
import { isDiskFull, type System } from './find-problems.ts';
import classes from './health.module.css';

const gigabytes = (bytes: number) => (bytes / 1e9).toFixed(1);
const megabytes = (bytes: number) => Math.round(bytes / 1e6);

function MemoryChart({ memory }: { memory: System['memory'] }) {
  const { t } = useTexts();
  const { gatewayBytes, perceptionBytes } = memory;
  const rows = [
    [t('system.gateway'), megabytes(gatewayBytes)],
    [t('system.perception'), megabytes(perceptionBytes)],
  ] as const;
  const option = useMemo(
    () => ({
      grid: { left: 90, right: 60, top: 8, bottom: 24 },
      xAxis: { type: 'value' },
      yAxis: { type: 'category', data: rows.map(([name]) => name), inverse: true },
      series: [{ type: 'bar', data: rows.map(([, value]) => value), label: { show: true, position: 'right' } }],
    }),
    [rows[0][1], rows[1][1], rows[0][0]],
  );
  return (
    <EchartsChart
      label={t('system.memory')}
      option={option}
      height={110}
      table={{ head: [t('system.process'), t('system.megabytes')], rows }}
    />
  );
}

/** Disk, evidence, clock and memory of the machine in the equipment room. */
export function BoxCard({ overview, system }: { overview: Overview; system: System }) {
  const { t, code } = useTexts();
  const { version, startedAtMs } = overview.health;
  const { disk, clock, evidence, storage } = system;
  const isFull = isDiskFull(system);
  const used = disk.totalBytes > 0 ? (disk.totalBytes - disk.freeBytes) / disk.totalBytes : 0;
  const oldest = (ms: number | undefined) => (ms === undefined ? t('system.none') : <AgeText atMs={ms} ago />);
  return (
    <section className={classes.card} data-testid="health-box">
      <h2>{t('system.box')}</h2>
      <dl className={classes.facts}>
        <dt>{t('system.disk')}</dt>
        <dd className={isFull ? classes.bad : undefined} data-testid="health-disk">
          {isFull && '▲ '}
          {t('system.diskValue', { free: gigabytes(disk.freeBytes), total: gigabytes(disk.totalBytes) })}
          <div className={classes.bar} data-bad={isFull} aria-hidden="true">
            <div style={{ width: `${Math.round(used * 100)}%` }} />
          </div>
        </dd>
        {storage.reserve && (
          <>
            <dt>{t('system.reserve')}</dt>
            <dd className={storage.reserve.heldBytes > 0 ? undefined : classes.bad} data-testid="health-reserve">
              {storage.reserve.heldBytes > 0
                ? t('system.reserveHeld', { mb: megabytes(storage.reserve.heldBytes) })
                : `▲ ${t('system.reserveNone')}`}
            </dd>
          </>
        )}
        <dt>{t('system.oldestPicture')}</dt>
        <dd>{oldest(evidence.oldestPictureMs)}</dd>
        <dt>{t('system.oldestClip')}</dt>
        <dd>{oldest(evidence.oldestClipMs)}</dd>
        <dt>{t('system.clock')}</dt>
        <dd className={clock.known ? undefined : classes.bad} data-testid="health-clock">
          {clock.known
            ? t('system.clockKnown')
            : `▲ ${t('system.clockUnknown')} (${code('clockProblem', clock.problem ?? 'jumped')})`}
        </dd>
        <dt>{t('system.up')}</dt>
        <dd>
          <AgeText atMs={startedAtMs} />
        </dd>
        <dt>{t('system.version')}</dt>
        <dd>{version}</dd>
      </dl>
      <h3>{t('system.memory')}</h3>
      <MemoryChart memory={system.memory} />
    </section>
  );
}
