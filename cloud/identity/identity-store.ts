import type { ClaimFacts, ClaimRefusalReason } from '../../devices/contracts/claim.ts';

/** Whether a claim with a code waits for an operator or is accepted by itself where nothing speaks against it. */
export type Acceptance = 'operator' | 'automatic';

export interface NewClaimCode {
  id: string;
  /** SHA-256 of the secret; the secret itself is shown once and kept nowhere. */
  secretHash: string;
  accept: Acceptance;
  /** Where given, no other gateway and no other site may use it. */
  gateway: string | null;
  site: string | null;
  by: string;
  createdMs: number;
  expiresMs: number;
}

export interface ClaimCodeRow extends NewClaimCode {
  /** The claim that used it. */
  claim: string | null;
  withdrawnMs: number | null;
}

export interface NewClaim {
  id: string;
  secretHash: string;
  csr: string;
  /** SHA-256 of the CSR's public key. */
  keyHash: string;
  facts: ClaimFacts;
  address: string;
}

export type ClaimStanding = 'waiting' | 'accepted' | 'refused';

export interface ClaimRow {
  id: string;
  code: string;
  csr: string;
  keyHash: string;
  facts: ClaimFacts;
  address: string;
  state: ClaimStanding;
  askedMs: number;
  decidedMs: number | null;
  /** An operator's sign, or `policy`. */
  decidedBy: string | null;
  why: ClaimRefusalReason | null;
  /** Of the certificate that it got. */
  fingerprint: string | null;
  accept: Acceptance;
  /** Whether its code was made for this very gateway. */
  bound: boolean;
}

export type OpenedClaim =
  /** `fresh`: nobody had asked with this code before. */
  | { kind: 'claim'; claim: ClaimRow; fresh: boolean }
  | { kind: 'refused'; why: 'claim-code-unknown' | 'claim-code-expired' | 'claim-code-used' | 'claim-mismatch' };

export interface NewCertificate {
  /** SHA-256 of the certificate (DER), lower-case hex. */
  fingerprint: string;
  gateway: string;
  /** The gateway may speak for this site only. */
  site: string;
  hardware: string;
  certificate: string;
  issuedMs: number;
  validUntilMs: number;
}

/** Why a certificate does not count any more. */
export type EndReason = 'revoked' | 'replaced' | 'renewed';

export interface CertificateRow extends Omit<NewCertificate, 'certificate'> {
  firstUsedMs: number | null;
  endedMs: number | null;
  endedWhy: EndReason | null;
}

export type Decided<T> = { kind: 'done'; value: T } | { kind: 'refused'; why: 'not-found' | 'claim-decided' };

/** One start of one copy of a gateway. */
export interface HeardBoot {
  gateway: string;
  boot: string;
  address: string;
}

/** Two copies under one identity, not yet settled by an operator. */
export interface CloneRow {
  gateway: string;
  noticedMs: number;
  /** The starts that alternated. */
  boots: [string, string];
  addresses: [string, string];
}

/** What an operator, or the policy, did; only ever added to. */
export interface IdentityAct {
  by: string;
  atMs: number;
  deed:
    | 'code-made'
    | 'code-withdrawn'
    | 'claim-opened'
    | 'claim-accepted'
    | 'claim-refused'
    | 'identity-renewed'
    | 'identity-revoked'
    | 'clone-noticed'
    | 'clone-settled';
  /** Id of the code, the claim or the gateway. */
  subject: string;
  gateway: string | null;
  reason: string | null;
}

export interface IdentityActRow extends IdentityAct {
  position: number;
}

/** Claims, certificates and what became of them. Every method is one transaction. */
export interface IdentityStore {
  addClaimCode(code: NewClaimCode): Promise<void>;
  /** Those that can still be used, newest first. */
  openClaimCodes(nowMs: number): Promise<ClaimCodeRow[]>;
  /** False where there is no such code or it is used. */
  withdrawClaimCode(id: string, by: string, nowMs: number): Promise<boolean>;

  /** Takes the code and opens the claim; the same key again finds its claim. */
  openClaim(claim: NewClaim, nowMs: number): Promise<OpenedClaim>;
  claim(id: string): Promise<ClaimRow | undefined>;
  /** Waiting ones oldest first, then decided ones newest first. */
  claims(limit: number): Promise<ClaimRow[]>;
  /**
   * Ends whatever other certificates the gateway has, as `replaced`, and its tokens. `fits` is asked about the certificate that
   * counts as this is written: somebody else may just have got the id.
   */
  acceptClaim(
    id: string,
    certificate: NewCertificate,
    by: string,
    nowMs: number,
    fits: (present: CertificateRow | undefined) => boolean,
  ): Promise<Decided<ClaimRow> | { kind: 'refused'; why: 'identity-held' }>;
  refuseClaim(id: string, why: ClaimRefusalReason, by: string, nowMs: number): Promise<Decided<ClaimRow>>;
  /** What a claim that was accepted has to fetch. */
  issued(fingerprint: string): Promise<NewCertificate | undefined>;

  certificate(fingerprint: string): Promise<CertificateRow | undefined>;
  /** Newest first. */
  certificatesOf(gateway: string, limit: number): Promise<CertificateRow[]>;
  /** Of each gateway the one that counts: the newest in use, else the newest. All gateways where none are named. */
  presentCertificates(only?: readonly string[]): Promise<CertificateRow[]>;
  /** The first use of a certificate ends those issued before it, as `renewed`. */
  certificateUsed(fingerprint: string, nowMs: number): Promise<void>;
  /** Adds the certificate beside the one that asks and ends those that were never used. False where the asking one has ended. */
  renewCertificate(asking: string, certificate: NewCertificate, nowMs: number): Promise<boolean>;
  /** Ends all certificates and tokens of the gateway; says how many certificates there were. Its clone notice ends with them. */
  revoke(gateway: string, reason: string, by: string, nowMs: number): Promise<number>;
  /** A gateway speaks with another start than this process heard last. Says since when two copies speak, if they do. */
  heardBoot(boot: HeardBoot, nowMs: number): Promise<CloneRow | undefined>;
  clones(only?: readonly string[]): Promise<CloneRow[]>;
  settleClone(gateway: string, by: string, nowMs: number): Promise<boolean>;

  /** Newest first. */
  identityActs(query: {
    gateway?: string;
    only?: readonly string[];
    before?: number;
    limit: number;
  }): Promise<IdentityActRow[]>;
}
