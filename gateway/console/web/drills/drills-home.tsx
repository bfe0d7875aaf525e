import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { api } from '../api/api.ts';
import { useSession } from '../api/use-session.ts';
import { useTexts } from '../locales/i18n.ts';
import { EmptyState } from '../parts/empty-state.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { PageFrame } from '../parts/page-frame.tsx';
import { Section } from '../parts/section.tsx';
import classes from '../shift/shift.module.css';
import { useClock } from '../shift/use-clock.ts';
import { DrillPlanForm } from './drill-plan-form.tsx';

export function DrillsHome() {
  const { t } = useTexts();
  const { may } = useSession();
  const clock = useClock();
  const [, go] = useLocation();
  const [planning, setPlanning] = useState(false);
  const drills = api.useQuery('get', '/api/drills', {}, { refetchInterval: 10_000 });
  const plan = may('drills.run') && (
    <Button size="xs" color="dark" data-testid="drill-plan" onClick={() => setPlanning((now) => !now)}>
      {t('drill.plan')}
    </Button>
  );
  return (
    <PageFrame title={t('nav.drills')} actions={plan} testid="drills-page">
      {planning && (
        <Section title={t('drill.plan')}>
          <DrillPlanForm onPlanned={(id) => go(`/${id}`)} />
        </Section>
      )}
      <Loaded query={drills} what={t('drill.list')}>
        {({ drills: list }) =>
          list.length === 0 ? (
            <EmptyState title={t('drill.empty')} hint={t('drill.emptyHint')} />
          ) : (
            <Section title={t('drill.list')}>
              <ul className={classes.list}>
                {list.map(({ id, name, state, plannedAtMs, startedAtMs, report }) => (
                  <li key={id} className={classes.row} data-testid="drill-row">
                    <Link href={`/${id}`} className={classes.grow}>
                      {name}
                    </Link>
                    <span>{t(`drill.state.${state}`)}</span>
                    {report && (
                      <span className={report.verdict === 'failed' ? classes.warn : classes.dim}>
                        {t(`drill.verdict.${report.verdict}`)}
                      </span>
                    )}
                    <span className={classes.dim}>{clock(startedAtMs ?? plannedAtMs)}</span>
                  </li>
                ))}
              </ul>
            </Section>
          )
        }
      </Loaded>
    </PageFrame>
  );
}
