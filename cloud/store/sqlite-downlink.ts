import { randomBytes } from 'node:crypto';
import type Database from 'better-sqlite3';
import type { DownlinkMessage } from '../../devices/contracts/downlink.ts';
import { createAlarmTable } from './sqlite-alarms.ts';
import type { ActResult, DownlinkAudit, DownlinkStore, OperatorAct, QueuedMessage } from './store.ts';

/** Messages that wait for one gateway at most; then operators are told so, and nothing is let go. */
export const maxWaitingMessages = 10_000;

interface Stream {
  epoch: string;
  issued: number;
  acked: number;
}

/** What one kind of message says beside its envelope. */
type Said<Message> = Message extends DownlinkMessage ? Omit<Message, 'id' | 'seq' | 'atMs'> : never;

const createMark = () => randomBytes(10).toString('hex');

function createQueue(database: Database.Database) {
  const open = database.prepare('INSERT INTO downlinks (gateway, epoch) VALUES (?, ?) ON CONFLICT DO NOTHING');
  const get = database.prepare('SELECT epoch, issued, acked FROM downlinks WHERE gateway = ?');
  const issue = database.prepare('UPDATE downlinks SET issued = issued + 1 WHERE gateway = ? RETURNING issued AS seq');
  const renew = database.prepare('UPDATE downlinks SET epoch = ? WHERE gateway = ?');
  const add = database.prepare('INSERT INTO downlink_messages (gateway, seq, body) VALUES (?, ?, ?)');
  const after = database.prepare(
    'SELECT seq, body FROM downlink_messages WHERE gateway = ? AND seq > ? ORDER BY seq LIMIT ?',
  );
  const drop = database.prepare('DELETE FROM downlink_messages WHERE gateway = ? AND seq <= ?');
  const advance = database.prepare('UPDATE downlinks SET acked = max(acked, ?) WHERE gateway = ?');
  return {
    stream(gateway: string): Stream {
      open.run(gateway, createMark());
      return get.get(gateway) as Stream;
    },
    renew(gateway: string): void {
      renew.run(createMark(), gateway);
    },
    /** Puts a message behind the others; returns its place. */
    put(gateway: string, atMs: number, said: Said<DownlinkMessage>): number {
      const { seq } = issue.get(gateway) as { seq: number };
      const message: DownlinkMessage = { id: createMark(), seq, atMs, ...said };
      add.run(gateway, seq, JSON.stringify(message));
      return seq;
    },
    after: (gateway: string, seq: number, limit: number) => after.all(gateway, seq, limit) as QueuedMessage[],
    letGo(gateway: string, seq: number): void {
      advance.run(seq, gateway);
      drop.run(gateway, seq);
    },
  };
}

function createActBook(database: Database.Database) {
  const queue = createQueue(database);
  const alarms = createAlarmTable(database);
  const keep = database.prepare(
    'INSERT INTO acts (gateway, alarm, kind, by, at_ms, note, seq) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const heard = database.prepare('UPDATE acts SET heard_ms = ? WHERE gateway = ? AND seq <= ? AND heard_ms IS NULL');

  function act({ gateway, alarm, by, acknowledge, note }: OperatorAct, nowMs: number): ActResult {
    const known = alarms.get(gateway, alarm);
    if (!known) return { kind: 'refused', why: 'no-alarm' };
    if (acknowledge && known.picture.state === 'closed') return { kind: 'refused', why: 'alarm-closed' };
    if (acknowledge && (known.ours || known.picture.acknowledgedAtMs !== null))
      return { kind: 'refused', why: 'already-acknowledged' };
    const { issued, acked } = queue.stream(gateway);
    if (issued - acked + 2 > maxWaitingMessages) return { kind: 'refused', why: 'downlink-full' };
    let { ours } = known;
    if (acknowledge) {
      const seq = queue.put(gateway, nowMs, { kind: 'alarm.acknowledged', alarm, by });
      keep.run(gateway, alarm, 'acknowledged', by, nowMs, null, seq);
      ours = { by, atMs: nowMs, seq, heardMs: null };
    }
    if (note !== undefined) {
      const seq = queue.put(gateway, nowMs, { kind: 'alarm.noted', alarm, by, note });
      keep.run(gateway, alarm, 'noted', by, nowMs, note, seq);
    }
    return { kind: 'done', alarm: alarms.save({ ...known, ours }) };
  }

  return {
    act,
    open(gateway: string, cursor: { epoch: string; seq: number } | undefined) {
      const stream = queue.stream(gateway);
      if (cursor && cursor.epoch === stream.epoch && cursor.seq > stream.issued) queue.renew(gateway);
      const { epoch, acked } = queue.stream(gateway);
      return { epoch, from: acked };
    },
    after: queue.after,
    heard(gateway: string, { epoch, seq }: { epoch: string; seq: number }, nowMs: number) {
      const stream = queue.stream(gateway);
      if (epoch !== stream.epoch || seq > stream.issued) return undefined;
      queue.letGo(gateway, seq);
      heard.run(nowMs, gateway, seq);
      return alarms.heard(gateway, seq, nowMs);
    },
  };
}

/** What operators do, each with its message in one transaction: on disk before the operator sees it done. */
export function createSqliteDownlink(database: Database.Database): DownlinkStore {
  const book = createActBook(database);
  const act = database.transaction(book.act);
  const open = database.transaction(book.open);
  const heard = database.transaction(book.heard);
  return {
    act: async (asked, nowMs) => act.immediate(asked, nowMs),
    openDownlink: async (gateway, cursor) => open.immediate(gateway, cursor),
    downlinkAfter: async (gateway, seq, limit) => book.after(gateway, seq, limit),
    downlinkHeard: async (gateway, cursor, nowMs) => heard.immediate(gateway, cursor, nowMs),
  };
}

/** Counts the rows themselves, as the audit of events does. */
export function auditDownlink(prepare: (sql: string) => Database.Statement, gateway: string): DownlinkAudit {
  const row = prepare(`
    SELECT issued, acked,
      issued - acked - (SELECT count(*) FROM downlink_messages m WHERE m.gateway = d.gateway AND m.seq > d.acked) AS missing,
      (SELECT count(*) FROM acts a WHERE a.gateway = d.gateway AND a.seq > d.issued) AS unsent
    FROM downlinks d WHERE gateway = ?`).get(gateway) as DownlinkAudit | undefined;
  return row ?? { issued: 0, acked: 0, missing: 0, unsent: 0 };
}
