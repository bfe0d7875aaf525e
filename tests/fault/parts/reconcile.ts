import { existsSync } from 'node:fs';
import { openStoreToRead } from '../../../gateway/kernel/sqlite-store.ts';
import type { Diary } from './busy-devices.ts';

/** What does not agree between devices, gateway and cloud; all three counts are promised to be 0. */
export interface Reconciled {
  missing: number;
  duplicate: number;
  reordered: number;
  /** How much was compared. */
  events: number;
  effects: number;
  atCloud: number;
  problems: string[];
}

export interface Evidence {
  diaries: readonly Diary[];
  /** Databases of gateway and cloud. */
  gateway: string;
  cloud: string;
  /** Everything has had its time: what is not there now never will be. */
  settled: boolean;
  /** The wall clock was moved: times say nothing about order. */
  clockMoved?: boolean;
}

type Tally = ReturnType<typeof createTally>;

/** Holds what devices were acknowledged against what gateway, doors and cloud have. May be asked at any time, also of a dead gateway. */
export function reconcile(evidence: Evidence): Reconciled {
  const tally = createTally();
  const { diaries, settled } = evidence;
  if (existsSync(evidence.gateway)) {
    const rows = createRows(evidence.gateway);
    checkIntake(tally, evidence, rows);
    if (settled) checkDecisions(tally, diaries, rows);
    checkEffects(tally, diaries, rows);
    if (existsSync(evidence.cloud)) {
      const cloud = createRows(evidence.cloud);
      checkCloud(tally, rows, cloud, settled);
      cloud.close();
    }
    rows.close();
  }
  return tally.result();
}

function createTally() {
  const counts = { missing: 0, duplicate: 0, reordered: 0, events: 0, effects: 0, atCloud: 0 };
  const problems: string[] = [];
  return {
    add: (what: 'events' | 'effects' | 'atCloud', count: number) => {
      counts[what] += count;
    },
    wrong: (how: 'missing' | 'duplicate' | 'reordered', what: string) => {
      counts[how] += 1;
      if (problems.length < 20) problems.push(`${how}: ${what}`);
    },
    result: (): Reconciled => ({ ...counts, problems }),
  };
}

function createRows(file: string) {
  const store = openStoreToRead(file);
  return {
    all: <T>(sql: string, ...values: unknown[]) => store.prepare(sql).all(...values) as T[],
    close: store.close,
  };
}
type Rows = ReturnType<typeof createRows>;

/** Every PUBACK stands for a row, and rows came in the order in which the device spoke. */
function checkIntake(tally: Tally, { diaries, clockMoved = false }: Evidence, { all }: Rows): void {
  const rows = all<{ device: string; seq: number; atMs: number }>(
    'SELECT device, seq, received_at_ms AS atMs FROM device_events ORDER BY device, seq',
  );
  const stored = Map.groupBy(rows, ({ device }) => device);
  for (const { device, said, acknowledged } of diaries) {
    const own = stored.get(device) ?? [];
    const numbers = new Set(own.map(({ seq }) => seq));
    for (const seq of acknowledged) if (!numbers.has(seq)) tally.wrong('missing', `event ${seq} of ${device}`);
    if (own.length > said.length) tally.wrong('duplicate', `${device} said ${said.length}, stored are ${own.length}`);
    for (const [index, { seq, atMs }] of own.entries()) {
      // a gap would be an event that came before an earlier one
      if (seq !== index + 1) tally.wrong('reordered', `event ${seq} of ${device} is its ${index + 1}th`);
      else if (!clockMoved && index > 0 && atMs < own[index - 1]!.atMs)
        tally.wrong('reordered', `event ${seq} of ${device}`);
    }
    tally.add('events', acknowledged.size);
  }
}

/** Each card that was acknowledged led to one decision, and each grant to one command. */
function checkDecisions(tally: Tally, diaries: readonly Diary[], { all }: Rows): void {
  const decided = all<{ place: string; count: number }>(
    "SELECT place, count(*) AS count FROM decisions WHERE method = 'card' GROUP BY place",
  );
  for (const { device, door, said } of diaries) {
    if (door === undefined) continue;
    const asked = said.filter(({ type }) => type === 'card-presented').length;
    const answered = decided.find(({ place }) => place === door)?.count ?? 0;
    if (answered < asked) tally.wrong('missing', `${device} asked ${asked} times, decisions are ${answered}`);
    if (answered > asked) tally.wrong('duplicate', `${device} asked ${asked} times, decisions are ${answered}`);
  }
  const grants = all<{ id: string; count: number }>(
    `SELECT d.id, count(c.id) AS count FROM decisions d LEFT JOIN commands c ON c.decision = d.id AND c.action = 'access'
     WHERE d.outcome = 'granted' GROUP BY d.id HAVING count <> 1`,
  );
  for (const { id, count } of grants)
    tally.wrong(count === 0 ? 'missing' : 'duplicate', `grant ${id} has ${count} commands`);
  for (const { id } of all<{ id: string }>("SELECT id FROM commands WHERE state = 'pending'"))
    tally.wrong('missing', `the end of command ${id}`);
}

/** No command moved anything twice; what a device did was on disk before it did it, and what counts as done was done. */
function checkEffects(tally: Tally, diaries: readonly Diary[], { all }: Rows): void {
  const commands = all<{ id: string; device: string; state: string }>('SELECT id, device, state FROM commands');
  const known = new Set(commands.map(({ id }) => id));
  const done = new Map(diaries.map(({ device }) => [device, new Set<string>()]));
  for (const { device, effects } of diaries) {
    const own = done.get(device)!;
    for (const { id } of effects) {
      if (own.has(id)) tally.wrong('duplicate', `${device} did ${id} twice`);
      if (!known.has(id)) tally.wrong('duplicate', `${device} did ${id}, which the gateway does not know`);
      own.add(id);
    }
    tally.add('effects', own.size);
  }
  for (const { id, device, state } of commands)
    if (state === 'done' && !done.get(device)?.has(id)) tally.wrong('missing', `${device} did not do ${id}`);
}

/** What the gateway let go of is in the cloud, without gap and in order; once all is sent, both know the same of each alarm. */
function checkCloud(tally: Tally, gateway: Rows, cloud: Rows, settled: boolean): void {
  const events = cloud.all<{ lane: string; seq: number; position: number }>(
    'SELECT s.lane, e.seq, e.position FROM events e JOIN streams s ON s.id = e.stream ORDER BY s.lane, e.seq',
  );
  const byLane = Map.groupBy(events, ({ lane }) => lane);
  // alarms get their numbers as they are sent
  const [{ count: unnumbered }] = gateway.all<{ count: number }>('SELECT count(*) AS count FROM outbox_alarms') as [
    { count: number },
  ];
  if (settled && unnumbered > 0) tally.wrong('missing', `${unnumbered} alarm events were never sent`);
  for (const { lane, issued, acked } of gateway.all<{ lane: string; issued: number; acked: number }>(
    'SELECT lane, issued, acked FROM outbox_lanes',
  )) {
    const own = byLane.get(lane) ?? [];
    const due = settled ? issued : acked;
    if (own.length < due) tally.wrong('missing', `the cloud has ${own.length} of ${due} of lane ${lane}`);
    if (own.length > issued) tally.wrong('duplicate', `the cloud has ${own.length} of ${issued} of lane ${lane}`);
    for (const [index, { seq, position }] of own.entries())
      if (seq !== index + 1 || (index > 0 && position < own[index - 1]!.position))
        tally.wrong('reordered', `${lane}/${seq} at the cloud`);
    tally.add('atCloud', own.length);
  }
  for (const { lane, gaps, quarantined } of cloud.all<{ lane: string; gaps: number; quarantined: number }>(
    'SELECT lane, gaps, quarantined FROM streams WHERE gaps > 0 OR quarantined > 0',
  ))
    tally.wrong('missing', `lane ${lane} has ${gaps} gaps, ${quarantined} unreadable`);
  if (settled) checkMeaning(tally, gateway, cloud);
}

/** Beside the numbers of events what they say: each decision once, each alarm as it stands. */
function checkMeaning(tally: Tally, gateway: Rows, cloud: Rows): void {
  const told = cloud.all<{ id: string; count: number }>(
    `SELECT json_extract(data, '$.decision') AS id, count(*) AS count FROM events WHERE type = 'ringward.access.decided' GROUP BY id`,
  );
  const toldTimes = new Map(told.map(({ id, count }) => [id, count]));
  for (const { id } of gateway.all<{ id: string }>('SELECT id FROM decisions')) {
    const count = toldTimes.get(id) ?? 0;
    if (count !== 1) tally.wrong(count === 0 ? 'missing' : 'duplicate', `decision ${id} at the cloud: ${count}`);
  }
  const shown = new Map(
    cloud.all<{ alarm: string; state: string }>('SELECT alarm, state FROM alarms').map((row) => [row.alarm, row.state]),
  );
  for (const { id, type, state } of gateway.all<{ id: string; type: string; state: string }>(
    'SELECT id, type, state FROM alarms',
  ))
    if (shown.get(id) !== state) tally.wrong('missing', `${type} ${id} is ${state}, at the cloud ${shown.get(id)}`);
}
