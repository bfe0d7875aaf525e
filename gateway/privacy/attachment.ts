import { mayCome } from '../register/records.ts';
import type { Register } from '../register/register-types.ts';
import { outlasts } from '../register/span.ts';

/** Whether somebody has anything to do with the site, and since when not. */
export type Attachment =
  | { kind: 'attached' }
  /** The end of each tie; none where nothing says when it was. */
  | { kind: 'ended'; endsMs: readonly number[] };

export type TieSource = Pick<Register, 'residenciesOf' | 'membershipsOf' | 'visitsOf'>;

/**
 * Somebody is attached by a residency or a membership that has not ended, one that begins later included, and by a visit
 * to them that is still to come.
 */
export function attachmentOf(register: TieSource, person: string, nowMs: number): Attachment {
  const visits = register.visitsOf(person).filter(mayCome);
  const ties = [...register.residenciesOf(person), ...register.membershipsOf(person), ...visits];
  const ends = ties.map(({ toMs }) => toMs ?? Number.POSITIVE_INFINITY);
  if (ends.some((endMs) => endMs > nowMs)) return { kind: 'attached' };
  return { kind: 'ended', endsMs: ends };
}

/** Whether somebody lives or works here, now or soon: what an erasure must end first. */
export function hasLiveResidency(register: Pick<Register, 'residenciesOf'>, person: string, nowMs: number): boolean {
  return register.residenciesOf(person).some((one) => outlasts(one, nowMs));
}
