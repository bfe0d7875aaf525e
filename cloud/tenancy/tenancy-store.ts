import type { ProofLeft } from '../../devices/proof/second-proof.ts';
import type { Permission } from './access.ts';
import type { AuditAct } from './audit-store.ts';
import type { Role } from './roles.ts';

export interface PlaceRow {
  /** `tenant:ID`, `city:ID`, `district:ID` or `site:ID`. */
  place: string;
  parent: string | null;
  title: string;
}

/** `first`: the account that every cloud begins with; its password is the cloud's secret. */
export type OperatorOrigin = 'first' | 'made' | 'provider';

export interface OperatorRow {
  /** Opaque, for ever. */
  id: string;
  /** What others read of him, and what he types to log in; nobody else ever gets it. */
  sign: string;
  origin: OperatorOrigin;
  /** Grows with what ends his sessions. */
  generation: number;
  disabledMs: number | null;
  /** Since when he shows a second factor after his password. */
  factorSinceMs: number | null;
  madeMs: number;
  madeBy: string;
}

export interface NewOperator extends Pick<OperatorRow, 'id' | 'sign' | 'origin' | 'madeMs' | 'madeBy'> {
  passwordHash: string | null;
  /** SHA-256 of issuer and subject at the sign-in provider. */
  subject: string | null;
}

/** A second factor as it is kept. */
export interface FactorRow extends ProofLeft {
  /** Sealed; in clear it is what his phone holds. */
  secret: string;
  sinceMs: number;
}

export interface GrantRow {
  operator: string;
  /** A place, or `cloud`. */
  place: string;
  role: Role;
  /** The sign of who gave it, or `provider`. */
  by: string;
  atMs: number;
  /** Why one person may both ask and approve there. */
  reason: string | null;
}

export interface OperatorTokenRow {
  id: string;
  /** SHA-256 of the token, lower-case hex. */
  hash: string;
  operator: string;
  title: string;
  permissions: readonly Permission[];
  madeMs: number;
  expiresMs: number;
  usedMs: number | null;
  endedMs: number | null;
}

/** Minutes' worth of waiting at a level until the next one is told, in milliseconds; of a tenant, or of the `cloud` for all others. */
export interface DeskWaits {
  place: string;
  siteMs: number;
  districtMs: number;
}

/** Who may what where, whole: it is small, and every request needs it. */
export interface TenancyWorld {
  revision: number;
  places: readonly PlaceRow[];
  operators: readonly OperatorRow[];
  grants: readonly GrantRow[];
  /** Without those that have ended. */
  tokens: readonly OperatorTokenRow[];
  waits: readonly DeskWaits[];
}

export interface GatewaySite {
  gateway: string;
  /** Null: it has a token for any site, and has not said yet where it stands. */
  site: string | null;
}

/** Every method is one transaction with what it keeps of it, and moves the world on. */
export interface TenancyChanges {
  /** Adds a place or changes its title and parent. */
  savePlace(place: PlaceRow, act: AuditAct): Promise<void>;
  /** False where something hangs below it, or somebody has a role there. */
  removePlace(place: string, act: AuditAct): Promise<boolean>;
  saveWaits(waits: DeskWaits, act: AuditAct): Promise<void>;

  /** False where the sign is taken. */
  addOperator(operator: NewOperator, grants: readonly GrantRow[], act: AuditAct): Promise<boolean>;
  /** A null keeps the password as it is. Ends his sessions. */
  changeOperator(
    operator: string,
    change: { passwordHash?: string; disabledMs?: number | null; factor?: FactorRow | null; endTokens?: true },
    act: AuditAct,
  ): Promise<void>;
  addGrant(grant: GrantRow, act: AuditAct): Promise<void>;
  removeGrant(grant: Pick<GrantRow, 'operator' | 'place' | 'role'>, act: AuditAct): Promise<void>;
  /** In the place of all that the operator has. */
  replaceGrants(operator: string, grants: readonly GrantRow[], act: AuditAct): Promise<void>;

  addToken(token: Omit<OperatorTokenRow, 'usedMs' | 'endedMs'>, act: AuditAct): Promise<void>;
  endToken(id: string, act: AuditAct): Promise<void>;
}

export interface TenancyStore extends TenancyChanges {
  revision(): Promise<number>;
  world(): Promise<TenancyWorld>;
  /** Changes that were decided on the world of this revision; where it has moved on, they throw `tenancy-moved`. */
  on(revision: number): TenancyChanges;
  /** Where gateways stand: by their certificate in force, by what they say, by their token, by a certificate that has ended. */
  gatewaySites(only?: readonly string[]): Promise<GatewaySite[]>;
  passwordHash(operator: string): Promise<string | null>;
  factor(operator: string): Promise<FactorRow | undefined>;
  /**
   * What is left of a second factor after a use, in the place of `before`; false where somebody was faster: then nothing was used.
   * Does not move the world on.
   */
  factorUsed(operator: string, before: FactorRow, left: ProofLeft, act?: AuditAct): Promise<boolean>;
  operatorOfSubject(subject: string): Promise<string | undefined>;
  /** Does not move the world on. */
  tokenUsed(id: string, nowMs: number): Promise<void>;
}
