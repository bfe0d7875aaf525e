import type { Store } from '../kernel/sqlite-store.ts';
import type { ParkingType, Stay, TakenBay, Ticket } from './parking.ts';

const steps = [
  `CREATE TABLE parking_stays (
     id TEXT PRIMARY KEY,
     plate TEXT UNIQUE,
     kind TEXT NOT NULL,
     barrier TEXT NOT NULL,
     decision TEXT,
     holder TEXT,
     since_ms INTEGER NOT NULL,
     seen_ms INTEGER NOT NULL,
     until_ms INTEGER
   ) STRICT;
   CREATE TABLE parking_bays (
     device TEXT PRIMARY KEY,
     reading TEXT NOT NULL,
     plate TEXT,
     since_ms INTEGER NOT NULL
   ) STRICT;
   CREATE TABLE parking_tickets (
     type TEXT NOT NULL,
     source TEXT NOT NULL,
     news TEXT NOT NULL,
     PRIMARY KEY (type, source)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE parking_unknown_exits (
     at_ms INTEGER NOT NULL,
     barrier TEXT NOT NULL
   ) STRICT;`,
];

/**
 * What is inside, as far as barriers and bays have told. A vehicle's row goes when it leaves: no history of anybody's ways is
 * kept here. Read each time and not held beside it: what a rolled-back transaction wrote must not be believed.
 */
export interface ParkingTable {
  stays(): Stay[];
  stay(id: string): Stay | undefined;
  stayOf(plate: string): Stay | undefined;
  /** Those without a plate, the one that came first first. */
  unread(): Stay[];
  save(stay: Stay): void;
  remove(id: string): boolean;
  /** Of a person or a visit. */
  removeOf(holder: string): number;
  bays(): TakenBay[];
  bay(device: string): TakenBay | undefined;
  takeBay(bay: TakenBay): void;
  freeBay(device: string): void;
  tickets(): Pick<Ticket, 'type' | 'source' | 'news'>[];
  saveTicket(ticket: Pick<Ticket, 'type' | 'source' | 'news'>): void;
  removeTicket(type: ParkingType, source: string): void;
  /** Somebody drove out who was not known to be inside. */
  unknownExit(barrier: string, atMs: number): void;
  unknownExits(fromMs: number): number;
  trimExits(beforeMs: number): void;
}

type StayRow = { [K in keyof Stay]: Exclude<Stay[K], undefined> | null };
const toStay = ({ plate, decision, holder, untilMs, ...row }: StayRow): Stay =>
  ({
    ...row,
    plate: plate ?? undefined,
    decision: decision ?? undefined,
    holder: holder ?? undefined,
    untilMs: untilMs ?? undefined,
  }) as Stay;
const toBay = (row: Omit<TakenBay, 'plate'> & { plate: string | null }): TakenBay => ({
  ...row,
  plate: row.plate ?? undefined,
});

export function createParkingTable(store: Store): ParkingTable {
  store.migrate('parking', steps);
  return { ...createStays(store), ...createBays(store), ...createTickets(store) };
}

type StayTable = Pick<ParkingTable, 'stays' | 'stay' | 'stayOf' | 'unread' | 'save' | 'remove' | 'removeOf'>;
function createStays(store: Store): StayTable {
  const columns = `SELECT id, plate, kind, barrier, decision, holder, since_ms AS sinceMs, seen_ms AS seenMs,
    until_ms AS untilMs FROM parking_stays`;
  const all = store.prepare(`${columns} ORDER BY since_ms, id`);
  const one = store.prepare(`${columns} WHERE id = ?`);
  const byPlate = store.prepare(`${columns} WHERE plate = ?`);
  const unread = store.prepare(`${columns} WHERE plate IS NULL ORDER BY since_ms, id`);
  const save = store.prepare(
    `INSERT OR REPLACE INTO parking_stays
     VALUES (@id, @plate, @kind, @barrier, @decision, @holder, @sinceMs, @seenMs, @untilMs)`,
  );
  const remove = store.prepare('DELETE FROM parking_stays WHERE id = ?');
  const removeOf = store.prepare('DELETE FROM parking_stays WHERE holder = ?');
  const first = (row: unknown) => (row ? toStay(row as StayRow) : undefined);
  return {
    stays: () => (all.all() as StayRow[]).map(toStay),
    stay: (id) => first(one.get(id)),
    stayOf: (plate) => first(byPlate.get(plate)),
    unread: () => (unread.all() as StayRow[]).map(toStay),
    save: ({ plate = null, decision = null, holder = null, untilMs = null, ...stay }) =>
      void save.run({ ...stay, plate, decision, holder, untilMs }),
    remove: (id) => remove.run(id).changes > 0,
    removeOf: (holder) => removeOf.run(holder).changes,
  };
}

function createBays(store: Store): Pick<ParkingTable, 'bays' | 'bay' | 'takeBay' | 'freeBay'> {
  const columns = 'SELECT device, reading, plate, since_ms AS sinceMs FROM parking_bays';
  const all = store.prepare(`${columns} ORDER BY device`);
  const one = store.prepare(`${columns} WHERE device = ?`);
  const take = store.prepare('INSERT OR REPLACE INTO parking_bays VALUES (?, ?, ?, ?)');
  const free = store.prepare('DELETE FROM parking_bays WHERE device = ?');
  type Row = Parameters<typeof toBay>[0];
  return {
    bays: () => (all.all() as Row[]).map(toBay),
    bay: (device) => {
      const row = one.get(device) as Row | undefined;
      return row && toBay(row);
    },
    takeBay: ({ device, reading, plate, sinceMs }) => void take.run(device, reading, plate ?? null, sinceMs),
    freeBay: (device) => void free.run(device),
  };
}

type TicketTable = Omit<ParkingTable, keyof StayTable | 'bays' | 'bay' | 'takeBay' | 'freeBay'>;
function createTickets(store: Store): TicketTable {
  const all = store.prepare('SELECT type, source, news FROM parking_tickets ORDER BY type, source');
  const save = store.prepare('INSERT OR REPLACE INTO parking_tickets VALUES (?, ?, ?)');
  const remove = store.prepare('DELETE FROM parking_tickets WHERE type = ? AND source = ?');
  const exit = store.prepare('INSERT INTO parking_unknown_exits VALUES (?, ?)');
  const exits = store.prepare('SELECT count(*) AS n FROM parking_unknown_exits WHERE at_ms >= ?');
  const trim = store.prepare('DELETE FROM parking_unknown_exits WHERE at_ms < ?');
  return {
    tickets: () => all.all() as ReturnType<ParkingTable['tickets']>,
    saveTicket: ({ type, source, news }) => void save.run(type, source, news),
    removeTicket: (type, source) => void remove.run(type, source),
    unknownExit: (barrier, atMs) => void exit.run(atMs, barrier),
    unknownExits: (fromMs) => (exits.get(fromMs) as { n: number }).n,
    trimExits: (beforeMs) => void trim.run(beforeMs),
  };
}
