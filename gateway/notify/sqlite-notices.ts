import type { EscalationLevel, Priority } from '../../devices/contracts/alarms.ts';
import type { NoticeKind, NoticeLanguage } from '../../devices/contracts/notices.ts';
import type { Store } from '../kernel/sqlite-store.ts';
import { createTimedPurge, type TimedPurge } from '../kernel/sqlite-timed-purge.ts';
import type { ChannelId, Notice, NoticeContent, NoticeState } from './notice.ts';

const steps = [
  `CREATE TABLE notices (
     id TEXT PRIMARY KEY,
     kind TEXT NOT NULL,
     subject TEXT NOT NULL,
     round_ms INTEGER NOT NULL,
     level INTEGER NOT NULL,
     priority INTEGER NOT NULL,
     recipient TEXT NOT NULL,
     channel TEXT NOT NULL,
     address TEXT,
     language TEXT NOT NULL,
     content TEXT NOT NULL,
     state TEXT NOT NULL,
     created_at_ms INTEGER NOT NULL,
     attempts INTEGER NOT NULL,
     sent_at_ms INTEGER,
     acknowledged_at_ms INTEGER,
     answered_by TEXT,
     problem TEXT,
     UNIQUE (subject, kind, round_ms, level, recipient, channel)
   ) STRICT;
   CREATE INDEX notices_waiting ON notices (channel, priority, created_at_ms) WHERE state = 'waiting';
   CREATE INDEX notices_by_recipient ON notices (recipient, created_at_ms);
   CREATE INDEX notices_by_time ON notices (created_at_ms);`,
];

interface Row {
  id: string;
  kind: NoticeKind;
  subject: string;
  round_ms: number;
  level: EscalationLevel;
  priority: Priority;
  recipient: string;
  channel: ChannelId;
  address: string | null;
  language: NoticeLanguage;
  content: string;
  state: NoticeState;
  created_at_ms: number;
  attempts: number;
  sent_at_ms: number | null;
  acknowledged_at_ms: number | null;
  answered_by: Notice['answeredBy'] | null;
  problem: string | null;
}

/** A notice that waits, as far as choosing the next one needs. */
export interface WaitingNotice {
  id: string;
  kind: NoticeKind;
  subject: string;
}

export interface NoticeTable {
  /** False if this person was told this by this channel already. */
  add(notice: Notice): boolean;
  update(notice: Notice): void;
  get(id: string): Notice | undefined;
  /** By priority, then age. */
  waiting(channel: ChannelId): WaitingNotice[];
  /** All that wait, of any channel. */
  allWaiting(): WaitingNotice[];
  countWaiting(): { channel: ChannelId; count: number }[];
  /** The one that is missed least: of the lowest priority below P1, the oldest. */
  leastUrgent(): Notice | undefined;
  /** Newest first. */
  find(query: { subject?: string; recipient?: string; limit: number }): Notice[];
}

export function createNoticeTable(store: Store): NoticeTable {
  store.migrate('notices', steps);
  const insert = store.prepare(
    `INSERT OR IGNORE INTO notices VALUES (@id, @kind, @subject, @roundMs, @level, @priority, @recipient, @channel, @address,
       @language, @content, @state, @createdAtMs, @attempts, @sentAtMs, @acknowledgedAtMs, @answeredBy, @problem)`,
  );
  const update = store.prepare(
    `UPDATE notices SET state = @state, attempts = @attempts, sent_at_ms = @sentAtMs, acknowledged_at_ms = @acknowledgedAtMs,
       answered_by = @answeredBy, problem = @problem WHERE id = @id`,
  );
  const get = store.prepare('SELECT * FROM notices WHERE id = ?');
  const short = `SELECT id, kind, subject FROM notices WHERE state = 'waiting'`;
  const waiting = store.prepare(`${short} AND channel = ? ORDER BY priority, created_at_ms, id`);
  const allWaiting = store.prepare(short);
  const counts = store.prepare(
    `SELECT channel, count(*) AS count FROM notices WHERE state = 'waiting' GROUP BY channel`,
  );
  const least = store.prepare(
    `SELECT * FROM notices WHERE state = 'waiting' AND priority > 1 ORDER BY priority DESC, created_at_ms LIMIT 1`,
  );
  const newest = 'ORDER BY created_at_ms DESC, id LIMIT @limit';
  const bySubject = store.prepare(
    `SELECT * FROM notices WHERE subject = @subject AND (@recipient IS NULL OR recipient = @recipient) ${newest}`,
  );
  const byRecipient = store.prepare(`SELECT * FROM notices WHERE recipient = @recipient ${newest}`);
  const latest = store.prepare(`SELECT * FROM notices ${newest}`);
  return {
    add: (notice) => insert.run(toRow(notice)).changes === 1,
    update: (notice) => {
      const { id, state, attempts, sentAtMs, acknowledgedAtMs, answeredBy, problem } = toRow(notice);
      update.run({ id, state, attempts, sentAtMs, acknowledgedAtMs, answeredBy, problem });
    },
    get: (id) => one(get.get(id)),
    waiting: (channel) => waiting.all(channel) as WaitingNotice[],
    allWaiting: () => allWaiting.all() as WaitingNotice[],
    countWaiting: () => counts.all() as { channel: ChannelId; count: number }[],
    leastUrgent: () => one(least.get()),
    find: ({ subject, recipient = null, limit }) => {
      const rows =
        subject !== undefined
          ? bySubject.all({ subject, recipient, limit })
          : recipient === null
            ? latest.all({ limit })
            : byRecipient.all({ recipient, limit });
      return rows.map((row) => fromRow(row as Row));
    },
  };
}

/** Notices go with the alarms that they told of: by the same terms. */
export function createNoticePurge(store: Store): TimedPurge {
  store.migrate('notices', steps);
  return createTimedPurge(store, {
    table: 'notices',
    time: 'created_at_ms',
    place: 'channel',
    where: `state <> 'waiting'`,
  });
}

const toRow = (notice: Notice) => ({
  ...notice,
  roundMs: Math.round(notice.roundMs),
  createdAtMs: Math.round(notice.createdAtMs),
  address: notice.address ?? null,
  content: JSON.stringify(notice.content),
  sentAtMs: roundOrNull(notice.sentAtMs),
  acknowledgedAtMs: roundOrNull(notice.acknowledgedAtMs),
  answeredBy: notice.answeredBy ?? null,
  problem: notice.problem ?? null,
});

const roundOrNull = (ms: number | undefined) => (ms === undefined ? null : Math.round(ms));
const one = (row: unknown) => (row ? fromRow(row as Row) : undefined);

function fromRow(row: Row): Notice {
  const { id, kind, subject, level, priority, recipient, channel, language, state, attempts } = row;
  return {
    ...{ id, kind, subject, level, priority, recipient, channel, language, state, attempts },
    roundMs: row.round_ms,
    address: row.address ?? undefined,
    content: JSON.parse(row.content) as NoticeContent,
    createdAtMs: row.created_at_ms,
    sentAtMs: row.sent_at_ms ?? undefined,
    acknowledgedAtMs: row.acknowledged_at_ms ?? undefined,
    answeredBy: row.answered_by ?? undefined,
    problem: row.problem ?? undefined,
  };
}
