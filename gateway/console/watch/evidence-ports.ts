import type { Readable } from 'node:stream';

/** A file that is kept; `stream` gives it from byte `start` to byte `end`, both included. */
export interface ConsoleFile {
  bytes: number;
  type: string;
  /** Plain letters: safe in a header and on any disk. */
  name: string;
  stream(start: number, end: number): Readable;
}

/** A clip or picture made fit for others' eyes: everybody blurred, or everybody but those whom the alarm is about. */
export interface ConsoleExport {
  id: string;
  alarm: string;
  what: 'clip' | 'picture';
  show: 'nobody' | 'subjects';
  user: string;
  reason: string;
  askedAtMs: number;
  finishedAtMs?: number;
  state: 'waiting' | 'working' | 'ready' | 'failed' | 'cancelled';
  /** 0…1. */
  progress: number;
  problem?: string;
  /** While its file is kept. */
  bytes?: number;
  expiresAtMs?: number;
}

export interface ConsoleAuditEntry {
  atMs: number;
  user: string;
  action: string;
  alarm?: string;
  reason?: string;
  details: Record<string, string | number>;
}

export type ExportRefusal = 'no-alarm' | 'no-evidence' | 'too-many-exports';

export interface ConsoleEvidence {
  /** `undefined` while there is none. */
  clip(alarm: string): ConsoleFile | undefined;
  /** Newest first. */
  exports(): ConsoleExport[];
  ask(
    request: Pick<ConsoleExport, 'alarm' | 'what' | 'show' | 'reason' | 'user'>,
  ): { kind: 'asked'; export: ConsoleExport } | { kind: 'refused'; code: ExportRefusal };
  /** The file for a guard who takes it away, which is noted. */
  download(id: string, user: string): ConsoleFile | undefined;
  /** Ends one that is under way, or deletes its file. */
  end(id: string, user: string): 'cancelled' | 'deleted' | 'not-found';
  /** Newest first. */
  audit(limit: number): ConsoleAuditEntry[];
}
