import type { SiteEventType } from '../../devices/contracts/site-events.ts';

/** Words of a share that the page needs too: constants only. */

/** What another department may ask events for; the text and the legal basis beside it say more. */
export const purposes = [
  'emergency-response',
  'fire-inspection',
  'flood-control',
  'public-order',
  'traffic-order',
  'utility-repair',
  'statutory-request',
  'drill',
] as const;
export type Purpose = (typeof purposes)[number];

/** Kinds of events that may be shared, and what they are on the site's uplink. The ledger's anchors never leave. */
export const sharedKinds = {
  alarms: ['ringward.alarm.raised', 'ringward.alarm.acknowledged', 'ringward.alarm.cleared', 'ringward.alarm.handled'],
  access: ['ringward.access.decided'],
  modes: ['ringward.mode.changed'],
  starts: ['ringward.gateway.started'],
} as const satisfies Record<string, readonly SiteEventType[]>;
export type SharedKind = keyof typeof sharedKinds;
export const sharedKindNames = Object.keys(sharedKinds) as SharedKind[];

/** All that a share may let out. What an event holds beside these has no name here and cannot be asked for. */
export const fieldNames = [
  'event',
  'time',
  'received',
  'site',
  'gateway',
  'replayed',
  'source',
  'ring',
  'alarm',
  'alarmType',
  'priority',
  'state',
  'step',
  'active',
  'raised',
  'acknowledged',
  'count',
  'verdict',
  'disposition',
  'escalation',
  'outcome',
  'method',
  'alone',
  'mode',
  'modeKind',
  'modeState',
  'zones',
] as const;
export type FieldName = (typeof fieldNames)[number];

export const shareStates = ['asked', 'approved', 'running', 'paused', 'ended'] as const;
export type ShareState = (typeof shareStates)[number];

/** Why a share stands still or is over; the page has a sentence for each. */
export const shareReasons = [
  'by-operator',
  'refused',
  'expired',
  'failing',
  'gone',
  'refuses-all',
  'gateway-moved',
  'restored',
] as const;
export type ShareReason = (typeof shareReasons)[number];

/** An end date lies no further ahead than this. */
export const maxShareMs = 366 * 24 * 3_600_000;
