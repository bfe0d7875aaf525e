import type { UplinkStatus } from '../../devices/contracts/uplink.ts';
import { type AlertRule, type RuledGateway, rulesAt } from './alert-rule.ts';
import type { OpenCondition, Reading } from './decide-conditions.ts';
import { oldestWaitingOf } from './health-figures.ts';
import { measureClock } from './measure-clock.ts';

/** A status that is older says nothing of now. It comes every few seconds. */
export const staleStatusMs = 60_000;
const dayMs = 86_400_000;

export interface GatewayFacts extends RuledGateway {
  lastSeenMs: number | null;
  statusAtMs: number | null;
  status: UplinkStatus | null;
  /** Sequences that are acknowledged and not there. */
  missing: number;
  /** Since when it does not run with the settings that it should; null: it does. */
  driftSinceMs: number | null;
  /** By the cloud's own record; null: it has none. */
  certificateUntilMs: number | null;
}

interface Figure {
  value: number;
  asOfMs: number;
  /** Since when it has been so, where that is known. */
  sinceMs?: number;
  /** So far the value may be wrong. */
  error?: number;
  /** Where closing takes another distance than the usual fifth. */
  clear?: number;
}

type ReadFigure = (
  facts: GatewayFacts,
  status: UplinkStatus | undefined,
  nowMs: number,
  rule: AlertRule,
) => Figure | undefined;

const fromStatus =
  (read: (status: UplinkStatus, rule: AlertRule, atMs: number) => Omit<Figure, 'asOfMs'> | undefined): ReadFigure =>
  ({ statusAtMs }, status, _nowMs, rule) => {
    const figure = status && statusAtMs !== null ? read(status, rule, statusAtMs) : undefined;
    return figure && { ...figure, asOfMs: statusAtMs! };
  };

const figures: Record<Exclude<AlertRule['kind'], 'problem'>, ReadFigure> = {
  offline: ({ lastSeenMs }, _status, nowMs, { threshold }) =>
    lastSeenMs === null
      ? undefined
      : { value: Math.max(0, (nowMs - lastSeenMs) / 1000), asOfMs: nowMs, sinceMs: lastSeenMs, clear: threshold },
  disk: fromStatus(({ health }) => {
    const { freeBytes = 0, totalBytes = 0 } = health?.disk ?? {};
    return totalBytes === 0 ? undefined : { value: (freeBytes / totalBytes) * 100 };
  }),
  temperature: fromStatus(({ health }, { threshold }) =>
    health?.temperature === undefined ? undefined : { value: health.temperature, clear: threshold - 5 },
  ),
  clock: fromStatus((status, _rule, atMs) => {
    const { offsetMs, errorMs } = measureClock(status, atMs);
    return { value: Math.abs(offsetMs) / 1000, error: (errorMs ?? 1000) / 1000 };
  }),
  queue: fromStatus((status) => {
    const oldestMs = oldestWaitingOf(status);
    return oldestMs === undefined ? undefined : { value: oldestMs / 1000 };
  }),
  cameras: fromStatus(({ health }, { ring = 1, threshold }) => {
    const uptime = health?.cameras?.[ring]?.uptime;
    return uptime && { value: uptime.share * 100, clear: Math.min(100, threshold + 0.5) };
  }),
  certificate: ({ certificateUntilMs }, _status, nowMs) =>
    certificateUntilMs === null ? undefined : { value: (certificateUntilMs - nowMs) / dayMs, asOfMs: nowMs },
  drift: ({ driftSinceMs }, _status, nowMs) =>
    driftSinceMs === null
      ? { value: 0, asOfMs: nowMs }
      : { value: Math.max(0, (nowMs - driftSinceMs) / 1000), asOfMs: nowMs, sinceMs: driftSinceMs },
  missing: ({ missing }, _status, nowMs) => ({ value: missing, asOfMs: nowMs }),
};

const below = new Set<AlertRule['kind']>(['disk', 'cameras', 'certificate']);

/** Beyond the threshold for certain, within it for certain by a fifth more, or neither. */
export function judge(
  rule: Pick<AlertRule, 'kind' | 'threshold'>,
  { value, error = 0, clear }: Pick<Figure, 'value' | 'error' | 'clear'>,
): Reading['verdict'] {
  const { kind, threshold } = rule;
  if (below.has(kind)) {
    if (value + error < threshold) return 'bad';
    return value - error >= (clear ?? threshold * 1.2) ? 'good' : 'between';
  }
  if (value - error > threshold) return 'bad';
  return value + error <= (clear ?? threshold * 0.8) ? 'good' : 'between';
}

const round = (value: number) => Math.round(value * 100) / 100;

/** Each code that is there, and each that stands open and is not. */
function readProblems(
  base: Omit<Reading, 'subject' | 'verdict' | 'value'>,
  { code, threshold }: AlertRule,
  status: UplinkStatus | undefined,
  open: readonly OpenCondition[],
): Reading[] {
  const present = new Set((status?.health?.problems ?? []).filter((each) => code === undefined || each === code));
  const subjects = new Set([...present, ...open.map(({ subject }) => subject)]);
  const isMany = present.size > threshold;
  return [...subjects].map((subject) => {
    const isBad = present.has(subject) && isMany;
    return { ...base, subject, value: isBad ? 1 : 0, verdict: status ? (isBad ? 'bad' : 'good') : 'unknown' };
  });
}

/**
 * What the rules make of what is known of one gateway. What an old status says counts for nothing: it is `unknown`. A kind that
 * the gateway does not tell of has no reading unless something stands open of it.
 */
export function readConditions(
  facts: GatewayFacts,
  rules: readonly { id: string; rule: AlertRule }[],
  openAt: readonly OpenCondition[],
  nowMs: number,
): Reading[] {
  const { gateway, statusAtMs } = facts;
  const isFresh = statusAtMs !== null && nowMs - statusAtMs <= staleStatusMs;
  const status = isFresh && facts.status ? facts.status : undefined;
  return rulesAt(rules, facts).flatMap(({ id, rule }): Reading[] => {
    const open = openAt.filter((condition) => condition.rule === id);
    const base = { rule: id, gateway, kind: rule.kind, holdMs: rule.holdS * 1000, sinceMs: nowMs };
    if (rule.kind === 'problem') return readProblems({ ...base, asOfMs: statusAtMs ?? nowMs }, rule, status, open);
    const subject = rule.kind === 'cameras' ? `ring-${rule.ring ?? 1}` : '';
    const figure = figures[rule.kind](facts, status, nowMs, rule);
    if (figure) {
      const { value, asOfMs, sinceMs = nowMs } = figure;
      return [{ ...base, subject, value: round(value), asOfMs, sinceMs, verdict: judge(rule, figure) }];
    }
    // whoever goes offline, or says no more of it, has not become well
    return open.map((was) => ({ ...was, holdMs: base.holdMs, verdict: 'unknown' }));
  });
}
