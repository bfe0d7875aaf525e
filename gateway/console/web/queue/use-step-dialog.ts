import { useState } from 'react';
import type { ConsoleAlarm } from '../../console-ports.ts';
import type { AskingStep, StepDialogProps } from './step-dialog.tsx';
import type { Deeds, GivenDeed } from './use-deeds.ts';

export interface OpenStepDialog {
  dialog: Pick<StepDialogProps, 'step' | 'busy' | 'problem' | 'onGiven' | 'onClose'>;
  ask(step: AskingStep): void;
  /** The dialog, where one is open, closes with the answer and not before. */
  send(deed: GivenDeed): void;
}

/** The dialog of a step of one alarm, which stays open with all that was typed until the gateway has taken it. */
export function useStepDialog(
  alarm: ConsoleAlarm,
  deeds: Deeds,
  done: (deed: GivenDeed, after: ConsoleAlarm) => void,
): OpenStepDialog {
  const [asking, setAsking] = useState<AskingStep>();
  const [sent, setSent] = useState<GivenDeed['kind']>();
  const isOwn = (known: { alarm: string; kind: string } | undefined) =>
    known !== undefined && known.alarm === alarm.id && known.kind === sent;
  const send = (deed: GivenDeed) => {
    setSent(deed.kind);
    deeds.act(alarm, deed, (after) => {
      // The answer to an earlier step closes no dialog that was opened since.
      setAsking((open) => (open === deed.kind ? undefined : open));
      done(deed, after);
    });
  };
  return {
    dialog: {
      ...{ step: asking, busy: isOwn(deeds.busy), problem: isOwn(deeds.problem) ? deeds.problem?.code : undefined },
      ...{ onGiven: send, onClose: () => setAsking(undefined) },
    },
    ask: (step) => {
      // What was refused of an earlier one is no answer to this one.
      setSent(undefined);
      setAsking(step);
    },
    send,
  };
}
