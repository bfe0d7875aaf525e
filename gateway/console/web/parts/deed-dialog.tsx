import { Button, Checkbox, Group, Modal, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { problemCode } from '../api/api-problem.ts';
import { useTexts } from '../locales/i18n.ts';
import { HoldButton } from './hold-button.tsx';

export interface DeedField {
  key: string;
  label: string;
  /** `day` and `moment` are read with `fieldToMs`, a last day with `lastDayToMs`; a `check` is 'yes' or ''. */
  kind?: 'text' | 'area' | 'secret' | 'day' | 'moment' | 'choice' | 'check';
  value?: string;
  /** Of a `choice` all there are; of a text what is offered while typing. */
  choices?: readonly { value: string; label: string }[];
  needed?: boolean;
  hint?: string;
  maxLength?: number;
}

export type DeedValues = Readonly<Record<string, string>>;

/** Something that somebody does to a record: what is asked of them, and what is sent. */
export interface Deed {
  title: string;
  hint?: ReactNode;
  fields?: readonly DeedField[];
  /** Whether a reason is asked; it comes as `reason`. */
  reason?: boolean;
  submit: string;
  /** Must be held: it cannot be undone. */
  held?: boolean;
  send(values: DeedValues): Promise<unknown>;
  /** After it was done; the dialog is closed by itself. */
  done?(answer: unknown): void;
}

const leastReason = 4;

function Input({ field, value, onChange }: { field: DeedField; value: string; onChange(value: string): void }) {
  const { t } = useTexts();
  const { key, label, kind = 'text', choices = [], needed = false, hint, maxLength = 100 } = field;
  const shared = { label, 'data-testid': `deed-${key}`, ...(hint !== undefined && { description: hint }) };
  if (kind === 'check') {
    return (
      <Checkbox
        {...shared}
        checked={value === 'yes'}
        onChange={(event) => onChange(event.currentTarget.checked ? 'yes' : '')}
      />
    );
  }
  if (kind === 'choice') {
    return (
      <NativeSelect
        {...shared}
        value={value}
        // Where one must be chosen, none is chosen by itself.
        data={
          needed && field.value === undefined ? [{ value: '', label: t('parts.choose') }, ...choices] : [...choices]
        }
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  const typed = { ...shared, value, required: needed, maxLength, autoComplete: 'off' };
  if (kind === 'area') {
    return <Textarea {...typed} autosize minRows={2} onChange={(event) => onChange(event.currentTarget.value)} />;
  }
  const type = { text: 'text', secret: 'password', day: 'date', moment: 'datetime-local' }[kind];
  return (
    <>
      <TextInput
        {...typed}
        type={type}
        {...(choices.length > 0 && { list: `deed-${key}-offered` })}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {choices.length > 0 && (
        <datalist id={`deed-${key}-offered`}>
          {choices.map((each) => (
            <option key={each.value} value={each.value}>
              {each.label}
            </option>
          ))}
        </datalist>
      )}
    </>
  );
}

function firstValues({ fields = [] }: Deed): Record<string, string> {
  const offered = (field: DeedField) =>
    field.kind === 'choice' && !field.needed ? field.choices?.[0]?.value : undefined;
  return Object.fromEntries(fields.map((field) => [field.key, field.value ?? offered(field) ?? '']));
}

/** Reason where one is asked, and whether all that is needed is there. */
function isComplete({ fields = [], reason }: Deed, values: DeedValues): boolean {
  const all = fields.every(({ key, needed }) => !needed || (values[key] ?? '').trim() !== '');
  return all && (!reason || (values.reason ?? '').trim().length >= leastReason);
}

function DeedForm({ deed, onClose }: { deed: Deed; onClose(): void }) {
  const { t, code } = useTexts();
  const [values, setValues] = useState(() => firstValues(deed));
  const sending = useMutation({
    mutationFn: deed.send,
    onSuccess: (answer) => {
      onClose();
      deed.done?.(answer);
    },
  });
  const set = (key: string) => (value: string) => setValues((known) => ({ ...known, [key]: value }));
  const trimmed = () => Object.fromEntries(Object.entries(values).map(([key, value]) => [key, value.trim()]));
  const ready = isComplete(deed, values) && !sending.isPending;
  const send = () => ready && sending.mutate(trimmed());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!deed.held) send();
  };
  return (
    <form onSubmit={submit} data-testid="deed-form">
      <Stack gap="sm">
        {deed.hint !== undefined && <div>{deed.hint}</div>}
        {(deed.fields ?? []).map((field) => (
          <Input key={field.key} field={field} value={values[field.key] ?? ''} onChange={set(field.key)} />
        ))}
        {deed.reason && (
          <Textarea
            label={t('parts.reason')}
            description={t('parts.reasonHint', { n: leastReason })}
            value={values.reason ?? ''}
            maxLength={300}
            autosize
            minRows={2}
            data-testid="deed-reason"
            onChange={(event) => set('reason')(event.currentTarget.value)}
          />
        )}
        {sending.error && (
          <p role="alert" data-testid="deed-problem" style={{ margin: 0, color: 'var(--rw-alert-text)' }}>
            {t('record.failed', { reason: code('reason', problemCode(sending.error)) })}
          </p>
        )}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t('parts.cancel')}
          </Button>
          {deed.held ? (
            <HoldButton label={deed.submit} tone="danger" disabled={!ready} testid="deed-submit" onHeld={send} />
          ) : (
            <Button type="submit" color="dark" disabled={!ready} data-testid="deed-submit">
              {deed.submit}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}

/** Asks for what a deed needs, does it, and says why it was refused. */
export function DeedDialog({ deed, onClose }: { deed: Deed | undefined; onClose(): void }) {
  const { t } = useTexts();
  return (
    <Modal
      opened={deed !== undefined}
      onClose={onClose}
      title={deed?.title}
      lockScroll={false}
      closeButtonProps={{ 'aria-label': t('parts.close') }}
      data-testid="deed-dialog"
    >
      {deed && <DeedForm key={deed.title} deed={deed} onClose={onClose} />}
    </Modal>
  );
}
