import type { ClaimRefusalReason } from '../../devices/contracts/claim.ts';
import type {
  CertificateRow,
  ClaimCodeRow,
  ClaimRow,
  Decided,
  IdentityAct,
  IdentityStore,
  NewCertificate,
  NewClaim,
  NewClaimCode,
  OpenedClaim,
} from '../identity/identity-store.ts';
import type { Dialect } from './dialect.ts';
import { endTokens } from './door-deeds.ts';
import { type CertificateRecordRow, type ClaimRecordRow, toCertificateRow, toClaimRow } from './identity-rows.ts';
import { type Deed, rowOf, rowsOf, run } from './statement.ts';

/** Adds to the book of what was done; with the deed itself or not at all. */
export function* keepIdentityAct({ by, atMs, deed, subject, gateway, reason }: IdentityAct): Deed<void> {
  const sql = `INSERT INTO identity_acts (by, at_ms, deed, subject, gateway, reason)
    VALUES (@by, @atMs, @deed, @subject, @gateway, @reason)`;
  yield* run(sql, { by, atMs, deed, subject, gateway, reason });
}

export function* addClaimCode(code: NewClaimCode): Deed<void> {
  const { id, secretHash, accept, gateway, site, by, createdMs, expiresMs } = code;
  const sql = `INSERT INTO claim_codes (id, secret_hash, accept, gateway, site, by, created_ms, expires_ms)
    VALUES (@id, @secretHash, @accept, @gateway, @site, @by, @createdMs, @expiresMs)`;
  yield* run(sql, { id, secretHash, accept, gateway, site, by, createdMs, expiresMs });
  yield* keepIdentityAct({ by, atMs: createdMs, deed: 'code-made', subject: id, gateway, reason: accept });
}

export function* readOpenCodes(nowMs: number): Deed<ClaimCodeRow[]> {
  const sql = `SELECT id, secret_hash AS "secretHash", accept, gateway, site, by, created_ms AS "createdMs",
      expires_ms AS "expiresMs", claim, withdrawn_ms AS "withdrawnMs"
    FROM claim_codes WHERE claim IS NULL AND withdrawn_ms IS NULL AND expires_ms > @nowMs
    ORDER BY created_ms DESC, id`;
  return yield* rowsOf<ClaimCodeRow>(sql, { nowMs });
}

export function* withdrawCode(id: string, by: string, nowMs: number): Deed<boolean> {
  const sql = `UPDATE claim_codes SET withdrawn_ms = @nowMs
    WHERE id = @id AND claim IS NULL AND withdrawn_ms IS NULL RETURNING id, gateway`;
  const row = yield* rowOf<{ gateway: string | null }>(sql, { id, nowMs });
  if (!row) return false;
  yield* keepIdentityAct({ by, atMs: nowMs, deed: 'code-withdrawn', subject: id, gateway: row.gateway, reason: null });
  return true;
}

const selectClaims = `SELECT c.*, k.accept, k.gateway AS bound_to FROM claims c JOIN claim_codes k ON k.id = c.code`;

export function* readClaim(id: string): Deed<ClaimRow | undefined> {
  const row = yield* rowOf<ClaimRecordRow>(`${selectClaims} WHERE c.id = @id`, { id });
  return row && toClaimRow(row);
}

export function* readClaims(limit: number): Deed<ClaimRow[]> {
  const waiting = `${selectClaims} WHERE c.state = 'waiting' ORDER BY c.asked_ms, c.id LIMIT @limit`;
  const decided = `${selectClaims} WHERE c.state <> 'waiting' ORDER BY c.decided_ms DESC, c.id LIMIT @limit`;
  const rows = yield* rowsOf<ClaimRecordRow>(waiting, { limit });
  return [...rows, ...(yield* rowsOf<ClaimRecordRow>(decided, { limit }))].map(toClaimRow);
}

interface CodeStanding {
  id: string;
  gateway: string | null;
  site: string | null;
  claim: string | null;
  withdrawn_ms: number | null;
  expires_ms: number;
}

export function* openClaim(asked: NewClaim, nowMs: number): Deed<OpenedClaim> {
  const { id, secretHash, csr, keyHash, facts, address } = asked;
  const standing = `SELECT id, gateway, site, claim, withdrawn_ms, expires_ms FROM claim_codes
    WHERE secret_hash = @secretHash`;
  const code = yield* rowOf<CodeStanding>(standing, { secretHash });
  if (!code) return { kind: 'refused', why: 'claim-code-unknown' };
  if (code.claim !== null) return yield* againOf(code.claim, keyHash);
  if (code.withdrawn_ms !== null || code.expires_ms <= nowMs) return { kind: 'refused', why: 'claim-code-expired' };
  if ((code.gateway ?? facts.gateway) !== facts.gateway || (code.site ?? facts.site) !== facts.site)
    return { kind: 'refused', why: 'claim-mismatch' };
  const take = 'UPDATE claim_codes SET claim = @id WHERE id = @code AND claim IS NULL RETURNING id';
  // somebody came between: he has the code now
  if (!(yield* rowOf(take, { id, code: code.id }))) return { kind: 'refused', why: 'claim-code-used' };
  const add = `INSERT INTO claims (id, code, csr, key_hash, facts, gateway, address, state, asked_ms)
    VALUES (@id, @code, @csr, @keyHash, @facts, @gateway, @address, 'waiting', @nowMs)`;
  const { gateway } = facts;
  yield* run(add, { id, code: code.id, csr, keyHash, facts: JSON.stringify(facts), gateway, address, nowMs });
  yield* keepIdentityAct({ by: 'gateway', atMs: nowMs, deed: 'claim-opened', subject: id, gateway, reason: null });
  return { kind: 'claim', claim: (yield* readClaim(id))!, fresh: true };
}

/** The same key asks again: its answer was lost. */
function* againOf(id: string, keyHash: string): Deed<OpenedClaim> {
  const claim = yield* readClaim(id);
  return claim?.keyHash === keyHash
    ? { kind: 'claim', claim, fresh: false }
    : { kind: 'refused', why: 'claim-code-used' };
}

export const certificateColumns = `fingerprint, gateway, site, hardware, issued_ms, valid_until_ms, first_used_ms, ended_ms, ended_why`;

export function* readPresent(dialect: Dialect, only: readonly string[] | undefined): Deed<CertificateRow[]> {
  const named = `WHERE gateway IN (SELECT ${dialect.textOfEach} FROM ${dialect.each('@only')})`;
  const sql = `SELECT ${certificateColumns} FROM (
      SELECT c.*, row_number() OVER (
        PARTITION BY gateway ORDER BY CASE WHEN ended_ms IS NULL THEN 0 ELSE 1 END, issued_ms DESC) AS place
      FROM certificates c ${only === undefined ? '' : named}) AS ranked
    WHERE place = 1 ORDER BY gateway`;
  const rows = yield* rowsOf<CertificateRecordRow>(sql, only === undefined ? {} : { only: JSON.stringify(only) });
  return rows.map(toCertificateRow);
}

export function* addCertificate(certificate: NewCertificate): Deed<void> {
  const sql = `INSERT INTO certificates
      (fingerprint, gateway, site, hardware, certificate, issued_ms, valid_until_ms)
    VALUES (@fingerprint, @gateway, @site, @hardware, @certificate, @issuedMs, @validUntilMs)`;
  yield* run(sql, { ...certificate });
}

export function* acceptClaim(
  dialect: Dialect,
  id: string,
  certificate: NewCertificate,
  by: string,
  nowMs: number,
  fits: Parameters<IdentityStore['acceptClaim']>[4],
): Deed<Awaited<ReturnType<IdentityStore['acceptClaim']>>> {
  const { gateway, fingerprint } = certificate;
  yield* dialect.holdGateways([gateway]);
  const [present] = yield* readPresent(dialect, [gateway]);
  if (!fits(present)) return { kind: 'refused', why: 'identity-held' };
  const decide = `UPDATE claims SET state = 'accepted', decided_ms = @nowMs, decided_by = @by, fingerprint = @fingerprint
    WHERE id = @id AND state = 'waiting' RETURNING id`;
  if (!(yield* rowOf(decide, { id, nowMs, by, fingerprint }))) return yield* undecidable(id);
  const end = `UPDATE certificates SET ended_ms = @nowMs, ended_why = 'replaced'
    WHERE gateway = @gateway AND ended_ms IS NULL`;
  yield* run(end, { gateway, nowMs });
  yield* endTokens(gateway);
  yield* addCertificate(certificate);
  yield* keepIdentityAct({ by, atMs: nowMs, deed: 'claim-accepted', subject: id, gateway, reason: null });
  yield* dialect.announce({ identities: [gateway] });
  return { kind: 'done', value: (yield* readClaim(id))! };
}

export function* refuseClaim(id: string, why: ClaimRefusalReason, by: string, nowMs: number): Deed<Decided<ClaimRow>> {
  const decide = `UPDATE claims SET state = 'refused', decided_ms = @nowMs, decided_by = @by, why = @why
    WHERE id = @id AND state = 'waiting' RETURNING gateway`;
  const row = yield* rowOf<{ gateway: string }>(decide, { id, nowMs, by, why });
  if (!row) return yield* undecidable(id);
  yield* keepIdentityAct({ by, atMs: nowMs, deed: 'claim-refused', subject: id, gateway: row.gateway, reason: why });
  return { kind: 'done', value: (yield* readClaim(id))! };
}

function* undecidable(id: string): Deed<Decided<ClaimRow>> {
  return { kind: 'refused', why: (yield* readClaim(id)) ? 'claim-decided' : 'not-found' };
}
