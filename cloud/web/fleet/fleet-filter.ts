import type { GatewayView } from '../../api/views.ts';
import { findTroubles, type Trouble, troubleKinds } from './gateway-health.ts';

export const fleetOrders = ['trouble', 'name', 'silence', 'waiting', 'version'] as const;
export type FleetOrder = (typeof fleetOrders)[number];

export interface FleetFilter {
  text: string;
  /** Only gateways with this trouble. */
  trouble: Trouble | null;
  version: string | null;
  order: FleetOrder;
}

export const wholeFleet: FleetFilter = { text: '', trouble: null, version: null, order: 'trouble' };

/** A gateway with what is wrong with it. */
export interface JudgedGateway {
  view: GatewayView;
  troubles: ReadonlySet<Trouble>;
}

export function judgeFleet(gateways: readonly GatewayView[], drifting: { has(gateway: string): boolean }) {
  return gateways.map((view): JudgedGateway => ({ view, troubles: findTroubles(view, drifting) }));
}

export function countTroubles(judged: readonly JudgedGateway[]): Map<Trouble, number> {
  const counts = new Map<Trouble, number>();
  for (const { troubles } of judged) for (const each of troubles) counts.set(each, (counts.get(each) ?? 0) + 1);
  return counts;
}

function isAsked({ view, troubles }: JudgedGateway, { text, trouble, version }: FleetFilter): boolean {
  const { gateway, status } = view;
  if (trouble !== null && !troubles.has(trouble)) return false;
  if (version !== null && status?.version !== version) return false;
  const words = `${gateway} ${status?.site ?? ''} ${status?.siteName ?? ''}`.toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((each) => words.includes(each));
}

/** By the gravest thing that is wrong, then by how much is. */
function graveness({ troubles }: JudgedGateway): number {
  const gravest = troubleKinds.findIndex((kind) => troubles.has(kind));
  return gravest === -1 ? Number.MAX_SAFE_INTEGER : gravest * 100 - troubles.size;
}

const waitingOf = ({ lanes }: GatewayView) => (lanes.alarm.waiting ?? 0) + (lanes.event.waiting ?? 0);

const ranks: Record<Exclude<FleetOrder, 'version'>, (judged: JudgedGateway) => number> = {
  trouble: graveness,
  name: () => 0,
  silence: ({ view }) => view.lastSeenMs ?? -1,
  waiting: ({ view }) => -waitingOf(view),
};

/** What is asked for, in the order that is asked for; ids of gateways. */
export function sortFleet(judged: readonly JudgedGateway[], filter: FleetFilter): string[] {
  const asked = judged.filter((each) => isAsked(each, filter));
  const byId = (a: JudgedGateway, b: JudgedGateway) => (a.view.gateway < b.view.gateway ? -1 : 1);
  const { order } = filter;
  if (order === 'version') {
    const versionOf = ({ view }: JudgedGateway) => view.status?.version ?? '';
    asked.sort((a, b) => versionOf(a).localeCompare(versionOf(b), 'en', { numeric: true }) || byId(a, b));
  } else {
    const rank = new Map(asked.map((each) => [each, ranks[order](each)]));
    asked.sort((a, b) => rank.get(a)! - rank.get(b)! || byId(a, b));
  }
  return asked.map(({ view }) => view.gateway);
}
