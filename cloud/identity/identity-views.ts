import Type, { type Static } from 'typebox';
import { ClaimFacts, ClaimId, ClaimRefusalReason } from '../../devices/contracts/claim.ts';
import { EpochMs, Id } from '../../devices/contracts/place.ts';
import type { ClaimKinship } from './decide-claim.ts';
import type { CertificateRow, ClaimCodeRow, ClaimRow, CloneRow, IdentityActRow } from './identity-store.ts';

/** What operators see of codes, claims and certificates. Times are epoch milliseconds of the cloud's clock. */
const OrNull = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()]);

export const AcceptanceView = Type.Enum(['operator', 'automatic'], {
  description: 'automatic: accepted by itself where nothing speaks against it',
});

export const ClaimCodeView = Type.Object({
  id: ClaimId,
  accept: AcceptanceView,
  gateway: OrNull(Id),
  site: OrNull(Id),
  by: Type.String(),
  createdAtMs: EpochMs,
  expiresAtMs: EpochMs,
});
export type ClaimCodeView = Static<typeof ClaimCodeView>;

export const MadeCodeView = Type.Object({
  id: ClaimId,
  text: Type.String({ description: 'to be read out and typed; shown this once' }),
  uri: Type.String({ description: 'the address that the QR code holds' }),
  svg: Type.String({ description: 'the QR code as a drawing' }),
  url: Type.String({ description: 'where gateways connect' }),
  accept: AcceptanceView,
  gateway: OrNull(Id),
  site: OrNull(Id),
  expiresAtMs: EpochMs,
});
export type MadeCodeView = Static<typeof MadeCodeView>;

export const ClaimView = Type.Object({
  id: ClaimId,
  state: Type.Enum(['waiting', 'accepted', 'refused']),
  facts: ClaimFacts,
  address: Type.String({ description: 'from where it asked' }),
  askedAtMs: EpochMs,
  decidedAtMs: OrNull(EpochMs),
  decidedBy: OrNull(Type.String({ description: "an operator's sign, or policy" })),
  why: OrNull(ClaimRefusalReason),
  kinship: OrNull(
    Type.Enum(['new', 'returning', 'known-gateway', 'other-box', 'revoked'], {
      description: 'how a waiting claim stands to what is known under its id',
    }),
  ),
});
export type ClaimView = Static<typeof ClaimView>;

export const ClaimDeskView = Type.Object({
  nowMs: EpochMs,
  /** Null: this cloud listens for no gateways with certificates, so there are no codes. */
  url: OrNull(Type.String({ description: 'where gateways connect' })),
  codes: Type.Array(ClaimCodeView),
  claims: Type.Array(ClaimView, { description: 'waiting ones oldest first, then decided ones newest first' }),
});
export type ClaimDeskView = Static<typeof ClaimDeskView>;

export const CertificateView = Type.Object({
  fingerprint: Type.String(),
  site: Id,
  hardware: Type.String(),
  issuedAtMs: EpochMs,
  validUntilMs: EpochMs,
  firstUsedAtMs: OrNull(EpochMs),
  endedAtMs: OrNull(EpochMs),
  endedWhy: OrNull(Type.Enum(['revoked', 'replaced', 'renewed'])),
});
export type CertificateView = Static<typeof CertificateView>;

export const CloneView = Type.Object({
  noticedAtMs: EpochMs,
  boots: Type.Array(Type.String()),
  addresses: Type.Array(Type.String()),
});
export type CloneView = Static<typeof CloneView>;

export const IdentityView = Type.Object({
  gateway: Id,
  nowMs: EpochMs,
  certificates: Type.Array(CertificateView, { description: 'newest first' }),
  clone: OrNull(CloneView),
});
export type IdentityView = Static<typeof IdentityView>;

export const IdentityActList = Type.Object({
  acts: Type.Array(
    Type.Object({
      position: Type.Integer(),
      by: Type.String(),
      atMs: EpochMs,
      deed: Type.String(),
      subject: Type.String(),
      gateway: OrNull(Id),
      reason: OrNull(Type.String()),
    }),
    { description: 'newest first' },
  ),
});

export function viewCode({ id, accept, gateway, site, by, createdMs, expiresMs }: ClaimCodeRow): ClaimCodeView {
  return { id, accept, gateway, site, by, createdAtMs: createdMs, expiresAtMs: expiresMs };
}

export function viewClaim(claim: ClaimRow, kinship: ClaimKinship | null): ClaimView {
  const { id, state, facts, address, askedMs, decidedMs, decidedBy, why } = claim;
  return { id, state, facts, address, askedAtMs: askedMs, decidedAtMs: decidedMs, decidedBy, why, kinship };
}

export function viewCertificate(row: CertificateRow): CertificateView {
  const { fingerprint, site, hardware, issuedMs, validUntilMs, firstUsedMs, endedMs, endedWhy } = row;
  return {
    ...{ fingerprint, site, hardware, validUntilMs, endedWhy },
    issuedAtMs: issuedMs,
    firstUsedAtMs: firstUsedMs,
    endedAtMs: endedMs,
  };
}

export function viewClone({ noticedMs, boots, addresses }: CloneRow): CloneView {
  return { noticedAtMs: noticedMs, boots, addresses };
}

export function viewIdentityAct(row: IdentityActRow): Static<typeof IdentityActList>['acts'][number] {
  const { position, by, atMs, deed, subject, gateway, reason } = row;
  return { position, by, atMs, deed, subject, gateway, reason };
}
