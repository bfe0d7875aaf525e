import type { Metrics } from '../kernel/metrics.ts';
import type { Store } from '../kernel/sqlite-store.ts';
import type { ChannelId, Notice } from './notice.ts';
import type { NoticeTable, WaitingNotice } from './sqlite-notices.ts';

export interface NoticeQueueOptions {
  store: Store;
  table: NoticeTable;
  metrics: Metrics;
  /** Of all channels together, P1 not counted: those are never shed. */
  mostWaiting: number;
  /** Called for each that waits no longer. */
  settled(id: string): void;
}

/** The notices that wait, on disk, and what became of the others. */
export interface NoticeQueue {
  /** In the transaction that is open. A full queue sheds what is least urgent, and says so of it. */
  add(fresh: Notice): void;
  settle(notice: Notice, change: Partial<Notice> & Pick<Notice, 'state'>): void;
  /** Takes back those that wait and for which it says true; how many. */
  cancel(isNotWanted: (notice: WaitingNotice) => boolean): number;
  /** What waits for a channel that the site has no longer is told so, and not kept for ever. */
  failWithout(channels: ReadonlySet<ChannelId>): void;
  waitingByChannel(): Map<ChannelId, number>;
}

export function createNoticeQueue(options: NoticeQueueOptions): NoticeQueue {
  const { store, table, metrics, mostWaiting } = options;
  const count = (notice: Pick<Notice, 'kind'>, state: Notice['state']) =>
    store.afterCommit(() => metrics.count('notices', { kind: notice.kind, state }));
  const settle: NoticeQueue['settle'] = (notice, change) => {
    table.update({ ...notice, ...change });
    if (change.state === 'waiting') return;
    options.settled(notice.id);
    count(notice, change.state);
  };
  const settleAll = (ids: readonly string[], change: Pick<Notice, 'state'> & Partial<Notice>) => {
    for (const id of ids) {
      const notice = table.get(id);
      if (notice) settle(notice, change);
    }
  };
  const makeRoom = (fresh: Notice): Notice => {
    if (table.countWaiting().reduce((sum, { count: number }) => sum + number, 0) < mostWaiting) return fresh;
    const least = table.leastUrgent();
    if (least && least.priority > fresh.priority) settle(least, { state: 'shed', problem: 'queue-full' });
    else if (fresh.priority > 1) return { ...fresh, state: 'shed', problem: 'queue-full' };
    return fresh;
  };
  return {
    add: (fresh) => {
      const kept = makeRoom(fresh);
      if (table.add(kept)) count(kept, kept.state);
    },
    settle,
    cancel: (isNotWanted) =>
      store.transaction(() => {
        const gone = table
          .allWaiting()
          .filter(isNotWanted)
          .map(({ id }) => id);
        settleAll(gone, { state: 'cancelled' });
        return gone.length;
      }),
    failWithout: (channels) =>
      store.transaction(() => {
        for (const { channel } of table.countWaiting()) {
          if (channels.has(channel)) continue;
          const ids = table.waiting(channel).map(({ id }) => id);
          settleAll(ids, { state: 'failed', problem: 'no-channel' });
        }
      }),
    waitingByChannel: () => new Map(table.countWaiting().map(({ channel, count: number }) => [channel, number])),
  };
}
