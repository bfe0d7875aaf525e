import type { RecordKind, RecordOf } from '../records.ts';
import type { Records } from '../register-model.ts';
import type { ChangeProblem, ProblemCode } from '../register-types.ts';
import type { SiteRules } from './site-rules.ts';

/** What a check of one record may look at: all records as they were and as they will be. */
export interface CheckContext {
  before: Records;
  after: Records;
  rules: SiteRules;
  nowMs: number;
}

export type Finding = Omit<ChangeProblem, 'at'>;
/** What is wrong with a record as it is to be; nothing, if it is in order. */
export type Check<K extends RecordKind> = (record: RecordOf<K>, context: CheckContext) => Finding[];

/** One finding where `wrong`, in a list. */
export function findingIf(wrong: boolean, code: ProblemCode, field: string, message: string): Finding[] {
  return wrong ? [{ code, field, message }] : [];
}
