import type { DownlinkCursor, DownlinkHello, DownlinkPlace, SeenMessage } from '../../devices/contracts/downlink.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Store } from '../kernel/sqlite-store.ts';

const steps = [
  `CREATE TABLE downlink_cursor (one INTEGER PRIMARY KEY CHECK (one = 1), epoch TEXT NOT NULL, seq INTEGER NOT NULL) STRICT;
   CREATE TABLE downlink_seen (
     n INTEGER PRIMARY KEY,
     id TEXT NOT NULL UNIQUE,
     epoch TEXT NOT NULL,
     seq INTEGER NOT NULL,
     kind TEXT NOT NULL,
     outcome TEXT NOT NULL,
     seen_at_ms INTEGER NOT NULL
   ) STRICT;`,
];

/** Messages that are remembered at least, by which a cloud that tells one again in a new epoch is understood. */
export const rememberedMessages = 10_000;

/**
 * What became of a message: it took effect now; it had none, for the reason given; it had taken effect before; or it does
 * not follow the last one, and nothing was done.
 */
export type MessageOutcome = 'applied' | 'refused' | 'unknown-kind' | 'misfit' | 'failed' | 'repeated' | 'gap';

/** The gateway's end of the downlink: how far it is, and what it has seen. */
export interface DownlinkInbox {
  /** The last message that took effect; `undefined` before the first stream. */
  cursor(): DownlinkCursor | undefined;
  /** A stream begins. Returns how many messages the cloud has let go that never came here. */
  begin(hello: DownlinkHello): number;
  /** Runs `work` and moves the cursor in one transaction, if the message is the next one and was never seen. */
  take(place: DownlinkPlace, work: () => Exclude<MessageOutcome, 'repeated' | 'gap'>): MessageOutcome;
}

export function createDownlinkInbox(store: Store, clock: Clock): DownlinkInbox {
  store.migrate('downlink', steps);
  const read = store.prepare('SELECT epoch, seq FROM downlink_cursor');
  const write = store.prepare(
    `INSERT INTO downlink_cursor VALUES (1, @epoch, @seq)
     ON CONFLICT (one) DO UPDATE SET epoch = excluded.epoch, seq = excluded.seq`,
  );
  const known = store.prepare('SELECT 1 FROM downlink_seen WHERE id = ?');
  const keep = store.prepare(
    'INSERT INTO downlink_seen (id, epoch, seq, kind, outcome, seen_at_ms) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const trim = store.prepare('DELETE FROM downlink_seen WHERE n <= (SELECT max(n) FROM downlink_seen) - ?');
  const cursor = () => read.get() as DownlinkCursor | undefined;

  const take = ({ id, seq, kind }: SeenMessage['place'], work: () => MessageOutcome): MessageOutcome => {
    const at = cursor();
    if (!at || seq > at.seq + 1) return 'gap';
    if (seq <= at.seq) return 'repeated';
    write.run({ epoch: at.epoch, seq });
    if (known.get(id)) return 'repeated';
    const outcome = work();
    keep.run(id, at.epoch, seq, kind, outcome, clock.wallMs());
    trim.run(rememberedMessages);
    return outcome;
  };
  return {
    cursor,
    begin: ({ epoch, from }) =>
      store.transaction(() => {
        const at = cursor();
        if (at?.epoch === epoch && at.seq >= from) return 0;
        write.run({ epoch, seq: from });
        return at?.epoch === epoch ? from - at.seq : 0;
      }),
    take: (place, work) => store.transaction(() => take(place, work)),
  };
}
