import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { useTexts } from '../locales/texts.ts';
import { ErrorState } from '../parts/error-state.tsx';
import { PageFrame } from '../parts/page-frame.tsx';
import { ReleaseStep } from './release-step.tsx';
import classes from './rollout.module.css';
import { prepareRollout, useReleases } from './rollout-client.ts';
import { type Draft, firstDraft, toTarget, toTerms } from './rollout-draft.ts';
import { LimitStep, Preview, ScheduleStep, type StepProps, TargetStep } from './wizard-steps.tsx';

const steps = ['release', 'targets', 'limits', 'schedule', 'review'] as const;

function Review({ draft, isModel, set }: StepProps) {
  const { t } = useTexts();
  const { percents, success, error, open, from, hasWindow, windowFrom, windowTo, zone } = draft;
  return (
    <>
      <TextInput
        label={t('rollout.name')}
        required
        maxLength={100}
        value={draft.title}
        onChange={({ currentTarget }) => set({ title: currentTarget.value })}
        data-testid="rollout-title"
      />
      <Preview draft={draft} isModel={isModel} />
      <dl>
        <dt>{t('rollout.wizard.percents')}</dt>
        <dd>{percents}</dd>
        <dt>{t('rollout.wizard.success')}</dt>
        <dd>{success}</dd>
        <dt>{t('rollout.wizard.error')}</dt>
        <dd>{error}</dd>
        <dt>{t('rollout.wizard.open')}</dt>
        <dd>{open}</dd>
        {from !== '' && (
          <>
            <dt>{t('rollout.wizard.from')}</dt>
            <dd>{from.replace('T', ' ')}</dd>
          </>
        )}
        {hasWindow && (
          <>
            <dt>{t('rollout.wizard.window')}</dt>
            <dd>
              {windowFrom}–{windowTo} ({zone.trim() || t('rollout.wizard.ownZone')})
            </dd>
          </>
        )}
      </dl>
      <p className="dim small">{t('rollout.wizard.submitHint')}</p>
    </>
  );
}

function Step({ step, ...props }: StepProps & { step: (typeof steps)[number] }) {
  const { draft, set } = props;
  switch (step) {
    case 'release':
      return <ReleaseStep chosen={draft.release} onChoose={(release) => set({ release })} />;
    case 'targets':
      return <TargetStep {...props} />;
    case 'limits':
      return <LimitStep {...props} />;
    case 'schedule':
      return <ScheduleStep {...props} />;
    case 'review':
      return <Review {...props} />;
  }
}

/** A new rollout, step by step; nothing happens before somebody else has approved it. */
export function RolloutWizard() {
  const { t } = useTexts();
  const [, go] = useLocation();
  const queries = useQueryClient();
  const [draft, setDraft] = useState<Draft>(firstDraft);
  const [at, setAt] = useState(0);
  const release = useReleases().data?.releases.find(({ id }) => id === draft.release);
  const isModel = release?.manifest.kind === 'model';
  const submit = useMutation({
    mutationFn: () =>
      prepareRollout({
        ...{ title: draft.title.trim(), release: draft.release },
        ...{ target: toTarget(draft), terms: toTerms(draft, isModel) },
      }),
    onSuccess: ({ id }) => go(`/${id}`),
    onSettled: () => queries.invalidateQueries({ queryKey: ['rollouts', 'list'] }),
  });
  const step = steps[at]!;
  const isLast = at === steps.length - 1;
  const isReady = isLast ? draft.title.trim() !== '' && !submit.isPending : step !== 'release' || release?.whole;
  const name = t(`rollout.wizard.${step}`);
  return (
    <PageFrame
      title={t('rollout.new')}
      aside={t('rollout.wizard.steps', { n: at + 1, all: steps.length, name })}
      actions={
        <Button variant="default" size="compact-sm" onClick={() => go('/')}>
          {t('parts.cancel')}
        </Button>
      }
      testid="wizard"
    >
      <form
        className={classes.form}
        aria-label={name}
        onSubmit={(event) => {
          event.preventDefault();
          if (isLast) submit.mutate();
          else setAt(at + 1);
        }}
      >
        <h2>{name}</h2>
        <Step
          step={step}
          draft={draft}
          isModel={isModel}
          set={(change) => setDraft((before) => ({ ...before, ...change }))}
        />
        {submit.error && <ErrorState what={t('rollout.refused')} error={submit.error} />}
        <div className={classes.steps}>
          {at > 0 && (
            <Button variant="default" onClick={() => setAt(at - 1)}>
              {t('rollout.wizard.previous')}
            </Button>
          )}
          <Button type="submit" variant="filled" disabled={!isReady} data-testid="wizard-next">
            {t(isLast ? 'rollout.wizard.submit' : 'rollout.wizard.next')}
          </Button>
        </div>
      </form>
    </PageFrame>
  );
}
