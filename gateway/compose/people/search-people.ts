import type { Clock } from '../../kernel/clock.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { Register } from '../../register/register-types.ts';

export interface SearchParts {
  register: Pick<Register, 'findPeople'>;
  ledger: Ledger;
  clock: Clock;
  /** Keyed digest of a text. */
  digestPin(text: string): string;
}

/** Ids of people by what somebody typed. Who searched stands in the ledger, and how much was found; not the words. */
export function searchPeople(parts: SearchParts, query: string, limit: number, user: string) {
  const found = parts.register.findPeople(query, limit);
  parts.ledger.append({
    atMs: parts.clock.wallMs(),
    actor: { kind: 'user', id: user },
    action: 'people.searched',
    detail: {
      // Keyed like a PIN's, so that nobody can find the words by trying names.
      query: parts.digestPin(`people ${query.normalize('NFKC').trim()}`).slice(-16),
      found: found.ids.length,
      more: found.more,
    },
  });
  return found;
}
