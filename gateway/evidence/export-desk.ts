import type { Clock } from '../kernel/clock.ts';
import { createId } from '../kernel/ids.ts';
import type { Log } from '../kernel/log.ts';
import type { Metrics } from '../kernel/metrics.ts';
import type { Store } from '../kernel/sqlite-store.ts';
import { problemOf } from './clip-recorder.ts';
import type { EvidenceFiles } from './evidence-files.ts';
import type { EvidenceShelf, StoredFile } from './evidence-shelf.ts';
import type { Audit, AuditAction } from './export-audit.ts';
import type { EvidenceRecord, EvidenceSubject, EvidenceTable } from './sqlite-evidence.ts';
import type { ExportRecord, ExportTable } from './sqlite-exports.ts';

/** Writes a file anew without the faces and plates of those who are not concerned. Never rejects. */
export type Exporter = (run: {
  from: string;
  to: string;
  media: 'clip' | 'picture';
  /** `atMs` from the beginning of the clip. */
  clear: Pick<EvidenceSubject, 'kind' | 'atMs' | 'box'>[];
  progress(part: number): void;
  signal: AbortSignal;
}) => Promise<{ ok: true } | { ok: false; problem: string }>;

export type ExportRequest = Pick<ExportRecord, 'alarm' | 'what' | 'show' | 'user' | 'reason'>;
/** `progress` is 0…1; bytes and end only of one that is ready and still kept. */
export type ExportView = ExportRecord & { progress: number; bytes?: number; expiresAtMs?: number };

export interface ExportDesk {
  ask(request: ExportRequest): { kind: 'asked'; export: ExportView } | { kind: 'no-evidence' | 'too-many-exports' };
  /** Newest first. */
  list(): ExportView[];
  /** For a guard who takes it away: that goes into the audit. */
  download(id: string, user: string): StoredFile | undefined;
  /** Ends one that is under way, or deletes its file. */
  end(id: string, user: string): 'cancelled' | 'deleted' | 'not-found';
  close(): Promise<void>;
}

export interface ExportDeskOptions {
  store: Store;
  table: EvidenceTable;
  exports: ExportTable;
  audit: Audit;
  files: EvidenceFiles;
  shelf: EvidenceShelf;
  exporter: Exporter;
  clock: Clock;
  log: Log;
  metrics: Metrics;
}

const maxWaiting = 5;
const listed = 50;

interface Working {
  id: string;
  progress: number;
  stop: AbortController;
  ended: Promise<void>;
}

/** What the steps of an export share. */
interface Desk extends ExportDeskOptions {
  working: Working | undefined;
  closed: boolean;
}

/** One export at a time, a few waiting; each step is in the audit before it has an effect. */
export function createExportDesk(options: ExportDeskOptions): ExportDesk {
  const desk: Desk = { ...options, working: undefined, closed: false };
  const { table, exports, shelf } = options;
  return {
    ask: (request) => ask(desk, request),
    list: () => exports.newest(listed).map((record) => view(desk, record)),
    download: (id, user) => {
      const record = exports.get(id);
      const file = shelf.file(table.get(id));
      if (!record || !file) return undefined;
      note(desk, record, 'export.downloaded', user);
      return file;
    },
    end: (id, user) => end(desk, id, user),
    close: async () => {
      desk.closed = true;
      desk.working?.stop.abort();
      await desk.working?.ended;
    },
  };
}

function ask(desk: Desk, request: ExportRequest): ReturnType<ExportDesk['ask']> {
  const { store, table, exports, clock } = desk;
  if (!sourceOf(table, request)) return { kind: 'no-evidence' };
  if (exports.inState('waiting').length >= maxWaiting) return { kind: 'too-many-exports' };
  const askedAtMs = clock.wallMs();
  const more = { askedAtMs, finishedAtMs: undefined, state: 'waiting' as const, problem: undefined };
  const record: ExportRecord = { ...request, id: createId(), ...more };
  store.transaction(() => {
    exports.save(record);
    note(desk, record, 'export.asked', record.user);
    store.afterCommit(() => next(desk));
  });
  return { kind: 'asked', export: view(desk, exports.get(record.id) ?? record) };
}

function next(desk: Desk): void {
  const [record] = desk.exports.inState('waiting');
  if (desk.working || desk.closed || !record) return;
  const { id } = record;
  desk.exports.save({ ...record, state: 'working' });
  const mine: Working = { id, progress: 0, stop: new AbortController(), ended: Promise.resolve() };
  desk.working = mine;
  mine.ended = makeExport(desk, record, mine, (state, problem) => settle(desk, id, state, 'gateway', problem))
    .catch((error: unknown) => {
      desk.log.error({ err: error, export: id }, 'an export could not be finished');
      settle(desk, id, 'failed', 'gateway', problemOf(error));
    })
    .finally(() => {
      desk.working = undefined;
      next(desk);
    });
}

function end(desk: Desk, id: string, user: string): ReturnType<ExportDesk['end']> {
  const { store, table, exports, shelf, files, log } = desk;
  const record = exports.get(id);
  const file = table.get(id);
  if (record?.state === 'waiting' || record?.state === 'working') {
    settle(desk, id, 'cancelled', user);
    if (desk.working?.id === id) desk.working.stop.abort();
    return 'cancelled';
  }
  if (!record || file?.state !== 'kept' || file.held) return 'not-found';
  store.transaction(() => {
    note(desk, record, 'export.deleted', user);
    shelf.close(file, 'expired', 'deleted');
  });
  files
    .remove(shelf.nameOf(file))
    .catch((error: unknown) => log.warn({ err: error, evidence: id }, 'a deleted export is still there'));
  return 'deleted';
}

function settle(desk: Desk, id: string, state: 'ready' | 'failed' | 'cancelled', user: string, problem?: string): void {
  const { store, exports, clock, metrics } = desk;
  const record = exports.get(id);
  if (record?.state !== 'working' && record?.state !== 'waiting') return;
  store.transaction(() => {
    exports.save({ ...record, state, finishedAtMs: clock.wallMs(), problem });
    note(desk, record, `export.${state}`, user, problem ? { problem } : {});
  });
  metrics.count('exports', { outcome: state });
}

function note(
  { audit, clock }: Desk,
  { id, alarm, reason, what, show }: ExportRecord,
  action: AuditAction,
  user: string,
  details: Record<string, string | number> = {},
): void {
  audit.add({ atMs: clock.wallMs(), user, action, alarm, reason, details: { export: id, what, show, ...details } });
}

function view({ table, working }: Desk, record: ExportRecord): ExportView {
  const file = table.get(record.id);
  const kept = record.state === 'ready' && file?.state === 'kept';
  const progress = record.state === 'ready' ? 1 : working?.id === record.id ? working.progress : 0;
  return { ...record, progress, ...(kept ? { bytes: file.bytes, expiresAtMs: file.expiresAtMs } : {}) };
}

function sourceOf(table: EvidenceTable, { alarm, what }: Pick<ExportRecord, 'alarm' | 'what'>) {
  const source = table.newest(alarm, what);
  return source?.state === 'kept' ? source : undefined;
}

async function makeExport(
  { table, shelf, files, exporter, store }: ExportDeskOptions,
  record: ExportRecord,
  working: Working,
  settle: (state: 'ready' | 'failed' | 'cancelled', problem?: string) => void,
): Promise<void> {
  const source = sourceOf(table, record);
  if (!source) return settle('failed', 'no-evidence');
  const { camera, fromMs, toMs, media } = source;
  const target: EvidenceRecord = shelf.open({ camera, fromMs, toMs, media, class: 'export' }, record.alarm, record.id);
  const name = shelf.nameOf(target);
  const outcome = await exporter({
    from: files.path(shelf.nameOf(source)),
    to: files.partialPath(name),
    media,
    clear: record.show === 'subjects' ? subjectsOf(table, record.alarm, source) : [],
    progress: (part) => {
      working.progress = part;
    },
    signal: working.stop.signal,
  });
  if (outcome.ok && !working.stop.signal.aborted) {
    const bytes = await files.finish(name);
    store.transaction(() => {
      shelf.keep(target, { bytes });
      settle('ready');
    });
    return;
  }
  const problem = outcome.ok ? 'cancelled' : outcome.problem;
  await files.discard(name);
  store.transaction(() => {
    shelf.close(target, 'failed', problem);
    if (problem === 'cancelled') settle('cancelled');
    else settle('failed', problem);
  });
}

/** Those of an alarm's subjects that the file can show, in its own time. */
function subjectsOf(table: EvidenceTable, alarm: string, { camera, fromMs, toMs, media }: EvidenceRecord) {
  return table
    .subjects(alarm)
    .filter((subject) => subject.camera === camera)
    .filter(({ atMs }) => media === 'picture' || (atMs >= fromMs && atMs <= toMs))
    .map(({ kind, atMs, box }) => ({ kind, box, atMs: media === 'picture' ? 0 : atMs - fromMs }));
}
