import type { Change, Register } from '../register/register-types.ts';
import type { RightsStanding } from './build-rights.ts';

/**
 * Whether rights at a door may be others after this change. What is not certain counts as if they were. While an entry policy
 * keeps visitors out, a new pass is one of those that controllers must not take.
 */
export function touchesRights(
  change: Change,
  register: Pick<Register, 'credentialsOf'>,
  { visitorsRefused }: Pick<RightsStanding, 'visitorsRefused'>,
): boolean {
  switch (change.kind) {
    case 'person':
    case 'household':
    case 'residency':
    case 'membership':
    case 'group':
    case 'address':
      return true;
    case 'credential':
      // PINs and plates are in no snapshot, and a pass only once it has ended.
      if (!('put' in change)) return true;
      return (
        change.put.kind === 'card' || (change.put.kind === 'pass' && (visitorsRefused || change.put.state !== 'active'))
      );
    case 'visit':
      if (!('put' in change) || change.put.state === 'refused' || change.put.state === 'cancelled') return true;
      return register.credentialsOf(change.put.id).some(({ kind }) => kind === 'card');
    default:
      return false;
  }
}
