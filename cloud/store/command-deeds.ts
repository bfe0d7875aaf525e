import { type CommandLeave, commandRules } from '../../devices/contracts/command.ts';
import type { RemotePermits } from '../../devices/contracts/remote-permits.ts';
import type {
  AskResult,
  CommandEnd,
  CommandQuery,
  CommandRow,
  CommandStore,
  DecideRefusal,
  DecideResult,
  NewCommand,
  ResultUpload,
  Signed,
  Verdict,
} from '../command/command-store.ts';
import { keepAct } from './audit-log-deeds.ts';
import { type CommandRecordRow, commandColumns, toCommandRow } from './command-rows.ts';
import type { Dialect } from './dialect.ts';
import { createMark, hasRoomForCommand, openStream, putMessage } from './downlink-deeds.ts';
import type { Engine } from './engine.ts';
import { type Deed, rowOf, rowsOf, run } from './statement.ts';

/** Commands of one gateway that wait for somebody at most. */
const maxOpen = 50;
/** Time for another operator to approve. */
const approvalMs = 10 * 60_000;
/** Parts of an upload that was broken off are kept no longer. */
const uploadMs = 10 * 60_000;
const open = `state IN ('asked', 'sent', 'begun')`;

function* findCommand(id: string): Deed<CommandRecordRow | undefined> {
  return yield* rowOf<CommandRecordRow>(`SELECT ${commandColumns} FROM commands WHERE id = @id`, { id });
}

/** A command as nobody else can change it until the transaction ends. */
function* holdCommand(dialect: Dialect, id: string, gateway?: string): Deed<CommandRecordRow | undefined> {
  const found = yield* findCommand(id);
  if (!found || (gateway !== undefined && found.gateway !== gateway)) return undefined;
  yield* dialect.holdGateways([found.gateway]);
  return yield* findCommand(id);
}

function* noteDeed(
  row: { id: string; gateway: string; kind: string },
  deed: string,
  by: Signed,
  atMs: number,
  reason?: string,
) {
  const { id, gateway, kind } = row;
  const more = reason === undefined ? {} : { reason };
  yield* keepAct({
    by: by.sign,
    operator: by.id,
    atMs,
    deed: `command.${deed}`,
    gateway,
    subject: `${kind}/${id}`,
    ...more,
  });
}

/** Puts it into the gateway's queue; its time begins. */
function* sendCommand(dialect: Dialect, row: CommandRecordRow, nowMs: number): Deed<void> {
  const { id, gateway, kind, why, asked_by: asked, asked_ms: askedAtMs } = row;
  const command = toCommandRow(row, nowMs);
  const expiresAtMs = nowMs + commandRules[kind].liveMs;
  const by = { asked, ...(command.decided ? { approved: command.decided.sign } : {}) };
  const said = { kind: 'command.asked', command: id, what: command.what, why, by, askedAtMs, expiresAtMs } as const;
  yield* putMessage(gateway, nowMs, said);
  const sent = `UPDATE commands SET state = 'sent', sent_ms = @nowMs, until_ms = @expiresAtMs WHERE id = @id`;
  yield* run(sent, { id, nowMs, expiresAtMs });
  yield* dialect.announce({ queued: [gateway] });
}

function* askCommand(dialect: Dialect, { gateway, what, why, by }: NewCommand, nowMs: number): Deed<AskResult> {
  yield* dialect.holdGateways([gateway]);
  const waiting = yield* rowOf<{ n: number }>(
    `SELECT count(*) AS n FROM commands WHERE gateway = @gateway AND ${open} AND until_ms >= @nowMs`,
    { gateway, nowMs },
  );
  if (waiting!.n >= maxOpen) return { kind: 'refused', why: 'commands-full' };
  if (!hasRoomForCommand(yield* openStream(gateway))) return { kind: 'refused', why: 'downlink-full' };
  const id = createMark();
  const { kind } = what;
  const sql = `INSERT INTO commands (id, gateway, kind, what, why, state, asked_id, asked_by, asked_ms, until_ms)
    VALUES (@id, @gateway, @kind, @what, @why, 'asked', @askedId, @askedBy, @nowMs, @untilMs)`;
  const signed = { askedId: by.id, askedBy: by.sign, nowMs, untilMs: nowMs + approvalMs };
  yield* run(sql, { id, gateway, kind, what: JSON.stringify(what), why, ...signed });
  yield* noteDeed({ id, gateway, kind }, 'ask', by, nowMs, why);
  if (!commandRules[kind].approval) yield* sendCommand(dialect, (yield* findCommand(id))!, nowMs);
  return { kind: 'done', command: toCommandRow((yield* findCommand(id))!, nowMs) };
}

function mayDecide({ state, asked }: CommandRow, verdict: Verdict, by: Signed): DecideRefusal | undefined {
  if (state === 'expired') return 'command-expired';
  if (verdict === 'withdraw') return state === 'asked' || state === 'sent' ? undefined : 'command-decided';
  if (state !== 'asked') return 'command-decided';
  return asked.id === by.id ? 'command-own' : undefined;
}

function* decideCommand(dialect: Dialect, id: string, verdict: Verdict, by: Signed, nowMs: number): Deed<DecideResult> {
  const row = yield* holdCommand(dialect, id);
  if (!row) return { kind: 'refused', why: 'no-command' };
  const why = mayDecide(toCommandRow(row, nowMs), verdict, by);
  if (why !== undefined) return { kind: 'refused', why };
  if (verdict === 'approve' && !hasRoomForCommand(yield* openStream(row.gateway)))
    return { kind: 'refused', why: 'downlink-full' };
  const decided = { id, by: by.id, sign: by.sign, nowMs };
  if (verdict !== 'withdraw')
    yield* run('UPDATE commands SET decided_id = @by, decided_by = @sign, decided_ms = @nowMs WHERE id = @id', decided);
  if (verdict === 'approve') yield* sendCommand(dialect, (yield* findCommand(id))!, nowMs);
  else {
    const state = verdict === 'decline' ? 'declined' : 'withdrawn';
    yield* run('UPDATE commands SET state = @state, ended_ms = @nowMs WHERE id = @id', { id, state, nowMs });
  }
  yield* noteDeed(row, verdict, by, nowMs);
  return { kind: 'done', command: toCommandRow((yield* findCommand(id))!, nowMs) };
}

/** Either it is withdrawn or it is begun: both hold the gateway. */
function* beginCommand(dialect: Dialect, gateway: string, id: string, nowMs: number): Deed<CommandLeave> {
  const row = yield* holdCommand(dialect, id, gateway);
  if (!row) return { leave: 'no', nowMs, why: 'unknown' };
  const { state, kind, untilMs } = toCommandRow(row, nowMs);
  if (state === 'withdrawn') return { leave: 'no', nowMs, why: 'withdrawn' };
  const again = state === 'begun' && !commandRules[kind].once;
  if (state === 'expired' || (again && nowMs > untilMs)) return { leave: 'no', nowMs, why: 'expired' };
  if (state !== 'sent' && !again) return { leave: 'no', nowMs, why: 'begun' };
  if (!again) yield* run(`UPDATE commands SET state = 'begun', begun_ms = @nowMs WHERE id = @id`, { id, nowMs });
  return { leave: 'go', nowMs, expiresAtMs: untilMs };
}

function* keepResult(
  dialect: Dialect,
  { command: id, upload }: ResultUpload,
  { bytes, sha256 }: { bytes: number; sha256: string },
  nowMs: number,
): Deed<boolean> {
  const row = yield* holdCommand(dialect, id);
  const rule = row && commandRules[row.kind].result;
  if (!row || !rule || row.state !== 'begun') {
    yield* run('DELETE FROM command_parts WHERE command = @id AND upload = @upload', { id, upload });
    return false;
  }
  const sql = `UPDATE commands SET upload = @upload, result_bytes = @bytes, result_sha256 = @sha256, result_until_ms = @untilMs
    WHERE id = @id`;
  yield* run(sql, { id, upload, bytes, sha256, untilMs: nowMs + rule.keepMs });
  yield* run('DELETE FROM command_parts WHERE command = @id AND upload <> @upload', { id, upload });
  return true;
}

/** What gateways said became of commands; in the transaction of their batches. */
export function* endCommands(ends: readonly CommandEnd[], nowMs: number): Deed<void> {
  const sql = `UPDATE commands SET state = @outcome, code = @code, ended_ms = @nowMs
    WHERE id = @command AND gateway = @gateway AND state IN ('sent', 'begun', 'expired')`;
  for (const { gateway, record } of ends) {
    const { command, outcome, code = null } = record;
    yield* run(sql, { gateway, command, outcome, code, nowMs });
  }
}

function* sweep(nowMs: number): Deed<{ expired: number; deleted: number }> {
  const expired = yield* rowsOf(
    `UPDATE commands SET ended_ms = until_ms, code = CASE WHEN state = 'asked' THEN 'not-approved' ELSE 'not-reached' END,
       state = 'expired'
     WHERE state IN ('asked', 'sent') AND until_ms < @nowMs RETURNING id`,
    { nowMs },
  );
  const deleted = yield* rowsOf(
    'UPDATE commands SET upload = NULL WHERE result_until_ms < @nowMs AND upload IS NOT NULL RETURNING id',
    { nowMs },
  );
  const orphans = `DELETE FROM command_parts WHERE at_ms < @beforeMs
    AND NOT EXISTS (SELECT 1 FROM commands c WHERE c.id = command AND c.upload = command_parts.upload)`;
  // what was uploaded just now may still be on its way to being a result
  yield* run(orphans, { beforeMs: nowMs - uploadMs });
  return { expired: expired.length, deleted: deleted.length };
}

function* listCommands(dialect: Dialect, query: CommandQuery, nowMs: number): Deed<CommandRow[]> {
  const { gateway, within, state, limit } = query;
  const conditions = [
    gateway === undefined ? undefined : 'gateway = @gateway',
    state === undefined ? undefined : 'state = @state',
    state === 'asked' || state === 'sent' ? 'until_ms >= @nowMs' : undefined,
    within && `gateway IN (SELECT ${dialect.textOfEach} FROM ${dialect.each('@within')})`,
  ].filter((condition) => condition !== undefined);
  const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
  const sql = `SELECT ${commandColumns} FROM commands ${where} ORDER BY asked_ms DESC, id LIMIT @limit`;
  const rows = yield* rowsOf<CommandRecordRow>(sql, {
    limit,
    ...(gateway === undefined ? {} : { gateway }),
    ...(state === undefined ? {} : { state }),
    ...(state === 'asked' || state === 'sent' ? { nowMs } : {}),
    ...(within && { within: JSON.stringify(within) }),
  });
  return rows.map((row) => toCommandRow(row, nowMs));
}

/** The commands' port over either engine. */
export function createCommandStore({ dialect, read, write }: Engine): CommandStore {
  const addPart =
    'INSERT INTO command_parts (command, upload, n, at_ms, body) VALUES (@command, @upload, @n, @nowMs, @body)';
  const dropParts = 'DELETE FROM command_parts WHERE command = @command AND upload = @upload';
  const findPart = 'SELECT body FROM command_parts WHERE command = @command AND upload = @upload AND n = @n';
  const setPermits = `INSERT INTO remote_permits (gateway, body, received_ms) VALUES (@gateway, @body, @nowMs)
    ON CONFLICT (gateway) DO UPDATE SET body = excluded.body, received_ms = excluded.received_ms`;
  const findPermits = 'SELECT body, received_ms FROM remote_permits WHERE gateway = @gateway';
  return {
    ask: (command, nowMs) => write(askCommand(dialect, command, nowMs)),
    decide: (id, verdict, by, nowMs) => write(decideCommand(dialect, id, verdict, by, nowMs)),
    list: (query, nowMs) => read(listCommands(dialect, query, nowMs)),
    async one(id, nowMs) {
      const row = await read(findCommand(id));
      return row && toCommandRow(row, nowMs);
    },
    begin: (gateway, id, nowMs) => write(beginCommand(dialect, gateway, id, nowMs)),
    keepPart: (place, n, body, nowMs) => write(run(addPart, { ...place, n, nowMs, body })),
    keepResult: (place, result, nowMs) => write(keepResult(dialect, place, result, nowMs)),
    dropUpload: (place) => write(run(dropParts, { ...place })),
    part: async (place, n) => (await read(rowOf<{ body: Buffer }>(findPart, { ...place, n })))?.body,
    setPermits: (gateway, permits, nowMs) => write(run(setPermits, { gateway, body: JSON.stringify(permits), nowMs })),
    async permits(gateway) {
      const row = await read(rowOf<{ body: string; received_ms: number }>(findPermits, { gateway }));
      // it was parsed before it was kept
      return row && { receivedMs: row.received_ms, permits: JSON.parse(row.body) as RemotePermits };
    },
    sweep: (nowMs) => write(sweep(nowMs)),
  };
}
