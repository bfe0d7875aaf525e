import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { type TextKey, useTexts } from '../locales/i18n.ts';
import { lastRange, type Range, TimeRange } from '../parts/time-range.tsx';
import classes from './ledger.module.css';

export interface Asked {
  actor?: string;
  action?: string;
  subject?: string;
  fromMs?: number;
  toMs?: number;
}

const dayMs = 24 * 3_600_000;
const fields: readonly [name: 'actor' | 'action' | 'subject', label: TextKey, hint: TextKey][] = [
  ['actor', 'ledger.actor', 'ledger.actorHint'],
  ['action', 'ledger.action', 'ledger.actionHint'],
  ['subject', 'ledger.subject', 'ledger.subjectHint'],
];

/** What the next look is for. It is asked on the press of a button only: each look stands in the ledger. */
export function LedgerFilters({ onAsked }: { onAsked(asked: Asked): void }) {
  const { t } = useTexts();
  const [words, setWords] = useState({ actor: '', action: '', subject: '' });
  const [range, setRange] = useState<Range>();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const given = Object.entries(words).map(([name, text]) => [name, text.trim()]);
    onAsked({ ...Object.fromEntries(given.filter(([, text]) => text !== '')), ...range });
  };
  return (
    <form className={classes.filters} onSubmit={submit} data-testid="ledger-filters">
      {fields.map(([name, label, hint]) => (
        <TextInput
          key={name}
          size="xs"
          label={t(label)}
          placeholder={t(hint)}
          value={words[name]}
          maxLength={128}
          onChange={(event) => setWords({ ...words, [name]: event.currentTarget.value })}
          data-testid={`ledger-${name}`}
        />
      ))}
      {range ? (
        <TimeRange value={range} onChange={setRange} />
      ) : (
        <Button size="xs" variant="default" onClick={() => setRange(lastRange(dayMs))} data-testid="ledger-time">
          {t('ledger.when')}: {t('ledger.allTime')}
        </Button>
      )}
      <Button type="submit" size="xs" color="dark" data-testid="ledger-search">
        {t('ledger.search')}
      </Button>
    </form>
  );
}
