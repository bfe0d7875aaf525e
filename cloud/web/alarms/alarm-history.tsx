import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ActView, AlarmDetail, AlarmStepView, AlarmView } from '../../api/views.ts';
import { useAct, useAlarmDetail } from '../api/use-alarm.ts';
import { useOperator } from '../api/use-operator.ts';
import { type Translate, useTexts } from '../locales/texts.ts';
import { useCloudNow } from '../parts/cloud-clock.ts';
import { describeProblem } from '../parts/describe-problem.ts';
import { formatTime } from '../parts/format-time.ts';
import { NoteField } from './note-field.tsx';

interface Line {
  key: string;
  atMs: number;
  what: string;
  who: string;
  said: string | null;
}

function readStep(step: AlarmStepView, index: number, t: Translate): Line {
  const { verdict, disposition, escalation } = step;
  const details = [
    step.step === 'escalated' && t(`level.${escalation}`),
    step.step === 'verified' && verdict && t(`verdict.${verdict}`),
    step.step === 'closed' && disposition && t(`disposition.${disposition}`),
    step.step === 'repeated' && `×${step.count}`,
  ].filter(Boolean);
  const what = [t(`step.${step.step}`), ...details].join(' · ');
  return { key: `s${index}`, atMs: step.atMs, what, who: step.by ? t(`who.${step.by}`) : '', said: null };
}

function readAct({ position, kind, by, atMs, note, heardMs }: ActView, t: Translate): Line {
  const who = `${by} · ${t(heardMs === null ? 'answer.waits' : 'answer.arrived')}`;
  return { key: `a${position}`, atMs, what: t(`act.${kind}`), who, said: note };
}

/** The site's steps in their own order, with the operators' acts where their time puts them. */
function joinLines({ steps, acts }: AlarmDetail, t: Translate): Line[] {
  const lines = steps.map((step, index) => readStep(step, index, t));
  for (const act of acts) {
    const line = readAct(act, t);
    const after = lines.findIndex(({ atMs }) => atMs > line.atMs);
    lines.splice(after === -1 ? lines.length : after, 0, line);
  }
  return lines;
}

function Note({ alarm }: { alarm: AlarmView }) {
  const { t } = useTexts();
  const [note, setNote] = useState('');
  const { mutate, isPending, error } = useAct(alarm);
  const send = () => mutate({ kind: 'note', note: note.trim() }, { onSuccess: () => setNote('') });
  return (
    <div className="take-over">
      <NoteField value={note} onChange={setNote} />
      <Button size="xs" variant="default" disabled={isPending || note.trim() === ''} onClick={send}>
        {t('duty.addNote')}
      </Button>
      {error && (
        <span className="bad" role="alert">
          {describeProblem(error, t)}
        </span>
      )}
    </div>
  );
}

/** What the cloud knows of an alarm's course, and what operators did; the site's own history may hold more. */
export function AlarmHistory({ alarm }: { alarm: AlarmView }) {
  const { t } = useTexts();
  const nowMs = useCloudNow();
  const { data, failureReason } = useAlarmDetail(alarm);
  const { may } = useOperator();
  return (
    <div className="alarm-history" data-testid="alarm-history">
      {failureReason && (
        <p className="bad" role="alert">
          {t('load.failed', { problem: describeProblem(failureReason, t) })}
        </p>
      )}
      {!data && !failureReason && <p className="dim small">{t('load.working')}</p>}
      {data && (
        <ol className="steps">
          {joinLines(data, t).map(({ key, atMs, what, who, said }) => (
            <li key={key}>
              <time className="dim" dateTime={new Date(atMs).toISOString()}>
                {formatTime(atMs, nowMs)}
              </time>
              <span>{what}</span>
              <span className="dim">{who}</span>
              {said && <span className="said">{said}</span>}
            </li>
          ))}
        </ol>
      )}
      {may('alarms.act') && <Note alarm={alarm} />}
    </div>
  );
}
