import type { CommandKind, CommandWhat } from '../../devices/contracts/command.ts';
import type { CommandRow, CommandState } from '../command/command-store.ts';

export interface CommandRecordRow {
  id: string;
  gateway: string;
  kind: CommandKind;
  what: string;
  why: string;
  state: CommandState;
  asked_id: string;
  asked_by: string;
  asked_ms: number;
  until_ms: number;
  decided_id: string | null;
  decided_by: string | null;
  decided_ms: number | null;
  sent_ms: number | null;
  begun_ms: number | null;
  ended_ms: number | null;
  code: string | null;
  upload: string | null;
  result_bytes: number | null;
  result_sha256: string | null;
  result_until_ms: number | null;
}

export const commandColumns = `id, gateway, kind, what, why, state, asked_id, asked_by, asked_ms, until_ms, decided_id, decided_by,
  decided_ms, sent_ms, begun_ms, ended_ms, code, upload, result_bytes, result_sha256, result_until_ms`;

const isOver = ({ state, until_ms }: CommandRecordRow, nowMs: number): boolean =>
  (state === 'asked' || state === 'sent') && nowMs > until_ms;

/** As it stands at this moment, whether or not somebody has swept since. */
export function toCommandRow(row: CommandRecordRow, nowMs: number): CommandRow {
  const { id, gateway, kind, why, asked_id, asked_by, asked_ms, decided_id, decided_by, decided_ms } = row;
  const over = isOver(row, nowMs);
  const { result_bytes: bytes, result_sha256: sha256, result_until_ms: untilMs } = row;
  const upload = untilMs !== null && nowMs > untilMs ? null : row.upload;
  return {
    ...{ id, gateway, kind, why },
    what: JSON.parse(row.what) as CommandWhat,
    state: over ? 'expired' : row.state,
    asked: { id: asked_id, sign: asked_by, atMs: asked_ms },
    untilMs: row.until_ms,
    decided: decided_id === null ? null : { id: decided_id, sign: decided_by!, atMs: decided_ms! },
    sentMs: row.sent_ms,
    begunMs: row.begun_ms,
    endedMs: over ? row.until_ms : row.ended_ms,
    code: over ? (row.state === 'asked' ? 'not-approved' : 'not-reached') : row.code,
    result: bytes === null ? null : { upload, bytes, sha256: sha256!, untilMs: untilMs! },
  };
}
