import type { AlarmStep, Disposition } from '../../../../devices/contracts/alarms.ts';
import { despiteCause, doneBy, noMatter, refusalOf } from '../../../alarms/step-rules.ts';
import type { ConsoleRationale } from '../../alarms/alarm-ports.ts';
import type { ConsoleAlarm } from '../../console-ports.ts';
import type { Answer } from '../api/api.ts';

export type StepKind =
  | 'acknowledge'
  | 'verify'
  | 'dispatch'
  | 'arrive'
  | 'resolve'
  | 'close'
  | 'reopen'
  | 'shelve'
  | 'unshelve'
  | 'note';
/** One step of an alarm's history, as the gateway answers it. */
export type HistoryEntry = Answer<'/api/alarms/{id}/history'>[number];
export type Required = ConsoleRationale['required'][number];

/** A step, its key, and whether it can be done now; `why` not is a code as the gateway would refuse it. */
export interface StepChoice {
  kind: StepKind;
  key: string;
  state: 'possible' | 'done' | 'refused';
  why?: string;
}

/** In the order of handling; the number on the keyboard is the place. */
export const dispositions: readonly Disposition[] = [
  'real',
  'real-false-cause',
  'nuisance',
  'test',
  'duplicate',
  'no-cause-found',
  'referred',
];

/** What was done, as far as this page knows: nothing is said to be missing that may only not be read yet. */
export interface StepFacts {
  required: readonly Required[];
  /** Steps since it was raised; undefined while they are read. */
  done: ReadonlySet<AlarmStep> | undefined;
  may: { handle: boolean; shelveUrgent: boolean };
}

/** What was done since an alarm was last raised: a new raising asks for everything anew. */
export function stepsSince(history: readonly HistoryEntry[]): HistoryEntry[] {
  return history.slice(history.findLastIndex(({ data }) => data.state === 'raised') + 1);
}

export function isDone(alarm: ConsoleAlarm, step: Required, done: StepFacts['done']): boolean {
  if (step === 'acknowledge') return alarm.acknowledgedAtMs !== undefined;
  if (step === 'verify') return alarm.verdict !== undefined;
  return done === undefined || done.has(doneBy[step]);
}

const firstMissing = (alarm: ConsoleAlarm, { required, done }: StepFacts, but?: Required): string | undefined => {
  const missing = required.find((step) => step !== but && !isDone(alarm, step, done));
  return missing && refusalOf[missing];
};

/** Why a step of an open alarm is refused, or that it is done. The gateway decides again (gateway/alarms/decide-step.ts). */
function decideOpen(alarm: ConsoleAlarm, kind: StepKind, facts: StepFacts): 'possible' | 'done' | string {
  const { required, done, may } = facts;
  const taken = alarm.acknowledgedAtMs !== undefined;
  switch (kind) {
    case 'acknowledge':
      return taken ? 'done' : 'possible';
    case 'note':
      return 'possible';
    case 'reopen':
      return 'not-closed';
    case 'shelve':
      if (alarm.hidden) return 'already-hidden';
      return alarm.priority === 1 && !may.shelveUrgent ? 'not-shelvable' : 'possible';
    case 'unshelve':
      return alarm.hidden?.kind === 'shelved' ? 'possible' : 'not-shelved';
    case 'close':
      if (!taken) return 'acknowledge-first';
      return alarm.priority <= 2 && alarm.verdict === undefined ? 'verify-first' : 'possible';
  }
  if (!taken && required.includes('acknowledge')) return 'acknowledge-first';
  switch (kind) {
    case 'verify':
    case 'dispatch':
      return 'possible';
    case 'arrive':
      if (required.includes('dispatch') && done && !done.has('dispatched')) return 'dispatch-first';
      return done?.has('arrived') ? 'done' : 'possible';
    case 'resolve':
      if (alarm.state === 'resolved') return 'done';
      return (alarm.verdict === 'real' && firstMissing(alarm, facts, 'resolve')) || 'possible';
  }
}

function decideStep(alarm: ConsoleAlarm, kind: StepKind, facts: StepFacts): 'possible' | 'done' | string {
  if (!facts.may.handle) return 'not-allowed';
  if (alarm.state !== 'closed') return decideOpen(alarm, kind, facts);
  if (kind === 'close') return 'done';
  return kind === 'reopen' || kind === 'note' ? 'possible' : 'already-closed';
}

const keys: [kind: StepKind, key: string][] = [
  ['acknowledge', 'a'],
  ['verify', 'v'],
  ['dispatch', 'd'],
  ['arrive', 'r'],
  ['resolve', 'e'],
  ['close', 'c'],
  ['shelve', 's'],
  ['note', 'o'],
  ['reopen', 'u'],
];

/** Every step with its key; S brings back what was set aside. */
export function decideSteps(alarm: ConsoleAlarm, facts: StepFacts): StepChoice[] {
  return keys.map(([each, key]) => {
    const kind = each === 'shelve' && alarm.hidden?.kind === 'shelved' ? 'unshelve' : each;
    const answer = decideStep(alarm, kind, facts);
    if (answer === 'possible' || answer === 'done') return { kind, key, state: answer };
    return { kind, key, state: 'refused', why: answer };
  });
}

export interface ClosingChoice {
  disposition: Disposition;
  why?: string;
  /** Its cause still stands, so that somebody has to say why it is no matter. */
  needsNote: boolean;
}

/** As what an alarm can be closed now. */
export function decideClosings(alarm: ConsoleAlarm, facts: StepFacts): ClosingChoice[] {
  const standing = alarm.active && !alarm.momentary;
  return dispositions.map((disposition) => {
    const needsNote = standing && despiteCause.includes(disposition);
    const contradicts = alarm.verdict !== undefined && alarm.verdict !== 'real';
    const isReal = disposition === 'real' || (alarm.verdict === 'real' && noMatter.includes(disposition));
    const contradictory = disposition === 'real' && contradicts ? 'verified-otherwise' : undefined;
    const why =
      contradictory ??
      (isReal ? firstMissing(alarm, facts) : undefined) ??
      (standing && !needsNote ? 'still-active' : undefined);
    return { disposition, needsNote, ...(why !== undefined && { why }) };
  });
}
