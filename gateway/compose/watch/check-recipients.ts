import { rationales } from '../../alarms/rationale/catalogue.ts';
import { checkRationales } from '../../alarms/rationale/check-rationales.ts';
import type { ConsoleServer } from '../../console/console-server.ts';

/** Throws Fault `alarm-unrouted` where a type of alarm would call nobody. Where it cannot be known who there is, doors run all the same. */
export function checkRecipients(users: ConsoleServer['users']): void {
  if (users.problem() !== undefined) return;
  const held = new Set(users.all().flatMap(({ disabled, roles }) => (disabled ? [] : roles)));
  checkRationales(rationales, { isHeld: (role) => held.has(role) });
}
