import { randomBytes } from 'node:crypto';
import type { DownlinkCursor, DownlinkHello, DownlinkMessage } from '../../devices/contracts/downlink.ts';
import { findAlarms, markHeard, saveAlarms } from './alarm-deeds.ts';
import type { Dialect } from './dialect.ts';
import { type Deed, rowOf, rowsOf, run } from './statement.ts';
import type { ActResult, AlarmRow, DownlinkAudit, OperatorAct, QueuedMessage } from './store.ts';

/** Messages that wait for one gateway at most; then operators are told so, and nothing is let go. */
export const maxWaitingMessages = 10_000;

interface Stream {
  epoch: string;
  issued: number;
  acked: number;
}

/** Whether a deed's messages, two at most, may be added. */
export const hasRoom = ({ issued, acked }: Pick<Stream, 'issued' | 'acked'>): boolean =>
  issued - acked + 2 <= maxWaitingMessages;

/** Commands may fill a part of the queue only: alarms can be answered whatever else was asked. */
export const hasRoomForCommand = ({ issued, acked }: Pick<Stream, 'issued' | 'acked'>): boolean =>
  issued - acked < maxWaitingMessages / 10;

/** What one kind of message says beside its envelope. */
type Said<Message> = Message extends DownlinkMessage ? Omit<Message, 'id' | 'seq' | 'atMs'> : never;

export const createMark = () => randomBytes(10).toString('hex');

/** A gateway's queue as it stands; made where there is none. */
export function* openStream(gateway: string): Deed<Stream> {
  const open = 'INSERT INTO downlinks (gateway, epoch) VALUES (@gateway, @epoch) ON CONFLICT DO NOTHING';
  yield* run(open, { gateway, epoch: createMark() });
  const stream = yield* rowOf<Stream>('SELECT epoch, issued, acked FROM downlinks WHERE gateway = @gateway', {
    gateway,
  });
  return stream!;
}

/** Puts a message behind the others; returns its place. */
export function* putMessage(gateway: string, atMs: number, said: Said<DownlinkMessage>): Deed<number> {
  const issue = 'UPDATE downlinks SET issued = issued + 1 WHERE gateway = @gateway RETURNING issued AS seq';
  const { seq } = (yield* rowOf<{ seq: number }>(issue, { gateway }))!;
  const message: DownlinkMessage = { id: createMark(), seq, atMs, ...said };
  const add = 'INSERT INTO downlink_messages (gateway, seq, body) VALUES (@gateway, @seq, @body)';
  yield* run(add, { gateway, seq, body: JSON.stringify(message) });
  return seq;
}

function* keepAct(act: Omit<OperatorAct, 'acknowledge'>, kind: string, seq: number, nowMs: number): Deed<void> {
  const { gateway, alarm, by, note = null } = act;
  const sql = `INSERT INTO acts (gateway, alarm, kind, by, at_ms, note, seq)
    VALUES (@gateway, @alarm, @kind, @by, @nowMs, @note, @seq)`;
  yield* run(sql, { gateway, alarm, kind, by, nowMs, note, seq });
}

/** An operator's deed with its message: both are on disk before he sees it done. */
export function* actOnAlarm(dialect: Dialect, asked: OperatorAct, nowMs: number): Deed<ActResult> {
  const { gateway, alarm, by, acknowledge, note } = asked;
  yield* dialect.holdGateways([gateway]);
  const [known] = yield* findAlarms(dialect, [{ gateway, alarm }]);
  if (!known) return { kind: 'refused', why: 'no-alarm' };
  if (acknowledge && known.picture.state === 'closed') return { kind: 'refused', why: 'alarm-closed' };
  if (acknowledge && (known.ours || known.picture.acknowledgedAtMs !== null))
    return { kind: 'refused', why: 'already-acknowledged' };
  const { issued, acked } = yield* openStream(gateway);
  if (!hasRoom({ issued, acked })) return { kind: 'refused', why: 'downlink-full' };
  const after = { ...known };
  if (acknowledge) {
    const seq = yield* putMessage(gateway, nowMs, { kind: 'alarm.acknowledged', alarm, by });
    yield* keepAct({ gateway, alarm, by }, 'acknowledged', seq, nowMs);
    after.ours = { by, atMs: nowMs, seq, heardMs: null };
  }
  if (note !== undefined) {
    const seq = yield* putMessage(gateway, nowMs, { kind: 'alarm.noted', alarm, by, note });
    yield* keepAct({ gateway, alarm, by, note }, 'noted', seq, nowMs);
  }
  yield* saveAlarms(dialect, [after]);
  yield* dialect.announce({ alarms: [{ gateway, alarm }], queued: [gateway] });
  return { kind: 'done', alarm: after };
}

export function* openDownlink(
  dialect: Dialect,
  gateway: string,
  cursor: DownlinkCursor | undefined,
): Deed<DownlinkHello> {
  yield* dialect.holdGateways([gateway]);
  const stream = yield* openStream(gateway);
  if (cursor && cursor.epoch === stream.epoch && cursor.seq > stream.issued) {
    stream.epoch = createMark();
    yield* run('UPDATE downlinks SET epoch = @epoch WHERE gateway = @gateway', { gateway, epoch: stream.epoch });
  }
  yield* dialect.announce({ opened: [gateway] });
  return { epoch: stream.epoch, from: stream.acked };
}

export function* messagesAfter(gateway: string, seq: number, limit: number): Deed<QueuedMessage[]> {
  const sql = `SELECT seq, body FROM downlink_messages WHERE gateway = @gateway AND seq > @seq ORDER BY seq LIMIT @limit`;
  return yield* rowsOf<QueuedMessage>(sql, { gateway, seq, limit });
}

export function* hearDownlink(
  dialect: Dialect,
  gateway: string,
  { epoch, seq }: DownlinkCursor,
  nowMs: number,
): Deed<AlarmRow[] | undefined> {
  yield* dialect.holdGateways([gateway]);
  const stream = yield* openStream(gateway);
  if (epoch !== stream.epoch || seq > stream.issued) return undefined;
  yield* run('UPDATE downlinks SET acked = @seq WHERE gateway = @gateway AND acked < @seq', { gateway, seq });
  yield* run('DELETE FROM downlink_messages WHERE gateway = @gateway AND seq <= @seq', { gateway, seq });
  const heard = 'UPDATE acts SET heard_ms = @nowMs WHERE gateway = @gateway AND seq <= @seq AND heard_ms IS NULL';
  yield* run(heard, { gateway, seq, nowMs });
  const alarms = yield* markHeard(dialect, gateway, seq, nowMs);
  if (alarms.length > 0)
    yield* dialect.announce({ alarms: alarms.map((row) => ({ gateway: row.gateway, alarm: row.alarm })) });
  return alarms;
}

/** Counts the rows themselves, as the audit of events does. */
export function* auditDownlink(gateway: string): Deed<DownlinkAudit> {
  const sql = `
    SELECT issued, acked,
      issued - acked - (SELECT count(*) FROM downlink_messages m WHERE m.gateway = d.gateway AND m.seq > d.acked) AS missing,
      (SELECT count(*) FROM acts a WHERE a.gateway = d.gateway AND a.seq > d.issued) AS unsent
    FROM downlinks d WHERE gateway = @gateway`;
  return (yield* rowOf<DownlinkAudit>(sql, { gateway })) ?? { issued: 0, acked: 0, missing: 0, unsent: 0 };
}
