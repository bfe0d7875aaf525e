import type {
  Backlog,
  Delivery,
  ExportStore,
  Settlement,
  ShareChange,
  ShareDeed,
  ShareProgress,
  ShareView,
  ShareWork,
} from '../exports/exports-store.ts';
import { countedUpTo } from '../exports/exports-store.ts';
import type { ArrivedEvent, ShareRow, ShareTerms } from '../exports/share.ts';
import { keepAct } from './audit-log-deeds.ts';
import type { Dialect } from './dialect.ts';
import type { Engine } from './engine.ts';
import { eventColumns } from './read-deeds.ts';
import { type Deed, rowOf, rowsOf, run } from './statement.ts';
import { type EventRow, toStoredEvent } from './store-rows.ts';

/** The newest, that is; many fewer can be open. */
const listedShares = 1000;
/** Of a share that many attempts are shown. */
const keptDeliveries = 300;
/** Rows that one look takes at most. */
const lookRows = 500;

type ShareRecord = Omit<ShareRow, 'terms' | 'hidden'> & { terms: string; hidden: string };

const shareColumns = `s.share, s.terms, s.hidden, s.salt, s.asked_by AS "askedBy", s.asked_sign AS "askedSign",
  s.asked_ms AS "askedMs", s.approved_sign AS "approvedSign", s.approved_ms AS "approvedMs", s.state, s.why,
  s.changed_ms AS "changedMs", s.revision`;
/** Columns of a progress beside those of the lease, and what they are called here. */
const progressNames = {
  cursor: 'cursor',
  delivered: 'delivered',
  batches: 'batches',
  left_out: 'leftOut',
  set_aside: 'setAside',
  refusals: 'refusals',
  streak: 'streak',
  careful_until: 'carefulUntil',
  failures: 'failures',
  failing_since_ms: 'failingSinceMs',
  next_try_ms: 'nextTryMs',
  last_taken_ms: 'lastTakenMs',
  last_why: 'lastWhy',
  waiting_ms: 'waitingMs',
} as const;
const progressColumns = ['share', 'holder', 'beat', ...Object.keys(progressNames)]
  .map((column) => `p.${column} AS "${progressNames[column as keyof typeof progressNames] ?? column}"`)
  .join(', ');

const toShare = ({ terms, hidden, ...rest }: ShareRecord): ShareRow => ({
  ...rest,
  terms: JSON.parse(terms) as ShareTerms,
  hidden: JSON.parse(hidden) as Record<string, string>,
});

function* readShare(share: string): Deed<ShareView | undefined> {
  const row = yield* rowOf<ShareRecord>(`SELECT ${shareColumns} FROM shares s WHERE s.share = @share`, { share });
  const progress = yield* rowOf<ShareProgress>(
    `SELECT ${progressColumns} FROM share_progress p WHERE p.share = @share`,
    { share },
  );
  return row && { row: toShare(row), progress: progress! };
}

function* readShares(which: 'all' | 'open'): Deed<ShareView[]> {
  const where = which === 'open' ? "WHERE s.state <> 'ended'" : '';
  const sql = `SELECT ${shareColumns} FROM shares s ${where} ORDER BY s.asked_ms DESC, s.share LIMIT ${listedShares}`;
  const rows = yield* rowsOf<ShareRecord>(sql);
  const progress = yield* rowsOf<ShareProgress>(`SELECT ${progressColumns} FROM share_progress p`);
  const known = new Map(progress.map((each) => [each.share, each]));
  // a share that was asked for between the two is in the next answer
  return rows.flatMap((row) => {
    const own = known.get(row.share);
    return own ? [{ row: toShare(row), progress: own }] : [];
  });
}

const keepDeed = ({ share, act, by, operator, gateway, atMs, why }: ShareDeed): Deed<void> =>
  keepAct({
    ...{ by, atMs, deed: `share.${act}`, subject: share },
    ...(operator === null ? {} : { operator }),
    ...(gateway === null ? {} : { gateway }),
    ...(why === null ? {} : { reason: why }),
  });

function* askShare(row: ShareRow, deed: ShareDeed, limit: number): Deed<boolean> {
  const open = yield* rowOf<{ n: number }>("SELECT count(*) AS n FROM shares WHERE state <> 'ended'");
  if (open!.n >= limit) return false;
  yield* run(
    `INSERT INTO shares (share, terms, hidden, salt, asked_by, asked_sign, asked_ms, state, changed_ms, revision)
     VALUES (@share, @terms, @hidden, @salt, @askedBy, @askedSign, @askedMs, @state, @changedMs, @revision)`,
    {
      ...{ share: row.share, salt: row.salt, askedBy: row.askedBy, askedSign: row.askedSign, askedMs: row.askedMs },
      ...{ state: row.state, changedMs: row.changedMs, revision: row.revision },
      ...{ terms: JSON.stringify(row.terms), hidden: JSON.stringify(row.hidden) },
    },
  );
  yield* run(
    `INSERT INTO share_progress (share, cursor, beat, delivered, batches, left_out, set_aside, refusals, streak,
       careful_until, failures) VALUES (@share, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)`,
    { share: row.share },
  );
  yield* keepDeed(deed);
  return true;
}

const lastPlaceSql = 'SELECT max(position) AS place FROM events';
function* lastPlace(): Deed<number> {
  return (yield* rowOf<{ place: number | null }>(lastPlaceSql))!.place ?? 0;
}

function* changeShare(change: ShareChange): Deed<boolean> {
  const { share, basis, state, why, approvedSign, deed } = change;
  const moved = yield* rowOf<{ revision: number }>(
    `UPDATE shares SET state = @state, why = @why, changed_ms = @atMs, revision = revision + 1,
       hidden = CASE WHEN @state = 'ended' THEN '{}' ELSE hidden END
     WHERE share = @share AND revision = @basis RETURNING revision`,
    { share, basis, state, why, atMs: deed.atMs },
  );
  if (!moved) return false;
  if (approvedSign !== undefined) {
    yield* run('UPDATE shares SET approved_sign = @approvedSign, approved_ms = @atMs WHERE share = @share', {
      ...{ share, approvedSign, atMs: deed.atMs },
    });
    yield* run('UPDATE share_progress SET cursor = @place WHERE share = @share', { share, place: yield* lastPlace() });
  }
  // whoever resumes it has seen why it stood still: it is tried at once, and has its days again
  if (state === 'approved')
    yield* run(
      `UPDATE share_progress SET failures = 0, refusals = 0, streak = 0, failing_since_ms = NULL, next_try_ms = NULL
       WHERE share = @share`,
      { share },
    );
  yield* keepDeed(deed);
  return true;
}

/** Events of some types after a place, up to another one. */
function* readBetween(dialect: Dialect, types: readonly string[], after: number, upTo: number): Deed<ArrivedEvent[]> {
  const sql = `SELECT ${eventColumns} FROM events e JOIN streams s ON s.id = e.stream
    WHERE e.position > @after AND e.position <= @upTo
      AND e.type IN (SELECT ${dialect.textOfEach} FROM ${dialect.each('@types')})
    ORDER BY e.position LIMIT ${lookRows}`;
  return (yield* rowsOf<EventRow>(sql, { after, upTo, types: JSON.stringify(types) })).map(toStoredEvent);
}

function* nextWork(
  dialect: Dialect,
  share: string,
  holder: string,
  types: readonly string[],
  window: number,
): Deed<ShareWork | undefined> {
  const held = yield* rowOf<{ cursor: number }>(
    'UPDATE share_progress SET beat = beat + 1 WHERE share = @share AND holder = @holder RETURNING cursor',
    { share, holder },
  );
  if (!held) return undefined;
  const { row, progress } = (yield* readShare(share))!;
  const upTo = Math.min(yield* lastPlace(), held.cursor + window);
  const events = yield* readBetween(dialect, types, held.cursor, upTo);
  const reached = events.length === lookRows ? events.at(-1)!.position : Math.max(upTo, held.cursor);
  return { row, progress, events, reached };
}

function* settle(share: string, holder: string, { progress, delivery, aside }: Settlement): Deed<boolean> {
  const sets = Object.entries(progressNames).map(([column, name]) => `${column} = @${name}`);
  const { share: _share, holder: _holder, beat: _beat, ...values } = progress;
  const kept = yield* rowOf<{ share: string }>(
    `UPDATE share_progress SET ${sets.join(', ')}, beat = beat + 1
     WHERE share = @share AND holder = @holder RETURNING share`,
    { ...values, share, holder },
  );
  if (!kept) return false;
  if (aside)
    yield* run(
      `INSERT INTO share_aside (share, place, id, why, at_ms) VALUES (@share, @place, @id, @why, @atMs)
       ON CONFLICT (share, place) DO NOTHING`,
      { share, ...aside },
    );
  if (delivery) {
    yield* run(
      `INSERT INTO share_deliveries (share, at_ms, outcome, events, took_ms, why)
       VALUES (@share, @atMs, @outcome, @events, @tookMs, @why)`,
      { ...delivery },
    );
    yield* run(
      `DELETE FROM share_deliveries WHERE share = @share AND position <= (SELECT position FROM share_deliveries
         WHERE share = @share ORDER BY position DESC LIMIT 1 OFFSET ${keptDeliveries})`,
      { share },
    );
  }
  return true;
}

function* takeShare(share: string, holder: string, seen: Pick<ShareProgress, 'holder' | 'beat'>): Deed<boolean> {
  const taken = yield* rowOf<{ beat: number }>(
    `UPDATE share_progress SET holder = @holder, beat = beat + 1
     WHERE share = @share AND beat = @beat AND coalesce(holder, '') = @before RETURNING beat`,
    { share, holder, beat: seen.beat, before: seen.holder ?? '' },
  );
  return taken !== undefined;
}

function* readBacklog(dialect: Dialect, share: string, types: readonly string[]): Deed<Backlog> {
  const sql = `SELECT count(*) AS events, min(received_ms) AS "oldestMs" FROM (
      SELECT e.received_ms FROM events e
      WHERE e.position > (SELECT cursor FROM share_progress WHERE share = @share)
        AND e.type IN (SELECT ${dialect.textOfEach} FROM ${dialect.each('@types')})
      ORDER BY e.position LIMIT ${countedUpTo}) AS behind`;
  return (yield* rowOf<Backlog>(sql, { share, types: JSON.stringify(types) }))!;
}

function* latest(dialect: Dialect, types: readonly string[], window: number, limit: number): Deed<ArrivedEvent[]> {
  const after = (yield* lastPlace()) - window;
  const sql = `SELECT ${eventColumns} FROM events e JOIN streams s ON s.id = e.stream
    WHERE e.position > @after AND e.type IN (SELECT ${dialect.textOfEach} FROM ${dialect.each('@types')})
    ORDER BY e.position DESC LIMIT @limit`;
  return (yield* rowsOf<EventRow>(sql, { after, limit, types: JSON.stringify(types) })).map(toStoredEvent);
}

/** The shares' port over either engine. */
export function createExportStore({ dialect, read, write }: Engine): ExportStore {
  return {
    shares: (which) => read(readShares(which)),
    share: (share) => read(readShare(share)),
    askShare: (row, deed, limit) => write(askShare(row, deed, limit)),
    changeShare: (change) => write(changeShare(change)),
    keepShareDeed: (deed) => write(keepDeed(deed)),
    shareDeeds: (share, limit) =>
      read(
        rowsOf<ShareDeed>(
          `SELECT subject AS share, substr(deed, 7) AS act, by, operator, gateway, at_ms AS "atMs", reason AS why
           FROM audit_log WHERE subject = @share AND deed LIKE 'share.%' ORDER BY position DESC LIMIT @limit`,
          { share, limit },
        ),
      ),
    deliveries: (share, limit) =>
      read(
        rowsOf<Delivery>(
          `SELECT share, at_ms AS "atMs", outcome, events, took_ms AS "tookMs", why FROM share_deliveries
           WHERE share = @share ORDER BY position DESC LIMIT @limit`,
          { share, limit },
        ),
      ),
    backlog: (share, types) => read(readBacklog(dialect, share, types)),
    latestEvents: (types, window, limit) => read(latest(dialect, types, window, limit)),
    lastPlace: () => read(lastPlace()),
    takeShare: (share, holder, seen) => write(takeShare(share, holder, seen)),
    beatShares: (holder) => write(run('UPDATE share_progress SET beat = beat + 1 WHERE holder = @holder', { holder })),
    shareWork: (share, holder, types, window) => write(nextWork(dialect, share, holder, types, window)),
    settle: (share, holder, settlement) => write(settle(share, holder, settlement)),
    releaseShares: (holder) => write(run('UPDATE share_progress SET holder = NULL WHERE holder = @holder', { holder })),
  };
}
