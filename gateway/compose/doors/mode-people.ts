import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ModeOrder } from '../../decision/site-modes.ts';
import type { Holder } from '../../register/rights-view.ts';
import { includes } from '../../register/span.ts';
import type { AccessParts } from './access-parts.ts';

/** So many are counted before a door may have its turn: below a millisecond. */
const atOnce = 500;

/** How many people a mode would change something for. */
export interface AffectedPeople {
  residents: number;
  staff: number;
  visits: number;
}

/** Whoever may use one of the places; for an entry policy, whom it keeps out or has a guard asked about. */
export async function countAffected(
  parts: AccessParts,
  order: ModeOrder,
  touched: readonly string[],
): Promise<AffectedPeople> {
  const count: AffectedPeople = { residents: 0, staff: 0, visits: 0 };
  const { register, doors, trust } = parts;
  const nowMs = trust.nowMs();
  const serves = touched.map((place) => doors.door(place)?.serves ?? 'everyone');
  const policy = order.kind === 'entry-policy' ? order.policy : undefined;
  let looked = 0;
  for (const { id } of [...register.all('person')]) {
    looked += 1;
    if (looked % atOnce === 0) await nextTurn();
    const relation = relationOf(register.rights.person(id), serves, nowMs, policy !== undefined);
    if (relation === 'resident' && !policy) count.residents += 1;
    if (relation === 'staff' && policy?.staff !== 'allowed') count.staff += 1;
  }
  if (policy?.visitors === 'allowed') return count;
  for (const visit of register.all('visit'))
    if (visit.state === 'approved' && visit.fromMs < (policy?.untilMs ?? nowMs + 1) && nowMs < visit.toMs)
      count.visits += 1;
  return count;
}

function relationOf(
  holder: Holder | undefined,
  serves: readonly ('everyone' | readonly string[])[],
  nowMs: number,
  anywhere: boolean,
): 'resident' | 'staff' | undefined {
  const now = (holder?.addresses ?? []).filter((span) => includes(span, nowMs));
  const may = anywhere
    ? now
    : now.filter(({ within }) =>
        serves.some((one) => one === 'everyone' || one.some((address) => within.has(address))),
      );
  if (may.length === 0) return undefined;
  return may.some(({ relation }) => relation === 'resident') ? 'resident' : 'staff';
}
