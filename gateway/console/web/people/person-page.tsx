import { Button } from '@mantine/core';
import { useLocation } from 'wouter';
import { useSession } from '../api/use-session.ts';
import { useTexts } from '../locales/i18n.ts';
import { BackLink } from '../parts/back-link.tsx';
import { DeedDialog } from '../parts/deed-dialog.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { PageFrame } from '../parts/page-frame.tsx';
import type { GivenReason } from '../parts/reason-dialog.tsx';
import { ConsentsSection } from './consents-section.tsx';
import { CredentialsSection } from './credentials-section.tsx';
import { FactsSection } from './facts-section.tsx';
import { GroupsSection } from './groups-section.tsx';
import { HiddenNote } from './hidden-note.tsx';
import { HomesSection } from './homes-section.tsx';
import { LookGate, LookLine } from './look-gate.tsx';
import classes from './person.module.css';
import { RightsSection } from './rights-section.tsx';
import { useDeeds, usePerson } from './use-person.ts';
import { VehiclesSection } from './vehicles-section.tsx';

function Person({ id, look }: { id: string; look: GivenReason }) {
  const { t } = useTexts();
  const { may } = useSession();
  const { person, homes } = usePerson(id, look);
  const deeds = useDeeds();
  return (
    <Loaded query={person} what={t('person.one')} stillWorks={t('person.stillWorks')}>
      {(view) => (
        <>
          <HiddenNote purpose={look.purpose} />
          <div className={classes.grid}>
            <FactsSection view={view} deeds={deeds} />
            <HomesSection person={id} query={homes} look={look} deeds={deeds} />
            <CredentialsSection person={id} view={view} deeds={deeds} />
            <VehiclesSection person={id} view={view} deeds={deeds} />
            <GroupsSection person={id} view={view} deeds={deeds} />
            <ConsentsSection person={id} view={view} deeds={deeds} />
            {may('people.erase') && <RightsSection person={id} deeds={deeds} />}
          </div>
          <DeedDialog deed={deeds.deed} onClose={deeds.close} />
        </>
      )}
    </Loaded>
  );
}

/** One person, as far as purpose and role show it. */
export function PersonPage({ id }: { id: string }) {
  const { t } = useTexts();
  const { may } = useSession();
  const [, go] = useLocation();
  const actions = (
    <>
      {may('faces.enrol') && (
        <Button size="xs" color="dark" data-testid="enrol-person" onClick={() => go(`/${id}/enrol`)}>
          {t('person.enrol')}
        </Button>
      )}
      {may('passages.view') && may('people.view') && (
        <Button size="xs" variant="default" data-testid="person-passages" onClick={() => go(`~/passages?person=${id}`)}>
          {t('person.passages')}
        </Button>
      )}
    </>
  );
  const toolbar = (
    <>
      <BackLink testid="people-back" />
      <LookLine subject="people" />
    </>
  );
  return (
    <PageFrame title={t('person.one')} actions={actions} toolbar={toolbar} testid="person-page">
      {may('people.view') ? (
        <LookGate subject="people" title={t('look.person')} hint={t('look.personHint')}>
          {(look) => <Person id={id} look={look} />}
        </LookGate>
      ) : (
        <EmptyState title={t('person.noView')} hint={t('person.noFindHint')} />
      )}
    </PageFrame>
  );
}
