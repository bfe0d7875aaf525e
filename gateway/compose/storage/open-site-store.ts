import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../kernel/clock.ts';
import type { Log } from '../../kernel/log.ts';
import { mendStore, noteDamage, trimQuarantine } from '../../kernel/mend-store.ts';
import type { Metrics } from '../../kernel/metrics.ts';
import { type Salvage, salvageTable } from '../../kernel/sqlite-salvage.ts';
import { openStore, type Store } from '../../kernel/sqlite-store.ts';
import type { StoreTrouble } from '../../kernel/store-trouble.ts';
import { type Ledger, salvagedAction } from '../../ledger/ledger.ts';
import type { AlarmFlow } from '../watch/alarm-flow.ts';
import { type DiskRoom, openDiskRoom } from './disk-room.ts';

export interface SiteStoreOptions {
  dataDir: string;
  takesNewer: boolean;
  clock: Clock;
  log: Log;
  metrics: Metrics;
  /** Stops the gateway and starts it again; left out where nobody would. */
  anew?(why: string): void;
}

/** How the gateway's disk does, and what happened to its database. */
export interface SiteStorage {
  /** What keeps the gateway from writing, since when; over once something could be written again. */
  trouble(): { kind: StoreTrouble; sinceMs: number } | undefined;
  /** Called every second: while there is trouble, tries to write, so that nobody waits for a device to find out. */
  tryAgain(): void;
  readonly room: DiskRoom;
  /** Takes damaged databases away that have lain aside for long enough at `nowMs`, or `all` of those that were taken over; the bytes. */
  trimQuarantine(what: { nowMs: number } | { all: true }): number;
  /** The newest salvage, if people have been told of one. */
  salvage(): Salvage | undefined;
  /** The rooms have read their tables: what fails from here on is not what was taken over. */
  readable(): void;
  /** Before devices are heard, whose entries would take the numbers of lost ones: an alarm and an entry in the ledger of what was lost. */
  tellSalvage(parts: { ledger: Ledger; alarms: AlarmFlow; gateway: string }): void;
}

/** Wrong in a database that begins anew: its numbers start over, and days are counted by them. */
const leftOut = ['outbox_lanes', 'outbox_epoch', 'outbox_open_day'];
/** A database that is damaged again and again must not keep the doors waiting for restarts. */
const leastRunMs = 60_000;
/** The same trouble is logged once in this time, however often it comes and goes. */
const saidAgainMs = 60_000;

/** Opens `site.db`, mended if need be, and watches over it while it runs. */
export function openSiteStore(options: SiteStoreOptions): { store: Store; storage: SiteStorage } {
  const { clock, log, metrics } = options;
  const file = join(options.dataDir, 'site.db');
  const startedMs = clock.monotonicMs();
  let trouble: { kind: StoreTrouble; sinceMs: number } | undefined;
  const saidAtMs = new Map<StoreTrouble, number>();
  const room = openDiskRoom(options.dataDir, clock);
  // a start needs room, too
  if (existsSync(options.dataDir)) room.look(false);

  const damaged = (error: unknown) => {
    const { message } = error as Error;
    try {
      noteDamage(file, 'damaged', message);
    } catch (err) {
      log.error({ err }, 'that the database is damaged could not be noted');
    }
    const waitMs = Math.max(0, leastRunMs - (clock.monotonicMs() - startedMs));
    setTimeout(() => options.anew?.('the database is damaged'), waitMs).unref();
  };
  let isAsked = false;
  const replaced = () => {
    if (isAsked) return;
    isAsked = true;
    options.anew?.('another disk is in the place of one that was read-only');
  };
  const store = openStore(file, {
    alone: true,
    takesNewer: options.takesNewer,
    effectFailed: (err) => {
      metrics.count('after_commit_failures');
      log.error({ err }, 'something is on disk, and what was to follow from it failed');
    },
    mend: () => {
      const salvage = mendStore(file, { nowMs: clock.wallMs(), leaveOut: leftOut });
      if (!salvage) return;
      metrics.count('database_salvages');
      const { problem, quarantine, rows, damaged: lost, all } = salvage;
      log.error(
        { problem, quarantine, rows, lost, all },
        'the database was damaged; what could be read was taken over',
      );
    },
    troubled: (found, error) => {
      // SQLite is told of a failed write only, not why
      const kind = found === 'failing' && room.isReadOnly() ? 'read-only' : found;
      metrics.count('storage_troubles', { kind });
      if (kind === 'full') room.refused();
      if (trouble?.kind === kind || trouble?.kind === 'damaged') return;
      // the folder can be written again, and the files that are open cannot: they are of the disk that was there before
      if (trouble?.kind === 'read-only' && kind === 'failing') return replaced();
      trouble = { kind, sinceMs: clock.wallMs() };
      const nowMs = clock.monotonicMs();
      if (nowMs - (saidAtMs.get(kind) ?? Number.NEGATIVE_INFINITY) >= saidAgainMs) {
        saidAtMs.set(kind, nowMs);
        log.error({ err: error, kind }, 'the database cannot be written or read');
      }
      if (kind === 'damaged') damaged(error);
    },
  });
  // writes one page and means nothing
  const write = store.prepare('PRAGMA user_version = 1');
  const tryAgain = () => {
    if (trouble === undefined || trouble.kind === 'damaged') return;
    try {
      store.transaction(() => write.run());
    } catch {
      // still so, and counted where it was met
      return;
    }
    log.info({ kind: trouble.kind, lastedMs: clock.wallMs() - trouble.sinceMs }, 'the database can be written again');
    trouble = undefined;
  };
  metrics.gauge('storage_trouble', () => Number(trouble !== undefined));
  store.migrate('salvages', [salvageTable]);
  const storage: SiteStorage = {
    ...createSalvageTeller(store, clock),
    ...{ trouble: () => trouble, tryAgain, room },
    trimQuarantine: (what) => trimQuarantine(file, what),
  };
  return { store, storage };
}

function createSalvageTeller(store: Store, clock: Clock): Pick<SiteStorage, 'salvage' | 'readable' | 'tellSalvage'> {
  const untold = store.prepare('SELECT at_ms AS atMs, report FROM salvages WHERE told = 0 ORDER BY at_ms');
  const told = store.prepare('UPDATE salvages SET told = 1 WHERE at_ms = ?');
  const begun = store.prepare('UPDATE salvages SET starts = 0 WHERE told = 0 AND starts > 0');
  const newest = store.prepare('SELECT report FROM salvages WHERE told = 1 ORDER BY at_ms DESC LIMIT 1').pluck();
  return {
    salvage: () => {
      const report = newest.get() as string | undefined;
      return report === undefined ? undefined : (JSON.parse(report) as Salvage);
    },
    readable: () => void begun.run(),
    tellSalvage: ({ ledger, alarms, gateway }) =>
      store.transaction(() => {
        for (const { atMs, report } of untold.all() as { atMs: number; report: string }[]) {
          const { rows, damaged, all } = JSON.parse(report) as Salvage;
          const detail = { rows, tables: damaged.length, ...(all && { all: 1 }) };
          // the cloud keeps those of entries that are lost; here they would keep the next ones from being handed on
          store.prepare('DELETE FROM ledger_anchors WHERE seq > ?').run(ledger.head().seq);
          ledger.append({ atMs: clock.wallMs(), actor: { kind: 'gateway' }, action: salvagedAction, detail });
          alarms.book.raise({ type: 'storage-damaged', source: gateway, ring: 1, atMs: clock.wallMs(), detail });
          told.run(atMs);
        }
      }),
  };
}
