import type { GatewayView } from '../../api/views.ts';

/** More than this many events waiting is not just the last few seconds' worth. */
const manyWaiting = 200;
/** A clock that is off by more is worth a word. */
const clockOffMs = 30_000;

/** The gravest first. */
export const troubleKinds = [
  'clone',
  'state',
  'missing',
  'alarms',
  'identity',
  'settings',
  'cameras',
  'waiting',
  'devices',
  'clock',
] as const;
export type Trouble = (typeof troubleKinds)[number];

/** A certificate is renewed after two thirds of its life: one with less than a fifth left has not been. */
function endsSoon({ state, issuedAtMs, validUntilMs }: NonNullable<GatewayView['identity']>, nowMs: number): boolean {
  return state !== 'valid' || validUntilMs - nowMs < (validUntilMs - issuedAtMs) / 5;
}

/** What of a gateway's figures is not as it should be; colour is kept for these. `drifting`: gateways with other settings than they should have. */
export function findTroubles(view: GatewayView, drifting?: { has(gateway: string): boolean }): Set<Trouble> {
  const { state, status, totals, lanes, openAlarms, identity, clonedSinceMs } = view;
  const troubles = new Set<Trouble>();
  if (clonedSinceMs !== null) troubles.add('clone');
  if (drifting?.has(view.gateway)) troubles.add('settings');
  if (identity !== null && endsSoon(identity, view.asOfMs)) troubles.add('identity');
  if (state !== 'online') troubles.add('state');
  if (totals.missing > 0) troubles.add('missing');
  if (openAlarms.p1 + openAlarms.p2 > 0) troubles.add('alarms');
  if (!status) return troubles;
  if (status.devices.online < status.devices.total) troubles.add('devices');
  if (status.cameras.streaming < status.cameras.total) troubles.add('cameras');
  if ((lanes.alarm.waiting ?? 0) + (lanes.event.waiting ?? 0) > manyWaiting) troubles.add('waiting');
  if (Math.abs(status.clockOffsetMs) > clockOffMs) troubles.add('clock');
  return troubles;
}

/** The cloud calls a gateway offline after 30 s of silence and says so within two more. */
const onlineHoldsMs = 35_000;
/** Of ten thousand that go on being heard each is told of every 25 s only; who goes is told first (cloud/live/live-hub.ts). */
const toldWithinMs = 60_000;
/** The cloud speaks every 4 s: after this it is not heard any more. */
const cloudSilentMs = 9_000;

/**
 * A gateway that may be gone is not shown as fine: when the cloud is not heard, since `heardMs` by its own clock, "online" is soon
 * no longer known.
 */
export function shownState(
  { state, lastSeenMs }: GatewayView,
  { nowMs, heardMs }: { nowMs: number; heardMs: number },
): GatewayView['state'] | 'unknown' {
  const holdsMs = nowMs - heardMs > cloudSilentMs ? onlineHoldsMs : toldWithinMs;
  return state === 'online' && nowMs - (lastSeenMs ?? 0) > holdsMs ? 'unknown' : state;
}

/** Figures of a status that is older than this may no longer be true, and are shown with their age. */
export const statusFreshMs = 30_000;

export function sumOpenAlarms(gateways: readonly GatewayView[]): GatewayView['openAlarms'] {
  const sum = { p1: 0, p2: 0, p3: 0, p4: 0 };
  for (const { openAlarms } of gateways)
    for (const priority of ['p1', 'p2', 'p3', 'p4'] as const) sum[priority] += openAlarms[priority];
  return sum;
}
