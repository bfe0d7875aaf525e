import type { SiteTime } from '../../kernel/site-time.ts';
import type { Person, Residency } from '../records.ts';
import type { Register } from '../register-types.ts';
import { outlasts } from '../span.ts';
import type { ChangeDraft } from './change-draft.ts';
import type { FoundAddress } from './find-home.ts';
import type { ImportProblemCode } from './import-problem.ts';
import type { PersonRow } from './parse-rows.ts';
import type { ColumnKey } from './people-columns.ts';
import { readPhone, readText } from './read-cells.ts';

/** What planning one row needs; what it finds wrong or changes is noted by column. */
export interface RowContext {
  register: Pick<Register, 'get' | 'residenciesOf' | 'credentialsOf' | 'vehicleOf' | 'rights'>;
  draft: ChangeDraft;
  time: SiteTime;
  nowMs: number;
  newId(): string;
  complain(column: ColumnKey, code: ImportProblemCode, otherRow?: number): void;
  touched(column: ColumnKey): void;
}

const personColumns = ['name', 'born', 'phone', 'extendedTimes'] as const;
type Spoken = Pick<PersonRow, (typeof personColumns)[number]> & { row: number };

const sameText = (known: string | undefined, said: string | null) => {
  const read = readText(known, 200);
  return known === said || (read.ok && (read.value ?? null) === said);
};
const samePhone = (known: string | undefined, said: string | null) => {
  const read = readPhone(known);
  return known === said || (read.ok && (read.value ?? null) === said);
};

/** Name, birth date, phone and extended times. Rows about one person must not contradict each other. */
export function createPersonPlanner() {
  const spoken = new Map<string, Spoken>();
  return (row: PersonRow, id: string, { draft, complain, touched }: RowContext): void => {
    const before = spoken.get(id);
    for (const column of personColumns) {
      const said = before?.[column];
      if (said !== undefined && row[column] !== undefined && said !== row[column]) {
        complain(column, 'rows-disagree', before?.row);
      }
    }
    spoken.set(id, { ...definedOf(row), ...before, row: before?.row ?? row.row });
    const known: Person | undefined = draft.get('person', id);
    const next: Person = { ...(known ?? { id, name: row.name ?? '' }) };
    if (row.name !== undefined && !sameText(next.name, row.name)) next.name = row.name;
    if (row.born !== undefined) setOrClear(next, 'born', row.born);
    if (row.phone !== undefined && !samePhone(next.phone, row.phone)) setOrClear(next, 'phone', row.phone);
    if (row.extendedTimes !== undefined && (next.extendedTimes ?? false) !== (row.extendedTimes ?? false)) {
      setOrClear(next, 'extendedTimes', row.extendedTimes ? true : null);
    }
    const changed = personColumns.filter((column) => next[column] !== known?.[column]);
    if (known && changed.length === 0) return;
    for (const column of changed) touched(column);
    draft.put('person', next);
  };
}

function definedOf(row: PersonRow): Partial<Spoken> {
  return Object.fromEntries(
    personColumns.filter((column) => row[column] !== undefined).map((column) => [column, row[column]]),
  );
}

function setOrClear<R extends object, K extends keyof R>(record: R, key: K, value: R[K] | null): void {
  if (value === null) delete record[key];
  else record[key] = value;
}

/** Where somebody belongs, as what, and from when until when. Each residency answers to one row. */
export function createResidencyPlanner() {
  const claimed = new Map<string, number>();
  return (
    row: PersonRow,
    person: string,
    address: FoundAddress,
    household: string | undefined,
    context: RowContext,
  ) => {
    const { draft, complain, touched, newId } = context;
    const known = findResidency(row, person, address.id, context, (id) => !claimed.has(id));
    const next = toResidency(row, { person, address: address.id }, known, context);
    if (next === undefined) return;
    if (household !== undefined && next.household !== household) next.household = household;
    const { relation, fromMs, toMs } = next;
    if (!address.isHome && !['staff', 'volunteer'].includes(relation)) complain('room', 'missing');
    if (relation === 'volunteer' && toMs === undefined) complain('to', 'end-required');
    if (toMs !== undefined && toMs <= fromMs) complain('to', 'ends-before-it-begins');
    const key = `${person}\n${address.id}\n${relation}\n${fromMs}`;
    if (claimed.has(key)) complain('name', 'row-twice', claimed.get(key));
    claimed.set(key, row.row);
    if (known) claimed.set(known.id, row.row);
    const changed = changedColumns(known, next);
    for (const column of changed) touched(column);
    if (!known || changed.length > 0) draft.put('residency', known ? next : { ...next, id: newId() });
  };
}

/** The one that the row is about: with its relation and beginning; else one that has not ended. */
function findResidency(
  { relation, from, to }: PersonRow,
  person: string,
  address: string,
  { register, time, nowMs }: RowContext,
  isFree: (id: string) => boolean,
): Residency | undefined {
  const all = register.residenciesOf(person).filter((one) => one.address === address && isFree(one.id));
  const isAlike = (one: Residency) => relation === undefined || one.relation === relation;
  const begins = (one: Residency) => from !== undefined && isMoment(time, one.fromMs, from);
  const isOpen = (one: Residency) => outlasts(one, nowMs);
  const states = [
    (one: Residency) => isAlike(one) && begins(one) && isOpen(one),
    // One that has ended is meant only where the row says when it began, and that it has an end.
    (one: Residency) => isAlike(one) && begins(one) && to !== undefined,
    (one: Residency) => isAlike(one) && isOpen(one),
    isOpen,
  ];
  for (const fits of states) {
    const found = all.find(fits);
    if (found) return found;
  }
  return undefined;
}

/** Seconds stand in no table for a moment in between; what reads the same is the same. */
const isMoment = (time: SiteTime, ms: number, text: string) => time.toText(ms) === text || time.toMs(text) === ms;

function toResidency(
  row: PersonRow,
  of: Pick<Residency, 'person' | 'address'>,
  known: Residency | undefined,
  { time, nowMs, complain }: RowContext,
): Residency | undefined {
  const { relation = known?.relation, from, to } = row;
  if (relation === undefined) {
    complain('relation', 'missing');
    return undefined;
  }
  const next: Residency = {
    ...(known ?? { id: '', ...of, fromMs: time.toMs(time.toText(nowMs).slice(0, 10)) }),
    relation,
  };
  if (from !== undefined && !(known && isMoment(time, known.fromMs, from))) next.fromMs = time.toMs(from);
  if (to === null) delete next.toMs;
  else if (to !== undefined && !(known?.toMs !== undefined && time.endToText(known.toMs) === to)) {
    next.toMs = time.endToMs(to);
  }
  return next;
}

function changedColumns(known: Residency | undefined, next: Residency): ColumnKey[] {
  const columns = { relation: 'relation', fromMs: 'from', toMs: 'to', household: 'household' } as const;
  return (Object.keys(columns) as (keyof typeof columns)[])
    .filter((field) => known?.[field] !== next[field])
    .map((field) => columns[field]);
}
