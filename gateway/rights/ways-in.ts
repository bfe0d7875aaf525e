import type { SiteDoor } from '../../devices/contracts/site-doors.ts';
import type { HeldCredential, Span } from '../register/rights-view.ts';
import { intersectWeekTimes, type WeekTimes } from './week-times.ts';

/** One right of a credential at a door: from when until when, and at what times of the week. */
export interface WayIn extends Span {
  times: WeekTimes | undefined;
}

export interface WaysInQuestion {
  door: Pick<SiteDoor, 'id' | 'serves'>;
  nowMs: number;
  /** When an access group holds; `undefined`: always. */
  timesOf(group: string): WeekTimes | undefined;
  /** Whoever works here and does not live here is kept out for now. */
  staffRefused?: boolean;
}

/**
 * By what a credential opens a door now or later: an address that the door serves, at any time; an access group that covers it,
 * in its hours; each within its own dates and the credential's, and within the group that the credential is limited to. The same
 * as the decision's rules `validity`, `holder`, `zone` and `schedule` say.
 */
export function waysIn(held: HeldCredential, { door, nowMs, timesOf, staffRefused }: WaysInQuestion): WayIn[] {
  const { holder, group: limit } = held;
  if (!holder.approved || (limit && !limit.covers(door.id))) return [];
  const livesHere = holder.addresses.some(({ relation, toMs }) => relation === 'resident' && toMs > nowMs);
  if (staffRefused && holder.kind === 'person' && !livesHere) return [];
  const served = holder.addresses.filter(
    ({ within }) => door.serves === 'everyone' || door.serves.some((address) => within.has(address)),
  );
  const limits = limit && timesOf(limit.id);
  const ways = [
    ...served.map((span) => ({ span, times: limits })),
    ...holder.groups
      .filter(({ group }) => group.covers(door.id))
      .map(({ fromMs, toMs, group }) => ({
        span: { fromMs, toMs },
        times: intersectWeekTimes(timesOf(group.id), limits),
      })),
  ].flatMap(({ span, times }) => {
    const fromMs = Math.max(span.fromMs, held.fromMs);
    const toMs = Math.min(span.toMs, held.toMs);
    return fromMs < toMs && toMs > nowMs && times?.spans.length !== 0 ? [{ fromMs, toMs, times }] : [];
  });
  return ways.length > 1 ? withoutIdle(ways) : ways;
}

/** Leaves out what another way allows as well: most people who work here live here, too. */
function withoutIdle(ways: readonly WayIn[]): WayIn[] {
  const spans = (outer: WayIn, inner: WayIn) => outer.fromMs <= inner.fromMs && inner.toMs <= outer.toMs;
  const key = ({ times }: WayIn) => times && JSON.stringify(times);
  const allows = (outer: WayIn, inner: WayIn) =>
    spans(outer, inner) && (outer.times === undefined || key(outer) === key(inner));
  return ways.filter(
    (way, at) =>
      !ways.some((other, otherAt) => otherAt !== at && allows(other, way) && (at > otherAt || !allows(way, other))),
  );
}
