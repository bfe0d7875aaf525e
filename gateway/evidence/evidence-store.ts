import { join } from 'node:path';
import type { EvidenceSettings } from '../../devices/contracts/site-file.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Log } from '../kernel/log.ts';
import type { Metrics } from '../kernel/metrics.ts';
import type { Store } from '../kernel/sqlite-store.ts';
import { isAmong, type PlaceFilter } from '../kernel/sqlite-timed-purge.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { type ClipSource, createClipRecorder } from './clip-recorder.ts';
import { createEvidenceFiles } from './evidence-files.ts';
import { type EvidenceRetention, toEvidenceLimits } from './evidence-settings.ts';
import { createEvidenceShelf, type StoredFile } from './evidence-shelf.ts';
import { createEvidenceSweeper } from './evidence-sweeper.ts';
import { type AuditEntry, createExportAudit } from './export-audit.ts';
import { createExportDesk, type ExportDesk, type Exporter } from './export-desk.ts';
import { adoptSnapshots, settleLastRun } from './settle-last-run.ts';
import {
  createEvidenceTable,
  type EvidenceClass,
  type EvidenceRecord,
  type EvidenceSubject,
} from './sqlite-evidence.ts';
import { createExportTable } from './sqlite-exports.ts';

export interface EvidenceOptions {
  store: Store;
  dataDir: string;
  settings?: EvidenceSettings | undefined;
  retention: EvidenceRetention;
  ledger: Ledger;
  clips: ClipSource;
  exporter: Exporter;
  /** Whether no guard has taken an alarm yet. */
  isOpen(alarm: string): boolean;
  /** An alarm's picture or clip has come, failed or gone. */
  changed(alarm: string): void;
  clock: Clock;
  /** False while the wall clock cannot be believed: then nothing goes by time. */
  clockKnown(): boolean;
  log: Log;
  metrics: Metrics;
  /** False while the disk is as good as full; there is room if left out. */
  hasRoom?(): boolean;
}

/** What an alarm has to show. */
export interface AlarmEvidence {
  hasPicture: boolean;
  /** `untilMs`: when a pending one is recorded; `problem`: why there is none, or less than there should be. */
  clip?: { state: 'pending' | 'ready' | 'failed'; untilMs: number; problem?: string };
}

/** What is kept of the site's alarms: pictures, clips, and what was exported of them. */
export interface Evidence {
  of(alarm: string): AlarmEvidence;
  keepPicture(alarm: string, camera: string, atMs: number, jpeg: Uint8Array): Promise<void>;
  picture(alarm: string): Promise<Uint8Array | undefined>;
  /** Inside the transaction that raises the alarm; one that `joins` makes do with any clip under way that shows its moment. */
  recordClip(alarm: string, camera: string, atMs: number, joins?: boolean): void;
  addSubjects(alarm: string, subjects: readonly EvidenceSubject[]): void;
  clip(alarm: string): StoredFile | undefined;
  exports: ExportDesk;
  /** Newest first. */
  audit(limit: number): AuditEntry[];
  /** When the oldest of a class was kept, of some cameras or all. */
  oldestMs(of: EvidenceClass, cameras?: PlaceFilter): number | undefined;
  /** `lackBytes`: so much has to go in any case, if it may go at all; resolves with what went. */
  sweep(lackBytes?: number): Promise<{ count: number; bytes: number }>;
  /** Takes nothing more; resolves once the cameras have ended the clips under way, and then the store may be closed. */
  close(): Promise<void>;
}

/** Older versions did not note it. */
const unknownCamera = 'unknown';

/** Opens the folder and settles what an earlier run left: half-written files go, and their records say so. */
export function openEvidence(options: EvidenceOptions): Evidence {
  const { store, ledger, clock, log, metrics } = options;
  const limits = toEvidenceLimits(options.settings, options.retention);
  const table = createEvidenceTable(store);
  const files = createEvidenceFiles(join(options.dataDir, 'evidence'));
  const shelf = createEvidenceShelf({ store, table, files, limits, clock, changed: options.changed });
  const exports = createExportTable(store);
  const audit = createExportAudit(store, ledger);
  const parts = { store, table, files, shelf, limits, exports, audit, ledger, clock, log, metrics };
  settleLastRun(parts);
  const hasRoom = options.hasRoom ?? (() => true);
  const recorder = createClipRecorder({ ...parts, clips: options.clips, hasRoom });
  const desk = createExportDesk({ ...parts, exporter: options.exporter });
  const sweeper = createEvidenceSweeper({ ...parts, isOpen: options.isOpen, clockKnown: options.clockKnown });

  const keepPicture: Evidence['keepPicture'] = async (alarm, camera, atMs, jpeg) => {
    if (!hasRoom()) throw new Error('disk-full');
    const record = shelf.open({ camera, class: 'picture', media: 'picture', fromMs: atMs, toMs: atMs }, alarm);
    try {
      await files.write(shelf.nameOf(record), jpeg);
      shelf.keep(record, { bytes: jpeg.byteLength });
    } catch (error) {
      shelf.close(record, 'failed', 'failed');
      throw error;
    }
  };
  // What an older version kept comes under the same rules as everything else.
  const adopting = adoptSnapshots(join(options.dataDir, 'snapshots'), (alarm, atMs, jpeg) =>
    keepPicture(alarm, unknownCamera, atMs, jpeg),
  ).catch((error: unknown) => log.warn({ err: error }, 'pictures of an older version could not be taken over'));
  const first = adopting.then(() => sweeper.sweep());

  return {
    keepPicture,
    of: (alarm) => evidenceOf(table.newest(alarm, 'picture'), table.newest(alarm, 'clip')),
    picture: async (alarm) => {
      const record = table.newest(alarm, 'picture');
      return record?.state === 'kept' ? files.read(shelf.nameOf(record)) : undefined;
    },
    recordClip: recorder.record,
    addSubjects: (alarm, subjects) => {
      for (const subject of subjects) table.addSubject(alarm, subject);
    },
    clip: (alarm) => shelf.file(table.newest(alarm, 'clip')),
    exports: desk,
    audit: audit.newest,
    oldestMs: (of, cameras) => {
      const isOf = ({ class: is, camera }: EvidenceRecord) => is === of && isAmong(camera, cameras);
      return table.inState('kept').find(isOf)?.createdAtMs;
    },
    sweep: sweeper.sweep,
    close: async () => {
      await Promise.all([recorder.close(), desk.close(), sweeper.close(), first]);
    },
  };
}

function evidenceOf(picture: EvidenceRecord | undefined, clip: EvidenceRecord | undefined): AlarmEvidence {
  const hasPicture = picture?.state === 'kept';
  if (!clip) return { hasPicture };
  const { toMs: untilMs, problem } = clip;
  const state = clip.state === 'kept' ? 'ready' : clip.state === 'pending' ? 'pending' : 'failed';
  return { hasPicture, clip: { state, untilMs, ...(problem === undefined ? {} : { problem }) } };
}
