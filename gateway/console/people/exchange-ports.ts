import type { Readable } from 'node:stream';
import type { Title } from '../../../devices/contracts/place.ts';
import type { Purpose } from '../../privacy/roles.ts';
import type { TableKind } from '../../register/exchange/raw-table.ts';
import type { RecordKind } from '../../register/records.ts';
import type { Viewer } from '../privacy/privacy-ports.ts';

/** `checked` waits for somebody’s word. */
export const importStates = ['reading', 'checking', 'checked', 'applying', 'applied', 'failed', 'cancelled'] as const;
export const importFailures = ['register-changed', 'register-refused', 'busy', 'internal'] as const;

export interface ConsoleImportProblem {
  /** As the spreadsheet counts, from 1 and with the headings; 0: the file as a whole. */
  row: number;
  /** Key of the column, and its headings. */
  column?: string;
  heading?: Title;
  code: string;
  severity: 'error' | 'warning';
  message: Title;
  /** The earlier row that it is about. */
  otherRow?: number;
}

export interface ConsoleImport {
  id: string;
  state: (typeof importStates)[number];
  /** Of reading, checking or applying: 0…1. */
  progress: number;
  by: string;
  startedAtMs: number;
  /** When it is forgotten, unless something happens. */
  expiresAtMs?: number;
  file: { kind: TableKind; bytes: number; sha256: string };
  /** Rows of data, and those with an error. */
  rows: number;
  badRows: number;
  errors: number;
  warnings: number;
  /** Rows by what they would do; those with an error are none of them. */
  people: { new: number; changed: number; unchanged: number };
  /** Records that would be new, by kind. */
  creates: Partial<Record<RecordKind, number>>;
  /** The first rows that would do something: which columns are new or other than they were. */
  sample: { row: number; outcome: 'new' | 'changed'; columns: string[] }[];
  /** Why the last try to apply it came to nothing, or why it failed. */
  failure?: (typeof importFailures)[number];
  /** Of the register, once it is applied. */
  revision?: number;
}

export interface PeopleFile {
  name: string;
  type: string;
  body: Readable | Uint8Array;
}

/** Tables of people in and out. All of it is in the ledger, with counts and without names. */
export interface ConsoleExchange {
  /** Takes the file in, then checks it; answers after the check or after a while. Throws a Refusal. */
  begin(file: Readable, kind: TableKind, user: string): Promise<ConsoleImport>;
  show(id: string): ConsoleImport | undefined;
  /** All problems, from the `after`th on. */
  problems(id: string, after: number, limit: number): { problems: ConsoleImportProblem[]; more: boolean } | undefined;
  /** Begins to apply it. Throws a Refusal where that is not possible. */
  apply(id: string, order: { skipBadRows: boolean; reason: string }, user: string): ConsoleImport;
  /** False if there is none, or it is being applied. */
  cancel(id: string, user: string): boolean;
  people(kind: TableKind, asked: { purpose: Purpose; reason: string }, by: Viewer): Promise<PeopleFile>;
  template(): Promise<PeopleFile>;
  close(): Promise<void>;
}
