import { msToDay } from '../parts/field-time.ts';
import type { Visit } from './use-visits.ts';

export const tabs = ['today', 'inside', 'waiting', 'later', 'past'] as const;
export type Tab = (typeof tabs)[number];
type Standing = Pick<Visit, 'state' | 'fromMs' | 'toMs' | 'leftAtMs' | 'seen'>;

/** Came in, and neither a reader nor anybody has seen the visitor go. */
export const isInside = ({ seen, leftAtMs = 0 }: Standing): boolean => seen?.side === 'entry' && seen.atMs > leftAtMs;

/** Still inside although the time is over or the visit was called off. */
export const overstays = (visit: Standing, nowMs: number): boolean =>
  isInside(visit) && (visit.toMs <= nowMs || visit.state !== 'approved');

/** Under which one tab a visit stands; whoever is inside stands there, whatever was decided. */
export function tabOf(visit: Standing, nowMs: number): Tab {
  const { state, fromMs, toMs } = visit;
  if (isInside(visit)) return 'inside';
  if (toMs <= nowMs || state === 'refused' || state === 'cancelled') return 'past';
  if (state === 'requested') return 'waiting';
  return fromMs <= nowMs || msToDay(fromMs) === msToDay(nowMs) ? 'today' : 'later';
}

/** In the order in which they matter: overstayers first, then the next to come or to go; what is over, the newest first. */
export function visitsUnder<V extends Standing>(tab: Tab, visits: readonly V[], nowMs: number): V[] {
  const rank = (visit: V) => (overstays(visit, nowMs) ? 0 : 1);
  const time = (visit: V) => (tab === 'inside' ? visit.toMs : tab === 'past' ? -visit.toMs : visit.fromMs);
  return visits.filter((visit) => tabOf(visit, nowMs) === tab).sort((a, b) => rank(a) - rank(b) || time(a) - time(b));
}
