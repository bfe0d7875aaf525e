import Type, { type Static } from 'typebox';
import { AlarmState, AlarmStep, AlarmType, Disposition, EscalationLevel, Priority, Verdict } from './alarms.ts';
import { DaySeal } from './gateway-health.ts';
import { createParser } from './parse.ts';
import { EpochMs, Id, Ring } from './place.ts';

/**
 * Site events: what a gateway tells the cloud, as CloudEvents 1.0 in JSON. Nothing here holds a name, a whole
 * plate, a face or a template; people and vehicles appear as opaque ids of the site's register.
 */
const open = { additionalProperties: true } as const;
const strict = { additionalProperties: false } as const;

/** The two queues of the uplink. Alarms never wait behind a backlog of events. */
export const Lane = Type.Enum(['alarm', 'event']);
export type Lane = Static<typeof Lane>;
export const lanes: readonly Lane[] = ['alarm', 'event'];

export const AlarmRecord = Type.Object(
  {
    alarm: Type.String({ minLength: 1, maxLength: 64 }),
    type: AlarmType,
    priority: Priority,
    ring: Ring,
    /** The device or camera that the alarm stands at. */
    source: Id,
    /** `cleared` was said by gateways that did not tell `active` apart from the state of handling. */
    state: Type.Union([AlarmState, Type.Literal('cleared')]),
    /** Whether the cause still stands. */
    active: Type.Optional(Type.Boolean()),
    step: Type.Optional(AlarmStep),
    /** Who did it: somebody at the site, somebody at the cloud, or the gateway by itself. Never a name. */
    by: Type.Optional(Type.Enum(['site', 'cloud', 'gateway'])),
    raisedAtMs: EpochMs,
    count: Type.Integer({ minimum: 1 }),
    /** When it was first acknowledged, wherever that was. */
    acknowledgedAtMs: Type.Optional(EpochMs),
    verdict: Type.Optional(Verdict),
    disposition: Type.Optional(Disposition),
    escalation: Type.Optional(EscalationLevel),
    incident: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
    drill: Type.Optional(Type.Literal(true)),
    /** Not on the guards' list now, and why. */
    hidden: Type.Optional(Type.Enum(['shelved', 'suppressed', 'out-of-service'])),
  },
  strict,
);
export type AlarmRecord = Static<typeof AlarmRecord>;

export const AccessRecord = Type.Object(
  {
    decision: Type.String({ maxLength: 64 }),
    outcome: Type.Enum(['granted', 'denied', 'ask-guard']),
    method: Type.Enum(['card', 'pin', 'pass', 'face', 'plate', 'guard', 'exit-button', 'remote']),
    reason: Type.String({ maxLength: 64 }),
    ring: Ring,
    /** The door or barrier. */
    source: Id,
    atMs: EpochMs,
    /** Decided by the door's controller while it did not hear the gateway. */
    alone: Type.Optional(Type.Literal(true)),
  },
  strict,
);
export type AccessRecord = Static<typeof AccessRecord>;

/** Where the gateway's ledger stood: the cloud keeps it, so that a ledger that was written anew is found. */
export const AnchorRecord = Type.Object(
  {
    seq: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
    hash: Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256' }),
    atMs: EpochMs,
    signature: Type.String({ pattern: '^[A-Za-z0-9+/=_-]{1,512}$', description: 'by the site key' }),
  },
  strict,
);
export type AnchorRecord = Static<typeof AnchorRecord>;

/** An emergency mode of the site was applied or has ended; `by` says whether by a person or by itself. */
export const ModeRecord = Type.Object(
  {
    mode: Type.String({ minLength: 1, maxLength: 64 }),
    kind: Type.Enum(['evacuate', 'lockdown', 'entry-policy']),
    state: Type.Enum(['applied', 'ended']),
    by: Type.Enum(['user', 'gateway']),
    /** Left out: the whole site. */
    zones: Type.Optional(Type.Array(Id)),
    /** Of an entry policy. */
    untilMs: Type.Optional(EpochMs),
    atMs: EpochMs,
  },
  strict,
);
export type ModeRecord = Static<typeof ModeRecord>;

export const siteEventTypes = [
  'ringward.alarm.raised',
  'ringward.alarm.acknowledged',
  'ringward.alarm.cleared',
  /** Any other step of its handling; `step` names it. */
  'ringward.alarm.handled',
  'ringward.access.decided',
  'ringward.gateway.started',
  'ringward.ledger.anchored',
  /** A day of the outbox is over: a `DaySeal`. */
  'ringward.outbox.sealed',
  'ringward.mode.changed',
  /** What became of a command; its data is a `CommandRecord`. */
  'ringward.command.done',
] as const;

const EventTime = Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$' });

/** CloudEvents 1.0 attributes, with the extensions `sequence`, `epoch`, `lane`, `bootid` and `replayed`. */
export const SiteEvent = Type.Object(
  {
    specversion: Type.Literal('1.0'),
    /** `{gateway}/{epoch}/{lane}/{sequence}`: unique for ever. */
    id: Type.String({ minLength: 1, maxLength: 200 }),
    source: Type.String({ pattern: '^/sites/[a-z0-9-]+/gateways/[a-z0-9-]+$' }),
    type: Type.Enum([...siteEventTypes]),
    subject: Type.Optional(Type.String({ maxLength: 64 })),
    time: EventTime,
    datacontenttype: Type.Literal('application/json'),
    epoch: Type.String({ pattern: '^[a-z0-9]{8,32}$' }),
    lane: Lane,
    /** Position in its lane, from 1, without gaps; a decimal string as the CloudEvents sequence extension asks. */
    sequence: Type.String({ pattern: '^[1-9][0-9]{0,15}$' }),
    bootid: Type.String({ maxLength: 64 }),
    /** True when the event waited for a link before it was sent. */
    replayed: Type.Boolean(),
    /** W3C trace context, where the gateway traces this one (CloudEvents distributed tracing extension). */
    traceparent: Type.Optional(Type.String({ pattern: '^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$' })),
    data: Type.Object({}, open),
  },
  strict,
);
export type SiteEvent = Static<typeof SiteEvent>;
export type SiteEventType = SiteEvent['type'];

export const parseSiteEvent = createParser(SiteEvent);
export const parseAlarmRecord = createParser(AlarmRecord);
export const parseAccessRecord = createParser(AccessRecord);
export const parseAnchorRecord = createParser(AnchorRecord);
export const parseDaySeal = createParser(DaySeal);
