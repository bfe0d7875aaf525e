import type { PresentIdentity, RestoredData } from '../backup/restored-data.ts';
import { keepAct } from './audit-log-deeds.ts';
import { readOpenCodes, withdrawCode } from './claim-deeds.ts';
import { endTokens } from './door-deeds.ts';
import { createMark } from './downlink-deeds.ts';
import { type Deed, rowsOf, run } from './statement.ts';

/** What was renewed or revoked since stays so. None is taken away: the database there may be one that began empty. */
function* keepPresent({ certificates, tokens }: PresentIdentity): Deed<void> {
  const columns = `fingerprint, gateway, site, hardware, certificate, issued_ms, valid_until_ms, first_used_ms, ended_ms,
    ended_why`;
  const add = `INSERT INTO certificates (${columns}) VALUES (${columns.replaceAll(/\w+/g, '@$&')})
    ON CONFLICT (fingerprint) DO UPDATE SET first_used_ms = excluded.first_used_ms, ended_ms = excluded.ended_ms,
      ended_why = excluded.ended_why`;
  for (const row of certificates) yield* run(add, row);
  for (const gateway of new Set(tokens.map((row) => row.gateway))) yield* endTokens(gateway);
  const give = 'INSERT INTO tokens (hash, gateway, site, created_ms) VALUES (@hash, @gateway, @site, @created_ms)';
  for (const row of tokens) yield* run(give, row);
}

/**
 * Makes a restored database fit to go on from. Numbers of messages to gateways that were given since the backup mean others by now:
 * each gateway begins a new epoch, in which it takes what it has not seen.
 */
export function* settleRestored({ present, madeAtMs }: RestoredData, nowMs: number): Deed<void> {
  if (present) yield* keepPresent(present);
  // one that was used or withdrawn since the backup would count again
  for (const { id } of yield* readOpenCodes(nowMs)) yield* withdrawCode(id, 'cloud', nowMs);
  // and one that was ended since would open again, or send what was to stay at home
  yield* run('UPDATE operator_tokens SET ended_ms = @nowMs WHERE ended_ms IS NULL', { nowMs });
  yield* run('DELETE FROM operator_sessions');
  const pause = `UPDATE shares SET state = 'paused', why = 'restored', changed_ms = @nowMs, revision = revision + 1
    WHERE state = 'approved'`;
  yield* run(pause, { nowMs });
  for (const { gateway } of yield* rowsOf<{ gateway: string }>('SELECT gateway FROM downlinks'))
    yield* run('UPDATE downlinks SET epoch = @epoch WHERE gateway = @gateway', { gateway, epoch: createMark() });
  const reason = `as of ${new Date(madeAtMs).toISOString()}`;
  yield* keepAct({ by: 'cloud', atMs: nowMs, deed: 'backup.restored', place: 'cloud', reason });
}
