import { useState } from 'react';
import { useLocation } from 'wouter';
import type { ConsoleAlarm } from '../../console-ports.ts';
import { useTexts } from '../locales/i18n.ts';
import { formatClock } from '../parts/format-time.ts';
import { Icon } from '../parts/icons.tsx';
import parts from '../parts/parts.module.css';
import { useSiteNow } from '../parts/site-clock.ts';
import { useUndoNotice } from '../parts/undo-notice.tsx';
import { type KeyAction, useKeys } from '../shell/use-keys.ts';
import { decideSteps, type HistoryEntry, isDone, type StepChoice, type StepFacts, stepsSince } from './decide-steps.ts';
import classes from './step.module.css';
import { StepDialog } from './step-dialog.tsx';
import type { Deeds } from './use-deeds.ts';
import { useStepDialog } from './use-step-dialog.ts';

export interface StepBarProps {
  alarm: ConsoleAlarm;
  facts: StepFacts;
  history: readonly HistoryEntry[];
  deeds: Deeds;
}

const entryOf: Partial<Record<StepChoice['kind'], HistoryEntry['step']>> = {
  acknowledge: 'acknowledged',
  verify: 'verified',
  dispatch: 'dispatched',
  arrive: 'arrived',
  resolve: 'resolved',
  close: 'closed',
};
const plain = ['acknowledge', 'arrive', 'resolve', 'unshelve'] as const;
const isPlain = (kind: StepChoice['kind']): kind is (typeof plain)[number] =>
  (plain as readonly string[]).includes(kind);

/** Sends a step, or asks first for what it needs; what can be taken back says so for a while. */
function useSteps({ alarm, deeds }: StepBarProps) {
  const { t } = useTexts();
  const notify = useUndoNotice();
  const [refused, setRefused] = useState<StepChoice>();
  const { dialog, ask, send } = useStepDialog(alarm, deeds, (deed, after) => {
    if (deed.kind === 'shelve') notify(t('step.shelved'), () => deeds.act(after, { kind: 'unshelve' }));
    // Opening again asks for a reason, so that the undoing of a close is not one press.
    if (deed.kind === 'close') notify(t('step.closedHint'));
  });
  const choose = (choice: StepChoice) => {
    setRefused(choice.state === 'possible' ? undefined : choice);
    const busy = deeds.busy?.alarm === alarm.id && deeds.busy.kind === choice.kind;
    if (choice.state !== 'possible' || busy) return;
    if (isPlain(choice.kind)) send({ kind: choice.kind });
    else ask(choice.kind);
  };
  return { dialog, refused, choose };
}

function StepTile(props: { choice: StepChoice; next: boolean; doneBy: HistoryEntry | undefined; onChoose(): void }) {
  const { choice, next, doneBy, onChoose } = props;
  const { t, code } = useTexts();
  const nowMs = useSiteNow();
  const { kind, key, state, why } = choice;
  return (
    <button
      type="button"
      className={classes.tile}
      data-testid={kind === 'acknowledge' ? 'acknowledge' : `step-${kind}`}
      data-state={state}
      data-next={next}
      aria-disabled={state !== 'possible'}
      onClick={onChoose}
    >
      <span className={classes.tileHead}>
        {doneBy && <Icon name="check" />} {t(`step.${kind}`)} <kbd className={parts.key}>{key.toUpperCase()}</kbd>
      </span>
      <small>
        {doneBy
          ? formatClock(doneBy.atMs, nowMs)
          : state === 'refused' && why !== undefined
            ? code('reason', why)
            : ' '}
      </small>
    </button>
  );
}

/** Steps without which the alarm cannot be closed as real, each ticked once it was done. */
function Checklist({ alarm, facts }: Pick<StepBarProps, 'alarm' | 'facts'>) {
  const { t } = useTexts();
  if (facts.required.length === 0 || alarm.state === 'closed') return null;
  return (
    <ul className={classes.checklist} data-testid="checklist">
      <li>{t('step.needed')}</li>
      {facts.required.map((step) => {
        const done = facts.done === undefined ? undefined : isDone(alarm, step, facts.done);
        return (
          <li key={step} data-done={done}>
            <span aria-hidden="true">{done ? '☑' : '☐'}</span> {t(`step.${step}`)}
            <span className={classes.spoken}>{t(done ? 'step.isDone' : 'step.isOpen')}</span>
          </li>
        );
      })}
    </ul>
  );
}

/** Every step with its key and its time, and why one cannot be done now. */
export function StepBar(props: StepBarProps) {
  const { alarm, facts, history, deeds } = props;
  const { t, code } = useTexts();
  const [, go] = useLocation();
  const { dialog, refused, choose } = useSteps(props);
  const choices = decideSteps(alarm, facts);
  const since = stepsSince(history);
  const next = choices.find(({ kind, state }) => state === 'possible' && entryOf[kind] && !doneBy(kind))?.kind;
  function doneBy(kind: StepChoice['kind']) {
    return since.findLast(({ step }) => step === entryOf[kind]);
  }
  const toIncident = () => alarm.incident !== undefined && go(`~/incidents/${alarm.incident}`);
  useKeys([
    ...choices.map((choice): KeyAction => [[choice.key], () => choose(choice), `step.${choice.kind}`]),
    ...(alarm.incident === undefined ? [] : [[['i'], toIncident, 'step.toIncident'] as KeyAction]),
  ]);
  const { problem } = deeds;
  const current = refused && choices.find(({ kind }) => kind === refused.kind);
  return (
    <section className={classes.bar} aria-label={t('step.heading')} data-testid="steps">
      <div className={classes.tiles}>
        {choices.map((choice) => (
          <StepTile
            key={choice.key}
            choice={choice}
            next={choice.kind === next}
            doneBy={alarm.state !== 'closed' && choice.kind === 'close' ? undefined : doneBy(choice.kind)}
            onChoose={() => choose(choice)}
          />
        ))}
      </div>
      {problem && problem.alarm === alarm.id && dialog.step === undefined && (
        <p className={classes.problem} role="alert" data-testid="step-problem">
          {t('step.failed', { step: code('step', problem.kind), reason: code('reason', problem.code) })}
        </p>
      )}
      {current && current.state !== 'possible' && (
        <p className={classes.hint} role="status" data-testid="step-refused">
          {current.state === 'done'
            ? t('step.doneAlready', { step: t(`step.${current.kind}`) })
            : t('step.notNow', { step: t(`step.${current.kind}`), reason: code('reason', current.why ?? '') })}
        </p>
      )}
      <Checklist alarm={alarm} facts={facts} />
      <StepDialog alarm={alarm} facts={facts} {...dialog} />
    </section>
  );
}
