import type { UplinkStatus } from '../../devices/contracts/uplink.ts';
import type { ProofLeft } from '../../devices/proof/second-proof.ts';
import { Fault } from '../fault.ts';
import type { Permission } from '../tenancy/access.ts';
import type { AuditAct } from '../tenancy/audit-store.ts';
import type {
  DeskWaits,
  FactorRow,
  GatewaySite,
  GrantRow,
  NewOperator,
  OperatorRow,
  OperatorTokenRow,
  PlaceRow,
  TenancyChanges,
  TenancyStore,
  TenancyWorld,
} from '../tenancy/tenancy-store.ts';
import { keepAct } from './audit-log-deeds.ts';
import type { Dialect } from './dialect.ts';
import type { Engine } from './engine.ts';
import { readOf } from './read-deeds.ts';
import { type Deed, rowOf, rowsOf, run } from './statement.ts';

function* readRevision(): Deed<number> {
  return (yield* rowOf<{ revision: number }>('SELECT revision FROM tenancy_world'))!.revision;
}

/** How a change moves the world on, and whether it must still be the one on which it was decided. */
interface Moving {
  dialect: Dialect;
  basis: number | undefined;
}

/** First of all in a change: whoever else changes something waits here. */
function* moveOn({ dialect, basis }: Moving, act: AuditAct): Deed<void> {
  const moved = yield* rowOf<{ revision: number }>(
    'UPDATE tenancy_world SET revision = revision + 1 RETURNING revision',
  );
  if (basis !== undefined && moved!.revision !== basis + 1)
    throw new Fault('tenancy-moved', 'places or roles have changed since this was looked at');
  yield* keepAct(act);
  yield* dialect.announce({ tenancy: true });
}

function* readWorld(): Deed<TenancyWorld> {
  const revision = yield* readRevision();
  const places = yield* rowsOf<PlaceRow>('SELECT place, parent, title FROM places ORDER BY place');
  const operators = yield* rowsOf<OperatorRow>(
    `SELECT id, sign, origin, generation, disabled_ms AS "disabledMs", made_ms AS "madeMs", made_by AS "madeBy",
       since_ms AS "factorSinceMs"
     FROM operators LEFT JOIN operator_factors ON operator = id ORDER BY sign`,
  );
  const grants = yield* rowsOf<GrantRow>(
    'SELECT operator, place, role, by, at_ms AS "atMs", reason FROM grants ORDER BY place, role',
  );
  const tokens = yield* rowsOf<Omit<OperatorTokenRow, 'permissions'> & { permissions: string }>(
    `SELECT id, hash, operator, title, permissions, made_ms AS "madeMs", expires_ms AS "expiresMs",
       used_ms AS "usedMs", ended_ms AS "endedMs"
     FROM operator_tokens WHERE ended_ms IS NULL ORDER BY made_ms DESC, id`,
  );
  const waits = yield* rowsOf<DeskWaits>(
    'SELECT place, site_ms AS "siteMs", district_ms AS "districtMs" FROM desk_waits ORDER BY place',
  );
  return {
    ...{ revision, places, operators, grants, waits },
    tokens: tokens.map((row) => ({ ...row, permissions: JSON.parse(row.permissions) as Permission[] })),
  };
}

function* readSites(dialect: Dialect, only: readonly string[] | undefined): Deed<GatewaySite[]> {
  const sites = new Map<string, string | null>();
  const take = (rows: readonly { gateway: string; site: string | null }[]) => {
    for (const { gateway, site } of rows) sites.set(gateway, site ?? sites.get(gateway) ?? null);
  };
  const certificates = 'SELECT gateway, site FROM (SELECT * FROM certificates WHERE ended_ms IS';
  type Row = { gateway: string; site: string | null };
  // what counts more comes later
  take(yield* readOf<Row>(dialect, `${certificates} NOT NULL) AS ended`, 'issued_ms', only));
  take(yield* readOf<Row>(dialect, 'SELECT gateway, site FROM tokens', 'gateway', only));
  const said = yield* readOf<{ gateway: string; status: string | null }>(
    ...([dialect, 'SELECT gateway, status FROM gateways', 'gateway', only] as const),
  );
  take(
    said.flatMap(({ gateway, status }) =>
      status === null ? [] : [{ gateway, site: (JSON.parse(status) as UplinkStatus).site }],
    ),
  );
  take(yield* readOf<Row>(dialect, `${certificates} NULL) AS present`, 'issued_ms', only));
  return [...sites].map(([gateway, site]) => ({ gateway, site }));
}

function* savePlace(moving: Moving, { place, parent, title }: PlaceRow, act: AuditAct): Deed<void> {
  yield* moveOn(moving, act);
  const sql = `INSERT INTO places (place, parent, title, made_ms) VALUES (@place, @parent, @title, @atMs)
    ON CONFLICT (place) DO UPDATE SET parent = excluded.parent, title = excluded.title`;
  yield* run(sql, { place, parent, title, atMs: act.atMs });
}

function* removePlace(moving: Moving, place: string, act: AuditAct): Deed<boolean> {
  // whoever gives a role there meanwhile waits
  yield* run('UPDATE tenancy_world SET revision = revision');
  const inUse = `SELECT place FROM places WHERE parent = @place UNION ALL SELECT place FROM grants WHERE place = @place`;
  if ((yield* rowsOf(inUse, { place })).length > 0) return false;
  yield* moveOn(moving, act);
  yield* run('DELETE FROM desk_waits WHERE place = @place', { place });
  yield* run('DELETE FROM places WHERE place = @place', { place });
  return true;
}

function* saveWaits(moving: Moving, { place, siteMs, districtMs }: DeskWaits, act: AuditAct): Deed<void> {
  yield* moveOn(moving, act);
  const sql = `INSERT INTO desk_waits (place, site_ms, district_ms) VALUES (@place, @siteMs, @districtMs)
    ON CONFLICT (place) DO UPDATE SET site_ms = excluded.site_ms, district_ms = excluded.district_ms`;
  yield* run(sql, { place, siteMs, districtMs });
}

function* addGrants(grants: readonly GrantRow[]): Deed<void> {
  const sql = `INSERT INTO grants (operator, place, role, by, at_ms, reason)
    VALUES (@operator, @place, @role, @by, @atMs, @reason) ON CONFLICT DO NOTHING`;
  for (const { operator, place, role, by, atMs, reason } of grants)
    yield* run(sql, { operator, place, role, by, atMs, reason });
}

function* addOperator(
  moving: Moving,
  operator: NewOperator,
  grants: readonly GrantRow[],
  act: AuditAct,
): Deed<boolean> {
  const sql = `INSERT INTO operators (id, sign, origin, password_hash, subject, generation, made_ms, made_by)
    VALUES (@id, @sign, @origin, @passwordHash, @subject, 1, @madeMs, @madeBy)
    ON CONFLICT DO NOTHING RETURNING id`;
  const { id, sign, origin, passwordHash, subject, madeMs, madeBy } = operator;
  if (!(yield* rowOf(sql, { id, sign, origin, passwordHash, subject, madeMs, madeBy }))) return false;
  yield* moveOn(moving, act);
  yield* addGrants(grants);
  return true;
}

function* changeOperator(
  moving: Moving,
  operator: string,
  change: Parameters<TenancyChanges['changeOperator']>[1],
  act: AuditAct,
): Deed<void> {
  yield* moveOn(moving, act);
  yield* run('UPDATE operators SET generation = generation + 1 WHERE id = @operator', { operator });
  const { passwordHash, disabledMs, factor, endTokens = passwordHash !== undefined } = change;
  if (passwordHash !== undefined)
    yield* run('UPDATE operators SET password_hash = @passwordHash WHERE id = @operator', { operator, passwordHash });
  // whoever had the old one may have made them
  if (endTokens) {
    const end = 'UPDATE operator_tokens SET ended_ms = @nowMs WHERE operator = @operator AND ended_ms IS NULL';
    yield* run(end, { operator, nowMs: act.atMs });
  }
  if (disabledMs !== undefined)
    yield* run('UPDATE operators SET disabled_ms = @disabledMs WHERE id = @operator', { operator, disabledMs });
  if (factor !== undefined) yield* setFactor(operator, factor);
}

function* setFactor(operator: string, factor: FactorRow | null): Deed<void> {
  yield* run('DELETE FROM operator_factors WHERE operator = @operator', { operator });
  if (factor === null) return;
  const { recovery, ...rest } = factor;
  const sql = `INSERT INTO operator_factors (operator, secret, since_ms, last_step, recovery)
    VALUES (@operator, @secret, @sinceMs, @lastStep, @recovery)`;
  yield* run(sql, { operator, ...rest, recovery: JSON.stringify(recovery) });
}

function* readFactor(operator: string): Deed<FactorRow | undefined> {
  const row = yield* rowOf<Omit<FactorRow, 'recovery'> & { recovery: string }>(
    `SELECT secret, since_ms AS "sinceMs", last_step AS "lastStep", recovery
     FROM operator_factors WHERE operator = @operator`,
    { operator },
  );
  return row && { ...row, recovery: JSON.parse(row.recovery) as string[] };
}

function* factorUsed(operator: string, before: FactorRow, left: ProofLeft, act?: AuditAct): Deed<boolean> {
  // of two who come with the same code, at whichever processes, one finds it used
  const sql = `UPDATE operator_factors SET last_step = @lastStep, recovery = @recovery
    WHERE operator = @operator AND secret = @secret AND last_step = @lastStepBefore AND recovery = @recoveryBefore
    RETURNING operator`;
  const used = yield* rowOf(sql, {
    ...{ operator, secret: before.secret, lastStep: left.lastStep, recovery: JSON.stringify(left.recovery) },
    ...{ lastStepBefore: before.lastStep, recoveryBefore: JSON.stringify(before.recovery) },
  });
  if (used && act) yield* keepAct(act);
  return used !== undefined;
}

function* removeGrant(
  moving: Moving,
  { operator, place, role }: Pick<GrantRow, 'operator' | 'place' | 'role'>,
  act: AuditAct,
): Deed<void> {
  yield* moveOn(moving, act);
  const sql = 'DELETE FROM grants WHERE operator = @operator AND place = @place AND role = @role';
  yield* run(sql, { operator, place, role });
}

function* replaceGrants(moving: Moving, operator: string, grants: readonly GrantRow[], act: AuditAct): Deed<void> {
  yield* moveOn(moving, act);
  yield* run('DELETE FROM grants WHERE operator = @operator', { operator });
  yield* addGrants(grants);
}

function* addToken(moving: Moving, token: Omit<OperatorTokenRow, 'usedMs' | 'endedMs'>, act: AuditAct): Deed<void> {
  yield* moveOn(moving, act);
  const old =
    'DELETE FROM operator_tokens WHERE operator = @operator AND (expires_ms <= @nowMs OR ended_ms IS NOT NULL)';
  yield* run(old, { operator: token.operator, nowMs: act.atMs });
  const sql = `INSERT INTO operator_tokens (id, hash, operator, title, permissions, made_ms, expires_ms)
    VALUES (@id, @hash, @operator, @title, @permissions, @madeMs, @expiresMs)`;
  const { id, hash, operator, title, permissions, madeMs, expiresMs } = token;
  yield* run(sql, { id, hash, operator, title, permissions: JSON.stringify(permissions), madeMs, expiresMs });
}

function* endToken(moving: Moving, id: string, act: AuditAct): Deed<void> {
  yield* moveOn(moving, act);
  yield* run('UPDATE operator_tokens SET ended_ms = @nowMs WHERE id = @id AND ended_ms IS NULL', {
    id,
    nowMs: act.atMs,
  });
}

function createChanges(write: Engine['write'], moving: Moving): TenancyChanges {
  return {
    savePlace: (place, act) => write(savePlace(moving, place, act)),
    removePlace: (place, act) => write(removePlace(moving, place, act)),
    saveWaits: (waits, act) => write(saveWaits(moving, waits, act)),
    addOperator: (operator, grants, act) => write(addOperator(moving, operator, grants, act)),
    changeOperator: (operator, change, act) => write(changeOperator(moving, operator, change, act)),
    addGrant: (grant, act) =>
      write(
        (function* () {
          yield* moveOn(moving, act);
          yield* addGrants([grant]);
        })(),
      ),
    removeGrant: (grant, act) => write(removeGrant(moving, grant, act)),
    replaceGrants: (operator, grants, act) => write(replaceGrants(moving, operator, grants, act)),
    addToken: (token, act) => write(addToken(moving, token, act)),
    endToken: (id, act) => write(endToken(moving, id, act)),
  };
}

/** Who may what where, over either engine. */
export function createTenancyStore({ dialect, read, write }: Engine): TenancyStore {
  return {
    ...createChanges(write, { dialect, basis: undefined }),
    on: (basis) => createChanges(write, { dialect, basis }),
    revision: () => read(readRevision()),
    // in one transaction, so that no half of a change is read
    world: () => write(readWorld()),
    gatewaySites: (only) => read(readSites(dialect, only)),
    async passwordHash(operator) {
      const sql = 'SELECT password_hash AS hash FROM operators WHERE id = @operator';
      return (await read(rowOf<{ hash: string | null }>(sql, { operator })))?.hash ?? null;
    },
    factor: (operator) => read(readFactor(operator)),
    factorUsed: (operator, before, left, act) => write(factorUsed(operator, before, left, act)),
    async operatorOfSubject(subject) {
      const sql = 'SELECT id FROM operators WHERE subject = @subject';
      return (await read(rowOf<{ id: string }>(sql, { subject })))?.id;
    },
    tokenUsed: (id, nowMs) => write(run('UPDATE operator_tokens SET used_ms = @nowMs WHERE id = @id', { id, nowMs })),
  };
}
