import type { AuditAct, AuditQuery, AuditRow, AuditStore } from '../tenancy/audit-store.ts';
import type { Dialect } from './dialect.ts';
import type { Engine } from './engine.ts';
import { type Deed, rowsOf, run } from './statement.ts';

/**
 * Writes down that somebody did something; with the thing itself or not at all. From a deed that changes something:
 *
 *     yield* keepAct({ by: operator.sign, operator: operator.id, atMs: nowMs, deed: 'rollout.approve', subject: rollout });
 *
 * and where there is no deed of one's own: `store.auditLog.keep({ … })`. What is about a gateway names it, what is about a
 * place names that: whoever may read of neither does not find it. `GET /v1/audit` shows it beside what identity, settings
 * and alarms keep in tables of their own; those must not be written here a second time.
 */
export function* keepAct(act: AuditAct): Deed<void> {
  const { by, operator = null, atMs, deed, gateway = null, layer = null, place = null } = act;
  const sql = `INSERT INTO audit_log (at_ms, by, operator, deed, gateway, layer, place, subject, reason)
    VALUES (@atMs, @by, @operator, @deed, @gateway, @layer, @place, @subject, @reason)`;
  const { subject = null, reason = null } = act;
  yield* run(sql, { atMs, by, operator, deed, gateway, layer, place, subject, reason });
}

/** Every room's book with the same columns; sources sort by their names. */
const books = `
  SELECT 'log' AS source, position, at_ms, by, operator, deed, gateway, layer, place, subject, reason FROM audit_log
  UNION ALL
  SELECT 'identity', a.position, a.at_ms, a.by, NULL, a.deed, coalesce(a.gateway, k.gateway), NULL,
    'site:' || k.site, a.subject, a.reason
  FROM identity_acts a LEFT JOIN claim_codes k ON k.id = a.subject
  UNION ALL
  SELECT 'settings', position, at_ms, by, NULL, kind,
    CASE WHEN layer LIKE 'gateway:%' THEN substr(layer, 9) END, layer,
    CASE WHEN layer LIKE 'tenant:%' OR layer LIKE 'site:%' THEN layer END, CAST(version AS TEXT), why FROM twin_deeds
  UNION ALL
  SELECT 'alarms', position, at_ms, by, NULL, kind, gateway, NULL, NULL, alarm, note FROM acts`;

function* readAudit(dialect: Dialect, { gateway, by, within, before, limit }: AuditQuery): Deed<AuditRow[]> {
  const listed = (parameter: string) => `(SELECT ${dialect.textOfEach} FROM ${dialect.each(parameter)})`;
  const conditions = [
    gateway === undefined ? undefined : 'gateway = @gateway',
    by === undefined ? undefined : 'by = @by',
    before && '(at_ms, source, position) < (@atMs, @source, @position)',
    // a tenant's operator does not become known by what he did elsewhere: the place decides, or the gateway
    within && `(gateway IN ${listed('@gateways')} OR (gateway IS NULL AND place IN ${listed('@places')}))`,
  ].filter((condition) => condition !== undefined);
  const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
  const sql = `SELECT source, position, by, operator, at_ms AS "atMs", deed, gateway, layer, place, subject, reason
    FROM (${books}) AS book ${where} ORDER BY at_ms DESC, source DESC, position DESC LIMIT @limit`;
  return yield* rowsOf<AuditRow>(sql, {
    limit,
    ...(gateway === undefined ? {} : { gateway }),
    ...(by === undefined ? {} : { by }),
    ...(before === undefined ? {} : before),
    ...(within && { gateways: JSON.stringify(within.gateways), places: JSON.stringify(within.places) }),
  });
}

/** What was done, over either engine. */
export function createAuditStore({ dialect, read, write }: Engine): AuditStore {
  return {
    keep: (act) => write(keepAct(act)),
    read: (query) => read(readAudit(dialect, query)),
  };
}
