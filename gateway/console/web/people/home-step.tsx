import { Button, NativeSelect, Select, TextInput } from '@mantine/core';
import { useIsFetching, useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useLocation } from 'wouter';
import { gateway } from '../api/api.ts';
import { problemCode } from '../api/api-problem.ts';
import { useTexts } from '../locales/i18n.ts';
import { fieldToMs, lastDayToMs } from '../parts/field-time.ts';
import { useHomes } from './homes-section.tsx';
import { relations } from './people-tables.ts';
import classes from './person.module.css';

const empty = { name: '', born: '', phone: '', home: '', relation: 'owner', from: '', to: '', reason: '' };

function add({ name, born, phone, home, relation, from, to, reason }: typeof empty) {
  const [fromMs, toMs] = [fieldToMs(from), lastDayToMs(to)];
  return gateway.POST('/api/people', {
    body: {
      ...{ name: name.trim(), home, reason: reason.trim() },
      relation: relations.find((each) => each === relation) ?? 'family',
      ...(born !== '' && { born }),
      ...(phone.trim() !== '' && { phone: phone.trim() }),
      ...(fromMs !== undefined && { fromMs }),
      ...(toMs !== undefined && { toMs }),
    },
  });
}

/** Who it is and where they belong; what is not needed is not asked. */
export function HomeStep() {
  const { t, code } = useTexts();
  const [, go] = useLocation();
  const homes = useHomes();
  const reading = useIsFetching({ queryKey: ['get', '/api/addresses/tree'] }) > 0;
  const [typed, setTyped] = useState(empty);
  const values = { ...typed, reason: typed.reason || t('enrol.heading') };
  const adding = useMutation({
    mutationFn: add,
    onSuccess: ({ data }) => data && go(`/${data.id}/enrol`, { replace: true }),
  });
  const set = (key: keyof typeof empty) => (event: { currentTarget: { value: string } }) => {
    const { value } = event.currentTarget;
    setTyped((known) => ({ ...known, [key]: value }));
  };
  const field = (key: 'name' | 'born' | 'phone' | 'from' | 'to', type = 'text') => ({
    ...{ label: t(`person.${key}`), value: typed[key], onChange: set(key), type, autoComplete: 'off' },
    ...{ maxLength: 100, 'data-testid': `new-${key}` },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    adding.mutate(values);
  };
  return (
    <form className={classes.step} onSubmit={submit} data-testid="home-step">
      <TextInput {...field('name')} required />
      <TextInput {...field('born', 'date')} description={t('enrol.bornHint')} />
      <TextInput {...field('phone')} />
      <Select
        label={t('person.home')}
        placeholder={t('enrol.chooseHome')}
        description={!reading && homes.length === 0 ? t('enrol.noHomes') : undefined}
        nothingFoundMessage={t('people.none')}
        value={typed.home || null}
        data={homes}
        limit={100}
        searchable
        required
        data-testid="new-home"
        onChange={(home) => setTyped((known) => ({ ...known, home: home ?? '' }))}
      />
      <NativeSelect
        label={t('person.relation')}
        value={typed.relation}
        data={relations.map((value) => ({ value, label: t(`relation.${value}`) }))}
        data-testid="new-relation"
        onChange={set('relation')}
      />
      <TextInput {...field('from', 'date')} description={t('person.nowHint')} />
      <TextInput {...field('to', 'date')} description={t('person.toHint')} />
      {adding.error && (
        <p className={classes.problem} role="alert">
          {t('record.failed', { reason: code('reason', problemCode(adding.error)) })}
        </p>
      )}
      <Button
        type="submit"
        color="dark"
        disabled={typed.name.trim() === '' || typed.home === '' || adding.isPending}
        data-testid="new-submit"
      >
        {t('enrol.next')}
      </Button>
    </form>
  );
}
