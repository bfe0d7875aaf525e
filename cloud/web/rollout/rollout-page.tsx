import { Button } from '@mantine/core';
import { Link, Route, Switch, useLocation } from 'wouter';
import { EmptyState } from '../../../gateway/console/web/parts/empty-state.tsx';
import type { RolloutView } from '../../rollout/rollout-views.ts';
import { useOperator } from '../api/use-operator.ts';
import { useTexts } from '../locales/texts.ts';
import { AgeText } from '../parts/age-text.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { PageFrame } from '../parts/page-frame.tsx';
import { StageBar, StageCounts, sumGroups } from './group-bars.tsx';
import classes from './rollout.module.css';
import { useReleases, useRollouts } from './rollout-client.ts';
import { RolloutDetailPage } from './rollout-detail.tsx';
import { RolloutWizard } from './rollout-wizard.tsx';

function Row({ rollout }: { rollout: RolloutView }) {
  const { t } = useTexts();
  const { id, title, phase, name, version, atMs, preparedBy, groups } = rollout;
  const counts = sumGroups(groups);
  return (
    <tr data-bad={phase === 'halted'} data-testid="rollout-row">
      <td>
        <Link href={`/${id}`}>{title}</Link>
      </td>
      <td className="mono">
        {name} {version}
      </td>
      <td data-phase={phase}>
        {phase === 'halted' ? '✕ ' : ''}
        {t(`rollout.phase.${phase}`)}
      </td>
      <td>
        <StageBar counts={counts} />
        <StageCounts counts={counts} />
      </td>
      <td data-wide="true">
        {t('rollout.by', { sign: preparedBy })}, <AgeText atMs={atMs} ago />
      </td>
    </tr>
  );
}

function RolloutList() {
  const { t } = useTexts();
  const [, go] = useLocation();
  const { may } = useOperator();
  const query = useRollouts();
  const releases = useReleases();
  const isOff = releases.data?.on === false;
  const actions = may('rollouts.prepare') && !isOff && (
    <Button variant="filled" size="compact-sm" data-testid="new-rollout" onClick={() => go('/new')}>
      {t('rollout.new')}
    </Button>
  );
  return (
    <PageFrame title={t('rollout.what')} actions={actions} testid="rollouts">
      {isOff && <EmptyState title={t('rollout.off')} hint={t('rollout.offHint')} />}
      <Loaded query={query} what={t('rollout.what')}>
        {({ rollouts }) =>
          rollouts.length === 0 ? (
            !isOff && <EmptyState title={t('rollout.none')} hint={t('rollout.noneHint')} />
          ) : (
            <div className={classes.scroll}>
              <table className={classes.table}>
                <thead>
                  <tr>
                    <th>{t('rollout.name')}</th>
                    <th>{t('rollout.release')}</th>
                    <th>{t('rollout.phaseHead')}</th>
                    <th>{t('rollout.progress')}</th>
                    <th data-wide="true">{t('rollout.prepared')}</th>
                  </tr>
                </thead>
                <tbody>
                  {rollouts.map((rollout) => (
                    <Row key={rollout.id} rollout={rollout} />
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Loaded>
    </PageFrame>
  );
}

/** Releases on their way to gateways: all of them, a new one, and one as it goes. The address names which. */
export function RolloutPage() {
  return (
    <Switch>
      <Route path="/new">
        <RolloutWizard />
      </Route>
      <Route path="/:id">{({ id }) => <RolloutDetailPage id={id} />}</Route>
      <Route>
        <RolloutList />
      </Route>
    </Switch>
  );
}
