import Type, { type Static } from 'typebox';

/** Every kind of alarm that the gateway can raise. */
export const alarmTypes = [
  'person-unknown',
  'person-denied',
  'vehicle-unknown',
  'vehicle-denied',
  'intrusion',
  'loitering',
  'line-crossing',
  'tailgating',
  'fire-lane-blocked',
  'parking-overstay',
  'parking-quota',
  'parking-wrong-bay',
  'parking-no-plate',
  'crowding',
  'e-bike-in-lift',
  'falling-object',
  'door-forced',
  'door-held',
  'smoke',
  'call-point',
  'fire',
  'gas',
  'manhole',
  'vibration',
  'fence-cut',
  'fence-short',
  'fence-disarmed',
  'perimeter-breach',
  'water-level',
  'flood-danger',
  'help',
  'gate-call',
  'no-activity',
  'duress',
  'credential-guessing',
  'passback-violation',
  'watch-list-match',
  'fire-release',
  'input-fault',
  'log-nearly-full',
  'tamper',
  'battery-low',
  'device-fault',
  'device-cloned',
  'device-babbling',
  'patrol-deviation',
  'network-lost',
  'storage-damaged',
  'storage-full',
  'device-lost',
  'camera-lost',
] as const;

export const AlarmType = Type.Enum([...alarmTypes]);
export type AlarmType = Static<typeof AlarmType>;

/** 1 life or intrusion, 2 urgent, 3 within the shift, 4 maintenance. */
export const Priority = Type.Union([Type.Literal(1), Type.Literal(2), Type.Literal(3), Type.Literal(4)]);
export type Priority = Static<typeof Priority>;

/** How far an alarm's handling has come (DOMAIN §7, after ISA-18.2 and EN 50518). */
export const alarmStates = [
  'raised',
  'acknowledged',
  'verified',
  'dispatched',
  'on-scene',
  'resolved',
  'closed',
] as const;
export const AlarmState = Type.Enum([...alarmStates]);
export type AlarmState = Static<typeof AlarmState>;

/** What a look at it showed. */
export const verdicts = ['real', 'false', 'drill'] as const;
export const Verdict = Type.Enum([...verdicts]);
export type Verdict = Static<typeof Verdict>;

/** What it was, in the end; nothing is closed without one. */
export const dispositions = [
  'real',
  'real-false-cause',
  'nuisance',
  'test',
  'duplicate',
  'no-cause-found',
  'referred',
] as const;
export const Disposition = Type.Enum([...dispositions]);
export type Disposition = Static<typeof Disposition>;

/** Everything that can happen to an alarm; its history holds one entry each, and nothing else changes an alarm. */
export const alarmSteps = [
  'raised',
  'repeated',
  'raised-again',
  'cleared',
  'acknowledged',
  /** Somebody else's acknowledgement, made at the same time elsewhere: kept, and told to whoever was not first. */
  'acknowledged-too',
  'verified',
  'dispatched',
  'arrived',
  'resolved',
  'closed',
  'reopened',
  'escalated',
  'shelved',
  'unshelved',
  'suppressed',
  'unsuppressed',
  'out-of-service',
  'in-service',
  'joined-incident',
  'noted',
] as const;
export const AlarmStep = Type.Enum([...alarmSteps]);
export type AlarmStep = Static<typeof AlarmStep>;

/** Who has been told: 0 the guards on duty, 1 their lead, 2 the manager, 3 the duty desk of the cloud. */
export const EscalationLevel = Type.Union([Type.Literal(0), Type.Literal(1), Type.Literal(2), Type.Literal(3)]);
export type EscalationLevel = Static<typeof EscalationLevel>;
