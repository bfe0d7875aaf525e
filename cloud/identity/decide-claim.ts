import type { CertificateRow, ClaimRow } from './identity-store.ts';

/** How a claim stands to what is known already. */
export type ClaimKinship =
  /** Nobody was ever known under this id. */
  | 'new'
  /** The box that holds the id asks again: its disk was lost or its certificate has ended. */
  | 'returning'
  /** A gateway is known under this id by a token or because it was heard. */
  | 'known-gateway'
  /** Another box holds the id. */
  | 'other-box'
  /** An operator has revoked what the id had. */
  | 'revoked';

/** `present`: the certificate that counts, or the last one, under the claim's gateway id. */
export function judgeKinship(claim: ClaimRow, present: CertificateRow | undefined, known: boolean): ClaimKinship {
  if (!present) return known ? 'known-gateway' : 'new';
  if (present.endedWhy === 'revoked') return 'revoked';
  return present.hardware === claim.facts.hardware ? 'returning' : 'other-box';
}

/**
 * Whether the policy accepts by itself. It never takes an id from somebody who has it, and never gives one back that a
 * person took away; of a gateway that is known it wants a code that was made for it.
 */
export function acceptsItself(claim: ClaimRow, kinship: ClaimKinship): boolean {
  if (claim.accept !== 'automatic') return false;
  return kinship === 'new' || kinship === 'returning' || (kinship === 'known-gateway' && claim.bound);
}
