import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { RolloutView } from '../../rollout/rollout-views.ts';
import { post } from '../api/cloud-client.ts';
import { useOperator } from '../api/use-operator.ts';
import { useTexts } from '../locales/texts.ts';
import { ErrorState } from '../parts/error-state.tsx';
import { HoldButton } from '../parts/hold-button.tsx';
import { ReasonDialog } from '../parts/reason-dialog.tsx';
import classes from './rollout.module.css';

type Act = 'approve' | 'pause' | 'resume' | 'cancel' | 'retry' | 'back';
const paths: Record<Act, string> = {
  ...{ approve: 'approve', pause: 'pause', resume: 'resume', cancel: 'cancel', retry: 'retry' },
  back: 'roll-back',
};
/** What others cannot undo has to be held. */
const held: readonly Act[] = ['approve', 'cancel', 'back'];

/** What fits where it stands, for whoever may do it. */
function fitting({ phase, groups, mine, backFrom }: RolloutView, mayPrepare: boolean, mayApprove: boolean): Act[] {
  const some = (stage: 'committed' | 'bad') => groups.some((group) => group[stage] > 0);
  const isOver = phase === 'done' || phase === 'cancelled';
  const acts: [Act, boolean][] = [
    ['approve', phase === 'prepared' && mayApprove && !mine],
    ['pause', phase === 'running' && (mayPrepare || mayApprove)],
    ['resume', (phase === 'paused' || phase === 'halted') && mayApprove],
    ['retry', phase !== 'prepared' && phase !== 'cancelled' && some('bad') && mayApprove],
    ['cancel', !isOver && (mayPrepare || mayApprove)],
    ['back', some('committed') && backFrom === null && mayApprove],
  ];
  return acts.filter(([, fits]) => fits).map(([act]) => act);
}

/** The buttons of one rollout; each asks why. */
export function RolloutActions({ rollout }: { rollout: RolloutView }) {
  const { t } = useTexts();
  const [, go] = useLocation();
  const { may } = useOperator();
  const queries = useQueryClient();
  const [asked, setAsked] = useState<Act>();
  const act = useMutation({
    mutationFn: async ({ act, why }: { act: Act; why: string }) =>
      (await (await post(`/v1/rollouts/${rollout.id}/${paths[act]}`, { why })).json()) as RolloutView,
    onSuccess: (next) => {
      if (next.id !== rollout.id) go(`/${next.id}`);
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['rollouts'] }),
  });
  const acts = fitting(rollout, may('rollouts.prepare'), may('rollouts.approve'));
  return (
    <>
      <div className={classes.actions} data-testid="rollout-actions">
        {acts.map((each) =>
          held.includes(each) ? (
            <HoldButton
              key={each}
              label={t(`rollout.act.${each}`)}
              testid={`act-${each}`}
              disabled={act.isPending}
              onHeld={() => setAsked(each)}
            />
          ) : (
            <Button
              key={each}
              variant="default"
              data-testid={`act-${each}`}
              disabled={act.isPending}
              onClick={() => setAsked(each)}
            >
              {t(`rollout.act.${each}`)}
            </Button>
          ),
        )}
        {rollout.mine && rollout.phase === 'prepared' && <span className="dim small">{t('rollout.mine')}</span>}
      </div>
      {act.error && <ErrorState what={t('rollout.refused')} error={act.error} />}
      <ReasonDialog
        opened={asked !== undefined}
        title={asked ? t(`rollout.act.${asked}`) : ''}
        {...(asked && { hint: t(`rollout.ask.${asked}`) })}
        onGiven={(why) => {
          if (asked) act.mutate({ act: asked, why });
          setAsked(undefined);
        }}
        onClose={() => setAsked(undefined)}
      />
    </>
  );
}
