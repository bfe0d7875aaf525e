/** Rows as they stand in the database that a backup takes the place of. */
export interface PresentIdentity {
  certificates: {
    fingerprint: string;
    gateway: string;
    site: string;
    hardware: string;
    certificate: string;
    issued_ms: number;
    valid_until_ms: number;
    first_used_ms: number | null;
    ended_ms: number | null;
    ended_why: string | null;
  }[];
  tokens: { hash: Buffer; gateway: string; site: string | null; created_ms: number }[];
}

export interface RestoredData {
  /** `undefined`: who may come in is as it was at the backup. */
  present: PresentIdentity | undefined;
  /** Of the backup. */
  madeAtMs: number;
}
