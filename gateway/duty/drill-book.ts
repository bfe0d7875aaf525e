import type { AlarmType } from '../../devices/contracts/alarms.ts';
import type { Clock } from '../kernel/clock.ts';
import { createId } from '../kernel/ids.ts';
import type { Store } from '../kernel/sqlite-store.ts';
import type { MsSpan } from '../kernel/unsure-times.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Drill, DrillPlan, Scenario } from './drill.ts';
import { type DrilledAlarm, judgeDrill } from './judge-drill.ts';
import { createDrillTable, type DrillTable } from './sqlite-drills.ts';

/** What a drill asks of the alarms; everything in the transaction that is open. */
export interface DrillPorts {
  /** Raises an alarm of its own, marked as a drill's, and gives its id; none where its cause would have to last first. */
  raise(cause: { type: AlarmType; source: string; atMs: number; drill: string }): string | undefined;
  /** Ends an alarm that `raise` gave. */
  end(alarm: string, atMs: number): void;
  history(alarm: string): { step: string; atMs: number }[];
  allowedMs(type: AlarmType): DrilledAlarm['allowedMs'];
  isSource(id: string): boolean;
  /** How many real urgent alarms (P1) nobody has taken yet. */
  realWaiting(): number;
  /** Doors and barriers that an evacuation would open; moves nothing. */
  evacuationWouldOpen(): string[];
}

export interface DrillOptions extends DrillPorts {
  store: Store;
  ledger: Ledger;
  clock: Clock;
  /** After the commit: one began, went on or ended. */
  changed(drill: Drill): void;
}

export type DrillRefusal =
  | 'no-drill'
  | 'another-runs'
  | 'real-alarm'
  | 'not-planned'
  | 'not-running'
  | 'no-source'
  | 'after-its-end';
export type DrillAnswer = { kind: 'done'; drill: Drill } | { kind: 'refused'; code: DrillRefusal };

export interface DrillBook {
  get(id: string): Drill | undefined;
  running(): Drill | undefined;
  list(query: { beforeMs: number; limit: number }): Drill[];
  plan(plan: DrillPlan, user: string): DrillAnswer;
  start(id: string, user: string): DrillAnswer;
  stop(id: string, user: string): DrillAnswer;
  note(id: string, text: string, user: string): DrillAnswer;
  /** Raises what is due and ends what is over. Every second, in a transaction. */
  check(): void;
  purge(span: MsSpan): number;
}

/** How far a small correction may set the clock back. */
const slackMs = 60_000;

const refused = (code: DrillRefusal): DrillAnswer => ({ kind: 'refused', code });

export function createDrillBook(options: DrillOptions): DrillBook {
  const { store, clock } = options;
  const table = createDrillTable(store);
  const keep = createKeeper(options, table);
  const deed = (id: string, work: (drill: Drill) => DrillAnswer) =>
    store.transaction(() => {
      const drill = table.get(id);
      return drill ? work(drill) : refused('no-drill');
    });

  return {
    get: table.get,
    running: table.running,
    list: ({ beforeMs, limit }) => table.list(beforeMs, limit),
    plan: (plan, user) =>
      store.transaction(() => {
        const code = planRefusal(options, plan);
        if (code) return refused(code);
        const planned = { id: createId(), ...plan, plannedBy: user, plannedAtMs: clock.wallMs() };
        return keep({ ...planned, state: 'planned', done: [], notes: [] }, 'drill.planned', user);
      }),
    start: (id, user) =>
      deed(id, (drill) => {
        if (drill.state !== 'planned') return refused('not-planned');
        if (table.running()) return refused('another-runs');
        // What is real comes first, always.
        if (options.realWaiting() > 0) return refused('real-alarm');
        const startedAtMs = clock.wallMs();
        const endsAtMs = startedAtMs + drill.limitS * 1000;
        return keep({ ...drill, state: 'running', startedBy: user, startedAtMs, endsAtMs }, 'drill.started', user);
      }),
    stop: (id, user) =>
      deed(id, (drill) => {
        if (drill.state !== 'running') return refused('not-running');
        return keep(ended(options, drill, user), 'drill.stopped', user);
      }),
    note: (id, text, user) =>
      deed(id, (drill) => {
        const notes = [...drill.notes, { by: user, atMs: clock.wallMs(), text }];
        return keep({ ...drill, notes: notes.slice(-200) }, 'drill.noted', user);
      }),
    check: () => {
      const drill = table.running();
      if (!drill) return;
      const nowMs = clock.wallMs();
      // Before its own beginning, the clock was put back: it would last for as long again.
      if (nowMs >= drill.endsAtMs! || nowMs < drill.startedAtMs! - slackMs) keep(ended(options, drill), 'drill.ended');
      else runOn(options, drill, nowMs, keep);
    },
    purge: table.purge,
  };
}

type Keep = (drill: Drill, action: string, user?: string) => { kind: 'done'; drill: Drill };

function createKeeper({ store, ledger, clock, changed }: DrillOptions, table: DrillTable): Keep {
  return (drill, action, user) => {
    table.put(drill);
    ledger.append({
      atMs: clock.wallMs(),
      actor: user === undefined ? { kind: 'gateway' } : { kind: 'user', id: user },
      action,
      subject: drill.id,
      detail: { state: drill.state, scenarios: drill.scenarios.length, done: drill.done.length },
    });
    store.afterCommit(() => changed(drill));
    return { kind: 'done', drill };
  };
}

function planRefusal({ isSource }: DrillOptions, { scenarios, limitS }: DrillPlan): DrillRefusal | undefined {
  if (scenarios.some(({ afterS }) => afterS >= limitS)) return 'after-its-end';
  return scenarios.some((each) => each.kind === 'alarm' && !isSource(each.source)) ? 'no-source' : undefined;
}

/** Lets happen what is due. While a real urgent alarm waits, nothing more is raised: the guards have other things to do. */
function runOn(options: DrillOptions, drill: Drill, nowMs: number, keep: Keep): void {
  const happened = new Set(drill.done.map(({ scenario }) => scenario));
  const due = drill.scenarios
    .map((scenario, n) => ({ scenario, n }))
    .filter(({ scenario, n }) => !happened.has(n) && nowMs >= drill.startedAtMs! + scenario.afterS * 1000);
  if (due.length === 0) return;
  if (options.realWaiting() > 0) {
    if (drill.heldSinceMs === undefined) keep({ ...drill, heldSinceMs: nowMs }, 'drill.held');
    return;
  }
  const { heldSinceMs: _, ...rest } = drill;
  const done = due.map(({ scenario, n }) => ({
    scenario: n,
    atMs: nowMs,
    ...happen(options, scenario, drill.id, nowMs),
  }));
  keep({ ...rest, done: [...drill.done, ...done] }, 'drill.went-on');
}

function happen(options: DrillOptions, scenario: Scenario, drill: string, atMs: number) {
  if (scenario.kind === 'evacuation') return { wouldOpen: options.evacuationWouldOpen() };
  const { type, source } = scenario;
  const alarm = options.raise({ type, source, atMs, drill });
  return alarm === undefined ? {} : { alarm };
}

/** What it raised is cleared; how it was handled is kept, whatever becomes of the alarms later. */
function ended(options: DrillOptions, drill: Drill, user?: string): Drill {
  const atMs = options.clock.wallMs();
  const alarms = drill.done.flatMap(({ scenario: n, alarm, atMs: raisedAtMs }): DrilledAlarm[] => {
    const scenario = drill.scenarios[n];
    if (alarm === undefined || scenario?.kind !== 'alarm') return [];
    const { type, source } = scenario;
    return [{ alarm, type, source, raisedAtMs, history: options.history(alarm), allowedMs: options.allowedMs(type) }];
  });
  const report = judgeDrill(alarms);
  for (const { alarm } of alarms) options.end(alarm, atMs);
  const { heldSinceMs: _, ...rest } = drill;
  return { ...rest, state: 'ended', endedAtMs: atMs, ...(user === undefined ? {} : { endedBy: user }), report };
}
