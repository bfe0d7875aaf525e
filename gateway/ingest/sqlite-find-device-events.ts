import { createNewestFirst, type FoundPage, type PageEnd } from '../kernel/sqlite-newest-first.ts';
import type { Store } from '../kernel/sqlite-store.ts';

/** What must be true of an event; each may be left out. */
export interface DeviceEventFilter {
  /** Any of these. */
  devices?: readonly string[] | undefined;
  type?: string | undefined;
  fromMs: number;
  /** Not included. */
  toMs: number;
  limit: number;
  after?: PageEnd | undefined;
}

export interface FoundDeviceEvent {
  device: string;
  boot: string;
  seq: number;
  type: string;
  /** As the device said it, without what opens doors. */
  data: Record<string, unknown>;
  /** By the device's own clock, where it has one. */
  deviceAtMs?: number;
  /** When it arrived. */
  atMs: number;
}

export interface DeviceEventFinder {
  /** Newest first, by when they arrived. */
  find(filter: DeviceEventFilter): Promise<FoundPage<FoundDeviceEvent>>;
}

interface Row extends Omit<FoundDeviceEvent, 'data' | 'deviceAtMs'> {
  data: string;
  deviceAtMs: number | null;
}

// A room of its own in the database: the table is that of sqlite-device-events.ts and is there before.
const steps = [
  `DROP INDEX device_events_by_time;
   CREATE INDEX device_events_by_time ON device_events (received_at_ms, device, type);
   CREATE INDEX device_events_by_device ON device_events (device, received_at_ms, type);
   CREATE INDEX device_events_by_type ON device_events (type, received_at_ms);`,
];

/** Open it after the log of device events. */
export function createDeviceEventFinder(store: Store): DeviceEventFinder {
  store.migrate('ingest-search', steps);
  const search = createNewestFirst<Row>(store, {
    table: 'device_events',
    time: 'received_at_ms',
    columns: 'device, boot, seq, type, data, device_at_ms AS deviceAtMs, received_at_ms AS atMs',
    key: '(device, boot, seq)',
    tie: 'device, boot, seq DESC',
  });
  return {
    find: async ({ devices, type, ...span }) => {
      const where: string[] = [];
      const values: Record<string, string> = {};
      let index = 'device_events_by_time';
      if (devices?.length === 1) {
        index = 'device_events_by_device';
        where.push('device = @key');
        values.key = devices[0]!;
      } else if (devices) {
        where.push('device IN (SELECT value FROM json_each(@devices))');
        values.devices = JSON.stringify(devices);
      }
      if (type !== undefined && devices?.length !== 1) {
        index = 'device_events_by_type';
        where.push('type = @key');
        values.key = type;
      } else if (type !== undefined) {
        where.push('type = @type');
        values.type = type;
      }
      const { rows, ...page } = await search({ index, where, values, ...span });
      return { ...page, rows: rows.map(fromRow) };
    },
  };
}

function fromRow({ data, deviceAtMs, ...row }: Row): FoundDeviceEvent {
  return {
    ...row,
    data: JSON.parse(data) as Record<string, unknown>,
    ...(deviceAtMs !== null && { deviceAtMs }),
  };
}
