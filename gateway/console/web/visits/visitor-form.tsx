import { Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { gateway } from '../api/api.ts';
import { problemCode } from '../api/api-problem.ts';
import { useTexts } from '../locales/i18n.ts';
import { fieldToMs, msToMoment } from '../parts/field-time.ts';
import { siteNowMs } from '../parts/site-clock.ts';
import classes from '../people/person.module.css';
import type { Host } from './host-search.tsx';
import type { Visit } from './use-visits.ts';

const hourMs = 3_600_000;
const usualHours = 2;

interface VisitorFormProps {
  host: Host;
  planned: boolean;
  plate: string | undefined;
  onBack(): void;
  onAsked(visit: Visit): void;
}

function firstTyped(host: Host, plate: string | undefined) {
  const nowMs = siteNowMs();
  return {
    ...{ visitor: '', phone: '', plate: plate ?? '', home: host.homes[0]?.id ?? '' },
    ...{ from: msToMoment(nowMs), to: msToMoment(nowMs + usualHours * hourMs), uses: '1' },
  };
}
type Typed = ReturnType<typeof firstTyped>;

function ask(host: Host, planned: boolean, { visitor, phone, plate, home, from, to, uses }: Typed) {
  const nowMs = Math.floor(siteNowMs());
  return gateway.POST('/api/visits', {
    body: {
      ...{ host: host.id, home, visitor: visitor.trim(), uses: Number(uses) },
      fromMs: planned ? (fieldToMs(from) ?? nowMs) : nowMs,
      toMs: fieldToMs(to) ?? nowMs + usualHours * hourMs,
      ...(phone.trim() !== '' && { phone: phone.trim() }),
      ...(plate.trim() !== '' && { plate: plate.trim().normalize('NFKC').toUpperCase() }),
    },
  });
}

/** Who comes, to which home, until when; no more is asked. */
export function VisitorForm({ host, planned, plate, onBack, onAsked }: VisitorFormProps) {
  const { t, name, code } = useTexts();
  const [typed, setTyped] = useState(() => firstTyped(host, plate));
  const asking = useMutation({
    mutationFn: () => ask(host, planned, typed),
    onSuccess: ({ data }) => data && onAsked(data),
  });
  const field = (key: Exclude<keyof Typed, 'home' | 'uses'>, type = 'text') => ({
    ...{ label: t(`visits.${key}`), value: typed[key], type, autoComplete: 'off', 'data-testid': `visit-${key}` },
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setTyped((known) => ({ ...known, [key]: value }));
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    asking.mutate();
  };
  return (
    <form className={classes.step} onSubmit={submit} data-testid="visitor-form">
      <p className={classes.none}>{t('visits.to-host', { name: host.name })}</p>
      {host.homes.length > 1 && (
        <NativeSelect
          label={t('person.home')}
          value={typed.home}
          data={host.homes.map((home) => ({ value: home.id, label: name(home.name) }))}
          onChange={(event) => setTyped({ ...typed, home: event.currentTarget.value })}
        />
      )}
      <TextInput {...field('visitor')} required maxLength={100} autoFocus />
      <TextInput {...field('phone', 'tel')} maxLength={24} />
      <TextInput {...field('plate')} maxLength={10} />
      {planned && <TextInput {...field('from', 'datetime-local')} />}
      <TextInput {...field('to', 'datetime-local')} />
      <NativeSelect
        label={t('visits.uses')}
        value={typed.uses}
        data={['1', '2', '4', '10'].map((value) => ({ value, label: t('visits.times', { n: value }) }))}
        data-testid="visit-uses"
        onChange={(event) => setTyped({ ...typed, uses: event.currentTarget.value })}
      />
      {asking.error && (
        <p className={classes.problem} role="alert" data-testid="visit-problem">
          {t('record.failed', { reason: code('reason', problemCode(asking.error)) })}
        </p>
      )}
      <Group gap="sm">
        <Button
          type="submit"
          color="dark"
          disabled={typed.visitor.trim() === '' || asking.isPending}
          data-testid="visit-submit"
        >
          {t('visits.request')}
        </Button>
        <Button variant="default" onClick={onBack}>
          {t('visits.otherHost')}
        </Button>
      </Group>
    </form>
  );
}
