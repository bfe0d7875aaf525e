import type { DeviceEvent } from '../../devices/contracts/device-messages.ts';
import type { Store } from '../kernel/sqlite-store.ts';

const steps = [
  `CREATE TABLE device_events (
     device TEXT NOT NULL,
     boot TEXT NOT NULL,
     seq INTEGER NOT NULL,
     type TEXT NOT NULL,
     data TEXT NOT NULL,
     device_at_ms INTEGER,
     received_at_ms INTEGER NOT NULL,
     PRIMARY KEY (device, boot, seq)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX device_events_by_time ON device_events (received_at_ms);`,
  // Card numbers that an earlier version kept.
  `UPDATE device_events SET data = '{"card":"(not kept)"}' WHERE type = 'card-presented';`,
];

export interface DeviceEventLog {
  /** Stores the event; `false` if it was there already, and then nothing may happen again. */
  insert(device: string, event: DeviceEvent, receivedAtMs: number): boolean;
}

/** Every event that a device was given a PUBACK for. */
export function createDeviceEventLog(store: Store): DeviceEventLog {
  store.migrate('ingest', steps);
  const insert = store.prepare(
    `INSERT INTO device_events (device, boot, seq, type, data, device_at_ms, received_at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  );
  return {
    insert: (device, event, receivedAtMs) => {
      const { boot, seq, type, data, at } = event;
      return insert.run(device, boot, seq, type, JSON.stringify(data), at ?? null, receivedAtMs).changes === 1;
    },
  };
}
