import type { DeviceEvent } from '../../devices/contracts/device-messages.ts';
import type { Store } from '../kernel/sqlite-store.ts';
import type { StandingRow } from './decide-standing.ts';

const steps = [
  `CREATE TABLE device_standings (
     device TEXT PRIMARY KEY,
     standing TEXT NOT NULL,
     revision INTEGER NOT NULL,
     approved TEXT,
     said TEXT,
     firmware TEXT,
     changed_by TEXT NOT NULL,
     why TEXT NOT NULL,
     changed_ms INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE held_device_events (
     n INTEGER PRIMARY KEY,
     device TEXT NOT NULL,
     hardware TEXT NOT NULL,
     boot TEXT NOT NULL,
     seq INTEGER NOT NULL,
     event TEXT NOT NULL,
     received_ms INTEGER NOT NULL,
     UNIQUE (device, boot, seq)
   ) STRICT;
   CREATE INDEX held_device_events_of ON held_device_events (device, n);`,
];

/** Of one device that waits so many events are held; the oldest give way. */
export const heldAtMost = 200;

/** Who made it stand so: `site-file`, `gateway`, `user:NAME` or `cloud:SIGN`. */
export interface StandingChange {
  by: string;
  why: string;
  atMs: number;
}

export interface KeptStanding extends StandingRow {
  change: StandingChange;
}

export interface HeldEvent {
  event: DeviceEvent;
  receivedMs: number;
}

interface Row {
  standing: StandingRow['standing'];
  revision: number;
  approved: string | null;
  said: string | null;
  firmware: string | null;
  changed_by: string;
  why: string;
  changed_ms: number;
}

const toKept = (row: Row): KeptStanding => ({
  ...{ standing: row.standing, revision: row.revision, approved: row.approved ?? undefined },
  ...{ said: row.said ?? undefined, firmware: row.firmware ?? undefined },
  change: { by: row.changed_by, why: row.why, atMs: row.changed_ms },
});

/** How devices stand, and what those said that wait. Every write belongs to the transaction that is open. */
export function createStandingTable(store: Store) {
  store.migrate('device-standings', steps);
  const one = store.prepare('SELECT * FROM device_standings WHERE device = ?');
  const put = store.prepare(
    `INSERT INTO device_standings (device, standing, revision, approved, said, firmware, changed_by, why, changed_ms)
     VALUES (@device, @standing, @revision, @approved, @said, @firmware, @by, @why, @atMs)
     ON CONFLICT (device) DO UPDATE SET standing = excluded.standing, revision = excluded.revision,
       approved = excluded.approved, said = excluded.said, firmware = excluded.firmware,
       changed_by = excluded.changed_by, why = excluded.why, changed_ms = excluded.changed_ms`,
  );
  const hold = store.prepare(
    `INSERT INTO held_device_events (device, hardware, boot, seq, event, received_ms) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT DO NOTHING`,
  );
  const count = store.prepare('SELECT count(*) AS n FROM held_device_events WHERE device = ?');
  const trim = store.prepare(
    `DELETE FROM held_device_events WHERE n IN
       (SELECT n FROM held_device_events WHERE device = ? ORDER BY n DESC LIMIT -1 OFFSET ${heldAtMost})`,
  );
  const heldBy = store.prepare(
    'SELECT event, received_ms FROM held_device_events WHERE device = ? AND hardware = ? ORDER BY n',
  );
  const letGo = store.prepare('DELETE FROM held_device_events WHERE device = ?');
  return {
    get(device: string): KeptStanding | undefined {
      const row = one.get(device) as Row | undefined;
      return row && toKept(row);
    },
    put(device: string, { standing, revision, approved, said, firmware }: StandingRow, change: StandingChange): void {
      const left = { approved: approved ?? null, said: said ?? null, firmware: firmware ?? null };
      put.run({ device, standing, revision, ...left, ...change });
    },
    /** How many gave way to it. */
    hold(device: string, hardware: string, { event, receivedMs }: HeldEvent): number {
      hold.run(device, hardware, event.boot, event.seq, JSON.stringify(event), receivedMs);
      return trim.run(device).changes;
    },
    held: (device: string): number => (count.get(device) as { n: number }).n,
    /** What this hardware said, in its order; nothing is held of the device any more. */
    release(device: string, hardware: string): HeldEvent[] {
      const rows = heldBy.all(device, hardware) as { event: string; received_ms: number }[];
      letGo.run(device);
      // it was parsed before it was held
      return rows.map((row) => ({ event: JSON.parse(row.event) as DeviceEvent, receivedMs: row.received_ms }));
    },
    /** How many there were. */
    drop: (device: string): number => letGo.run(device).changes,
  };
}

export type StandingTable = ReturnType<typeof createStandingTable>;
