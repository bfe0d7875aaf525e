import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { TwinRow } from '../../twin/twin-views.ts';
import { twinClient } from '../api/twin-client.ts';
import { useOperator } from '../api/use-operator.ts';
import { useTexts } from '../locales/texts.ts';
import { useCloudNow } from '../parts/cloud-clock.ts';
import { describeProblem } from '../parts/describe-problem.ts';
import { formatAge } from '../parts/format-time.ts';

const signs = {
  'in-step': '=',
  waiting: '…',
  'on-probation': '◔',
  'pending-restart': '↻',
  refused: '✕',
  drifted: '≠',
} as const;

function Row({ twin }: { twin: TwinRow }) {
  const { t } = useTexts();
  const nowMs = useCloudNow();
  const queries = useQueryClient();
  const { may } = useOperator();
  const resend = useMutation({
    mutationFn: () => twinClient.resend(twin.gateway),
    onSettled: () => queries.invalidateQueries({ queryKey: ['twins'] }),
  });
  const { gateway, site, online, lastSeenMs, standing, sinceMs, desired, reported } = twin;
  const bad = standing === 'refused' || standing === 'drifted';
  const away =
    lastSeenMs === null ? t('twin.neverHeard') : t('twin.offlineFor', { age: formatAge(nowMs - lastSeenMs, t) });
  return (
    <tr data-testid={`twin-${gateway}`} data-standing={standing}>
      <th scope="row">
        {gateway} {site && <span className="dim">{site}</span>}
        {!online && <div className="small dim">{away}</div>}
      </th>
      <td>
        <span className={bad ? 'bad' : undefined}>
          <span aria-hidden="true">{signs[standing]}</span> {t(`twin.state.${standing}`)}
        </span>
        {standing !== 'in-step' && sinceMs !== null && (
          <span className="small dim"> {t('twin.since', { age: formatAge(nowMs - sinceMs, t) })}</span>
        )}
        {(standing === 'refused' ? reported?.problems : [])?.map((problem) => (
          <div key={problem} className="small">
            {problem}
          </div>
        ))}
        {standing === 'refused' && may('settings.change') && (
          <Button size="compact-xs" variant="default" loading={resend.isPending} onClick={() => resend.mutate()}>
            {t('twin.resend')}
          </Button>
        )}
        {resend.error && <div className="small bad">{describeProblem(resend.error, t)}</div>}
      </td>
      <td className="mono">{reported?.version ?? '—'}</td>
      <td className="mono">{desired?.version ?? '—'}</td>
    </tr>
  );
}

const rank = (twin: TwinRow) =>
  ['refused', 'drifted', 'waiting', 'pending-restart', 'on-probation', 'in-step'].indexOf(twin.standing);

const mostRows = 200;

/** Which gateways run with what they should; those that do not stand on top. */
export function DriftTable({ twins }: { twins: readonly TwinRow[] }) {
  const { t } = useTexts();
  const sorted = twins.toSorted((a, b) => rank(a) - rank(b) || (a.gateway < b.gateway ? -1 : 1));
  return (
    <section className="panel" aria-label={t('twin.progress')}>
      <header className="panel-head">
        <h2>{t('twin.progress')}</h2>
      </header>
      <div className="panel-body padded">
        {twins.length === 0 && <p className="empty">{t('fleet.empty')}</p>}
        {twins.length > 0 && twins.every(({ standing }) => standing === 'in-step') && (
          <p className="dim">{t('twin.allInStep')}</p>
        )}
        {twins.length > 0 && (
          <table className="twin-diff">
            <thead>
              <tr>
                <th scope="col">{t('fleet.heading')}</th>
                <th scope="col">{t('fleet.state')}</th>
                <th scope="col">{t('twin.runs')}</th>
                <th scope="col">{t('twin.should')}</th>
              </tr>
            </thead>
            <tbody>
              {sorted.slice(0, mostRows).map((twin) => (
                <Row key={twin.gateway} twin={twin} />
              ))}
            </tbody>
          </table>
        )}
        {twins.length > mostRows && <p className="dim small">{t('health.more', { n: mostRows, all: twins.length })}</p>}
      </div>
    </section>
  );
}
