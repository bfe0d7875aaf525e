import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { type Answer, api } from '../api/api.ts';
import { onLeave, useSession } from '../api/use-session.ts';
import { useTexts } from '../locales/i18n.ts';
import { DataTable } from '../parts/data-table.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { ErrorState } from '../parts/error-state.tsx';
import { PageFrame } from '../parts/page-frame.tsx';
import type { GivenReason } from '../parts/reason-dialog.tsx';
import { useKeys } from '../shell/use-keys.ts';
import { LookGate, LookLine } from './look-gate.tsx';
import classes from './person.module.css';

type Found = Answer<'/api/people'>['people'][number];

/** Kept while the page is left for one person and come back to. */
let typedLast = '';
onLeave(() => {
  typedLast = '';
});

function useFound(typed: string, look: GivenReason) {
  const [query] = useDebouncedValue(typed.trim(), 250);
  return api.useQuery(
    'get',
    '/api/people',
    { params: { query: { query, ...look } } },
    // Names stay no longer in memory than they are shown.
    { enabled: query !== '', placeholderData: keepPreviousData, retry: 1, gcTime: 0 },
  );
}

function Results({ people, onOpen }: { people: Found[]; onOpen(person: Found): void }) {
  const { t, name } = useTexts();
  return (
    <DataTable
      label={t('person.results')}
      columns={[
        { key: 'name', head: t('person.name'), width: '35%', cell: (person) => <strong>{person.name}</strong> },
        {
          key: 'homes',
          head: t('person.homes'),
          cell: (person) => person.homes.map((home) => name(home.name)).join('; '),
        },
      ]}
      rows={people}
      rowKey={({ id }) => id}
      onOpen={onOpen}
      testid="people-results"
    />
  );
}

function Search({ look }: { look: GivenReason }) {
  const { t } = useTexts();
  const [, go] = useLocation();
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(typedLast);
  const found = useFound(typed, look);
  useKeys([[['/'], () => field.current?.focus(), 'person.keySearch']]);
  const isAsked = typed.trim() !== '';
  const people = isAsked ? (found.data?.people ?? []) : [];
  return (
    <div className={classes.table}>
      <TextInput
        ref={field}
        label={t('people.search')}
        value={typed}
        autoFocus
        autoComplete="off"
        maxLength={60}
        data-testid="people-search"
        onChange={(event) => {
          typedLast = event.currentTarget.value;
          setTyped(typedLast);
        }}
        onKeyDown={(event) => {
          const [first] = people;
          if (event.key === 'Enter' && !event.nativeEvent.isComposing && first) go(`/${first.id}`);
        }}
      />
      {!isAsked && <EmptyState title={t('person.typeFirst')} hint={t('people.searchHint')} />}
      {found.error && (
        <ErrorState what={t('person.results')} error={found.error} onRetry={() => void found.refetch()} />
      )}
      {isAsked && !found.isFetching && found.data?.people.length === 0 && (
        <EmptyState title={t('people.none')} hint={t('person.noneHint')} testid="people-none" />
      )}
      {people.length > 0 && <Results people={people} onOpen={({ id }) => go(`/${id}`)} />}
      {isAsked && found.data?.more && <p className={classes.none}>{t('people.more')}</p>}
    </div>
  );
}

/** The way to a person: purpose and reason, then name, home or room. */
export function PeopleSearch() {
  const { t } = useTexts();
  const { may } = useSession();
  const [, go] = useLocation();
  const actions = (
    <>
      {may('people.change') && (
        <Button size="xs" color="dark" data-testid="new-person" onClick={() => go('/new')}>
          {t('person.add')}
        </Button>
      )}
      {(may('register.import') || may('register.export')) && (
        <Button size="xs" variant="default" data-testid="people-tables" onClick={() => go('/tables')}>
          {t('exchange.heading')}
        </Button>
      )}
    </>
  );
  return (
    <PageFrame
      title={t('nav.people')}
      actions={actions}
      toolbar={<LookLine subject="people" />}
      scroll={false}
      testid="people-page"
    >
      {may('people.find') ? (
        <LookGate subject="people" title={t('look.people')} hint={t('look.peopleHint')}>
          {(look) => <Search look={look} />}
        </LookGate>
      ) : (
        <EmptyState title={t('person.noFind')} hint={t('person.noFindHint')} />
      )}
    </PageFrame>
  );
}
