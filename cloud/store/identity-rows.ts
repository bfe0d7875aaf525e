import type { ClaimFacts, ClaimRefusalReason } from '../../devices/contracts/claim.ts';
import type {
  Acceptance,
  CertificateRow,
  ClaimRow,
  ClaimStanding,
  CloneRow,
  EndReason,
} from '../identity/identity-store.ts';

export interface ClaimRecordRow {
  id: string;
  code: string;
  csr: string;
  key_hash: string;
  facts: string;
  address: string;
  state: ClaimStanding;
  asked_ms: number;
  decided_ms: number | null;
  decided_by: string | null;
  why: ClaimRefusalReason | null;
  fingerprint: string | null;
  accept: Acceptance;
  bound_to: string | null;
}

export function toClaimRow(row: ClaimRecordRow): ClaimRow {
  const { id, code, csr, address, state, why, fingerprint, accept } = row;
  return {
    ...{ id, code, csr, address, state, why, fingerprint, accept },
    keyHash: row.key_hash,
    facts: JSON.parse(row.facts) as ClaimFacts,
    askedMs: row.asked_ms,
    decidedMs: row.decided_ms,
    decidedBy: row.decided_by,
    bound: row.bound_to !== null,
  };
}

export interface CertificateRecordRow {
  fingerprint: string;
  gateway: string;
  site: string;
  hardware: string;
  issued_ms: number;
  valid_until_ms: number;
  first_used_ms: number | null;
  ended_ms: number | null;
  ended_why: EndReason | null;
}

export function toCertificateRow(row: CertificateRecordRow): CertificateRow {
  const { fingerprint, gateway, site, hardware } = row;
  return {
    ...{ fingerprint, gateway, site, hardware },
    issuedMs: row.issued_ms,
    validUntilMs: row.valid_until_ms,
    firstUsedMs: row.first_used_ms,
    endedMs: row.ended_ms,
    endedWhy: row.ended_why,
  };
}

export interface CloneRecordRow {
  gateway: string;
  noticed_ms: number;
  boot_a: string;
  boot_b: string;
  address_a: string;
  address_b: string;
}

export function toCloneRow(row: CloneRecordRow): CloneRow {
  return {
    gateway: row.gateway,
    noticedMs: row.noticed_ms,
    boots: [row.boot_a, row.boot_b],
    addresses: [row.address_a, row.address_b],
  };
}
