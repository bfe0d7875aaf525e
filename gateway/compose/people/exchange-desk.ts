import type { Readable } from 'node:stream';
import { defaultTimeZone, type SiteFile } from '../../../devices/contracts/site-file.ts';
import type { ConsoleExchange, ConsoleImport, ConsoleImportProblem } from '../../console/people/exchange-ports.ts';
import { Refusal } from '../../console/refusal.ts';
import type { Clock } from '../../kernel/clock.ts';
import { createId } from '../../kernel/ids.ts';
import type { Log } from '../../kernel/log.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { createDayOf } from '../../register/checks/site-rules.ts';
import { type ImportProblem, importProblems, isError } from '../../register/exchange/import-problem.ts';
import type { PersonRow } from '../../register/exchange/parse-rows.ts';
import { peopleColumns } from '../../register/exchange/people-columns.ts';
import { readPeopleFile } from '../../register/exchange/read-people-file.ts';
import { type ImportPlan, rowsToChanges, toImportProblem } from '../../register/exchange/rows-to-changes.ts';
import type { Register } from '../../register/register-types.ts';
import { reasonOf } from '../privacy/look-up-desk.ts';
import { openUploadFolder, type UploadedFile } from './import-upload.ts';
import { createPeopleExport } from './people-export.ts';
import { runInTurns } from './run-in-turns.ts';

export interface ExchangeDeskOptions {
  site: SiteFile;
  /** Files lie there while they are read. */
  dataDir: string;
  register: Register;
  ledger: Ledger;
  clock: Clock;
  log: Log;
}

/** How long a check waits for somebody's word. */
const keptMs = 60 * 60_000;
/** A small table is checked within the request; of a large one the asker hears by asking again. */
const answerMs = 8_000;

interface Import {
  view: ConsoleImport;
  rows: PersonRow[];
  /** What the rows alone were found to have. */
  rowProblems: ImportProblem[];
  problems: ImportProblem[];
  plan: ImportPlan | undefined;
  /** Of the register when it was planned. */
  planned: number;
  ending: AbortController;
  work: Promise<void>;
  expiry?: NodeJS.Timeout;
}

interface Desk extends ExchangeDeskOptions {
  timeZone: string;
  current: Import | undefined;
}

/** Imports, one at a time, and exports. A check is kept in memory only: after a restart the file is handed in again. */
export function createExchangeDesk(options: ExchangeDeskOptions): ConsoleExchange {
  const uploads = openUploadFolder(options.dataDir);
  const desk: Desk = { ...options, timeZone: options.site.site.timezone ?? defaultTimeZone, current: undefined };
  let uploading = false;
  const find = (id: string) => (desk.current?.view.id === id ? desk.current : undefined);
  const begin = async (file: Readable, kind: ConsoleImport['file']['kind'], user: string): Promise<ConsoleImport> => {
    if (uploading || isWorking(desk.current)) {
      throw new Refusal(409, 'busy', 'Another import is under way; wait for it or cancel it.');
    }
    uploading = true;
    try {
      const uploaded = await uploads.take(file);
      forget(desk);
      return await check(desk, uploaded, kind, user);
    } finally {
      uploading = false;
    }
  };
  return {
    begin,
    show: (id) => find(id)?.view,
    problems: (id, after, limit) => {
      const found = find(id)?.problems;
      return found && { problems: found.slice(after, after + limit).map(toView), more: found.length > after + limit };
    },
    apply: (id, order, user) => {
      const found = find(id);
      if (!found) throw new Refusal(404, 'no-import', 'There is no such import, or no longer.');
      return apply(desk, found, order, user);
    },
    cancel: (id, user) => {
      const found = find(id);
      if (!found || found.view.state === 'applying') return false;
      const wasOpen = ['reading', 'checking', 'checked'].includes(found.view.state);
      forget(desk);
      if (wasOpen) note(desk, found, 'import.cancelled', user);
      return true;
    },
    ...createPeopleExport({ ...options, timeZone: desk.timeZone }),
    close: async () => {
      const { current } = desk;
      forget(desk);
      await current?.work;
    },
  };
}

const isWorking = (one: Import | undefined) => ['reading', 'checking', 'applying'].includes(one?.view.state ?? '');

function forget(desk: Desk): void {
  const { current } = desk;
  clearTimeout(current?.expiry);
  current?.ending.abort();
  desk.current = undefined;
}

function set(desk: Desk, one: Import, more: Partial<ConsoleImport>): void {
  one.view = { ...one.view, ...more };
  clearTimeout(one.expiry);
  if (isWorking(one)) return;
  one.view.expiresAtMs = desk.clock.wallMs() + keptMs;
  one.expiry = setTimeout(() => desk.current === one && forget(desk), keptMs);
  one.expiry.unref();
}

async function check(
  desk: Desk,
  file: UploadedFile,
  kind: ConsoleImport['file']['kind'],
  user: string,
): Promise<ConsoleImport> {
  const { bytes, sha256 } = file;
  const one: Import = {
    view: {
      ...{ id: createId(), state: 'reading', progress: 0, by: user, startedAtMs: desk.clock.wallMs() },
      ...{ file: { kind, bytes, sha256 }, rows: 0, badRows: 0, errors: 0, warnings: 0 },
      ...{ people: { new: 0, changed: 0, unchanged: 0 }, creates: {}, sample: [] },
    },
    ...{ rows: [], rowProblems: [], problems: [], plan: undefined, planned: 0 },
    ...{ ending: new AbortController(), work: Promise.resolve() },
  };
  desk.current = one;
  one.work = readAndPlan(desk, one, file)
    .catch((err: unknown) => {
      desk.log.error({ err, import: one.view.id }, 'a table could not be checked');
      set(desk, one, { state: 'failed', failure: 'internal' });
    })
    .finally(() => file.remove());
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, answerMs);
  });
  await Promise.race([one.work, late]);
  clearTimeout(timer);
  return one.view;
}

async function readAndPlan(desk: Desk, one: Import, { path }: UploadedFile): Promise<void> {
  const { kind } = one.view.file;
  const today = createDayOf(desk.timeZone)(desk.clock.wallMs());
  const read = await readPeopleFile({ path, kind, today }, one.ending.signal);
  one.rows = read.rows;
  one.rowProblems = read.problems;
  set(desk, one, { state: 'checking', rows: read.count, progress: 0 });
  if (!(await plan(desk, one))) return set(desk, one, { state: 'cancelled' });
  set(desk, one, { state: 'checked', progress: 1 });
  note(desk, one, 'import.checked', one.view.by);
}

/** False if it was called off. */
async function plan(desk: Desk, one: Import): Promise<boolean> {
  const { register, clock, timeZone } = desk;
  const options = { nowMs: clock.wallMs(), timeZone, newId: createId };
  // Somebody may change the register between two turns: then the plan is made again before it is applied.
  const planned = register.revision;
  const made = await runInTurns(rowsToChanges(one.rows, register, options), one.ending.signal, (progress) => {
    one.view = { ...one.view, progress };
  });
  if (!made || one.ending.signal.aborted) return false;
  one.plan = made;
  one.planned = planned;
  setProblems(one, [...one.rowProblems, ...made.problems]);
  const { people, creates, sample } = made;
  one.view = { ...one.view, people, creates, sample };
  return true;
}

function setProblems(one: Import, problems: ImportProblem[]): void {
  one.problems = problems.toSorted((a, b) => a.row - b.row);
  const errors = problems.filter(isError);
  const badRows = new Set(errors.map(({ row }) => row).filter((row) => row > 0)).size;
  one.view = { ...one.view, errors: errors.length, warnings: problems.length - errors.length, badRows };
}

function apply(desk: Desk, one: Import, order: { skipBadRows: boolean; reason: string }, user: string): ConsoleImport {
  const { view, plan: made } = one;
  const reason = reasonOf(order.reason);
  if (view.state !== 'checked' || !made) throw new Refusal(409, 'not-checked', `This import is ${view.state}.`);
  const isWhole = one.problems.every((problem) => !isError(problem) || problem.row > 0);
  if (!isWhole) throw new Refusal(409, 'has-problems', 'The file cannot be read; correct it and hand it in again.');
  if (view.errors > 0 && !order.skipBadRows) {
    throw new Refusal(
      409,
      'has-problems',
      `${view.badRows} rows have errors; correct them, or leave them out explicitly.`,
    );
  }
  const { failure: _failure, expiresAtMs: _expiresAtMs, ...rest } = view;
  one.view = rest;
  set(desk, one, { state: 'applying', progress: 0 });
  one.work = commit(desk, one, reason, user).catch((err: unknown) => {
    desk.log.error({ err, import: view.id }, 'an import could not be applied');
    set(desk, one, { state: 'failed', failure: 'internal' });
  });
  return one.view;
}

async function commit(desk: Desk, one: Import, reason: string, user: string): Promise<void> {
  const { register } = desk;
  if (register.revision !== one.planned) {
    const before = one.view.errors;
    if (!(await plan(desk, one))) return set(desk, one, { state: 'cancelled' });
    if (one.view.errors > before) return set(desk, one, { state: 'checked', progress: 1, failure: 'register-changed' });
  }
  const made = one.plan!;
  const author = { actor: { kind: 'user', id: user }, purpose: 'administration', reason } as const;
  const result = await register.commitMany(made.changes, author, (done, of) => {
    one.view = { ...one.view, progress: done / of };
  });
  if (result.ok) {
    set(desk, one, { state: 'applied', progress: 1, revision: result.revision });
    note(desk, one, 'import.applied', user, reason);
    return;
  }
  if (result.problems.some(({ code }) => code === 'busy')) return set(desk, one, { state: 'checked', failure: 'busy' });
  const refused = result.problems.map((problem) =>
    toImportProblem(made.rowOf[problem.at] ?? 0, made.changes[problem.at]!, problem),
  );
  setProblems(one, [...one.problems, ...refused]);
  set(desk, one, { state: 'checked', failure: 'register-refused' });
}

/** Counts and the digest of the file: never a name, and nothing from a cell. */
function note(desk: Desk, one: Import, action: string, user: string, reason?: string): void {
  const { ledger, clock, log } = desk;
  const { id, file, rows, badRows, people, revision } = one.view;
  const detail = {
    ...{ format: file.kind, bytes: file.bytes, sha256: file.sha256, rows, badRows },
    ...{ new: people.new, changed: people.changed, unchanged: people.unchanged },
    ...(revision !== undefined && { revision }),
  };
  const actor = { kind: 'user', id: user } as const;
  ledger.append({ atMs: clock.wallMs(), actor, action, subject: id, ...(reason !== undefined && { reason }), detail });
  log.info({ import: id, user, action, rows, badRows }, 'a table of people');
}

const headings = new Map<string, (typeof peopleColumns)[number]>(peopleColumns.map((column) => [column.key, column]));

function toView({ row, column, code, otherRow, refusal }: ImportProblem): ConsoleImportProblem {
  const { zh, en, severity } = importProblems[code];
  const heading = column && headings.get(column);
  return {
    ...{ row, code: refusal ? `register-refused:${refusal}` : code, severity, message: { zh, en } },
    ...(column && { column }),
    ...(heading && { heading: { zh: heading.zh, en: heading.en } }),
    ...(otherRow !== undefined && { otherRow }),
  };
}
