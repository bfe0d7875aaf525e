import { createSiteTime, type SiteTime } from '../../kernel/site-time.ts';
import type { RecordKind } from '../records.ts';
import type { Change, ChangeProblem, Register } from '../register-types.ts';
import { type ChangeDraft, createChangeDraft, type DraftedChange } from './change-draft.ts';
import { createHomeFinder, type FoundAddress, type HomeFinder } from './find-home.ts';
import { createPersonFinder, type PersonFinder } from './find-person.ts';
import { type ImportProblem, type ImportProblemCode, importProblems, isError } from './import-problem.ts';
import type { PersonRow } from './parse-rows.ts';
import type { ColumnKey } from './people-columns.ts';
import { createCardPlanner, createPlatePlanner } from './plan-credentials.ts';
import { createHouseholdPlanner } from './plan-household.ts';
import { createPersonPlanner, createResidencyPlanner, type RowContext } from './plan-person.ts';

/** What the import asks of the register. */
export type ReadRegister = Pick<
  Register,
  'get' | 'all' | 'pathOf' | 'residenciesOf' | 'credentialsOf' | 'vehicleOf' | 'rights' | 'check'
>;

export interface ImportOptions {
  nowMs: number;
  timeZone: string;
  newId(): string;
}

export interface PlannedRow {
  row: number;
  outcome: 'new' | 'changed';
  /** What of it is new or other than it was. */
  columns: ColumnKey[];
}

export interface ImportPlan {
  /** Of the rows that are in order; each record once. */
  changes: Change[];
  /** The row from which each of the changes comes. */
  rowOf: number[];
  problems: ImportProblem[];
  people: { new: number; changed: number; unchanged: number };
  /** Records that the register does not have yet. */
  creates: Partial<Record<RecordKind, number>>;
  sample: PlannedRow[];
}

const sampleSize = 20;
const checkedAtOnce = 100;

/**
 * What a table would change in the register, and everything that is wrong with it. Pure: the register is only read. Yields how far
 * it is, 0…1, after every few rows, so that whoever runs it can let a door have its turn.
 */
export function* rowsToChanges(
  rows: readonly PersonRow[],
  register: ReadRegister,
  options: ImportOptions,
): Generator<number, ImportPlan> {
  const first = yield* planRows(rows, register, options);
  const refused = yield* askRegister(first.draft, register);
  if (refused.length === 0) return yield* toPlan(first, first.problems);
  // Without those rows: what others had in common with them is planned anew.
  const bad = new Set(refused.map(({ row }) => row));
  const second = yield* planRows(
    rows.filter(({ row }) => !bad.has(row)),
    register,
    options,
  );
  return yield* toPlan(second, [...first.problems, ...refused]);
}

interface Planned {
  draft: ChangeDraft;
  problems: ImportProblem[];
  rows: PlannedRow[];
  unchanged: number;
}

function* toPlan({ draft, rows, unchanged }: Planned, problems: ImportProblem[]): Generator<number, ImportPlan> {
  const changes: Change[] = [];
  const rowOf: number[] = [];
  for (const { change, row } of draft.changes()) {
    changes.push(change);
    rowOf.push(row);
    if (changes.length % 500 === 0) yield 1;
  }
  const count = (outcome: PlannedRow['outcome']) => rows.filter((row) => row.outcome === outcome).length;
  return {
    ...{ changes, rowOf, problems: problems.toSorted((a, b) => a.row - b.row) },
    people: { new: count('new'), changed: count('changed'), unchanged },
    creates: draft.created(),
    sample: rows.slice(0, sampleSize),
  };
}

interface Resolved {
  row: PersonRow;
  address: FoundAddress;
  person: string;
}

/** What both passes use. */
interface Planners {
  register: ReadRegister;
  options: ImportOptions;
  homes: HomeFinder;
  findPerson: PersonFinder;
  households: ReturnType<typeof createHouseholdPlanner>;
  draft: ChangeDraft;
  planPerson: ReturnType<typeof createPersonPlanner>;
  planResidency: ReturnType<typeof createResidencyPlanner>;
  planCards: ReturnType<typeof createCardPlanner>;
  planPlates: ReturnType<typeof createPlatePlanner>;
}

/** Two passes: who is who and where everybody belongs first, since one row's household may be known from a later one. */
function* planRows(
  rows: readonly PersonRow[],
  register: ReadRegister,
  options: ImportOptions,
): Generator<number, Planned> {
  const planners: Planners = {
    ...{ register, options },
    homes: yield* atStart(createHomeFinder(register, options.newId)),
    findPerson: yield* atStart(createPersonFinder(register, options.newId)),
    households: createHouseholdPlanner(register, options.newId),
    draft: createChangeDraft(register),
    planPerson: createPersonPlanner(),
    planResidency: createResidencyPlanner(),
    planCards: createCardPlanner(),
    planPlates: createPlatePlanner(),
  };
  const problems: ImportProblem[] = [];
  const resolved = yield* resolveRows(rows, planners, problems);
  const time = createSiteTime(options.timeZone);
  const planned: PlannedRow[] = [];
  let unchanged = 0;
  for (const [at, one] of resolved.entries()) {
    if (at % 10 === 0) yield 0.3 + (at / resolved.length) * 0.6;
    const outcome = planRow(one, planners, time, problems);
    if (outcome === 'unchanged') unchanged += 1;
    else if (outcome) planned.push(outcome);
  }
  return { draft: planners.draft, problems, rows: planned, unchanged };
}

/** Before the first row is looked at. */
function* atStart<T>(work: Generator<void, T>): Generator<number, T> {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    yield 0;
  }
}

function* resolveRows(
  rows: readonly PersonRow[],
  { homes, findPerson, households }: Planners,
  problems: ImportProblem[],
): Generator<number, Resolved[]> {
  const resolved: Resolved[] = [];
  for (const [at, row] of rows.entries()) {
    if (at % 20 === 0) yield (at / rows.length) * 0.3;
    const address = homes.find(row.address);
    if ('code' in address) {
      problems.push({ row: row.row, ...address });
      continue;
    }
    const person = findPerson(row, address.id);
    if ('code' in person) {
      problems.push({ row: row.row, ...person });
      continue;
    }
    if (person.warning) problems.push({ row: row.row, column: 'name', code: person.warning });
    households.note(row, person.id, address);
    resolved.push({ row, address, person: person.id });
  }
  return resolved;
}

/** Puts one row into the draft, or nothing of it and what is wrong with it among the problems. */
function planRow(
  { row, address, person }: Resolved,
  planners: Planners,
  time: SiteTime,
  problems: ImportProblem[],
): PlannedRow | 'unchanged' | undefined {
  const { register, options, draft, homes, households } = planners;
  const columns = new Set<ColumnKey>();
  const found: ImportProblem[] = [];
  const context: RowContext = {
    ...options,
    ...{ register, draft, time },
    complain: (column, code, otherRow) => {
      found.push({ row: row.row, column, code, ...(otherRow !== undefined && { otherRow }) });
    },
    touched: (column) => {
      columns.add(column);
    },
  };
  const wasThere = draft.get('person', person) !== undefined;
  const place = homes.use(address, row.address, draft);
  if (place) context.complain(place.column, place.code);
  planners.planPerson(row, person, context);
  if (!wasThere || saysWhere(row)) {
    const household = households.of(row, address, draft);
    planners.planResidency(row, person, address, household, context);
  }
  planners.planCards(row, person, context);
  planners.planPlates(row, person, context);
  for (const problem of found) problems.push(problem);
  if (found.some(isError)) {
    draft.drop();
    return undefined;
  }
  if (!draft.keep(row.row)) return 'unchanged';
  return { row: row.row, outcome: wasThere ? 'changed' : 'new', columns: [...columns] };
}

/** A row without address, relation and dates is about the person alone. */
const saysWhere = ({ address, relation, from, to }: PersonRow) =>
  Object.keys(address).length > 0 || relation !== undefined || from !== undefined || to !== undefined;

const columnsOf: Partial<Record<RecordKind, ColumnKey>> = {
  address: 'room',
  grid: 'grid',
  person: 'name',
  household: 'household',
  residency: 'relation',
  credential: 'cards',
  vehicle: 'plates',
};

/**
 * The register's own word on the changes, which counts. A few at a time with all that they name, so that no question takes long;
 * what two rows have in common was compared before.
 */
function* askRegister(draft: ChangeDraft, register: ReadRegister): Generator<number, ImportProblem[]> {
  const problems: ImportProblem[] = [];
  let part: DraftedChange[] = [];
  const ask = () => {
    const rows = new Map<Change, number>(part.map(({ change, row }) => [change, row]));
    const asked = draft.withReferences(part);
    for (const problem of register.check(asked)) {
      const change = asked[problem.at]!;
      const row = rows.get(change);
      if (row !== undefined) problems.push(toImportProblem(row, change, problem));
    }
    part = [];
  };
  for (const drafted of draft.changes()) {
    part.push(drafted);
    if (part.length < checkedAtOnce) continue;
    ask();
    yield 0.9;
  }
  if (part.length > 0) ask();
  return problems;
}

/** A problem of the register in the words of the table. */
export function toImportProblem(row: number, { kind }: Change, { code }: Pick<ChangeProblem, 'code'>): ImportProblem {
  const column = columnsOf[kind];
  const place = { row, ...(column && { column }) };
  return code in importProblems
    ? { ...place, code: code as ImportProblemCode }
    : { ...place, code: 'register-refused', refusal: code };
}
