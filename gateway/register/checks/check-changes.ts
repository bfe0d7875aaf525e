import { type RecordKind, type RecordOf, recordParsers } from '../records.ts';
import { createDraft, type Model, type Records } from '../register-model.ts';
import type { Change, ChangeProblem } from '../register-types.ts';
import type { RecordRow } from '../sqlite-records.ts';
import { type Check, type CheckContext, type Finding, findingIf } from './change-check.ts';
import { checkCase, checkVisit, checkWatch } from './check-approvals.ts';
import { checkConsent } from './check-consent.ts';
import { checkCredential, checkVehicle } from './check-credentials.ts';
import { checkAddress, checkGroup, checkHousehold, checkResidency } from './check-places.ts';
import { checkReferences, checkUnused } from './check-references.ts';
import type { SiteRules } from './site-rules.ts';

const checks: { readonly [K in RecordKind]?: Check<K> } = {
  address: checkAddress,
  household: checkHousehold,
  residency: checkResidency,
  vehicle: checkVehicle,
  credential: checkCredential,
  group: checkGroup,
  consent: checkConsent,
  visit: checkVisit,
  watch: checkWatch,
  case: checkCase,
};

/** A change that is in order by itself: what it does to memory and to the database. */
export interface PreparedChange {
  at: number;
  kind: RecordKind;
  id: string;
  /** A copy that nobody else holds; `undefined` where the record is to go. */
  record: RecordOf<RecordKind> | undefined;
  /** As it was. */
  was: RecordOf<RecordKind> | undefined;
  row: RecordRow;
}

export interface CheckedChanges {
  /** Everything as it will be; of use only where there are no problems. */
  draft: Model;
  prepared: PreparedChange[];
  problems: ChangeProblem[];
}

const sliceSize = 250;

/**
 * Checks a whole change set on what it would lead to. Yields now and then, so that a caller with very many changes can let
 * others have their turn; `records` must not change meanwhile.
 */
export function* checkChanges(
  changes: readonly Change[],
  records: Records,
  rules: SiteRules,
  nowMs: number,
): Generator<number, CheckedChanges> {
  const draft = createDraft(records);
  const prepared: PreparedChange[] = [];
  const problems: ChangeProblem[] = [];
  const seen = new Set<string>();
  for (const [at, change] of changes.entries()) {
    const outcome = prepare(change, at, draft, seen);
    if ('code' in outcome) problems.push({ at, ...outcome });
    else prepared.push(outcome);
    if (at % sliceSize === sliceSize - 1) yield at;
  }
  const context: CheckContext = { before: records, after: draft, rules, nowMs };
  for (const [index, one] of prepared.entries()) {
    for (const finding of checkPrepared(one, context)) problems.push({ at: one.at, ...finding });
    if (index % sliceSize === sliceSize - 1) yield index;
  }
  return { draft, prepared, problems: problems.sort((a, b) => a.at - b.at) };
}

/** Reads one change and puts it into the draft. */
function prepare(change: Change, at: number, draft: Model, seen: Set<string>): PreparedChange | Finding {
  const { kind } = change;
  const parsed = readRecord(change);
  if ('code' in parsed) return parsed;
  const { id, record, body } = parsed;
  const name = `${kind}/${id}`;
  if (seen.has(name)) return { code: 'not-alone', message: 'another change of the same set is about the same record' };
  seen.add(name);
  const version = draft.version(kind, id);
  const was = draft.get(kind, id);
  if (change.ifVersion !== undefined && change.ifVersion !== version) {
    return { code: 'version-conflict', message: 'somebody else has changed this record meanwhile' };
  }
  if (record === undefined) {
    if (version === 0) return { code: 'no-such-record', message: 'there is no such record' };
    draft.remove(kind, id);
  } else {
    draft.put(kind, record, version + 1);
  }
  return { at, kind, id, record, was, row: { kind, id, version: version + 1, body } };
}

interface ReadRecord {
  id: string;
  record: RecordOf<RecordKind> | undefined;
  body: string | undefined;
}

function readRecord(change: Change): ReadRecord | Finding {
  const parser = recordParsers[change.kind];
  if (parser === undefined) return { code: 'malformed', field: 'kind', message: 'there is no such kind of record' };
  if ('remove' in change) return { id: change.remove, record: undefined, body: undefined };
  const parsed = parser(change.put);
  if (!parsed.ok) return { code: 'malformed', ...fieldOf(parsed.problem), message: parsed.problem };
  const body = JSON.stringify(parsed.value);
  return { id: parsed.value.id, record: Object.freeze(JSON.parse(body)) as RecordOf<RecordKind>, body };
}

function fieldOf(problem: string): { field?: string } {
  const field = /^[a-z][A-Za-z]*/.exec(problem)?.[0];
  return field === undefined || problem.startsWith('the message') ? {} : { field };
}

function checkPrepared({ kind, id, record }: PreparedChange, context: CheckContext): Finding[] {
  if (record === undefined) return checkUnused(kind, id, context);
  const check = checks[kind] as Check<RecordKind> | undefined;
  return [...checkReferences(kind, record, context), ...checkTimes(record), ...(check?.(record, context) ?? [])];
}

function checkTimes(record: RecordOf<RecordKind>): Finding[] {
  const { fromMs = Number.NEGATIVE_INFINITY, toMs } = record as { fromMs?: number; toMs?: number };
  return findingIf(toMs !== undefined && toMs <= fromMs, 'ends-before-it-begins', 'toMs', 'it ends before it begins');
}
