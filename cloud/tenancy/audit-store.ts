/** One thing that somebody did, as it is kept for ever. Never holds a name: signs and opaque ids only. */
export interface AuditAct {
  /** Sign of the operator (`Operator.sign`), or who else it was: `policy`, `cloud`, `gateway`. */
  by: string;
  /** `Operator.id`; left out where it was no operator. */
  operator?: string;
  atMs: number;
  /** `noun.verb` in lower case with hyphens, as `rollout.approve`, `share.end`. */
  deed: string;
  /** What it is about. Who reads a list sees what is about his gateways and his places; about neither: the whole cloud only. */
  gateway?: string;
  layer?: string;
  /** `tenant:ID`, `city:ID`, `district:ID`, `site:ID`, or `cloud`. */
  place?: string;
  /** Id of whatever else: a rollout, a share, another operator. */
  subject?: string;
  /** Why, in the words of who did it. */
  reason?: string;
}

export const auditSources = ['log', 'identity', 'settings', 'alarms'] as const;
export type AuditSource = (typeof auditSources)[number];

/** From whichever table it comes. */
export interface AuditRow {
  source: AuditSource;
  position: number;
  by: string;
  operator: string | null;
  atMs: number;
  deed: string;
  gateway: string | null;
  layer: string | null;
  place: string | null;
  subject: string | null;
  reason: string | null;
}

/** Where a row stands in the list. */
export type AuditCursor = Pick<AuditRow, 'atMs' | 'source' | 'position'>;

export interface AuditQuery {
  gateway?: string;
  /** Of this operator's sign. */
  by?: string;
  /** What a reader may know of; left out: all. */
  within?: { gateways: readonly string[]; places: readonly string[] };
  before?: AuditCursor;
  limit: number;
}

export interface AuditStore {
  /** In a transaction of its own; a room that changes something keeps it with `keepAct` in the same one. */
  keep(act: AuditAct): Promise<void>;
  /** Newest first, from all rooms. */
  read(query: AuditQuery): Promise<AuditRow[]>;
}
