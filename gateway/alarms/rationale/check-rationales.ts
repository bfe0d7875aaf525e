import { alarmTypes } from '../../../devices/contracts/alarms.ts';
import { Fault } from '../../kernel/fault.ts';
import type { Rationale, RecipientRole } from './rationale.ts';

/** Who holds a role at this site. */
export interface AlarmRoutes {
  isHeld(role: RecipientRole): boolean;
}

/**
 * Looks, at the start, whether an alarm of every type would reach somebody. Throws Fault `alarm-unrouted`, which names the
 * types that would not: those without a rationale, and those none of whose recipients' roles anybody holds.
 */
export function checkRationales(
  rationales: Readonly<Partial<Record<string, Rationale>>>,
  { isHeld }: AlarmRoutes,
): void {
  const unrouted = alarmTypes.filter((type) => !rationales[type]?.recipients.some(isHeld));
  if (unrouted.length === 0) return;
  const roles = [...new Set(unrouted.flatMap((type) => rationales[type]?.recipients ?? []))].sort();
  const wanted = roles.length > 0 ? `: nobody holds one of the roles ${roles.join(', ')}` : '';
  throw new Fault('alarm-unrouted', `nobody would be told of ${unrouted.join(', ')}${wanted}`);
}
