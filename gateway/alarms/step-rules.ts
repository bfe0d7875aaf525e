import type { AlarmStep, Disposition } from '../../devices/contracts/alarms.ts';
import type { AlarmRefusal } from './alarm.ts';
import type { HandlingStep } from './rationale/rationale.ts';

/** Tables of the life cycle that the gateway decides by and the guard's page shows by; apart, so that the page loads no more. */

/** These say that there was nothing to do: not without the steps, once it was found to be real. */
export const noMatter: readonly Disposition[] = ['real-false-cause', 'nuisance', 'test', 'no-cause-found'];
/** These say that it is no matter whether the cause stands. */
export const despiteCause: readonly Disposition[] = ['nuisance', 'test', 'duplicate'];

/** The entry in the history by which a step is done. */
export const doneBy: Readonly<Record<HandlingStep, AlarmStep>> = {
  acknowledge: 'acknowledged',
  verify: 'verified',
  dispatch: 'dispatched',
  arrive: 'arrived',
  resolve: 'resolved',
};
/** What is answered while a step is missing. */
export const refusalOf: Readonly<Record<HandlingStep, AlarmRefusal>> = {
  acknowledge: 'acknowledge-first',
  verify: 'verify-first',
  dispatch: 'dispatch-first',
  arrive: 'dispatch-first',
  resolve: 'resolve-first',
};
