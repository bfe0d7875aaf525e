import type {
  AlarmState,
  AlarmStep,
  AlarmType,
  Disposition,
  EscalationLevel,
  Priority,
  Verdict,
} from '../../devices/contracts/alarms.ts';
import type { Ring } from '../../devices/contracts/place.ts';

/** Why an alarm stands beside the guards' list instead of in it. It is counted and kept like any other. */
export type Hidden =
  /** Set aside by a person, for eight hours at most; it comes back by itself. */
  | { kind: 'shelved'; untilMs: number; by: string; reason: string }
  /** Another alarm explains it: its id. */
  | { kind: 'suppressed'; parent: string }
  /** Its source is being worked on. */
  | { kind: 'out-of-service'; untilMs: number };

/** Who did something to an alarm. */
export type AlarmActor =
  | { kind: 'user'; id: string }
  | { kind: 'gateway' }
  /** Somebody at the cloud, by the name that the cloud gave. */
  | { kind: 'cloud'; id: string };

/** An alarm as it stands; how it came to this is its history. */
export interface Alarm {
  id: string;
  type: AlarmType;
  priority: Priority;
  ring: Ring;
  /** Device, camera, door or barrier at which it stands. */
  source: string;
  zone: string | undefined;
  state: AlarmState;
  /** Whether the cause still stands. Not active and still `raised` is what ISA-18.2 calls returned-unacknowledged. */
  active: boolean;
  /** `state` is `closed`. */
  closed: boolean;
  hidden: Hidden | undefined;
  /** Since when it comes and goes faster than anybody can answer; it counts as standing until it is quiet. */
  chatteringSinceMs: number | undefined;
  incident: string | undefined;
  drill: boolean;
  /** Who was first, and when; a name of the cloud begins with `cloud:`. */
  acknowledgedBy: string | undefined;
  acknowledgedAtMs: number | undefined;
  verdict: Verdict | undefined;
  /** On whom somebody has called: a user. */
  assignee: string | undefined;
  disposition: Disposition | undefined;
  escalation: EscalationLevel;
  raisedAtMs: number;
  /** When it last came (anew). */
  lastAtMs: number;
  clearedAtMs: number | undefined;
  closedAtMs: number | undefined;
  count: number;
  camera: string | undefined;
  detail: Record<string, string | number>;
}

/** One step of an alarm's history, which is only ever added to. */
export interface AlarmEntry {
  alarm: string;
  /** From 1, without gaps in an alarm. */
  n: number;
  step: AlarmStep;
  atMs: number;
  by: AlarmActor;
  /** Somebody's words. */
  note: string | undefined;
  /** Codes and ids: `{to: 'guard-2'}`, `{verdict: 'real'}`, `{level: 1}`, `{untilMs: …}`. */
  data: Record<string, string | number>;
}

/** What a person does to an alarm. */
export type AlarmDeed =
  | { kind: 'acknowledge' }
  | { kind: 'verify'; verdict: Verdict }
  | { kind: 'dispatch'; to: string }
  | { kind: 'arrive'; checkpoint?: string | undefined }
  | { kind: 'resolve' }
  | { kind: 'close'; disposition: Disposition }
  | { kind: 'reopen' }
  | { kind: 'shelve'; untilMs: number }
  | { kind: 'unshelve' }
  | { kind: 'note' };

export const alarmRefusals = [
  'no-alarm',
  /** The steps of its type that must come first have not been done. */
  'acknowledge-first',
  'verify-first',
  /** It was verified as something else than what it is to be closed as. */
  'verified-otherwise',
  'dispatch-first',
  'resolve-first',
  /** Its cause still stands, and it is not shown that this is no matter. */
  'still-active',
  'already-closed',
  'not-closed',
  'nobody-of-this-name',
  'too-long',
  'in-the-past',
  'not-shelvable',
  'not-shelved',
  'already-hidden',
  'note-needed',
] as const;
export type AlarmRefusal = (typeof alarmRefusals)[number];

export type AlarmAnswer =
  | { kind: 'done'; alarm: Alarm }
  /** It stood so already, by the deed of somebody who was first. */
  | { kind: 'already'; alarm: Alarm }
  | { kind: 'refused'; code: AlarmRefusal };

export interface AlarmCause {
  type: AlarmType;
  source: string;
  ring: Ring;
  atMs: number;
  zone?: string | undefined;
  /** The camera to look at. */
  camera?: string | undefined;
  detail?: Record<string, string | number>;
  /** More urgent than its type says. */
  priority?: Priority;
  /** Of a drill: an alarm of its own beside a real one. */
  drill?: boolean;
  /** Another device or camera bears it out that did not before: more than the same said again. */
  grows?: boolean;
}

/** Which alarms somebody looks for; all that is given must hold. */
export interface AlarmQuery {
  fromMs?: number;
  toMs?: number;
  types?: AlarmType[];
  priorities?: Priority[];
  rings?: Ring[];
  zone?: string;
  source?: string;
  state?: AlarmState | 'open';
  disposition?: Disposition;
  hidden?: boolean;
  drill?: boolean;
  /** Older than this one, for the next page: `{raisedAtMs}:{id}` of the last row. */
  before?: string;
  limit: number;
}

/** Alarms that have one cause, handled as one. */
export interface Incident {
  id: string;
  /** Of its most urgent alarm. */
  type: AlarmType;
  priority: Priority;
  ring: Ring;
  zone: string | undefined;
  openedAtMs: number;
  lastAtMs: number;
  closedAtMs: number | undefined;
  /** The alarm that began it. */
  first: string;
  alarms: number;
  openAlarms: number;
  drill: boolean;
}

/** What the alarms of a span came to; real ones, without those of drills, and but for `suppressed` those that were on the list. */
export interface AlarmFigures {
  fromMs: number;
  toMs: number;
  /** Raised anew, not counting repeats. */
  raised: number;
  /** With repeats. */
  occurrences: number;
  /** Raised and never on the list: explained by another alarm, or of a device that was worked on. */
  suppressed: number;
  /** Of the span, for how long the gateway was at work; milliseconds. */
  recordedMs: number;
  /** Of the hours that were recorded; 0 where none was. */
  perHour: number;
  /** Of the span's ten-minute slots, how many had ten or more (EEMUA 191: a flood). */
  floodSlots: number;
  byPriority: { priority: Priority; raised: number; share: number }[];
  byHour: { atMs: number; p1: number; p2: number; p3: number; p4: number }[];
  byDisposition: { disposition: Disposition; count: number }[];
  /** Milliseconds from being on the list to acknowledged, and to on scene; and how many were within what their priority allows. */
  response: {
    ring: Ring;
    acknowledged: { count: number; medianMs: number; p90Ms: number; p95Ms: number; withinShare: number };
    arrived: { count: number; medianMs: number; p90Ms: number; p95Ms: number; withinShare: number };
  }[];
  /** The ten sources that called most often, and how often nothing was found there. */
  badActors: { source: string; type: AlarmType; occurrences: number; noCause: number }[];
  /** Of those that were closed, the share that was no nuisance and had a cause; the aim is 95 %. */
  reliability: number | undefined;
}

/** A source whose alarms are set aside while it is worked on. */
export interface ServiceOrder {
  source: string;
  untilMs: number;
  by: string;
  reason: string;
  sinceMs: number;
}
