import type { Readable } from 'node:stream';
import type { Clock } from '../kernel/clock.ts';
import { createId } from '../kernel/ids.ts';
import type { Store } from '../kernel/sqlite-store.ts';
import type { EvidenceFiles } from './evidence-files.ts';
import type { EvidenceLimits } from './evidence-settings.ts';
import type { EvidenceMedia, EvidenceRecord, EvidenceTable } from './sqlite-evidence.ts';

/** Records and files of evidence together: what the recorder, the exports and retention all work on. */
export interface EvidenceShelf {
  /** A record of a file that is to come; with a new id, if none is given. */
  open(
    what: Pick<EvidenceRecord, 'camera' | 'class' | 'media' | 'fromMs' | 'toMs'>,
    alarm: string,
    id?: string,
  ): EvidenceRecord;
  /** The file is there. */
  keep(record: EvidenceRecord, more: Partial<Pick<EvidenceRecord, 'bytes' | 'fromMs' | 'toMs' | 'problem'>>): void;
  /** There is none, or no longer one. */
  close(record: EvidenceRecord, state: 'failed' | 'expired', problem: string): void;
  nameOf(record: EvidenceRecord): string;
  /** The file, if it is kept. */
  file(record: EvidenceRecord | undefined): StoredFile | undefined;
}

/** A file for whoever hands it on. */
export interface StoredFile {
  bytes: number;
  type: 'image/jpeg' | 'video/mp4';
  /** Safe as a file name. */
  name: string;
  /** From byte `start` to byte `end`, both included. */
  stream(start: number, end: number): Readable;
}

const types: Record<EvidenceMedia, StoredFile['type']> = { picture: 'image/jpeg', clip: 'video/mp4' };
const endings: Record<EvidenceMedia, string> = { picture: 'jpg', clip: 'mp4' };

export interface EvidenceShelfOptions {
  store: Store;
  table: EvidenceTable;
  files: EvidenceFiles;
  limits: EvidenceLimits;
  clock: Clock;
  /** Something about an alarm's evidence is no longer as it was; called after the commit. */
  changed(alarm: string): void;
}

export function createEvidenceShelf(options: EvidenceShelfOptions): EvidenceShelf {
  const { store, table, files, limits, clock } = options;
  const save = (record: EvidenceRecord, alarm?: string) =>
    store.transaction(() => {
      table.save(record);
      if (alarm !== undefined) table.link(alarm, record.id);
      const alarms = table.alarmsOf(record.id);
      store.afterCommit(() => {
        for (const alarm of alarms) options.changed(alarm);
      });
    });
  const nameOf = ({ id, media }: Pick<EvidenceRecord, 'id' | 'media'>) => `${id}.${endings[media]}`;
  return {
    nameOf,
    open: (what, alarm, id = createId()) => {
      const createdAtMs = clock.wallMs();
      const record: EvidenceRecord = {
        ...what,
        id,
        bytes: 0,
        createdAtMs,
        expiresAtMs: createdAtMs + limits.keepMs(what.class, what.camera),
        state: 'pending',
        problem: undefined,
        held: false,
      };
      save(record, alarm);
      return record;
    },
    keep: (record, more) => save({ ...record, ...more, state: 'kept' }),
    close: (record, state, problem) => save({ ...record, state, problem }),
    file: (record) => {
      if (record?.state !== 'kept') return undefined;
      const name = nameOf(record);
      return {
        bytes: record.bytes,
        type: types[record.media],
        name: fileNameOf(record),
        stream: (start, end) => files.stream(name, start, end),
      };
    },
  };
}

/** Tells what, where and when, in plain letters. */
function fileNameOf({ class: kind, camera, fromMs, media }: EvidenceRecord): string {
  const time = new Date(fromMs).toISOString().slice(0, 19).replaceAll(':', '-');
  return `${kind}-${camera.replace(/[^a-z0-9-]/g, '-')}-${time}Z.${endings[media]}`;
}
