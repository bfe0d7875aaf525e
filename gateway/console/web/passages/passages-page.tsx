import { Button } from '@mantine/core';
import { useState } from 'react';
import { useSearchParams } from 'wouter';
import { useSession } from '../api/use-session.ts';
import { useTexts } from '../locales/i18n.ts';
import { Filters } from '../parts/filters.tsx';
import { PageFrame } from '../parts/page-frame.tsx';
import { LookGate, LookLine } from '../people/look-gate.tsx';
import { EventList } from './event-list.tsx';
import { type Filter, noFilter, PassageFilters } from './passage-filters.tsx';
import { PassageList } from './passage-list.tsx';

/** Who may not look people up is not offered to. */
function useFirstFilter(): Filter {
  const [params] = useSearchParams();
  const { may } = useSession();
  const person = params.get('person');
  return person !== null && may('people.view') ? { ...noFilter, person } : noFilter;
}

/** What passed and what was refused: as it happens, and by whatever somebody knows of it. */
export function PassagesPage() {
  const { t } = useTexts();
  const { may } = useSession();
  const [filter, setFilter] = useState(useFirstFilter());
  const [events, setEvents] = useState(false);
  const isPersonal = filter.person !== '' || filter.plate !== '';
  // Whoever comes from somebody's page has said why; another plate is another look.
  const subject = filter.plate === '' ? 'people' : `plate ${filter.plate}`;
  const toolbar = events ? undefined : (
    <>
      <Filters>
        <PassageFilters filter={filter} onChange={setFilter} />
      </Filters>
      {isPersonal && <LookLine subject={subject} />}
    </>
  );
  const actions = may('alarms.view') && (
    <Button
      size="xs"
      variant="default"
      aria-pressed={events}
      data-testid="show-events"
      onClick={() => setEvents(!events)}
    >
      {t(events ? 'passages.toPassages' : 'passages.toEvents')}
    </Button>
  );
  return (
    <PageFrame
      title={t(events ? 'passages.events' : 'nav.passages')}
      actions={actions}
      toolbar={toolbar}
      scroll={false}
      testid="passages-page"
    >
      {events && <EventList />}
      {!events && !isPersonal && <PassageList filter={filter} look={undefined} />}
      {!events && isPersonal && (
        <LookGate subject={subject} title={t('passages.gate')} hint={t('passages.gateHint')}>
          {(look) => <PassageList filter={filter} look={look} />}
        </LookGate>
      )}
    </PageFrame>
  );
}
