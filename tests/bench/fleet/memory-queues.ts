import type { DownlinkCursor, DownlinkPlace } from '../../../devices/contracts/downlink.ts';
import { type Lane, lanes, type SiteEvent } from '../../../devices/contracts/site-events.ts';
import type { DownlinkInbox } from '../../../gateway/outbox/sqlite-downlink.ts';
import type { Outbox, QueuedEvent } from '../../../gateway/outbox/sqlite-outbox.ts';

const epoch = 'fleetbench0001';

/** An outbox without a disk: ten thousand databases in one process would measure this machine's files. */
export function createMemoryOutbox(gateway: string, site: string, woken: (lane: Lane) => void): Outbox {
  const queues: Record<Lane, QueuedEvent[]> = { alarm: [], event: [] };
  const progress = Object.fromEntries(lanes.map((lane) => [lane, { issued: 0, acked: 0 }])) as ReturnType<
    Outbox['progress']
  >;
  return {
    epoch,
    append({ lane, type, subject, atMs, data }) {
      const seq = ++progress[lane].issued;
      const event: SiteEvent = {
        specversion: '1.0',
        id: `${gateway}/${epoch}/${lane}/${seq}`,
        source: `/sites/${site}/gateways/${gateway}`,
        type,
        ...(subject === undefined ? {} : { subject }),
        time: new Date(atMs).toISOString(),
        datacontenttype: 'application/json',
        ...{ epoch, lane, sequence: String(seq), bootid: 'boot-0001', replayed: false, data },
      };
      queues[lane].push({ seq, createdAtMs: atMs, event });
      woken(lane);
    },
    peek: (lane, limit) => queues[lane].slice(0, limit),
    acknowledge(lane, seq) {
      while (queues[lane][0] && queues[lane][0].seq <= seq) queues[lane].shift();
      progress[lane].acked = Math.max(progress[lane].acked, seq);
    },
    progress: () => progress,
    waiting: (lane) => queues[lane].length,
    oldestMs: (lane) => queues[lane][0]?.createdAtMs,
    weight: () => 0,
    shed: () => ({ count: 0, bytes: 0 }),
  };
}

export function createMemoryInbox(): DownlinkInbox {
  let at: DownlinkCursor | undefined;
  return {
    cursor: () => at,
    begin({ epoch: told, from }) {
      at = { epoch: told, seq: from };
      return 0;
    },
    take({ seq }: DownlinkPlace, work) {
      if (!at || seq > at.seq + 1) return 'gap';
      if (seq <= at.seq) return 'repeated';
      at = { ...at, seq };
      return work();
    },
  };
}
