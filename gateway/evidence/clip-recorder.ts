import type { Clock } from '../kernel/clock.ts';
import type { Log } from '../kernel/log.ts';
import type { Metrics } from '../kernel/metrics.ts';
import type { Store } from '../kernel/sqlite-store.ts';
import type { EvidenceFiles } from './evidence-files.ts';
import type { EvidenceLimits } from './evidence-settings.ts';
import type { EvidenceShelf } from './evidence-shelf.ts';
import type { EvidenceRecord, EvidenceTable } from './sqlite-evidence.ts';

/** What a camera saw between two wall-clock times, as MP4 in pieces; resolves once `toMs` is over. */
export type ClipSource = (
  camera: string,
  fromMs: number,
  toMs: number,
  sink: { chunk(bytes: Uint8Array): void },
) => Promise<{ fromMs: number; toMs: number; problem?: string }>;

export interface ClipRecorderOptions {
  store: Store;
  table: EvidenceTable;
  files: EvidenceFiles;
  shelf: EvidenceShelf;
  limits: EvidenceLimits;
  clips: ClipSource;
  clock: Clock;
  log: Log;
  metrics: Metrics;
  /** False while the disk is as good as full: what little there is belongs to alarms and decisions. */
  hasRoom(): boolean;
}

export interface ClipRecorder {
  /**
   * Inside the transaction that raises an alarm: its clip is recorded, unless it has one. Of one that `joins` nothing is to be seen that
   * others under way at that moment do not show.
   */
  record(alarm: string, camera: string, atMs: number, joins?: boolean): void;
  /** Begins nothing more; resolves when the cameras have ended what is under way, which is then of no use. */
  close(): Promise<void>;
}

/** Alarms at one camera within this time share one clip; the later ones have so much less after them. */
const sharedMs = 3000;
const maxAtCamera = 3;
const maxAtOnce = 12;
/** How much later than its end a clip may come. */
const graceMs = 200_000;
/** With these there is no whole file, whatever came. */
const noFile = new Set(['failed', 'not-taken', 'stopped', 'too-many-clips', 'too-far-ahead']);

/** A clip under way: which alarm began it. */
interface Recording {
  record: EvidenceRecord;
  atMs: number;
}

export function createClipRecorder(options: ClipRecorderOptions): ClipRecorder {
  const { store, table, shelf, limits, clock, metrics } = options;
  const running = new Map<Recording, Promise<void>>();
  /** Chosen in the transaction that is open; they begin once it is on disk. */
  let chosen: Recording[] = [];
  let closed = false;

  const start = (recording: Recording) => {
    chosen = chosen.filter((each) => each !== recording);
    if (closed) return;
    const work = recordClip(options, recording.record, () => closed).finally(() => running.delete(recording));
    running.set(recording, work);
  };

  const record: ClipRecorder['record'] = (alarm, camera, atMs, joins = false) => {
    const known = table.newest(alarm, 'clip');
    if (known?.state === 'pending' || known?.state === 'kept') return;
    // a rollback took the rows of some away
    chosen = chosen.filter(({ record }) => table.get(record.id));
    const choice = options.hasRoom()
      ? chooseRecording([...running.keys(), ...chosen], { camera, atMs, joins }, clock.wallMs())
      : ({ kind: 'refuse', problem: 'disk-full' } as const);
    if (choice.kind === 'join') {
      table.link(alarm, choice.recording.record.id);
      store.afterCommit(() => metrics.count('clips', { outcome: 'shared' }));
      return;
    }
    const fromMs = atMs - limits.beforeMs;
    const fresh = shelf.open({ camera, class: 'clip', media: 'clip', fromMs, toMs: atMs + limits.afterMs }, alarm);
    if (choice.kind === 'refuse') {
      shelf.close(fresh, 'failed', choice.problem);
      store.afterCommit(() => metrics.count('clips', { outcome: 'refused' }));
      return;
    }
    const recording = { record: fresh, atMs };
    chosen.push(recording);
    store.afterCommit(() => start(recording));
  };

  return {
    record,
    close: async () => {
      closed = true;
      await Promise.all(running.values());
    },
  };
}

/** Alarms close together share a clip; where too many run at once, a late alarm makes do with what is left of one. */
function chooseRecording(
  running: readonly Recording[],
  { camera, atMs, joins }: { camera: string; atMs: number; joins: boolean },
  nowMs: number,
): { kind: 'begin' } | { kind: 'join'; recording: Recording } | { kind: 'refuse'; problem: 'too-many-clips' } {
  const here = running.filter(({ record }) => record.camera === camera && record.fromMs <= atMs && record.toMs > nowMs);
  const near = here.find((recording) => joins || Math.abs(atMs - recording.atMs) <= sharedMs);
  if (near) return { kind: 'join', recording: near };
  if (here.length < maxAtCamera && running.length < maxAtOnce) return { kind: 'begin' };
  const last = here.toSorted((a, b) => b.record.toMs - a.record.toMs)[0];
  return last ? { kind: 'join', recording: last } : { kind: 'refuse', problem: 'too-many-clips' };
}

/** Never rejects: what goes wrong is in the record. */
async function recordClip(
  options: ClipRecorderOptions,
  record: EvidenceRecord,
  stopping: () => boolean,
): Promise<void> {
  const { files, shelf, clips, clock, metrics, log } = options;
  const name = shelf.nameOf(record);
  const writer = files.begin(name);
  const late = Promise.withResolvers<never>();
  const waitMs = Math.max(0, record.toMs - clock.wallMs()) + graceMs;
  const timer = setTimeout(() => late.reject(new Error('timeout')), waitMs);
  try {
    const asked = clips(record.camera, record.fromMs, record.toMs, { chunk: (bytes) => writer.append(bytes) });
    const { fromMs, toMs, problem } = await Promise.race([asked, late.promise]);
    const bytes = await writer.done();
    if (bytes === 0 || (problem && noFile.has(problem))) throw new Error(problem ?? 'no-video');
    await files.finish(name);
    shelf.keep(record, { bytes, fromMs: Math.round(fromMs), toMs: Math.round(toMs), problem });
    metrics.count('clips', { outcome: 'kept' });
  } catch (error) {
    const code = stopping() ? 'gateway-restarted' : problemOf(error);
    metrics.count('clips', { outcome: 'failed' });
    log.warn({ camera: record.camera, evidence: record.id, problem: code, err: error }, 'an alarm has no clip');
    await writer.discard().catch((err: unknown) => log.warn({ err }, 'a clip that failed could not be taken away'));
    try {
      shelf.close(record, 'failed', code);
    } catch (err) {
      // the database can take nothing, either: the next start settles what is still under way
      log.warn({ err, evidence: record.id }, 'that an alarm has no clip could not be kept');
    }
  } finally {
    clearTimeout(timer);
  }
}

/** The code of a failure: the cameras' own, or what the disk says. */
export function problemOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'disk-full';
  return /^[a-z][a-z-]{2,40}$/.test(message) ? message : 'failed';
}
