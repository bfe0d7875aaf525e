import type {
  CertificateRow,
  CloneRow,
  HeardBoot,
  IdentityActRow,
  IdentityStore,
  NewCertificate,
} from '../identity/identity-store.ts';
import {
  acceptClaim,
  addCertificate,
  addClaimCode,
  certificateColumns,
  keepIdentityAct,
  openClaim,
  readClaim,
  readClaims,
  readOpenCodes,
  readPresent,
  refuseClaim,
  withdrawCode,
} from './claim-deeds.ts';
import type { Dialect } from './dialect.ts';
import { endTokens } from './door-deeds.ts';
import type { Engine } from './engine.ts';
import { type CertificateRecordRow, type CloneRecordRow, toCertificateRow, toCloneRow } from './identity-rows.ts';
import { readOf } from './read-deeds.ts';
import { type Deed, rowOf, rowsOf, run } from './statement.ts';

/** A start that is heard again so soon after another one began was still on its way when it ended. */
const lateMs = 3000;
/** Starts that are remembered of one gateway. */
const maxBoots = 20;

function* findCertificate(fingerprint: string): Deed<CertificateRow | undefined> {
  const sql = `SELECT ${certificateColumns} FROM certificates WHERE fingerprint = @fingerprint`;
  const row = yield* rowOf<CertificateRecordRow>(sql, { fingerprint });
  return row && toCertificateRow(row);
}

function* readIssued(fingerprint: string): Deed<NewCertificate | undefined> {
  const sql = `SELECT fingerprint, gateway, site, hardware, certificate, issued_ms AS "issuedMs",
      valid_until_ms AS "validUntilMs"
    FROM certificates WHERE fingerprint = @fingerprint`;
  return yield* rowOf<NewCertificate>(sql, { fingerprint });
}

function* readCertificatesOf(gateway: string, limit: number): Deed<CertificateRow[]> {
  const sql = `SELECT ${certificateColumns} FROM certificates WHERE gateway = @gateway
    ORDER BY issued_ms DESC, fingerprint LIMIT @limit`;
  return (yield* rowsOf<CertificateRecordRow>(sql, { gateway, limit })).map(toCertificateRow);
}

function* useCertificate(dialect: Dialect, fingerprint: string, nowMs: number): Deed<void> {
  const row = yield* findCertificate(fingerprint);
  if (!row || row.firstUsedMs !== null || row.endedMs !== null) return;
  const { gateway, issuedMs } = row;
  yield* dialect.holdGateways([gateway]);
  yield* run('UPDATE certificates SET first_used_ms = @nowMs WHERE fingerprint = @fingerprint', { fingerprint, nowMs });
  const end = `UPDATE certificates SET ended_ms = @nowMs, ended_why = 'renewed'
    WHERE gateway = @gateway AND ended_ms IS NULL AND fingerprint <> @fingerprint AND issued_ms <= @issuedMs
    RETURNING fingerprint`;
  const ended = yield* rowsOf(end, { gateway, nowMs, fingerprint, issuedMs });
  if (ended.length > 0) yield* dialect.announce({ identities: [gateway] });
}

function* renew(dialect: Dialect, asking: string, certificate: NewCertificate, nowMs: number): Deed<boolean> {
  const { gateway, fingerprint } = certificate;
  yield* dialect.holdGateways([gateway]);
  const row = yield* findCertificate(asking);
  if (!row || row.endedMs !== null) return false;
  const end = `UPDATE certificates SET ended_ms = @nowMs, ended_why = 'renewed'
    WHERE gateway = @gateway AND ended_ms IS NULL AND first_used_ms IS NULL AND fingerprint <> @asking`;
  yield* run(end, { gateway, nowMs, asking });
  yield* addCertificate(certificate);
  const act = { by: 'gateway', atMs: nowMs, deed: 'identity-renewed', gateway, reason: null } as const;
  yield* keepIdentityAct({ ...act, subject: fingerprint.slice(0, 16) });
  return true;
}

function* revoke(dialect: Dialect, gateway: string, reason: string, by: string, nowMs: number): Deed<number> {
  yield* dialect.holdGateways([gateway]);
  const end = `UPDATE certificates SET ended_ms = @nowMs, ended_why = 'revoked'
    WHERE gateway = @gateway AND ended_ms IS NULL RETURNING fingerprint`;
  const ended = yield* rowsOf(end, { gateway, nowMs });
  if (ended.length === 0) return 0;
  yield* endTokens(gateway);
  yield* forgetBoots(gateway);
  yield* keepIdentityAct({ by, atMs: nowMs, deed: 'identity-revoked', subject: gateway, gateway, reason });
  yield* dialect.announce({ identities: [gateway] });
  return ended.length;
}

function* forgetBoots(gateway: string): Deed<void> {
  yield* run('DELETE FROM clones WHERE gateway = @gateway', { gateway });
  yield* run('DELETE FROM gateway_boots WHERE gateway = @gateway', { gateway });
}

interface BootRecordRow {
  boot: string;
  address: string;
  first_ms: number;
}

/**
 * A start that speaks again after a later one has begun: somebody runs a copy, since one box ends a start before it begins
 * the next. Which of the two is the copy cannot be told from here.
 */
function* hearBoot(dialect: Dialect, heard: HeardBoot, nowMs: number): Deed<CloneRow | undefined> {
  const { gateway, boot, address } = heard;
  yield* dialect.holdGateways([gateway]);
  yield* dialect.announce({ boots: [{ gateway, boot }] });
  const known = `SELECT boot, address, first_ms FROM gateway_boots WHERE gateway = @gateway AND boot = @boot`;
  const row = yield* rowOf<BootRecordRow>(known, { gateway, boot });
  if (!row) {
    const add = `INSERT INTO gateway_boots (gateway, boot, address, first_ms) VALUES (@gateway, @boot, @address, @nowMs)`;
    yield* run(add, { gateway, boot, address, nowMs });
    const prune = `DELETE FROM gateway_boots WHERE gateway = @gateway AND boot NOT IN (
      SELECT boot FROM gateway_boots WHERE gateway = @gateway ORDER BY first_ms DESC LIMIT ${maxBoots})`;
    yield* run(prune, { gateway });
    return undefined;
  }
  const later = `SELECT boot, address, first_ms FROM gateway_boots
    WHERE gateway = @gateway AND boot <> @boot AND first_ms > @firstMs AND first_ms <= @beforeMs
    ORDER BY first_ms DESC LIMIT 1`;
  const asked = { gateway, boot, firstMs: row.first_ms, beforeMs: nowMs - lateMs };
  const other = yield* rowOf<BootRecordRow>(later, asked);
  if (!other) return undefined;
  const note = `INSERT INTO clones (gateway, noticed_ms, boot_a, boot_b, address_a, address_b)
    VALUES (@gateway, @nowMs, @boot, @other, @address, @otherAddress) ON CONFLICT DO NOTHING RETURNING gateway`;
  const values = { gateway, nowMs, boot, address, other: other.boot, otherAddress: other.address };
  if (yield* rowOf(note, values)) {
    const act = { by: 'cloud', atMs: nowMs, deed: 'clone-noticed', subject: gateway, gateway } as const;
    yield* keepIdentityAct({ ...act, reason: `${boot} and ${other.boot}` });
  }
  const [clone] = yield* readClones(dialect, [gateway]);
  return clone;
}

function* readClones(dialect: Dialect, only: readonly string[] | undefined): Deed<CloneRow[]> {
  return (yield* readOf<CloneRecordRow>(dialect, 'SELECT * FROM clones', 'gateway', only)).map(toCloneRow);
}

function* settleClone(dialect: Dialect, gateway: string, by: string, nowMs: number): Deed<boolean> {
  yield* dialect.holdGateways([gateway]);
  if ((yield* readClones(dialect, [gateway])).length === 0) return false;
  yield* forgetBoots(gateway);
  yield* keepIdentityAct({ by, atMs: nowMs, deed: 'clone-settled', subject: gateway, gateway, reason: null });
  return true;
}

function* readActs(dialect: Dialect, query: Parameters<IdentityStore['identityActs']>[0]): Deed<IdentityActRow[]> {
  const { gateway, only, before, limit } = query;
  const wanted = [
    gateway === undefined ? '' : ' AND gateway = @gateway',
    before === undefined ? '' : ' AND position < @before',
    only ? ` AND gateway IN (SELECT ${dialect.textOfEach} FROM ${dialect.each('@only')})` : '',
  ];
  const sql = `SELECT position, by, at_ms AS "atMs", deed, subject, gateway, reason FROM identity_acts
    WHERE position > 0${wanted.join('')} ORDER BY position DESC LIMIT @limit`;
  return yield* rowsOf<IdentityActRow>(sql, {
    limit,
    ...(gateway === undefined ? {} : { gateway }),
    ...(before === undefined ? {} : { before }),
    ...(only ? { only: JSON.stringify(only) } : {}),
  });
}

/** Claims, certificates and copies over either engine. */
export function createIdentityStore({ dialect, read, write }: Engine): IdentityStore {
  return {
    addClaimCode: (code) => write(addClaimCode(code)),
    openClaimCodes: (nowMs) => read(readOpenCodes(nowMs)),
    withdrawClaimCode: (id, by, nowMs) => write(withdrawCode(id, by, nowMs)),
    openClaim: (claim, nowMs) => write(openClaim(claim, nowMs)),
    claim: (id) => read(readClaim(id)),
    claims: (limit) => read(readClaims(limit)),
    acceptClaim: (id, certificate, by, nowMs, fits) => write(acceptClaim(dialect, id, certificate, by, nowMs, fits)),
    refuseClaim: (id, why, by, nowMs) => write(refuseClaim(id, why, by, nowMs)),
    issued: (fingerprint) => read(readIssued(fingerprint)),
    certificate: (fingerprint) => read(findCertificate(fingerprint)),
    certificatesOf: (gateway, limit) => read(readCertificatesOf(gateway, limit)),
    presentCertificates: (only) => read(readPresent(dialect, only)),
    certificateUsed: (fingerprint, nowMs) => write(useCertificate(dialect, fingerprint, nowMs)),
    renewCertificate: (asking, certificate, nowMs) => write(renew(dialect, asking, certificate, nowMs)),
    revoke: (gateway, reason, by, nowMs) => write(revoke(dialect, gateway, reason, by, nowMs)),
    heardBoot: (boot, nowMs) => write(hearBoot(dialect, boot, nowMs)),
    clones: (only) => read(readClones(dialect, only)),
    settleClone: (gateway, by, nowMs) => write(settleClone(dialect, gateway, by, nowMs)),
    identityActs: (query) => read(readActs(dialect, query)),
  };
}
