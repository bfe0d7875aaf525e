import { isEgress } from '../../devices/contracts/site-doors.ts';
import type { SiteFile } from '../../devices/contracts/site-file.ts';
import type { EntryPolicy } from './situation.ts';

/** What an emergency mode asks for. Without zones: the whole site. */
export type ModeOrder =
  /** Ways out stand open and barriers are raised and held up. */
  | { kind: 'evacuate'; zones?: string[] }
  /** Doors accept no credential; exit buttons and the fire input still open them. */
  | { kind: 'lockdown'; zones?: string[] }
  /** Who may come in for a time, such as in an epidemic. */
  | { kind: 'entry-policy'; policy: EntryPolicy };

/** A mode that stands, or stood. */
export interface SiteMode {
  id: string;
  order: ModeOrder;
  startedAtMs: number;
  /** User of the console; left out where the gateway acted, on fire at two doors. */
  startedBy?: string;
  reason: string;
  endedAtMs?: number;
  endedBy?: string;
  endReason?: string;
}

/** What the standing modes make of one door or barrier; evacuation outranks lockdown. */
export type ModeEffect = 'open' | 'shut';

export interface ModePlace {
  id: string;
  kind: 'door' | 'barrier';
  zone: string | undefined;
  egress: boolean;
}

export function modePlaces(site: Pick<SiteFile, 'doors' | 'barriers'>): ModePlace[] {
  return [
    ...site.doors.map((door) => ({ id: door.id, kind: 'door' as const, zone: door.zone, egress: isEgress(door) })),
    ...site.barriers.map(({ id, zone }) => ({ id, kind: 'barrier' as const, zone, egress: true })),
  ];
}

/** What one mode alone makes of a place. A door that is no way out stays as it is in an evacuation. */
export function effectOf(order: ModeOrder, place: ModePlace): ModeEffect | undefined {
  if (order.kind === 'entry-policy') return undefined;
  if (order.zones && (place.zone === undefined || !order.zones.includes(place.zone))) return undefined;
  if (order.kind === 'lockdown') return 'shut';
  return place.egress ? 'open' : undefined;
}

export function effectOfAll(modes: readonly SiteMode[], place: ModePlace): ModeEffect | undefined {
  const effects = modes.map(({ order }) => effectOf(order, place));
  return effects.includes('open') ? 'open' : effects.find((effect) => effect === 'shut');
}

/** The policy that holds now. One stands at a time. */
export function policyOf(modes: readonly SiteMode[], nowMs: number): EntryPolicy | undefined {
  const policies = modes.flatMap(({ order }) => (order.kind === 'entry-policy' ? [order.policy] : []));
  return policies.find(({ untilMs }) => untilMs > nowMs);
}

/** Modes that end by themselves now. */
export function expiredModes(modes: readonly SiteMode[], nowMs: number): SiteMode[] {
  return modes.filter(({ order }) => order.kind === 'entry-policy' && order.policy.untilMs <= nowMs);
}

/** What would change if this mode were applied to what stands. */
export interface ModeEffects {
  opens: string[];
  locks: string[];
  rises: string[];
  /** Places of the mode that it does not change, because an evacuation outranks it there. */
  outranked: string[];
}

export function planMode(places: readonly ModePlace[], standing: readonly SiteMode[], order: ModeOrder): ModeEffects {
  const plan: ModeEffects = { opens: [], locks: [], rises: [], outranked: [] };
  for (const place of places) {
    const own = effectOf(order, place);
    const before = effectOfAll(standing, place);
    if (own === undefined || own === before) continue;
    if (own === 'shut' && before === 'open') plan.outranked.push(place.id);
    else if (own === 'shut') plan.locks.push(place.id);
    else if (place.kind === 'barrier') plan.rises.push(place.id);
    else plan.opens.push(place.id);
  }
  return plan;
}
