import { randomUUID } from 'node:crypto';
import type { Log } from '../log.ts';
import { defaultRules } from './alert-rule.ts';
import { composeNotices } from './compose-notices.ts';
import { type ConditionState, decideConditions, keyOf, nothingOpen, type OpenCondition } from './decide-conditions.ts';
import { createFactsGatherer, type FactsDeps } from './gather-facts.ts';
import type { ConditionRow, HealthStore, RuleRow } from './health-store.ts';
import type { NoticeChannel } from './notice-channel.ts';
import { lanesOfSeal } from './proof.ts';
import { readConditions } from './read-conditions.ts';

/** How often one process looks, and for how long a look counts before another one takes over. */
const lookEveryMs = 10_000;
const leaseMs = 30_000;
/** Sealed days are counted against the store when they come, and again every so often. */
const recheckMs = 7 * 86_400_000;
const soonMs = 600_000;
const sealsALook = 5;
const keptForMs = 30 * 86_400_000;
const mostNotices = 1000;

export interface WatchHealthOptions extends FactsDeps {
  store: FactsDeps['store'] & { health: HealthStore };
  channels: readonly Pick<NoticeChannel, 'id' | 'place'>[];
  /** Whether a gateway stands at a place, or below it. */
  standsAt(gateway: string, place: string): boolean;
  /** Whether there is such a place, or a gateway says that it stands there. */
  knowsPlace(place: string): boolean;
  sendNotices(): Promise<void>;
  /** What is wrong has changed; for the pages that are open at this process. */
  changed(): void;
  log: Log;
}

export interface HealthWatch {
  start(): void;
  /** One look, if this process has the lease; true where it had. */
  look(): Promise<boolean>;
  /** Conditions, since the start, of which every channel is for another place. */
  unheard(): number;
  close(): Promise<void>;
}

/** The rules that count: an operator's in the place of the usual one with the same id. */
export function allRules(saved: readonly RuleRow[]): RuleRow[] {
  const known = new Set(saved.map(({ id }) => id));
  const usual = Object.entries(defaultRules).filter(([id]) => !known.has(id));
  return [...usual.map(([id, rule]) => ({ id, revision: 0, rule })), ...saved];
}

const isShelved = (shelves: ReadonlySet<string>, { gateway, kind, subject }: OpenCondition) =>
  shelves.has(`${gateway}/${kind}/${subject}`);

/**
 * Looks every few seconds what is wrong with the fleet. What is open is on disk; what is on its way is in the memory of the process
 * that looks, so that after a restart it waits anew and never opens too early.
 */
export function createHealthWatch(options: WatchHealthOptions): HealthWatch {
  const { store, clock, log } = options;
  const { health } = store;
  const holder = randomUUID();
  const gather = createFactsGatherer(options);
  let state: ConditionState | undefined;
  let stopped = false;
  let unheard = 0;
  const astray = new Set<string>();

  /** Says once of each channel that it is for a place which does not exist: it is never told anything. */
  function checkPlaces(): void {
    for (const { id: channel, place } of options.channels) {
      if (place === undefined || options.knowsPlace(place)) astray.delete(channel);
      else if (!astray.has(channel)) {
        astray.add(channel);
        log.warn({ channel, place }, 'notices of health are for a place that does not exist: nobody is told of them');
      }
    }
  }

  const readOpen = async (): Promise<ConditionState> => {
    const rows = await health.openConditions();
    const open = rows.map(({ id: _id, openedMs: _openedMs, closedMs: _closedMs, ...condition }) => condition);
    return { ...nothingOpen, open: new Map(open.map((condition) => [keyOf(condition), condition])) };
  };

  async function judge(): Promise<void> {
    const rules = allRules(await health.rules());
    const before = state ?? (await readOpen());
    const openAt = Map.groupBy(before.open.values(), ({ gateway }) => gateway);
    const readings = [];
    for await (const slice of gather())
      for (const facts of slice)
        readings.push(...readConditions(facts, rules, openAt.get(facts.gateway) ?? [], clock.wallMs()));
    const verdict = decideConditions(before, readings, clock.monotonicMs());
    const opened = verdict.opened.map((condition) => ({ ...condition, id: randomUUID() }));
    const { moved, closed } = verdict;
    if (opened.length + moved.length + closed.length > 0) {
      const saved = await health.saveConditions({ opened, moved, closed, nowMs: clock.wallMs() }, holder);
      // another process looks by now: what it has written counts
      if (!saved) state = undefined;
      if (!saved) return;
      if (opened.length + closed.length > 0) options.changed();
    }
    state = verdict.state;
    await tell(rules);
  }

  async function tell(rules: readonly RuleRow[]): Promise<void> {
    const nowMs = clock.wallMs();
    const untold = await health.untold();
    if (untold.length === 0) return;
    const shelves = new Set(
      (await health.shelves(nowMs)).map(({ gateway, kind, subject }) => `${gateway}/${kind}/${subject}`),
    );
    const ruleOf = new Map(rules.map(({ id, rule }) => [id, rule]));
    const isWanted = (condition: ConditionRow) =>
      (ruleOf.get(condition.rule)?.notify ?? true) && !isShelved(shelves, condition);
    const { told } = composeNotices(untold, isWanted, nowMs);
    const { channels } = options;
    const isOf = (gateway: string, place: string | undefined) =>
      place === undefined || options.standsAt(gateway, place);
    const queued = channels.flatMap(({ id: channel, place }) =>
      composeNotices(untold, isWanted, nowMs, (gateway) => isOf(gateway, place)).notices.map((notice) => ({
        ...{ id: notice.id, channel, body: JSON.stringify(notice), createdMs: nowMs },
      })),
    );
    const isUnheard = (gateway: string) => !channels.some(({ place }) => isOf(gateway, place));
    const lost = channels.length === 0 ? [] : composeNotices(untold, isWanted, nowMs, isUnheard).notices;
    if (told.length > 0) await health.queueNotices(queued, told, mostNotices);
    unheard += lost.reduce((sum, { count }) => sum + count, 0);
  }

  /** A few sealed days are counted at each look, so that a row that is lost is noticed without anybody asking. */
  async function countSeals(): Promise<void> {
    const nowMs = clock.wallMs();
    for (const seal of await health.uncheckedSeals(nowMs - recheckMs, sealsALook)) {
      const streams = await store.streams([seal.gateway]);
      let missing = 0;
      let isSettled = true;
      for (const span of lanesOfSeal(seal)) {
        const acked = streams.find(({ epoch, lane }) => epoch === span.epoch && lane === span.lane)?.acked ?? 0;
        const to = Math.max(span.from, Math.min(span.to, acked));
        isSettled &&= to === span.to;
        const { received } = await health.countSpan({ ...span, to });
        missing += Math.max(0, to - span.from - received);
      }
      // what is still on its way is counted again soon
      await health.noteChecked(seal, missing, isSettled ? nowMs : nowMs - recheckMs + soonMs);
    }
  }

  async function look(): Promise<boolean> {
    if (!(await health.holdLease(holder, clock.wallMs(), leaseMs))) {
      state = undefined;
      return false;
    }
    checkPlaces();
    await judge();
    await health.noteLooked(holder, clock.wallMs());
    await countSeals();
    await options.sendNotices();
    await health.pruneSamples(clock.wallMs() - keptForMs);
    return true;
  }

  let looking: Promise<unknown> = Promise.resolve();
  let busy = false;
  let timer: NodeJS.Timeout | undefined;
  const tick = () => {
    if (busy || stopped) return;
    busy = true;
    looking = look()
      .catch((error: unknown) => {
        // the store is in trouble, or a row of it; the next look begins with what is on disk
        state = undefined;
        log.warn({ err: error }, 'what is wrong with gateways could not be looked at');
      })
      .finally(() => {
        busy = false;
      });
  };
  return {
    look,
    unheard: () => unheard,
    start() {
      timer = setInterval(tick, lookEveryMs);
    },
    async close() {
      stopped = true;
      clearInterval(timer);
      await looking;
    },
  };
}
