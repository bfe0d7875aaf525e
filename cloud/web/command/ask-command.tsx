import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { api, type Body } from '../api/api.ts';
import { useTexts } from '../locales/texts.ts';
import { describeProblem } from '../parts/describe-problem.ts';
import { ReasonDialog } from '../parts/reason-dialog.tsx';
import classes from './command.module.css';
import { type CommandKind, useReadAgain } from './use-commands.ts';

type What = Body<'/v1/gateways/{gateway}/commands', 'post'>['what'];

const kinds: readonly CommandKind[] = ['diagnostics', 'log-bundle', 'snapshot', 'open-door', 'restart'];
const spansH = [1, 6, 24, 168] as const;
const idPattern = /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/;

interface Draft {
  kind: CommandKind;
  subject: string;
  hours: number;
}

const needsSubject = ({ kind }: Draft) => kind === 'snapshot' || kind === 'open-door';

function toWhat({ kind, subject, hours }: Draft): What {
  if (kind === 'snapshot') return { kind, camera: subject };
  if (kind === 'open-door') return { kind, door: subject };
  return kind === 'log-bundle' ? { kind, sinceMs: hours * 3_600_000 } : { kind };
}

function Fields({ draft, onChange }: { draft: Draft; onChange(draft: Draft): void }) {
  const { t } = useTexts();
  const { kind, subject, hours } = draft;
  return (
    <>
      <NativeSelect
        size="xs"
        label={t('command.what')}
        data={kinds.map((value) => ({ value, label: t(`command.kind.${value}`) }))}
        value={kind}
        onChange={({ currentTarget }) => onChange({ ...draft, kind: currentTarget.value as CommandKind, subject: '' })}
        data-testid="command-kind"
      />
      {needsSubject(draft) && (
        <TextInput
          size="xs"
          label={t(kind === 'snapshot' ? 'command.camera' : 'command.door')}
          value={subject}
          error={subject !== '' && !idPattern.test(subject)}
          onChange={({ currentTarget }) => onChange({ ...draft, subject: currentTarget.value.trim() })}
          data-testid="command-subject"
        />
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

const hints = { restart: 'command.restartHint', 'open-door': 'command.doorHint' } as const;

/** Asks a gateway to do something, with a reason. */
export function AskCommand({ gateway }: { gateway: string }) {
  const { t } = useTexts();
  const again = useReadAgain();
  const [draft, setDraft] = useState<Draft>({ kind: 'diagnostics', subject: '', hours: 1 });
  const [asking, setAsking] = useState(false);
  const { mutate, error, isPending } = api.useMutation('post', '/v1/gateways/{gateway}/commands', { onSettled: again });
  const { kind, subject } = draft;
  const ready = !needsSubject(draft) || idPattern.test(subject);
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
        <Fields draft={draft} onChange={setDraft} />
        <Button type="submit" size="xs" variant="default" disabled={!ready || isPending} data-testid="command-ask">
          {t('command.ask')}
        </Button>
      </form>
      <p className="dim small">{t('command.siteDecides')}</p>
      {error !== null && <p role="alert">{describeProblem(error, t)}</p>}
      <ReasonDialog
        opened={asking}
        title={t('command.askTitle', { what: `${t(`command.kind.${kind}`)} ${subject}`.trim() })}
        hint={t(kind in hints ? hints[kind as keyof typeof hints] : 'command.askHint')}
        onGiven={ask}
        onClose={() => setAsking(false)}
      />
    </>
  );
}
