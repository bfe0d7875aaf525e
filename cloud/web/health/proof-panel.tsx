import { Box, Button } from '@mantine/core';
import type { ProofView } from '../../health/health-views.ts';
import { api } from '../api/api.ts';
import { useTexts } from '../locales/texts.ts';
import { useCloudNow } from '../parts/cloud-clock.ts';
import { formatTime } from '../parts/format-time.ts';
import { Loaded } from '../parts/loaded.tsx';
import { Panel } from '../parts/panel.tsx';
import classes from './health.module.css';

type Day = ProofView['days'][number];
const columns = ['issued', 'received', 'waiting', 'missing', 'duplicate'] as const;
const agreement = { yes: 'anchorYes', no: 'anchorNo', unknown: 'anchorUnknown' } as const;

function Anchor({ anchor }: Pick<Day, 'anchor'>) {
  const { t } = useTexts();
  if (!anchor) return <>{t('health.anchorNone')}</>;
  return (
    <>
      <span className="mono">
        #{anchor.seq} {anchor.hash.slice(0, 8)}
      </span>{' '}
      <span className="small">{t(`health.${agreement[anchor.agrees]}`)}</span>
    </>
  );
}

function DayRow({ day }: { day: Day }) {
  const { t } = useTexts();
  const { missingRanges } = day;
  const ranges = missingRanges
    .map(({ lane, from, to }) => `${t(`detail.lane-${lane}`)} ${from === to ? from : `${from}–${to}`}`)
    .join(', ');
  return (
    <tr data-testid="proof-day" data-day={day.day ?? 'open'} data-missing={day.missing}>
      <th scope="row">
        {day.day ?? t('health.today')}
        <div className="small dim mono">{t('health.epoch', { epoch: day.epoch.slice(0, 8) })}</div>
        {ranges !== '' && <div className="small bad">{t('health.ranges', { ranges })}</div>}
      </th>
      {columns.map((column) => (
        <td
          key={column}
          data-number="true"
          data-bad={(column === 'missing' || column === 'duplicate') && day[column] > 0}
        >
          {day[column]}
        </td>
      ))}
      <td data-bad={day.anchor?.agrees === 'no'}>
        <Anchor anchor={day.anchor} />
      </td>
    </tr>
  );
}

/** Day by day what a gateway issued, by its own word, and what the cloud has of it. */
export function ProofPanel({ gateway }: { gateway: string }) {
  const { t } = useTexts();
  const nowMs = useCloudNow();
  const query = api.useQuery('get', '/v1/gateways/{gateway}/proof', {
    params: { path: { gateway }, query: { days: 30 } },
  });
  const again = (
    <Button size="compact-sm" variant="default" disabled={query.isFetching} onClick={() => void query.refetch()}>
      {t('health.count')}
    </Button>
  );
  return (
    <Panel title={t('health.proof')} aside={again} testid="proof">
      <Loaded query={query} what={t('health.proof')} stillWorks={t('health.sitesGoOn')}>
        {({ days, asOfMs, issued, received, missing, duplicate }) => (
          <>
            <p className={missing + duplicate > 0 ? 'bad' : undefined}>
              {t('health.proofSum', { issued, received, missing, duplicate, time: formatTime(asOfMs, nowMs) })}
            </p>
            <p className="dim small">{t('health.proofHint')}</p>
            <Box component="section" className={classes.scroll} aria-label={t('health.proof')} tabIndex={0}>
              <table className={classes.table}>
                <thead>
                  <tr>
                    <th scope="col">{t('health.day')}</th>
                    {columns.map((column) => (
                      <th key={column} scope="col" data-number="true">
                        {t(`health.${column}`)}
                      </th>
                    ))}
                    <th scope="col">{t('health.anchor')}</th>
                  </tr>
                </thead>
                <tbody>
                  {days.map((day) => (
                    <DayRow key={`${day.epoch} ${day.day}`} day={day} />
                  ))}
                </tbody>
              </table>
            </Box>
          </>
        )}
      </Loaded>
    </Panel>
  );
}
