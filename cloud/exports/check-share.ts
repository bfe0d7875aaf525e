import { Fault } from '../fault.ts';
import type { Operator } from '../tenancy/access.ts';
import { wholeCloud } from '../tenancy/place.ts';
import type { ShareTerms } from './share.ts';
import { maxShareMs } from './share-terms.ts';

/** Nothing is kept of what was asked for. */
export const refuseShare = (what: string): never => {
  throw new Fault('share-refused', what);
};

/** A share ends, and soon enough. */
export function checkTimes({ fromMs, untilMs }: Pick<ShareTerms, 'fromMs' | 'untilMs'>, nowMs: number): void {
  if (untilMs <= Math.max(nowMs, fromMs)) refuseShare('untilMs: the end lies before the beginning, or is past already');
  if (untilMs - nowMs > maxShareMs) refuseShare('untilMs: a share ends within a year; ask again when it does');
}

/** What is of alarms only is for alarms. */
export function checkSelection({ kinds, alarmTypes, priorities, drills }: ShareTerms['selection']): void {
  if (kinds.includes('alarms')) return;
  if (alarmTypes || priorities || drills)
    refuseShare('selection: types, priorities and drills are of alarms, which are not asked for');
}

/** An operator of some places asks for what happens there, gateway by gateway, and for nothing else. */
export function checkScope(operator: Operator, { gateways }: ShareTerms['selection']): void {
  if (!gateways && !operator.mayAt('shares.decide', wholeCloud))
    throw new Fault(
      'forbidden',
      'selection.gateways: name the gateways; only the whole cloud’s officer shares without',
    );
  for (const gateway of gateways ?? []) operator.require('shares.decide', gateway);
}

/** Whether a share is about nothing but what the operator may see. */
export function canSee({ seen }: Operator, { selection }: ShareTerms): boolean {
  return seen === undefined || (selection.gateways?.every((gateway) => seen.has(gateway)) ?? false);
}
