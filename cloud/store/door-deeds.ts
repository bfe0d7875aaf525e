import type { Dialect } from './dialect.ts';
import { type Deed, rowOf, rowsOf, run } from './statement.ts';
import type { SessionRow, TokenOwner } from './store.ts';

export function* findOwner(hash: Buffer): Deed<TokenOwner | undefined> {
  const sql = 'SELECT gateway, site FROM tokens WHERE hash = @hash';
  const row = yield* rowOf<{ gateway: string; site: string | null }>(sql, { hash });
  return row && { gateway: row.gateway, ...(row.site === null ? {} : { site: row.site }) };
}

export function* gatewaysWithToken(): Deed<string[]> {
  const rows = yield* rowsOf<{ gateway: string }>('SELECT DISTINCT gateway FROM tokens ORDER BY gateway');
  return rows.map(({ gateway }) => gateway);
}

export function* endTokens(gateway: string): Deed<void> {
  yield* run('DELETE FROM tokens WHERE gateway = @gateway', { gateway });
}

export function* setToken(dialect: Dialect, { gateway, site }: TokenOwner, hash: Buffer, nowMs: number): Deed<void> {
  yield* dialect.holdGateways([gateway]);
  yield* endTokens(gateway);
  const add = 'INSERT INTO tokens (hash, gateway, site, created_ms) VALUES (@hash, @gateway, @site, @nowMs)';
  yield* run(add, { hash, gateway, site: site ?? null, nowMs });
}

export function* beginSession(session: SessionRow): Deed<void> {
  yield* run('DELETE FROM operator_sessions WHERE expires_ms <= @sinceMs', { sinceMs: session.sinceMs });
  const sql = `INSERT INTO operator_sessions (id, operator, sign, tag, address, agent, since_ms, last_ms, expires_ms)
    VALUES (@id, @operator, @sign, @tag, @address, @agent, @sinceMs, @lastMs, @expiresMs)`;
  yield* run(sql, { ...session });
}

export function* readSessions(operator: string, nowMs: number, limit: number): Deed<SessionRow[]> {
  const sql = `SELECT id, operator, sign, tag, address, agent, since_ms AS "sinceMs", last_ms AS "lastMs",
      expires_ms AS "expiresMs"
    FROM operator_sessions WHERE operator = @operator AND expires_ms > @nowMs ORDER BY last_ms DESC, id LIMIT @limit`;
  return yield* rowsOf<SessionRow>(sql, { operator, nowMs, limit });
}

export function* endSession(dialect: Dialect, id: string, expiresMs: number): Deed<void> {
  const sql = 'INSERT INTO ended_sessions (id, expires_ms) VALUES (@id, @expiresMs) ON CONFLICT DO NOTHING';
  yield* run(sql, { id, expiresMs });
  yield* run('DELETE FROM operator_sessions WHERE id = @id', { id });
  yield* dialect.announce({ endedSessions: [id] });
}

export function* readEndedSessions(nowMs: number): Deed<string[]> {
  yield* run('DELETE FROM ended_sessions WHERE expires_ms <= @nowMs', { nowMs });
  const rows = yield* rowsOf<{ id: string }>('SELECT id FROM ended_sessions WHERE expires_ms > @nowMs', { nowMs });
  return rows.map(({ id }) => id);
}
