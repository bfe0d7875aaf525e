import { createHash } from 'node:crypto';
import type { AlertKind } from './alert-rule.ts';
import type { ConditionRow } from './health-store.ts';

/** What one notice says: everything of one kind that opened, or closed, within one short time. */
export interface HealthNotice {
  id: string;
  what: 'opened' | 'closed';
  kind: AlertKind;
  /** Conditions; a whole district that falls silent is one notice with a large count. */
  count: number;
  gateways: number;
  /** Of the earliest one, by the cloud's clock. */
  sinceMs: number;
  atMs: number;
  /** The first of them, by gateway. */
  conditions: { gateway: string; subject: string; value: number | null; sinceMs: number }[];
}

/** So long what belongs together is waited for. */
export const gatherMs = 20_000;
const namedConditions = 20;

/** The same conditions always make the same notice, so that one that is composed twice is sent once. */
const idOf = (told: readonly ConditionRow[], what: string) =>
  createHash('sha256')
    .update(
      `${what}\n${told
        .map(({ id }) => id)
        .sort()
        .join('\n')}`,
    )
    .digest('hex')
    .slice(0, 24);

/**
 * Gathers what nobody was told of into one notice for each kind, once its first has waited long enough. `told` are the conditions
 * that it settles: also those that nobody has to be told of (`isWanted` says no: a rule that is silent, something shelved). Who hears
 * of some gateways only (`hears`) is told at the same moment as the others, and of nothing but these.
 */
export function composeNotices(
  untold: readonly ConditionRow[],
  isWanted: (condition: ConditionRow) => boolean,
  nowMs: number,
  hears: (gateway: string) => boolean = () => true,
): { notices: HealthNotice[]; told: string[] } {
  const wanted = untold.filter(isWanted);
  const told = untold.filter((condition) => !isWanted(condition)).map(({ id }) => id);
  const notices: HealthNotice[] = [];
  const groups = Map.groupBy(wanted, ({ kind, closedMs }) => `${kind} ${closedMs === null ? 'opened' : 'closed'}`);
  for (const group of groups.values()) {
    const { kind, closedMs } = group[0]!;
    const what = closedMs === null ? 'opened' : 'closed';
    const firstMs = Math.min(...group.map(({ openedMs, closedMs: endMs }) => endMs ?? openedMs));
    // a clock that was set back makes nobody wait
    if (nowMs - firstMs < gatherMs && nowMs >= firstMs) continue;
    told.push(...group.map(({ id }) => id));
    const sorted = group.filter(({ gateway }) => hears(gateway)).sort((a, b) => (a.gateway < b.gateway ? -1 : 1));
    if (sorted.length === 0) continue;
    notices.push({
      ...{ id: idOf(sorted, what), what, kind, count: sorted.length, atMs: nowMs },
      gateways: new Set(sorted.map(({ gateway }) => gateway)).size,
      sinceMs: Math.min(...sorted.map(({ sinceMs }) => sinceMs)),
      conditions: sorted
        .slice(0, namedConditions)
        .map(({ gateway, subject, value, sinceMs }) => ({ gateway, subject, value, sinceMs })),
    });
  }
  return { notices, told };
}
