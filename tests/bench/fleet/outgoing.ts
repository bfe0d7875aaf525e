import type { OutgoingEvent } from '../../../gateway/outbox/sqlite-outbox.ts';

/** A resident passed; each at a millisecond of its own, so that two of them never look like one told twice. */
export function accessEvent(number: number): OutgoingEvent {
  const atMs = 1_790_000_000_000 + number;
  const data = { decision: `d${number}`, outcome: 'granted', method: 'card', reason: 'resident', ring: 1, atMs };
  return { lane: 'event', type: 'ringward.access.decided', atMs, data: { ...data, source: `door-${number % 60}` } };
}

/** A door was forced just now. */
export function alarmEvent(alarm: string): OutgoingEvent {
  const atMs = Date.now();
  const place = { type: 'door-forced', priority: 2, ring: 1, source: 'door-1' };
  const data = { alarm, ...place, state: 'raised', step: 'raised', active: true, raisedAtMs: atMs, count: 1 };
  return { lane: 'alarm', type: 'ringward.alarm.raised', atMs, data };
}
