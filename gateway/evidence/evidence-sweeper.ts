import { type Clock, dayMs } from '../kernel/clock.ts';
import type { Log } from '../kernel/log.ts';
import type { Metrics } from '../kernel/metrics.ts';
import type { Store } from '../kernel/sqlite-store.ts';
import { storeTrouble } from '../kernel/store-trouble.ts';
import { spansWrittenBefore, type UnsureSpan, writtenByMs } from '../kernel/unsure-times.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { EvidenceFiles } from './evidence-files.ts';
import type { EvidenceLimits } from './evidence-settings.ts';
import type { EvidenceShelf } from './evidence-shelf.ts';
import { decideRetention, type KeptFile } from './retention.ts';
import type { EvidenceClass, EvidenceRecord, EvidenceTable } from './sqlite-evidence.ts';
import type { ExportTable } from './sqlite-exports.ts';

export interface EvidenceSweeperOptions {
  store: Store;
  table: EvidenceTable;
  exports: ExportTable;
  files: EvidenceFiles;
  shelf: EvidenceShelf;
  limits: EvidenceLimits;
  ledger: Ledger;
  clock: Clock;
  clockKnown(): boolean;
  log: Log;
  metrics: Metrics;
  /** Whether no guard has taken an alarm yet. */
  isOpen(alarm: string): boolean;
}

/** Keeps evidence within its time and its room. */
export interface EvidenceSweeper {
  /** `lackBytes`: so much has to go in any case, if it may go at all. Resolves with what went; never rejects. */
  sweep(lackBytes?: number): Promise<{ count: number; bytes: number }>;
  close(): Promise<void>;
}

const everyMs = 60_000;
/** That something was kept and has gone stays on record for so long. */
const proofMs = 365 * dayMs;
const subjectsMs = 3_600_000;

export function createEvidenceSweeper(options: EvidenceSweeperOptions): EvidenceSweeper {
  const { store, table, exports, limits, clock, log } = options;
  let last = Promise.resolve({ count: 0, bytes: 0 });

  const run = async (lackBytes: number) => {
    const unsure = limits.unsure();
    const kept = table.inState('kept');
    const before = bytesOf(kept);
    const nowMs = options.clockKnown() ? clock.wallMs() : 0;
    const { expired, shed } = decideRetention(
      kept.map((record) => toKeptFile(options, record, unsure)),
      nowMs,
      lackBytes > 0 ? Math.min(limits.maxBytes, Math.max(0, before - lackBytes)) : limits.maxBytes,
    );
    const byId = new Map(kept.map((record) => [record.id, record]));
    for (const id of expired) await purge(options, byId.get(id)!, 'time');
    for (const id of shed) await purge(options, byId.get(id)!, 'room');
    const gone = (ids: readonly string[]) => ids.map((id) => byId.get(id)!.class);
    prove(options, kept, { time: gone(expired), room: gone(shed) });
    if (nowMs > 0)
      store.transaction(() => {
        for (const span of spansWrittenBefore(unsure, nowMs - proofMs)) {
          table.forget(span);
          exports.forget(span);
        }
        table.forgetSubjects(nowMs - subjectsMs);
      });
    const all = [...expired, ...shed];
    return { count: all.length, bytes: bytesOf(all.map((id) => byId.get(id)!)) };
  };
  const sweep = (lackBytes = 0) => {
    last = last
      .then(() => run(lackBytes))
      .catch((error: unknown) => {
        log.error({ err: error }, 'evidence could not be swept');
        return { count: 0, bytes: 0 };
      });
    return last;
  };
  const timer = setInterval(() => void sweep(), everyMs);
  return {
    sweep,
    close: async () => {
      clearInterval(timer);
      await last;
    },
  };
}

const bytesOf = (records: readonly EvidenceRecord[]) => records.reduce((sum, { bytes }) => sum + bytes, 0);

function toKeptFile(
  { table, limits, isOpen }: EvidenceSweeperOptions,
  record: EvidenceRecord,
  unsure: readonly UnsureSpan[],
): KeptFile {
  const held = record.held || limits.isHeld(record.class, record.camera, record.createdAtMs);
  const lateMs = writtenByMs(unsure, record.createdAtMs) - record.createdAtMs;
  const expiresAtMs = record.expiresAtMs + lateMs;
  return { ...record, expiresAtMs, held, open: record.class !== 'export' && table.alarmsOf(record.id).some(isOpen) };
}

/** What went, by class, in the ledger: the same words in which records of other kinds are purged. */
function prove(
  { ledger, table, clock }: EvidenceSweeperOptions,
  before: readonly EvidenceRecord[],
  gone: Record<'time' | 'room', EvidenceClass[]>,
): void {
  const still = table.inState('kept');
  for (const subject of new Set(before.map((record) => record.class))) {
    const count = (classes: EvidenceClass[]) => classes.filter((each) => each === subject).length;
    const deleted = count(gone.time);
    const forRoom = count(gone.room);
    if (deleted + forRoom === 0) continue;
    const oldestMs = still.find((record) => record.class === subject)?.createdAtMs;
    const oldest = oldestMs === undefined ? {} : { oldestMs };
    const detail = { deleted, forRoom, ...oldest };
    ledger.append({ atMs: clock.wallMs(), actor: { kind: 'gateway' }, action: 'retention.swept', subject, detail });
  }
}

/**
 * The record first: a file without one is taken away at the next start, a record without its file would promise it. On a full disk
 * the other way round, for there the record can only be written once the file has gone.
 */
async function purge(
  { shelf, files, metrics, log }: EvidenceSweeperOptions,
  record: EvidenceRecord,
  why: 'time' | 'room',
): Promise<void> {
  const close = () => shelf.close(record, 'expired', why === 'time' ? 'time-over' : 'no-room');
  try {
    close();
    await files.remove(shelf.nameOf(record));
  } catch (error) {
    if (storeTrouble(error) !== 'full') throw error;
    await files.remove(shelf.nameOf(record));
    close();
  }
  metrics.count('evidence_purged', { class: record.class, why });
  log.info({ evidence: record.id, class: record.class, why }, 'evidence was purged');
}
