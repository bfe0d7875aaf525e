import { type Lane, lanes, type SiteEvent, type SiteEventType } from '../../devices/contracts/site-events.ts';
import { createId } from '../kernel/ids.ts';
import type { Store } from '../kernel/sqlite-store.ts';
import { step } from '../kernel/step.ts';
import type { Tracing } from '../kernel/tracing.ts';
import { readJson } from './read-json.ts';
import { alarmQueueTables, createAlarmQueue, type UnnumberedEvent } from './sqlite-alarm-queue.ts';

const steps = [
  `CREATE TABLE outbox_lanes (lane TEXT PRIMARY KEY, issued INTEGER NOT NULL, acked INTEGER NOT NULL) STRICT;
   CREATE TABLE outbox_epoch (epoch TEXT NOT NULL) STRICT;
   CREATE TABLE outbox (
     lane TEXT NOT NULL,
     seq INTEGER NOT NULL,
     created_at_ms INTEGER NOT NULL,
     event TEXT NOT NULL,
     PRIMARY KEY (lane, seq)
   ) STRICT, WITHOUT ROWID;`,
  `CREATE TABLE outbox_before (
     n INTEGER PRIMARY KEY,
     epoch TEXT NOT NULL,
     lane TEXT NOT NULL,
     seq INTEGER NOT NULL,
     created_at_ms INTEGER NOT NULL,
     event TEXT NOT NULL
   ) STRICT;
   CREATE INDEX outbox_before_by_lane ON outbox_before (lane, n);`,
  alarmQueueTables,
];

/** What a room asks to tell the cloud. */
export interface OutgoingEvent {
  lane: Lane;
  type: SiteEventType;
  subject?: string;
  atMs: number;
  data: Record<string, unknown>;
}

export interface QueuedEvent {
  seq: number;
  createdAtMs: number;
  event: SiteEvent;
}

export interface LaneProgress {
  issued: number;
  acked: number;
}

/**
 * The durable queue towards the cloud: one gapless sequence a lane, kept until the cloud has acknowledged it. Events of the lane `event`
 * have their number from the beginning; those of the lane `alarm` get it when they are first read for sending, the most urgent first.
 */
export interface Outbox {
  /** Changes when the database is new, so that sequences of a lost disk are never mistaken for these. */
  readonly epoch: string;
  /** Adds an event inside the transaction that is open. */
  append(event: OutgoingEvent): void;
  /**
   * The next events after the acknowledged ones, in order; all of one epoch, an earlier one before this one. Alarms get their numbers
   * here, on disk when it returns, and only once nothing that has one waits: what is sent again is what was sent before.
   */
  peek(lane: Lane, limit: number): QueuedEvent[];
  /** Everything of the epoch up to `seq` is stored in the cloud and is dropped here; of this epoch where none is named. */
  acknowledge(lane: Lane, seq: number, epoch?: string): void;
  /** Of this epoch; `issued` counts what waits for its number, too. */
  progress(): Record<Lane, LaneProgress>;
  /** How many events wait for the cloud, of all epochs. */
  waiting(lane: Lane): number;
  /** When the oldest of them arose; undefined if there is none. */
  oldestMs(lane: Lane): number | undefined;
  /** Bytes of what waits in this epoch, about. */
  weight(lane: Lane): number;
  /**
   * Gives up the oldest events of this epoch, of whatever age or from before `beforeMs`, about `bytes` of them but not all at once; says
   * how many went. What lies between them goes, too, whatever its clock said. Their numbers are not given again: the cloud counts them
   * as missing. Of alarms nothing is ever given up.
   */
  shed(lane: 'event', bytes: number, beforeMs?: number): { count: number; bytes: number };
}

/** Events by which the weight of all is told. */
const sampled = 100;
/** So that no door waits for it. */
const shedAtOnce = 500;
const ever = Number.MAX_SAFE_INTEGER;

interface Weighed {
  count: number;
  bytes: number;
  last: number;
}

export interface OutboxIdentity {
  site: string;
  gateway: string;
  bootId: string;
  /** False where the site has no cloud: then nothing is queued that nobody would ever fetch. */
  hasCloud: boolean;
}

/** An event of which bytes have changed on the disk, so that it is no JSON any more: all behind it would wait for ever. */
export interface Unreadable {
  lane: Lane;
  /** Missing where it had no number yet; else the cloud counts it as missing. */
  seq?: number;
}

export interface OutboxHooks {
  tracing?: Tracing | undefined;
  /** Called in the transaction that gives it up. */
  unreadable?(event: Unreadable): void;
}

export function createOutbox(
  store: Store,
  identity: OutboxIdentity,
  onAppend: (lane: Lane) => void,
  { tracing, unreadable = () => {} }: OutboxHooks = {},
): Outbox {
  store.migrate('outbox', steps);
  const epoch = store.transaction(() => readEpoch(store));
  for (const lane of lanes) store.prepare('INSERT INTO outbox_lanes VALUES (?, 0, 0) ON CONFLICT DO NOTHING').run(lane);
  const peek = store.prepare(
    'SELECT seq, created_at_ms AS createdAtMs, event FROM outbox WHERE lane = ? ORDER BY seq LIMIT ?',
  );
  const remove = store.prepare('DELETE FROM outbox WHERE lane = ? AND seq <= ?');
  const ack = store.prepare('UPDATE outbox_lanes SET acked = max(acked, min(issued, ?)) WHERE lane = ?');
  const progress = store.prepare('SELECT lane, issued, acked FROM outbox_lanes');
  const ofLane = store.prepare('SELECT issued, acked FROM outbox_lanes WHERE lane = ?');
  const firstEvent = store.prepare("SELECT min(seq) FROM outbox WHERE lane = 'event'").pluck();
  const oldest = store
    .prepare('SELECT min(created_at_ms) FROM (SELECT created_at_ms FROM outbox WHERE lane = ? ORDER BY seq LIMIT 500)')
    .pluck();
  const weigh = store.prepare(
    `SELECT count(*) AS count, coalesce(sum(octet_length(event)), 0) AS bytes, max(seq) AS last
     FROM (SELECT seq, event FROM outbox WHERE lane = ? AND created_at_ms < ? ORDER BY seq LIMIT ?)`,
  );
  const before = openQueueBefore(store);
  const alarms = createAlarmQueue(store, () => unreadable({ lane: 'alarm' }));
  const number = createNumbering(store, identity.gateway, epoch);
  const waiting = (lane: Lane) => {
    const { issued, acked } = ofLane.get(lane) as LaneProgress;
    if (lane === 'alarm') return issued - acked;
    // of events some may have been given up, at the front
    const first = firstEvent.get() as number | null;
    return first === null ? 0 : issued - first + 1;
  };
  const source = `/sites/${identity.site}/gateways/${identity.gateway}`;
  const write = ({ lane, type, subject, atMs, data }: OutgoingEvent, traceparent: string | undefined): void => {
    const event: UnnumberedEvent = {
      specversion: '1.0',
      source,
      type,
      ...(subject === undefined ? {} : { subject }),
      time: new Date(atMs).toISOString(),
      datacontenttype: 'application/json',
      lane,
      bootid: identity.bootId,
      replayed: false,
      ...(traceparent === undefined ? {} : { traceparent }),
      data,
    };
    if (lane === 'alarm') alarms.add(event, atMs);
    else number(lane, event, atMs);
    step('outbox.appended');
    store.afterCommit(() => onAppend(lane));
  };
  const numberAlarms = (limit: number): void => {
    if (alarms.waiting() === 0) return;
    store.transaction(() => {
      for (const { event, createdAtMs } of alarms.take(limit)) number('alarm', event, createdAtMs);
    });
    step('outbox.numbered');
  };
  const unnumbered = (lane: Lane) => (lane === 'alarm' ? alarms.waiting() : 0);
  const acknowledge = (lane: Lane, seq: number, of: string): void => {
    if (of !== epoch) before.acknowledge(lane, seq, of);
    else {
      ack.run(seq, lane);
      remove.run(lane, seq);
    }
  };
  const numbered = (lane: Lane, limit: number) => peek.all(lane, limit) as QueuedRow[];
  /** The next of those that `rows` reads; what is damaged ends a batch, and is given up once it is the first. */
  const readSound = (lane: Lane, rows: () => QueuedRow[]): QueuedEvent[] => {
    for (;;) {
      const found = rows();
      const sound = soundOf(found);
      if (sound.length > 0 || found.length === 0) return sound;
      const { seq, of = epoch } = found[0]!;
      store.transaction(() => {
        acknowledge(lane, seq, of);
        unreadable({ lane, seq });
      });
    }
  };
  return {
    epoch,
    append(outgoing) {
      if (!identity.hasCloud) return;
      if (tracing) traceOutgoing(tracing, outgoing, write);
      else write(outgoing, undefined);
    },
    peek: (lane, limit) => {
      const first = readSound(lane, () => before.peek(lane, limit));
      if (first.length > 0) return first;
      const waiting = readSound(lane, () => numbered(lane, limit));
      if (waiting.length > 0 || lane !== 'alarm') return waiting;
      numberAlarms(limit);
      return readSound(lane, () => numbered(lane, limit));
    },
    // What a power cut takes back is sent again, under the same numbers.
    acknowledge: (lane, seq, of = epoch) => store.unsyncedTransaction(() => acknowledge(lane, seq, of)),
    waiting: (lane) => before.waiting(lane) + waiting(lane) + unnumbered(lane),
    oldestMs: (lane) => {
      const [first] = before.peek(lane, 1);
      const numbered = oldest.get(lane) as number | null;
      const ages = [first?.createdAtMs, numbered, lane === 'alarm' ? alarms.oldestMs() : undefined];
      const known = ages.filter((ageMs) => typeof ageMs === 'number');
      return known.length === 0 ? undefined : Math.min(...known);
    },
    weight: (lane) => {
      const { count, bytes } = weigh.get(lane, ever, sampled) as Weighed;
      return count === 0 ? 0 : Math.round((bytes / count) * waiting(lane));
    },
    shed: (lane, bytes, beforeMs = ever) =>
      store.transaction(() => {
        const sample = weigh.get(lane, beforeMs, sampled) as Weighed;
        if (sample.count === 0) return { count: 0, bytes: 0 };
        const wanted = Math.ceil(bytes / (sample.bytes / sample.count));
        const weighed = weigh.get(lane, beforeMs, Math.max(1, Math.min(shedAtOnce, wanted))) as Weighed;
        const count = remove.run(lane, weighed.last).changes;
        return { count, bytes: Math.round((weighed.bytes / weighed.count) * count) };
      }),
    progress: () => {
      const rows = progress.all() as ({ lane: Lane } & LaneProgress)[];
      const read = (lane: Lane) => {
        const row = rows.find((entry) => entry.lane === lane);
        return { issued: (row?.issued ?? 0) + unnumbered(lane), acked: row?.acked ?? 0 };
      };
      return { alarm: read('alarm'), event: read('event') };
    },
  };
}

/** Gives an event the next number of its lane, in the transaction that is open. */
function createNumbering(store: Store, gateway: string, epoch: string) {
  const issue = store.prepare('UPDATE outbox_lanes SET issued = issued + 1 WHERE lane = ? RETURNING issued').pluck();
  const insert = store.prepare('INSERT INTO outbox (lane, seq, created_at_ms, event) VALUES (?, ?, ?, ?)');
  return (lane: Lane, unnumbered: UnnumberedEvent, atMs: number): void => {
    const seq = issue.get(lane) as number;
    const place = { id: `${gateway}/${epoch}/${lane}/${seq}`, epoch, sequence: String(seq) };
    const event: SiteEvent = { ...unnumbered, ...place };
    insert.run(lane, seq, atMs, JSON.stringify(event));
  };
}

interface QueuedRow {
  seq: number;
  createdAtMs: number;
  event: string;
  /** The epoch of what waited when a backup was made. */
  of?: string;
}

/** From the first on, until one is damaged or missing. */
function soundOf(rows: readonly QueuedRow[]): QueuedEvent[] {
  const sound: QueuedEvent[] = [];
  for (const { seq, createdAtMs, event: text } of rows) {
    const event = readJson(text) as SiteEvent | undefined;
    if (event === undefined || seq !== rows[0]!.seq + sound.length) break;
    sound.push({ seq, createdAtMs, event });
  }
  return sound;
}

/** What waited when a backup was made: sent under the numbers that it had, so that the cloud knows what it has already. */
function openQueueBefore(store: Store) {
  const some = store.prepare('SELECT 1 FROM outbox_before LIMIT 1');
  const peek = store.prepare(
    `SELECT seq, created_at_ms AS createdAtMs, event, epoch AS of FROM outbox_before WHERE lane = @lane AND epoch =
     (SELECT epoch FROM outbox_before WHERE lane = @lane ORDER BY n LIMIT 1) ORDER BY n LIMIT @limit`,
  );
  const remove = store.prepare('DELETE FROM outbox_before WHERE lane = ? AND seq <= ? AND epoch = ?');
  const count = store.prepare('SELECT count(*) FROM outbox_before WHERE lane = ?').pluck();
  let isEmpty = some.get() === undefined;
  return {
    waiting: (lane: Lane) => (isEmpty ? 0 : (count.get(lane) as number)),
    peek: (lane: Lane, limit: number) => (isEmpty ? [] : (peek.all({ lane, limit }) as QueuedRow[])),
    acknowledge: (lane: Lane, seq: number, epoch: string) => {
      remove.run(lane, seq, epoch);
      isEmpty = some.get() === undefined;
    },
  };
}

/**
 * After a backup was put back: numbers that were given since it was made are in the cloud already, for other events. What follows
 * is counted anew in an epoch of its own; what waited keeps its number and its epoch. An alarm that had none gets one there: should it
 * have been sent since, the cloud knows it by its own id, and shows it once.
 */
export function beginNewEpoch(store: Store): void {
  store.transaction(() => {
    store.migrate('outbox', steps);
    const epoch = readEpoch(store);
    store
      .prepare(
        `INSERT INTO outbox_before (epoch, lane, seq, created_at_ms, event)
         SELECT ?, lane, seq, created_at_ms, event FROM outbox ORDER BY lane, seq`,
      )
      .run(epoch);
    store.prepare('DELETE FROM outbox').run();
    store.prepare('UPDATE outbox_lanes SET issued = 0, acked = 0').run();
    store.prepare('UPDATE outbox_epoch SET epoch = ?').run(createId());
  });
}

/** The event carries its trace to the cloud, where it is among those that are kept; an alarm of priority 1 always is. */
function traceOutgoing(
  tracing: Tracing,
  outgoing: OutgoingEvent,
  write: (outgoing: OutgoingEvent, traceparent: string | undefined) => void,
): void {
  const { lane, type, data } = outgoing;
  const isUrgent = type === 'ringward.alarm.raised' && data.priority === 1;
  const facts = { 'ringward.lane': lane, 'ringward.event': type };
  const work = () => write(outgoing, tracing.context(isUrgent));
  if (tracing.isOpen() || !isUrgent) {
    tracing.step('outbox.write', facts, work);
    return;
  }
  const trace = tracing.begin('gateway.alarm', {});
  try {
    trace.step('outbox.write', facts, work);
  } finally {
    trace.end();
  }
}

function readEpoch(store: Store): string {
  const row = store.prepare('SELECT epoch FROM outbox_epoch').get() as { epoch: string } | undefined;
  if (row) return row.epoch;
  const epoch = createId();
  store.prepare('INSERT INTO outbox_epoch VALUES (?)').run(epoch);
  // Salvaged from a damaged database: how far its numbers had come is not certain, so that none of them is given again.
  store
    .prepare(
      `INSERT INTO outbox_before (epoch, lane, seq, created_at_ms, event)
       SELECT event ->> '$.epoch', lane, seq, created_at_ms, event FROM outbox
       WHERE iif(json_valid(event), event ->> '$.epoch', NULL) IS NOT NULL ORDER BY lane, seq`,
    )
    .run();
  store.prepare('DELETE FROM outbox').run();
  return epoch;
}
