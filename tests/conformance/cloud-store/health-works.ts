import { readBatch } from '../../../cloud/intake/read-batch.ts';
import type { ReadBatch } from '../../../cloud/store/store.ts';
import type { DaySeal } from '../../../devices/contracts/gateway-health.ts';
import type { SiteEvent } from '../../../devices/contracts/site-events.ts';
import type { UplinkBatch } from '../../../devices/contracts/uplink.ts';
import { batchOf, siteEvent } from '../../scenario/cloud/test-cloud.ts';

interface Wanted {
  first: number;
  epoch?: string;
}

function read(events: SiteEvent[], { first, epoch = 'epoch0001' }: Wanted): ReadBatch {
  const told = events.map((event) => ({ ...event, epoch, id: `gw-1/${epoch}/event/${event.sequence}` }));
  return readBatch(batchOf(told, { first, epoch }) as UplinkBatch, { gateway: 'gw-1' });
}

/** `count` passages; with `repeat`, the first sequence of the two says what the second one says. */
export function batch({ count, repeat, ...wanted }: Wanted & { count: number; repeat?: [number, number] }): ReadBatch {
  const events = Array.from({ length: count }, (_, index) => {
    const sequence = wanted.first + index;
    if (repeat?.[0] !== sequence) return siteEvent(sequence);
    const { time, data } = siteEvent(repeat[1]);
    return siteEvent(sequence, { time, data });
  });
  return read(events, wanted);
}

/** A day of the event lane is over. */
export function seal({ day, from, to, ...wanted }: Wanted & { day: string; from: number; to: number }): ReadBatch {
  const data: DaySeal = {
    ...{ day, from: { alarm: 0, event: from }, to: { alarm: 0, event: to } },
    ...{ ledger: { seq: 5, hash: 'ab'.repeat(32) }, atMs: 1_790_000_000_000, signature: 'c2ln' },
  };
  return read([siteEvent(wanted.first, { type: 'ringward.outbox.sealed', data })], wanted);
}
