import { Button } from '@mantine/core';
import { Link } from 'wouter';
import type { DifferenceView } from '../../twin/twin-views.ts';
import { type Answer, api } from '../api/api.ts';
import { useOperator } from '../api/use-operator.ts';
import { useTexts } from '../locales/texts.ts';
import { AgeText } from '../parts/age-text.tsx';
import { describeProblem } from '../parts/describe-problem.ts';
import { Loaded } from '../parts/loaded.tsx';
import { Panel } from '../parts/panel.tsx';
import { Differences } from '../twin/change-preview.tsx';

const everyMs = 10_000;

type TwinAnswer = Answer<'/v1/twins/{gateway}'>;

function Resend({ gateway, onSent }: { gateway: string; onSent(): void }) {
  const { t } = useTexts();
  const { may } = useOperator();
  const resend = api.useMutation('post', '/v1/twins/{gateway}/resend', { onSettled: onSent });
  if (!may('settings.change')) return null;
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        loading={resend.isPending}
        onClick={() => resend.mutate({ params: { path: { gateway } } })}
      >
        {t('twin.resend')}
      </Button>
      {resend.error !== null && <p className="bad">{describeProblem(resend.error, t)}</p>}
    </>
  );
}

function Standing({ twin: { standing, sinceMs, desired, reported } }: { twin: TwinAnswer['twin'] }) {
  const { t } = useTexts();
  const bad = standing === 'refused' || standing === 'drifted';
  return (
    <>
      <p className="plain" data-testid="standing" data-standing={standing}>
        <strong className={bad ? 'bad' : undefined}>{t(`twin.state.${standing}`)}</strong>{' '}
        {sinceMs !== null && (
          <span className="dim small">
            <AgeText atMs={sinceMs} ago />
          </span>
        )}
      </p>
      <p className="plain small dim">
        {desired === null && reported === null
          ? t('gateway.noSettings')
          : `${t('twin.runs')} ${reported?.version ?? '—'} · ${t('twin.should')} ${desired?.version ?? '—'}`}
      </p>
      {standing === 'refused' && (
        <ul className="wrong-list">
          {(reported?.problems ?? []).map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      )}
    </>
  );
}

/** With which settings it runs, with which it should, and what differs. */
export function SettingsPanel({ gateway }: { gateway: string }) {
  const { t } = useTexts();
  const twin = api.useQuery(
    'get',
    '/v1/twins/{gateway}',
    { params: { path: { gateway } } },
    { refetchInterval: everyMs },
  );
  return (
    <Panel
      title={t('nav.settings')}
      aside={<Link href={`~/settings/gateway:${gateway}`}>{t('gateway.changeSettings')}</Link>}
      testid="gateway-settings"
    >
      <Loaded query={twin} what={t('nav.settings')}>
        {({ twin: row, drift }) => (
          <>
            <Standing twin={row} />
            {drift.length > 0 && <Differences differences={drift as readonly DifferenceView[]} />}
            {row.standing === 'refused' && <Resend gateway={gateway} onSent={() => void twin.refetch()} />}
          </>
        )}
      </Loaded>
    </Panel>
  );
}
