import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { api, type Body } from '../api/api.ts';
import { useTexts } from '../locales/texts.ts';
import { describeProblem } from '../parts/describe-problem.ts';
import { ReasonDialog } from '../parts/reason-dialog.tsx';
import classes from './command.module.css';
import { idPattern, SubjectField, type SubjectKind, subjectsOf, usePermits } from './subject-field.tsx';
import { type Command, type CommandKind, useReadAgain } from './use-commands.ts';

type What = Body<'/v1/gateways/{gateway}/commands', 'post'>['what'];

const kinds = [
  'diagnostics',
  'log-bundle',
  'snapshot',
  'live-view',
  'open-door',
  'restart',
] as const satisfies readonly CommandKind[];
type AskedKind = (typeof kinds)[number];
const spansH = [1, 6, 24, 168] as const;

interface Draft {
  kind: AskedKind;
  subject: string;
  hours: number;
}

const needsSubject = (kind: AskedKind): kind is SubjectKind =>
  kind === 'snapshot' || kind === 'live-view' || kind === 'open-door';

interface FieldsProps {
  draft: Draft;
  told: ReturnType<typeof usePermits>;
  onChange(draft: Draft): void;
}

function toWhat({ kind, subject, hours }: Draft): What {
  if (kind === 'snapshot' || kind === 'live-view') return { kind, camera: subject };
  if (kind === 'open-door') return { kind, door: subject };
  return kind === 'log-bundle' ? { kind, sinceMs: hours * 3_600_000 } : { kind };
}

function Fields({ draft, told, onChange }: FieldsProps) {
  const { t } = useTexts();
  const { kind, subject, hours } = draft;
  return (
    <>
      <NativeSelect
        size="xs"
        label={t('command.what')}
        data={kinds.map((value) => ({ value, label: t(`command.kind.${value}`) }))}
        value={kind}
        onChange={({ currentTarget }) => onChange({ ...draft, kind: currentTarget.value as AskedKind, subject: '' })}
        data-testid="command-kind"
      />
      {needsSubject(kind) && (
        <SubjectField kind={kind} told={told} value={subject} onChange={(id) => onChange({ ...draft, subject: id })} />
      )}
      {kind === 'log-bundle' && (
        <NativeSelect
          size="xs"
          label={t('command.since')}
          data={spansH.map((n) => ({ value: String(n), label: t('command.hours', { n }) }))}
          value={String(hours)}
          onChange={({ currentTarget }) => onChange({ ...draft, hours: Number(currentTarget.value) })}
        />
      )}
    </>
  );
}

const hints = {
  restart: 'command.restartHint',
  'open-door': 'command.doorHint',
  'live-view': 'command.liveHint',
} as const;

/** By its title, where there is one. */
function sayWhat({ kind, subject }: Draft, told: FieldsProps['told'], language: 'zh' | 'en'): string {
  const named = needsSubject(kind) && told?.permits ? subjectsOf(told.permits, kind) : [];
  return named.find(({ id }) => id === subject)?.name[language] ?? subject;
}

export interface AskCommandProps {
  gateway: string;
  /** A live view was asked for: its picture is to be opened at once. */
  onLive(live: { id: string; camera: string }): void;
}

/** Asks a gateway to do something, with a reason. */
export function AskCommand({ gateway, onLive }: AskCommandProps) {
  const { t, language } = useTexts();
  const again = useReadAgain();
  const [draft, setDraft] = useState<Draft>({ kind: 'diagnostics', subject: '', hours: 1 });
  const [asking, setAsking] = useState(false);
  const { mutate, error, isPending } = api.useMutation('post', '/v1/gateways/{gateway}/commands', {
    onSettled: again,
    onSuccess: ({ id, what }: Command) => {
      if (what.kind === 'live-view') onLive({ id, camera: subjectName });
    },
  });
  const told = usePermits(gateway);
  const { kind, subject } = draft;
  const subjectName = sayWhat(draft, told, language);
  const ready = !needsSubject(kind) || idPattern.test(subject);
  const ask = (why: string) => {
    setAsking(false);
    mutate({ params: { path: { gateway } }, body: { what: toWhat(draft), why } });
  };
  return (
    <>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) setAsking(true);
        }}
      >
        <Fields draft={draft} told={told} onChange={setDraft} />
        <Button type="submit" size="xs" variant="default" disabled={!ready || isPending} data-testid="command-ask">
          {t('command.ask')}
        </Button>
      </form>
      <p className="dim small">{t('command.siteDecides')}</p>
      {error !== null && <p role="alert">{describeProblem(error, t)}</p>}
      <ReasonDialog
        opened={asking}
        title={t('command.askTitle', { what: `${t(`command.kind.${kind}`)} ${subjectName}`.trim() })}
        hint={t(kind in hints ? hints[kind as keyof typeof hints] : 'command.askHint')}
        onGiven={ask}
        onClose={() => setAsking(false)}
      />
    </>
  );
}
