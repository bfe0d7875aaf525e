import { Button, Tabs } from '@mantine/core';
import { useState } from 'react';
import { Link, Route, Switch } from 'wouter';
import { api } from '../api/api.ts';
import { useSession } from '../api/use-session.ts';
import { useTexts } from '../locales/i18n.ts';
import { VehiclesPage } from '../parking/vehicles-page.tsx';
import { DeedDialog } from '../parts/deed-dialog.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { PageFrame } from '../parts/page-frame.tsx';
import { useSiteNow } from '../parts/site-clock.ts';
import classes from '../people/person.module.css';
import { useKeys } from '../shell/use-keys.ts';
import { InviteDialog } from './invite-dialog.tsx';
import { PassDialog } from './pass-dialog.tsx';
import { useVisitDeeds, type Visit } from './use-visits.ts';
import { VisitList } from './visit-list.tsx';
import { overstays, type Tab, tabs, visitsUnder } from './visit-tabs.ts';

function Visits({ onPass }: { onPass(visit: Visit): void }) {
  const { t } = useTexts();
  const nowMs = useSiteNow();
  const [tab, setTab] = useState<Tab>('today');
  const visits = api.useQuery('get', '/api/visits', { params: { query: { limit: 500 } } }, { refetchInterval: 30_000 });
  const deeds = useVisitDeeds(() => void visits.refetch());
  return (
    <Loaded query={visits} what={t('nav.visits')}>
      {(found) => {
        const of = (each: Tab) => visitsUnder(each, found.visits, nowMs);
        const shown = of(tab);
        const late = of('inside').filter((visit) => overstays(visit, nowMs)).length;
        return (
          <>
            <Tabs value={tab} color="gray" onChange={(value) => setTab(tabs.find((each) => each === value) ?? 'today')}>
              <Tabs.List>
                {tabs.map((each) => (
                  <Tabs.Tab key={each} value={each} data-testid={`visits-${each}`}>
                    {t(`visits.${each}`)} ({of(each).length})
                    {each === 'inside' && late > 0 && (
                      <span
                        className={classes.state}
                        style={{ marginInlineStart: 8 }}
                        data-bad="true"
                        data-testid="visits-late"
                      >
                        {t('visits.late', { n: late })}
                      </span>
                    )}
                  </Tabs.Tab>
                ))}
              </Tabs.List>
              <Tabs.Panel value={tab}>
                {shown.length === 0 ? (
                  <EmptyState
                    title={t(`visits.no-${tab}`)}
                    hint={t('visits.total', { n: found.visits.length })}
                    testid="visits-none"
                  />
                ) : (
                  <VisitList visits={shown} deeds={deeds} onPass={onPass} />
                )}
              </Tabs.Panel>
            </Tabs>
            <DeedDialog deed={deeds.deed} onClose={deeds.close} />
          </>
        );
      }}
    </Loaded>
  );
}

/** Who is expected, who waits for a word, who is inside, who was here. */
function VisitsHome() {
  const { t } = useTexts();
  const { may } = useSession();
  const [inviting, setInviting] = useState<'planned' | 'walk-up'>();
  const [pass, setPass] = useState<Visit>();
  const mayInvite = may('visits.request');
  useKeys([[['i'], () => mayInvite && setInviting('planned'), 'visits.keyInvite']]);
  const toVehicles = may('parking.handle') && (
    <Button component={Link} href="/vehicles" size="xs" variant="default" data-testid="to-vehicles">
      {t('parking.heading')}
    </Button>
  );
  const actions = mayInvite ? (
    <>
      {toVehicles}
      <Button size="xs" color="dark" data-testid="walk-up" onClick={() => setInviting('walk-up')}>
        {t('visits.walkUp')}
      </Button>
      <Button size="xs" variant="default" data-testid="invite" onClick={() => setInviting('planned')}>
        {t('visits.invite')}
      </Button>
    </>
  ) : (
    toVehicles
  );
  return (
    <PageFrame title={t('nav.visits')} actions={actions} testid="visits-page">
      {may('visits.handle') ? (
        <Visits onPass={setPass} />
      ) : (
        <EmptyState title={t('person.noView')} hint={t('person.noFindHint')} />
      )}
      <InviteDialog kind={inviting} onClose={() => setInviting(undefined)} />
      <PassDialog visit={pass} onClose={() => setPass(undefined)} />
    </PageFrame>
  );
}

/** Visitors, and beside them the vehicles that are inside. */
export function VisitsPage() {
  return (
    <Switch>
      <Route path="/vehicles">{() => <VehiclesPage />}</Route>
      <Route>{() => <VisitsHome />}</Route>
    </Switch>
  );
}
