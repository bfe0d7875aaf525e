import type { Store } from '../kernel/sqlite-store.ts';
import { createTimedPurge, type TimedPurge } from '../kernel/sqlite-timed-purge.ts';

/** What devices have said; the table is that of sqlite-device-events.ts. */
export function createDeviceEventPurge(store: Store): TimedPurge {
  return createTimedPurge(store, { table: 'device_events', time: 'received_at_ms', place: 'device' });
}
