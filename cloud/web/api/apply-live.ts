import type { AlarmList, AlarmView, GatewayList, GatewayView } from '../../api/views.ts';
import type { AlarmFilter } from './cloud-client.ts';

/** Puts changed gateways into the list; an older picture never replaces a newer one. */
export function applyGateways(list: GatewayList, changed: readonly GatewayView[]): GatewayList {
  const changes = new Map(changed.map((view) => [view.gateway, view]));
  const gateways = list.gateways.map((known) => {
    const view = changes.get(known.gateway);
    changes.delete(known.gateway);
    return view && known.asOfMs <= view.asOfMs ? view : known;
  });
  // ten thousand gateways are sorted only when one is new
  if (changes.size > 0) gateways.push(...changes.values());
  return { ...list, gateways: changes.size > 0 ? gateways.sort((a, b) => (a.gateway < b.gateway ? -1 : 1)) : gateways };
}

export function alarmKey({ gateway, alarm }: AlarmView): string {
  return `${gateway}/${alarm}`;
}

function newestFirst(a: AlarmView, b: AlarmView): number {
  return b.raisedAtMs - a.raisedAtMs || b.revision - a.revision;
}

/** As the cloud sorts what is open: drills last, what is escalated furthest first, then by priority, then by age. */
function mostUrgentFirst(a: AlarmView, b: AlarmView): number {
  return (
    Number(a.drill) - Number(b.drill) ||
    b.escalation - a.escalation ||
    a.priority - b.priority ||
    a.raisedAtMs - b.raisedAtMs ||
    a.revision - b.revision
  );
}

const orderOf = (state: AlarmFilter['state']) => (state === 'all' ? newestFirst : mostUrgentFirst);

function belongs(alarm: AlarmView, state: AlarmFilter['state']): boolean {
  return state === 'all' || (state === 'duty' ? alarm.duty : alarm.open);
}

/** Whether an alarm is of the place and priority that a list asks for; these never change. */
function isAsked(alarm: AlarmView, { gateway, site, priority }: AlarmFilter): boolean {
  return (
    (gateway === null || alarm.gateway === gateway) &&
    (site === undefined || alarm.site === site) &&
    (priority === undefined || alarm.priority === priority)
  );
}

export interface ApplyOptions {
  filter: AlarmFilter;
  /** False for pages that do not begin with the newest: they only take changes of what they hold. */
  takesNew: boolean;
}

/**
 * Puts changed alarms into the pages that were read; new ones go where their time puts them, unless that lies beyond
 * the last page. An alarm that was closed stays in its place: rows do not vanish under a reader's eyes.
 */
export function applyAlarms(
  pages: readonly AlarmList[],
  changed: readonly AlarmView[],
  { filter, takesNew }: ApplyOptions,
): AlarmList[] {
  const changes = new Map<string, AlarmView>();
  const { state } = filter;
  for (const alarm of changed) if (isAsked(alarm, filter)) changes.set(alarmKey(alarm), alarm);
  const updated = pages.map((page) => ({
    ...page,
    alarms: page.alarms.map((alarm) => {
      const change = changes.get(alarmKey(alarm));
      changes.delete(alarmKey(alarm));
      return change && change.revision > alarm.revision ? change : alarm;
    }),
  }));
  const [first, last] = [updated[0], updated.at(-1)];
  if (!takesNew || !first || !last) return updated;
  const order = orderOf(state);
  const end = last.next === null ? undefined : last.alarms.at(-1);
  const fresh = [...changes.values()].filter((alarm) => belongs(alarm, state) && (!end || order(alarm, end) <= 0));
  if (fresh.length > 0) first.alarms = [...fresh, ...first.alarms].sort(order);
  return updated;
}

/** All pages as one list; what a later page repeats is left out. */
export function joinPages(pages: readonly AlarmList[], state: AlarmFilter['state']): AlarmView[] {
  const rows = new Map<string, AlarmView>();
  for (const page of pages)
    for (const alarm of page.alarms) {
      const known = rows.get(alarmKey(alarm));
      if (!known || known.revision < alarm.revision) rows.set(alarmKey(alarm), alarm);
    }
  return [...rows.values()].sort(orderOf(state));
}
