import type { AlarmType, EscalationLevel } from '../../devices/contracts/alarms.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Store } from '../kernel/sqlite-store.ts';
import type {
  Alarm,
  AlarmActor,
  AlarmAnswer,
  AlarmCause,
  AlarmDeed,
  AlarmEntry,
  AlarmFigures,
  AlarmQuery,
  Incident,
  ServiceOrder,
} from './alarm.ts';
import {
  type AlarmGround,
  type AlarmKeeper,
  type AlarmStepped,
  bareGround,
  createAlarmKeeper,
} from './alarm-keeper.ts';
import { decideStep, longestShelfMs, nameOf, type StepSetting } from './decide-step.ts';
import { type Chatter, createChatter } from './flood/chatter.ts';
import { createDelays, type Delays } from './flood/delays.ts';
import { createIncidents, type Incidents } from './flood/incidents.ts';
import { createParents, type Parents } from './flood/parents.ts';
import { createServiceOrders, type ServiceOrders } from './flood/service-orders.ts';
import { mergeAcknowledgement } from './merge-acknowledgement.ts';
import { createRaising, type Raising } from './raise-alarm.ts';
import { createAlarmFigures } from './sqlite-alarm-figures.ts';
import { createAlarmSearch } from './sqlite-alarm-search.ts';

/** DOMAIN §7: open for longer is on a list of its own. */
const staleMs = 24 * 3_600_000;
const maxTimeline = 5000;

/** What somebody says and may, beside the deed. */
export interface DeedSetting {
  note?: string | undefined;
  shelveUrgent?: boolean;
  mayBeSent?(user: string): boolean;
}

export interface AlarmBook {
  /** Raises an alarm, or counts one more occurrence of the one that stands; nothing while the cause has to wait until it counts. */
  raise(cause: AlarmCause): Alarm | undefined;
  /** The cause has gone. */
  clear(type: AlarmType, source: string, atMs: number, drill?: boolean): void;
  act(id: string, deed: AlarmDeed, by: AlarmActor, atMs: number, setting?: DeedSetting): AlarmAnswer;
  /**
   * An acknowledgement that was made elsewhere at `atMs` and comes only now. Both are kept: the earlier one stands, if the clock
   * that would decide is believed, else the one that was here first.
   */
  acknowledgeFrom(by: AlarmActor, id: string, atMs: number, now: { nowMs: number; clockKnown: boolean }): AlarmAnswer;
  escalate(id: string, level: EscalationLevel, atMs: number): void;
  takeOutOfService(order: ServiceOrder, by: AlarmActor): void;
  /** False if it is in service. */
  returnToService(source: string, by: AlarmActor, atMs: number): boolean;
  outOfService(): ServiceOrder[];
  /** Called every second with the wall clock: delays, shelves, chatter and work that are over. */
  tick(nowMs: number): void;
  get(id: string): Alarm | undefined;
  history(id: string): AlarmEntry[];
  /** Open ones that are not hidden, by priority then age; or the latest of all. */
  list(query: { open: boolean; limit: number }): Alarm[];
  /** Every one that is not closed, hidden ones too. */
  open(): Alarm[];
  /** Newest first; `next` is the `before` of the next page. */
  find(query: AlarmQuery): { alarms: Alarm[]; next?: string };
  /** Open for longer than a day, oldest first. */
  stale(nowMs: number): Alarm[];
  hidden(): Alarm[];
  incidents(query: { open?: boolean; fromMs?: number; toMs?: number; limit: number }): Incident[];
  incident(id: string): { incident: Incident; alarms: Alarm[]; timeline: AlarmEntry[] } | undefined;
  figures(fromMs: number, toMs: number): AlarmFigures;
}

/**
 * Every alarm of the site. All steps read and write the store inside the caller's transaction, so that an alarm is on disk
 * together with the event that caused it; `stepped` is called inside it too, once for each entry of a history. Without a `clock`
 * everything is as old as the times that come in say.
 */
export function createAlarmBook(
  store: Store,
  stepped: AlarmStepped,
  ground: AlarmGround = bareGround,
  clock?: Pick<Clock, 'monotonicMs'>,
): AlarmBook {
  const keeper = createAlarmKeeper(store, stepped, ground, clock);
  const rules = createFloodRules(keeper);
  const { raising, orders, incidents } = rules;
  const { table, history } = keeper;
  const search = createAlarmSearch(store);
  const figures = createAlarmFigures(store);
  const within = <T>(work: () => T): T => store.transaction(work);
  return {
    raise: (cause) => within(() => raising.raise(cause)),
    clear: (type, source, atMs, drill) => within(() => raising.clear(type, source, atMs, drill)),
    act: (id, deed, by, atMs, setting) => within(() => act(keeper, incidents, { id, deed, by, atMs, ...setting })),
    acknowledgeFrom: (by, id, atMs, now) => within(() => mergeAcknowledgement(keeper, { by, id, atMs, ...now })),
    escalate: (id, level, atMs) =>
      within(() => {
        const alarm = table.get(id);
        if (!alarm || alarm.closed || alarm.escalation >= level) return;
        keeper.keep({ ...alarm, escalation: level }, { step: 'escalated', atMs, data: { level } });
      }),
    takeOutOfService: (order, by) => within(() => orders.take(order, by)),
    returnToService: (source, by, atMs) => within(() => orders.giveBack(source, by, atMs)),
    outOfService: orders.all,
    tick: (nowMs) => within(() => tick(keeper, rules, nowMs)),
    get: table.get,
    history: history.of,
    list: table.list,
    open: table.open,
    find: search,
    stale: (nowMs) => table.stale(nowMs - staleMs),
    hidden: table.hidden,
    incidents: incidents.table.list,
    incident: (id) => {
      const incident = incidents.table.get(id);
      if (!incident) return undefined;
      return { incident, alarms: incidents.table.alarms(id), timeline: history.ofIncident(id, maxTimeline) };
    },
    figures,
  };
}

interface FloodRules {
  delays: Delays;
  chatter: Chatter;
  incidents: Incidents;
  orders: ServiceOrders;
  parents: Parents;
  raising: Raising;
}

function createFloodRules(keeper: AlarmKeeper): FloodRules {
  const delays = createDelays(keeper);
  const chatter = createChatter(keeper.store);
  const incidents = createIncidents(keeper);
  const orders = createServiceOrders(keeper, incidents);
  const raising: Raising = createRaising({ keeper, delays, chatter, incidents, orders, parents: () => parents });
  const parents = createParents(keeper, incidents, {
    raise: (cause) => void raising.raiseNow(cause),
    clear: (alarm, atMs) => raising.clearNow(alarm, atMs),
  });
  return { delays, chatter, incidents, orders, parents, raising };
}

type Act = { id: string; deed: AlarmDeed; by: AlarmActor; atMs: number } & DeedSetting;

function act(keeper: AlarmKeeper, incidents: Incidents, asked: Act): AlarmAnswer {
  const { id, deed, by, atMs, note, shelveUrgent = false, mayBeSent = () => true } = asked;
  const { table, history, keep } = keeper;
  const alarm = table.get(id);
  if (!alarm) return { kind: 'refused', code: 'no-alarm' };
  const setting: StepSetting = {
    ...{ rule: keeper.rule(alarm.type), by, atMs, note, shelveUrgent, mayBeSent },
    done: history.doneOf(id),
  };
  const decision = decideStep(alarm, deed, setting);
  if (decision.kind === 'refused') return decision;
  if (decision.kind === 'already') {
    if (deed.kind === 'acknowledge') keepOtherSide(keeper, alarm, by, atMs);
    return { kind: 'already', alarm };
  }
  // Somebody's words belong to what they did, not to what came with it.
  for (const [n, entry] of decision.entries.entries()) {
    keep(decision.alarm, { ...entry, atMs, by, ...(n === decision.entries.length - 1 && { note }) });
  }
  if (decision.alarm.closed !== alarm.closed) incidents.follow(decision.alarm, atMs);
  else if (alarm.hidden && !decision.alarm.hidden) incidents.join(decision.alarm, atMs);
  return { kind: 'done', alarm: table.get(id) ?? decision.alarm };
}

/** Site and cloud have both taken it: each side's deed is kept, once. */
function keepOtherSide({ history, keep }: AlarmKeeper, alarm: Alarm, by: AlarmActor, atMs: number): void {
  const first = alarm.acknowledgedBy ?? '';
  if (first.startsWith('cloud:') === (by.kind === 'cloud')) return;
  const isKept = history
    .of(alarm.id)
    .some(({ step, by: other }) => step === 'acknowledged-too' && nameOf(other) === nameOf(by));
  if (!isKept) keep(alarm, { step: 'acknowledged-too', atMs, by, data: { first } });
}

function tick({ table, keep, isOver }: AlarmKeeper, rules: FloodRules, nowMs: number): void {
  const { delays, chatter, orders, parents, raising, incidents } = rules;
  for (const { kind, key, cause, sinceMs } of delays.takeDue(nowMs)) {
    if (kind === 'on' && cause) raising.raiseNow({ ...cause, atMs: nowMs }, sinceMs);
    const alarm = kind === 'off' ? table.get(key) : undefined;
    if (alarm?.active) raising.clearNow(alarm, nowMs);
  }
  for (const id of chatter.takeQuiet(nowMs)) {
    const alarm = table.get(id);
    if (alarm)
      keep({ ...alarm, chatteringSinceMs: undefined }, { step: 'noted', atMs: nowMs, data: { chattering: 0 } });
  }
  for (const alarm of table.shelved()) {
    const untilMs = alarm.hidden?.kind === 'shelved' ? alarm.hidden.untilMs : 0;
    // Until later than any may be, the clock was put back.
    if (!isOver(alarm.id, untilMs, nowMs) && untilMs <= nowMs + longestShelfMs) continue;
    incidents.join(keep({ ...alarm, hidden: undefined }, { step: 'unshelved', atMs: nowMs }), nowMs);
  }
  parents.tick(nowMs);
  orders.tick(nowMs);
}
