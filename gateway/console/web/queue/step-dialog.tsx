import { Button, Modal, Textarea } from '@mantine/core';
import { type FormEvent, type ReactNode, type Ref, useRef, useState } from 'react';
import type { Verdict } from '../../../../devices/contracts/alarms.ts';
import type { ConsoleAlarm } from '../../console-ports.ts';
import { useTexts } from '../locales/i18n.ts';
import { LoadingWords } from '../parts/loading-words.tsx';
import parts from '../parts/parts.module.css';
import { siteNowMs } from '../parts/site-clock.ts';
import { useKeys } from '../shell/use-keys.ts';
import { decideClosings, type StepFacts, type StepKind } from './decide-steps.ts';
import classes from './step.module.css';
import type { GivenDeed } from './use-deeds.ts';
import { usePeopleToSend } from './use-people-to-send.ts';

/** Steps that ask for more than a key. */
export type AskingStep = Extract<StepKind, 'verify' | 'dispatch' | 'close' | 'shelve' | 'note' | 'reopen'>;

export interface StepDialogProps {
  step: AskingStep | undefined;
  alarm: ConsoleAlarm;
  facts: StepFacts;
  /** It was sent, and the answer is not there yet. */
  busy: boolean;
  /** Why what was sent was refused; it stays written, to be mended and sent again. */
  problem: string | undefined;
  onGiven(deed: GivenDeed): void;
  onClose(): void;
}

interface Choice {
  key: string;
  label: ReactNode;
  why?: string | undefined;
  pick(): void;
}

/** Choices by number; one that is not possible says why. None can be made while an answer is awaited. */
function Choices({ choices, busy }: { choices: readonly Choice[]; busy: boolean }) {
  const { code } = useTexts();
  useKeys(
    choices
      .slice(0, 9)
      .map(({ pick, why }, index) => [[String(index + 1)], () => why === undefined && !busy && pick()]),
    'dialog',
  );
  return (
    <div className={classes.choices}>
      {choices.map(({ key, label, why, pick }, index) => (
        <button
          key={key}
          type="button"
          className={classes.choice}
          disabled={why !== undefined || busy}
          data-testid={`choice-${key}`}
          onClick={pick}
        >
          {index < 9 && <kbd className={parts.key}>{index + 1}</kbd>}
          <span>
            {label}
            {why !== undefined && <small>{code('reason', why)}</small>}
          </span>
        </button>
      ))}
    </div>
  );
}

interface WordsProps {
  label: string;
  value: string;
  onChange(value: string): void;
  field?: Ref<HTMLTextAreaElement>;
  autoFocus?: boolean;
  /** In the ledger, for years. */
  stays?: boolean;
}

function Words({ label, value, onChange, field, autoFocus = false, stays = true }: WordsProps) {
  const { t } = useTexts();
  return (
    <Textarea
      ref={field}
      label={label}
      {...(stays && { description: t('parts.noNames') })}
      value={value}
      maxLength={500}
      autosize
      minRows={2}
      {...(autoFocus && { 'data-autofocus': true })}
      data-testid="step-words"
      onChange={(event) => onChange(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
        event.preventDefault();
        event.currentTarget.form?.requestSubmit();
      }}
    />
  );
}

const said = (words: string) => (words.trim() === '' ? {} : { note: words.trim() });
const verdicts: readonly Verdict[] = ['real', 'false', 'drill'];

type FormProps = Omit<StepDialogProps, 'step'>;

function VerifyForm({ busy, onGiven }: FormProps) {
  const { t, code } = useTexts();
  const [words, setWords] = useState('');
  const choices = verdicts.map((verdict) => ({
    key: verdict,
    label: code('verdict', verdict),
    pick: () => onGiven({ kind: 'verify', verdict, ...said(words) }),
  }));
  return (
    <>
      <Choices choices={choices} busy={busy} />
      <Words label={t('step.words')} value={words} onChange={setWords} />
    </>
  );
}

function DispatchForm({ busy, onGiven }: FormProps) {
  const { t } = useTexts();
  const people = usePeopleToSend();
  if (!people) return <LoadingWords what={t('step.dispatch')} />;
  const choices = people.map(({ user, role }) => ({
    key: user,
    label: role ? `${user} · ${t(`role.${role}`)}` : user,
    pick: () => onGiven({ kind: 'dispatch', to: user }),
  }));
  const planned = people.some(({ role }) => role !== undefined);
  return (
    <>
      <p className={classes.hint}>{t(planned ? 'step.onDuty' : 'step.noRota')}</p>
      <Choices choices={choices} busy={busy} />
    </>
  );
}

function CloseForm({ alarm, facts, busy, onGiven }: FormProps) {
  const { t, code } = useTexts();
  const [words, setWords] = useState('');
  const [asked, setAsked] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const closings = decideClosings(alarm, facts);
  const choices = closings.map(({ disposition, why, needsNote }) => ({
    key: disposition,
    label: code('disposition', disposition),
    why,
    pick: () => {
      if (!needsNote || words.trim() !== '') return onGiven({ kind: 'close', disposition, ...said(words) });
      setAsked(true);
      field.current?.focus();
    },
  }));
  return (
    <>
      <Choices choices={choices} busy={busy} />
      <Words label={t('step.words')} value={words} onChange={setWords} field={field} />
      {asked && words.trim() === '' && <p role="alert">{t('step.sayWhyStanding')}</p>}
    </>
  );
}

const shelfHours = [0.5, 1, 2, 4, 8];

function ShelveForm({ busy, onGiven }: FormProps) {
  const { t } = useTexts();
  const [hours, setHours] = useState<number>();
  const [words, setWords] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const choices = shelfHours.map((each) => ({
    key: String(each),
    label: `${each < 1 ? t('step.minutes', { n: each * 60 }) : t('step.hours', { n: each })}${each === hours ? ' ✓' : ''}`,
    pick: () => {
      setHours(each);
      field.current?.focus();
    },
  }));
  const ready = hours !== undefined && words.trim() !== '' && !busy;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // A little less than the limit: this page's clock may be a moment ahead of the gateway's.
    if (ready) onGiven({ kind: 'shelve', untilMs: siteNowMs() + hours * 3_600_000 - 5000, ...said(words) });
  };
  return (
    <form onSubmit={submit}>
      <p className={classes.hint}>{t('step.shelveHint')}</p>
      <Choices choices={choices} busy={busy} />
      <Words label={t('step.why')} value={words} onChange={setWords} field={field} />
      <Button type="submit" color="dark" mt="sm" disabled={!ready} data-testid="step-submit">
        {t('step.shelve')}
      </Button>
    </form>
  );
}

/** A note, or the reason for opening an alarm again: words that must be there. */
function WordsForm({ kind, busy, onGiven }: FormProps & { kind: 'note' | 'reopen' }) {
  const { t } = useTexts();
  const [words, setWords] = useState('');
  const ready = words.trim() !== '' && !busy;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) onGiven({ kind, ...said(words) });
  };
  return (
    <form onSubmit={submit}>
      <Words
        label={t(kind === 'note' ? 'step.noteWords' : 'step.why')}
        stays={kind !== 'note'}
        value={words}
        onChange={setWords}
        autoFocus
      />
      <Button type="submit" color="dark" mt="sm" disabled={!ready} data-testid="step-submit">
        {t(`step.${kind}`)}
      </Button>
    </form>
  );
}

function StepForm({ step, ...props }: FormProps & { step: AskingStep }) {
  if (step === 'verify') return <VerifyForm {...props} />;
  if (step === 'dispatch') return <DispatchForm {...props} />;
  if (step === 'close') return <CloseForm {...props} />;
  if (step === 'shelve') return <ShelveForm {...props} />;
  return <WordsForm {...props} kind={step} />;
}

/**
 * Asks for what a step needs: a number where there is something to choose, words where they are wanted. It stays until the
 * gateway has answered, and says there what was refused.
 */
export function StepDialog({ step, onClose, ...props }: StepDialogProps) {
  const { t, code } = useTexts();
  const { alarm } = props;
  return (
    <Modal
      opened={step !== undefined}
      onClose={onClose}
      title={step && `${t(`step.${step}`)} · ${t(`alarm.${alarm.type}`)}`}
      lockScroll={false}
      centered
      closeButtonProps={{ 'aria-label': t('parts.close') }}
      data-testid="step-dialog"
    >
      {step && <StepForm key={step} step={step} onClose={onClose} {...props} />}
      {props.busy && (
        <p className={classes.sending} role="status">
          {t('step.sending')}
        </p>
      )}
      {step && props.problem !== undefined && (
        <p className={classes.problem} role="alert" data-testid="dialog-problem">
          {t('step.failed', { step: t(`step.${step}`), reason: code('reason', props.problem) })}
        </p>
      )}
    </Modal>
  );
}
