import type { AlarmView } from '../../api/views.ts';
import { alarmKey } from '../api/apply-live.ts';

/** Somebody has answered: at the site, or here. */
export function isAnswered({ acknowledgedAtMs, ours }: AlarmView): boolean {
  return acknowledgedAtMs !== null || ours !== null;
}

/** It sounds for each alarm that nobody has answered; silence holds for the alarms of its moment, and never for a P1. */
export function decideSound(alarms: readonly AlarmView[], silenced: ReadonlySet<string>) {
  const calling = alarms.filter((alarm) => !isAnswered(alarm));
  const urgent = calling.some(({ priority }) => priority === 1);
  const loud = calling.some((alarm) => !silenced.has(alarmKey(alarm)));
  return { wanted: urgent || loud, canSilence: !urgent };
}
