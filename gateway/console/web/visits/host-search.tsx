import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { type Answer, api } from '../api/api.ts';
import { problemCode } from '../api/api-problem.ts';
import { useTexts } from '../locales/i18n.ts';
import type { GivenReason } from '../parts/reason-dialog.tsx';
import classes from '../people/person.module.css';

export type Host = Answer<'/api/people'>['people'][number];

/** Whom somebody wants to see: by name, building or room. */
export function HostSearch(props: { label?: string; look: GivenReason; onPick(host: Host): void }) {
  const { label, look, onPick } = props;
  const { t, name, code } = useTexts();
  const [typed, setTyped] = useState('');
  const [query] = useDebouncedValue(typed.trim(), 250);
  const found = api.useQuery(
    'get',
    '/api/people',
    { params: { query: { query, ...look } } },
    { enabled: query !== '', retry: 1, gcTime: 0 },
  );
  const people = typed.trim() === '' ? [] : (found.data?.people ?? []).filter(({ homes }) => homes.length > 0);
  return (
    <div>
      <TextInput
        label={label ?? t('visits.host')}
        value={typed}
        maxLength={60}
        autoComplete="off"
        autoFocus
        data-testid="host-search"
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => {
          const [first] = people;
          if (event.key !== 'Enter' || event.nativeEvent.isComposing || !first) return;
          event.preventDefault();
          onPick(first);
        }}
      />
      {found.error && (
        <p className={classes.problem} role="alert">
          {t('people.failed', { reason: code('reason', problemCode(found.error)) })}
        </p>
      )}
      {typed.trim() !== '' && found.data && people.length === 0 && <p className={classes.none}>{t('people.none')}</p>}
      <ul className={classes.list}>
        {people.map((person) => (
          <li key={person.id} className={classes.item}>
            <button
              type="button"
              className={classes.link}
              data-testid="host"
              data-person={person.id}
              onClick={() => onPick(person)}
            >
              {person.name} · {person.homes.map((home) => name(home.name)).join('; ')}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
