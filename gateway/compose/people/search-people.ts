import type { LookUp } from '../../console/privacy/privacy-ports.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { Register } from '../../register/register-types.ts';
import { reasonOf } from '../privacy/look-up-desk.ts';

export interface SearchParts {
  register: Pick<Register, 'findPeople'>;
  ledger: Ledger;
  clock: Clock;
  /** Keyed digest of a text. */
  digestPin(text: string): string;
}

/**
 * Ids of people by what somebody typed. Who searched, what for and why stands in the ledger, and how much was found; not the
 * words that were typed. Throws a Refusal where no reason is given.
 */
export function searchPeople(parts: SearchParts, query: string, limit: number, user: string, look: LookUp) {
  const reason = reasonOf(look.reason);
  const found = parts.register.findPeople(query, limit);
  parts.ledger.append({
    atMs: parts.clock.wallMs(),
    actor: { kind: 'user', id: user },
    action: 'people.searched',
    ...{ purpose: look.purpose, reason },
    detail: {
      // Keyed like a PIN's, so that nobody can find the words by trying names.
      query: parts.digestPin(`people ${query.normalize('NFKC').trim()}`).slice(-16),
      found: found.ids.length,
      more: found.more,
    },
  });
  return found;
}
