import type { AlarmType, Priority } from '../../devices/contracts/alarms.ts';
import type { SiteEvent } from '../../devices/contracts/site-events.ts';
import type { FieldName, Purpose, SharedKind, ShareReason, ShareState } from './share-terms.ts';

/** An event at its place in the cloud's order of arrival. */
export interface ArrivedEvent {
  position: number;
  receivedAtMs: number;
  event: SiteEvent;
}

/** Which events leave; what is left out of the selection does not narrow it. */
export interface ShareSelection {
  kinds: readonly SharedKind[];
  gateways?: readonly string[];
  sites?: readonly string[];
  /** Of alarms. */
  alarmTypes?: readonly AlarmType[];
  /** Of alarms. */
  priorities?: readonly Priority[];
  /** Exercises stay at home unless this is set. */
  drills?: boolean;
}

/** What was asked for. It is never changed: whoever approves approves just this, and something else is a new share. */
export interface ShareTerms {
  department: string;
  /** Whom to call there: a desk rather than a person. */
  contact: string;
  purpose: Purpose;
  purposeText: string;
  legalBasis: string;
  selection: ShareSelection;
  fields: readonly FieldName[];
  /** From the approval where that is later: what arrived before it never leaves. */
  fromMs: number;
  untilMs: number;
  delivery: { kind: string; target: Record<string, unknown> };
  /** Whose the gateways that are named were when it was asked for; null: nobody's but the provider's. */
  tenants?: Readonly<Record<string, string | null>>;
}

/** Says whose a gateway is; undefined where it is nobody's but the provider's. */
export type TenantOf = (gateway: string) => string | undefined;

/** What is kept of a state; `running` is `approved` whose time has come. */
export type KeptState = Exclude<ShareState, 'running'>;

export interface ShareRow {
  /** 128 random bits; the recipient sees it. */
  share: string;
  terms: ShareTerms;
  /** Passwords and keys of the delivery; gone when the share has ended. */
  hidden: Record<string, string>;
  /** Makes ids of events that tell nothing of the site. Base64url. */
  salt: string;
  askedBy: string;
  askedSign: string;
  askedMs: number;
  /** Null until somebody else has approved it. */
  approvedSign: string | null;
  approvedMs: number | null;
  state: KeptState;
  why: ShareReason | null;
  changedMs: number;
  /** Grows with each change of the state. */
  revision: number;
}

/** How a share stands at a moment: its end holds from that millisecond on, swept or not. */
export function decideStanding({ state, terms }: Pick<ShareRow, 'state' | 'terms'>, nowMs: number): ShareState {
  if (nowMs >= terms.untilMs) return 'ended';
  if (state !== 'approved') return state;
  return nowMs < terms.fromMs ? 'approved' : 'running';
}

/** What can be done with a share; in the audit log as `share.ask` and so on. */
export const shareActs = ['ask', 'approve', 'refuse', 'pause', 'resume', 'end', 'try'] as const;
export type ShareAct = (typeof shareActs)[number];
