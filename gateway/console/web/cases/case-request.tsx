import { Button, Modal, SegmentedControl, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { gateway } from '../api/api.ts';
import { ApiProblem, problemCode } from '../api/api-problem.ts';
import { useTexts } from '../locales/i18n.ts';
import { fieldToMs, msToMoment } from '../parts/field-time.ts';
import type { GivenReason } from '../parts/reason-dialog.tsx';
import { siteNowMs } from '../parts/site-clock.ts';
import { LookGate } from '../people/look-gate.tsx';
import classes from '../people/person.module.css';
import { type Host, HostSearch } from '../visits/host-search.tsx';

const dayMs = 86_400_000;

function firstTyped() {
  const nowMs = siteNowMs();
  return {
    ...{ title: '', plate: '', from: msToMoment(nowMs - dayMs), to: msToMoment(nowMs) },
    until: msToMoment(nowMs + 3 * dayMs),
  };
}
type Typed = ReturnType<typeof firstTyped>;
type Subject = 'vehicle' | 'person';

/** The register's vehicle of a plate: looked up for the same purpose and reason. */
async function vehicleOf(plate: string, look: GivenReason): Promise<string> {
  const { data } = await gateway.GET('/api/plates/{plate}/holders', {
    params: { path: { plate: plate.trim() }, query: look },
  });
  const id = data?.holders.find(({ vehicle }) => vehicle.id !== undefined)?.vehicle.id;
  if (id === undefined) throw new ApiProblem('no-such-subject', 404);
  return id;
}

async function ask(kind: Subject, person: Host | undefined, typed: Typed, look: GivenReason) {
  const id = kind === 'person' ? (person?.id ?? '') : await vehicleOf(typed.plate, look);
  return await gateway.POST('/api/cases', {
    body: {
      ...{ title: typed.title.trim(), reason: look.reason, subject: { kind, id } },
      ...{
        fromMs: fieldToMs(typed.from) ?? 0,
        toMs: fieldToMs(typed.to) ?? 0,
        openUntilMs: fieldToMs(typed.until) ?? 0,
      },
    },
  });
}

function RequestForm({ look, onAsked, onClose }: { look: GivenReason; onAsked(): void; onClose(): void }) {
  const { t, code } = useTexts();
  const [typed, setTyped] = useState(firstTyped);
  const [kind, setKind] = useState<Subject>('vehicle');
  const [person, setPerson] = useState<Host>();
  const asking = useMutation({
    mutationFn: () => ask(kind, person, typed, look),
    onSuccess: () => {
      onAsked();
      onClose();
    },
  });
  const field = (key: keyof Typed, type = 'text') => ({
    ...{
      label: t(`cases.${key}`),
      value: typed[key],
      type,
      required: true,
      autoComplete: 'off',
      'data-testid': `case-${key}`,
    },
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setTyped((known) => ({ ...known, [key]: value }));
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    asking.mutate();
  };
  const ready = typed.title.trim() !== '' && (kind === 'person' ? person !== undefined : typed.plate.trim() !== '');
  return (
    <form className={classes.step} onSubmit={submit} data-testid="case-form">
      <TextInput {...field('title')} maxLength={200} autoFocus />
      <SegmentedControl
        value={kind}
        aria-label={t('cases.subject')}
        data={[
          { value: 'vehicle', label: t('subject.vehicle') },
          { value: 'person', label: t('subject.person') },
        ]}
        onChange={(value) => setKind(value === 'person' ? 'person' : 'vehicle')}
      />
      {kind === 'vehicle' && <TextInput {...field('plate')} maxLength={10} />}
      {kind === 'person' &&
        (person ? <p className={classes.none}>{person.name}</p> : <HostSearch look={look} onPick={setPerson} />)}
      <TextInput {...field('from', 'datetime-local')} />
      <TextInput {...field('to', 'datetime-local')} description={t('cases.windowHint')} />
      <TextInput {...field('until', 'datetime-local')} description={t('cases.untilHint')} />
      <p className={classes.equal}>{t('look.line', { purpose: t(`purpose.${look.purpose}`), reason: look.reason })}</p>
      {asking.error && (
        <p className={classes.problem} role="alert" data-testid="case-problem">
          {t('record.failed', { reason: code('reason', problemCode(asking.error)) })}
        </p>
      )}
      <Button type="submit" color="dark" disabled={!ready || asking.isPending} data-testid="case-submit">
        {t('cases.request')}
      </Button>
    </form>
  );
}

/** Asks for a case: whom or which vehicle it is about, which time is looked at, and until when. */
export function CaseRequest({ opened, onAsked, onClose }: { opened: boolean; onAsked(): void; onClose(): void }) {
  const { t } = useTexts();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('cases.request')}
      size="lg"
      lockScroll={false}
      closeButtonProps={{ 'aria-label': t('parts.close') }}
      data-testid="case-dialog"
    >
      <LookGate title={t('cases.gate')} hint={t('cases.gateHint')} offered={['alarm', 'emergency']}>
        {(look) => <RequestForm {...{ look, onAsked, onClose }} />}
      </LookGate>
    </Modal>
  );
}
