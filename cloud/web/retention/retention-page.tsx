import { Box } from '@mantine/core';
import { type Answer, api } from '../api/api.ts';
import classes from '../health/health.module.css';
import { useTexts } from '../locales/texts.ts';
import { useCloudNow } from '../parts/cloud-clock.ts';
import { formatTime } from '../parts/format-time.ts';
import { Loaded } from '../parts/loaded.tsx';
import { PageFrame } from '../parts/page-frame.tsx';
import { OrdersPanel } from './orders-panel.tsx';

type Kept = Answer<'/v1/retention'>['kinds'][number];

function KindRow({ kept }: { kept: Kept }) {
  const { t } = useTexts();
  const nowMs = useCloudNow();
  const { kind, days, least, most, sweep } = kept;
  const at = (ms: number | null) => (ms === null ? '—' : formatTime(ms, nowMs));
  return (
    <tr data-testid="kept" data-kind={kind}>
      <th scope="row">
        {t(`retention.kind.${kind}`)}
        <div className="small dim">{t(`retention.why.${kind}`)}</div>
      </th>
      <td data-number="true">{days}</td>
      <td data-number="true">
        {least}–{most}
      </td>
      <td>{sweep ? at(sweep.oldestMs) : '—'}</td>
      <td>
        {sweep ? at(sweep.atMs) : t('retention.never')}
        {sweep && (
          <div className="small dim">
            {sweep.deleted > 0 ? t('retention.took', { n: sweep.deleted }) : t('retention.nothing')}
          </div>
        )}
      </td>
    </tr>
  );
}

/** What is kept for how long and why, how old the oldest is, what the last sweep took, and what is ordered to be kept. */
export function RetentionPage() {
  const { t } = useTexts();
  const query = api.useQuery('get', '/v1/retention');
  const heads = ['what', 'days', 'bounds', 'oldest', 'swept'] as const;
  return (
    <PageFrame title={t('retention.title')} testid="retention-page">
      <p className="dim">{t('retention.hint')}</p>
      <Loaded query={query} what={t('retention.title')}>
        {({ kinds, tenants, orders }) => (
          <>
            <Box component="section" className={classes.scroll} aria-label={t('retention.title')} tabIndex={0}>
              <table className={classes.table}>
                <thead>
                  <tr>
                    {heads.map((head) => (
                      <th key={head} scope="col">
                        {t(`retention.${head}`)}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {kinds.map((kept) => (
                    <KindRow key={kept.kind} kept={kept} />
                  ))}
                </tbody>
              </table>
            </Box>
            {tenants.length > 0 && (
              <>
                <h2 className={classes.head}>{t('retention.tenants')}</h2>
                <ul>
                  {tenants.map(({ tenant, kind, days }) => (
                    <li key={`${tenant} ${kind}`}>
                      <span className="mono">{tenant}</span> · {t(`retention.kind.${kind}`)} · {days}
                    </li>
                  ))}
                </ul>
              </>
            )}
            <OrdersPanel orders={orders} />
          </>
        )}
      </Loaded>
    </PageFrame>
  );
}
