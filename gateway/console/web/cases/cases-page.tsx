import { Button, Tabs } from '@mantine/core';
import { useState } from 'react';
import { Route, Switch, useLocation } from 'wouter';
import { useSession } from '../api/use-session.ts';
import { useTexts } from '../locales/i18n.ts';
import { PageFrame } from '../parts/page-frame.tsx';
import { CaseList } from './case-list.tsx';
import { CasePage } from './case-page.tsx';
import { WatchList } from './watch-list.tsx';

function Lists({ tab }: { tab: 'cases' | 'watch' }) {
  const { t } = useTexts();
  const { may } = useSession();
  const [, go] = useLocation();
  const [asking, setAsking] = useState(false);
  const hasCases = may('cases.view') || may('cases.approve');
  const hasWatch = may('watch.view') || may('watch.approve');
  const shown = tab === 'cases' && !hasCases ? 'watch' : tab;
  const onAsked = () => setAsking(false);
  const request = may(`${shown}.request`) && (
    <Button
      size="xs"
      color="dark"
      data-testid={shown === 'cases' ? 'request-case' : 'request-watch'}
      onClick={() => setAsking(true)}
    >
      {t(`${shown}.request`)}
    </Button>
  );
  return (
    <PageFrame title={t('nav.cases')} actions={request} testid="cases-page">
      <Tabs value={shown} color="gray" onChange={(value) => go(value === 'watch' ? '/watch' : '/')}>
        <Tabs.List>
          {hasCases && <Tabs.Tab value="cases">{t('cases.heading')}</Tabs.Tab>}
          {hasWatch && (
            <Tabs.Tab value="watch" data-testid="tab-watch">
              {t('watch.heading')}
            </Tabs.Tab>
          )}
        </Tabs.List>
        <Tabs.Panel value={shown} pt="sm">
          {shown === 'cases' ? <CaseList {...{ asking, onAsked }} /> : <WatchList {...{ asking, onAsked }} />}
        </Tabs.Panel>
      </Tabs>
    </PageFrame>
  );
}

/** Where somebody's way may be looked at, and plates that are watched for: each needs two people. */
export function CasesPage() {
  return (
    <Switch>
      <Route path="/watch">{() => <Lists tab="watch" />}</Route>
      <Route path="/:id">{({ id }) => <CasePage key={id} id={id} />}</Route>
      <Route>{() => <Lists tab="cases" />}</Route>
    </Switch>
  );
}
