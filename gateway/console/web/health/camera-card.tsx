import { useMemo } from 'react';
import { type Answer, api } from '../api/api.ts';
import type { Overview } from '../api/overview.ts';
import { type TextKey, useTexts } from '../locales/i18n.ts';
import { EchartsChart } from '../parts/echarts-chart.tsx';
import { Loaded } from '../parts/loaded.tsx';
import classes from './camera-card.module.css';
import cards from './health.module.css';

const everyMs = 2000;

type Row = Answer<'/api/perception'>['cameras'][number];
type Camera = Overview['cameras'][number];

/** Stages of the work that have a column; what is left out is part of the analysis. */
const stages = ['decode', 'total', 'sighting'] as const;

function StageTime({ row, stage, label }: { row: Row; stage: string; label: string }) {
  const time = row.stages[stage];
  return (
    <td data-label={label}>
      {time ? (
        <span>
          {Math.round(time.medianMs)} <small>/ {Math.round(time.p95Ms)} ms</small>
        </span>
      ) : (
        '–'
      )}
    </td>
  );
}

function CameraRow({ row, camera }: { row: Row; camera: Camera | undefined }) {
  const { t, name, code } = useTexts();
  return (
    <tr data-testid={`seeing-${row.camera}`}>
      <th scope="row">{camera ? name(camera.name) : row.camera}</th>
      <td data-label={t('seeing.state')}>
        {code('decoding', camera && camera.state !== 'streaming' ? camera.state : row.decoding)}
      </td>
      <td data-label={t('seeing.rate')}>{row.framesPerSecond.toFixed(1)}</td>
      <td data-label={t('seeing.seen')}>{row.framesSeen.toLocaleString()}</td>
      <td data-label={t('seeing.decoded')}>{row.framesDecoded.toLocaleString()}</td>
      <td data-label={t('seeing.analysed')}>{row.framesAnalysed.toLocaleString()}</td>
      <td data-label={t('seeing.dropped')} data-bad={row.framesDropped > 0.1 * row.framesAnalysed}>
        {row.framesDropped.toLocaleString()}
      </td>
      {stages.map((stage) => (
        <StageTime key={stage} row={row} stage={stage} label={t(`seeing.${stage}` as TextKey)} />
      ))}
    </tr>
  );
}

const columns = ['camera', 'state', 'rate', 'seen', 'decoded', 'analysed', 'dropped', ...stages] as const;

/** How long a frame takes, camera beside camera. */
function StageChart({ rows, cameras }: { rows: readonly Row[]; cameras: ReadonlyMap<string, Camera> }) {
  const { t, name } = useTexts();
  const shown = rows.flatMap(({ camera, stages: { total } }) => {
    const known = cameras.get(camera);
    return total
      ? [[known ? name(known.name) : camera, Math.round(total.medianMs), Math.round(total.p95Ms)] as const]
      : [];
  });
  const words = [t('system.median'), t('system.p95')];
  const key = JSON.stringify([shown, words]);
  const option = useMemo(() => {
    const [seen, legend] = JSON.parse(key) as [[string, number, number][], string[]];
    return {
      legend: { top: 0 },
      tooltip: {},
      xAxis: {
        type: 'category',
        data: seen.map(([camera]) => camera),
        axisLabel: { interval: 0, width: 90, overflow: 'break' },
      },
      yAxis: { type: 'value' },
      series: legend.map((each, index) => ({ name: each, type: 'bar', data: seen.map((row) => row[index + 1]) })),
    };
  }, [key]);
  if (shown.length === 0) return null;
  return (
    <EchartsChart
      label={t('system.framesChart')}
      option={option}
      height={220}
      table={{ head: [t('seeing.camera'), ...words], rows: shown }}
    />
  );
}

/** What each camera's pictures go through, and what that costs. */
export function CameraCard({ cameras }: { cameras: readonly Camera[] }) {
  const { t } = useTexts();
  const query = api.useQuery('get', '/api/perception', undefined, { refetchInterval: everyMs, retry: false });
  const known = new Map(cameras.map((camera) => [camera.id, camera]));
  return (
    <section className={`${cards.card} ${cards.wide}`} data-testid="health-seeing">
      <h2>{t('seeing.heading')}</h2>
      <Loaded query={query} what={t('seeing.heading')}>
        {(figures) =>
          figures.cameras.length === 0 ? (
            <p className={classes.note}>{t('camera.none')}</p>
          ) : (
            <>
              <StageChart rows={figures.cameras} cameras={known} />
              <table className={classes.table}>
                <thead>
                  <tr>
                    {columns.map((column) => (
                      <th key={column} scope="col">
                        {t(`seeing.${column}` as TextKey)}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {figures.cameras.map((row) => (
                    <CameraRow key={row.camera} row={row} camera={known.get(row.camera)} />
                  ))}
                </tbody>
              </table>
              <p className={classes.note}>{t('seeing.note')}</p>
              <ul className={classes.processes}>
                {figures.processes.map(({ index, cameras: count, rssBytes, cores }) => (
                  <li key={index} data-testid={`seeing-process-${index}`}>
                    {t('seeing.process', {
                      n: index + 1,
                      cameras: count,
                      cores: cores.toFixed(2),
                      megabytes: Math.round(rssBytes / 1e6),
                    })}
                  </li>
                ))}
              </ul>
            </>
          )
        }
      </Loaded>
    </section>
  );
}
