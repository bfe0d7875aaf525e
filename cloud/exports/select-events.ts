import type { AlarmRecord } from '../../devices/contracts/site-events.ts';
import type { ArrivedEvent, ShareTerms, TenantOf } from './share.ts';
import { isAlarm, placeOf } from './share-fields.ts';
import { sharedKinds } from './share-terms.ts';

/** Types of events that a selection is about. */
export const typesOf = ({ selection }: Pick<ShareTerms, 'selection'>): string[] =>
  selection.kinds.flatMap((kind) => sharedKinds[kind] as readonly string[]);

/** A gateway of the selection that is another tenant's by now: whoever shared it had no say about what it does there. */
export const findMoved = ({ tenants = {} }: Pick<ShareTerms, 'tenants'>, tenantOf: TenantOf): string | undefined =>
  Object.keys(tenants).find((gateway) => (tenantOf(gateway) ?? null) !== tenants[gateway]);

/** Whether an event is one of those that the share is about. It has to have happened within its time. */
export function isShared(
  { event }: ArrivedEvent,
  terms: Pick<ShareTerms, 'selection' | 'fromMs' | 'untilMs'>,
): boolean {
  const { selection, fromMs, untilMs } = terms;
  const { gateways, sites, alarmTypes, priorities, drills = false } = selection;
  const happenedMs = Date.parse(event.time);
  if (!(happenedMs >= fromMs && happenedMs < untilMs)) return false;
  if (!typesOf(terms).includes(event.type)) return false;
  const { site, gateway } = placeOf(event);
  if (gateways && !gateways.includes(gateway)) return false;
  if (sites && !sites.includes(site)) return false;
  if (!isAlarm(event)) return true;
  const { type, priority, drill } = event.data as Partial<AlarmRecord>;
  if (drill && !drills) return false;
  if (alarmTypes && !(type && alarmTypes.includes(type))) return false;
  return !priorities || (priority !== undefined && priorities.includes(priority));
}
