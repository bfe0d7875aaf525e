import Type, { type Static } from 'typebox';
import { createParser } from '../../devices/contracts/parse.ts';
import {
  type TwinDocument as Document,
  noSettings,
  type TwinDesired,
  TwinDocument,
  twinStates,
} from '../../devices/contracts/twin.ts';
import { isSame } from './apply-twin.ts';

const strict = { additionalProperties: false } as const;
const Answers = { version: Type.Integer({ minimum: 0 }), etag: Type.String({ maxLength: 80 }) };
const Settings = { ...Answers, document: TwinDocument };

/** `twin.json`, and with it everything that a restart has to know. It is written before each step, whole or not at all. */
const KeptTwin = Type.Object(
  {
    format: Type.Literal(1),
    /** The last settings with which the gateway ran well. */
    good: Type.Object(Settings, strict),
    /** Settings that have to prove themselves: `staged` until the next start, then `trying`. */
    trial: Type.Optional(
      Type.Object(
        {
          ...Settings,
          stage: Type.Enum(['staged', 'trying']),
          starts: Type.Integer({ minimum: 0 }),
          /** What did not work before it. */
          known: Type.Array(Type.String({ maxLength: 100 }), { maxItems: 100 }),
        },
        strict,
      ),
    ),
    /** What became of the newest desired settings. */
    verdict: Type.Object(
      {
        answers: Type.Object(Answers, strict),
        state: Type.Enum([...twinStates]),
        problems: Type.Array(Type.String({ maxLength: 500 }), { maxItems: 20 }),
        atMs: Type.Integer({ minimum: 0 }),
        /** It stands in the ledger. */
        noted: Type.Boolean(),
      },
      strict,
    ),
  },
  strict,
);
type KeptSchema = Static<typeof KeptTwin>;
type Named<Part> = Omit<Part, 'document'> & { document: Document };
export type KeptTwin = Omit<KeptSchema, 'good' | 'trial'> & {
  good: Named<KeptSchema['good']>;
  trial?: Named<NonNullable<KeptSchema['trial']>>;
};

const check = createParser(KeptTwin);
export function parseKeptTwin(input: unknown): KeptTwin | undefined {
  const parsed = check(input);
  return parsed.ok ? (parsed.value as KeptTwin) : undefined;
}

/** Starts that settings on probation may have cost; a power cut is one of them. */
export const maxTrialStarts = 3;

export const freshTwin = (nowMs: number): KeptTwin => ({
  format: 1,
  good: noSettings,
  verdict: {
    answers: { version: noSettings.version, etag: noSettings.etag },
    state: 'applied',
    problems: [],
    atMs: nowMs,
    noted: true,
  },
});

type Verdict = KeptTwin['verdict'];
const judge = (
  { version, etag }: { version: number; etag: string },
  state: Verdict['state'],
  atMs: number,
  problems: string[] = [],
) => ({
  verdict: { answers: { version, etag }, state, problems, atMs, noted: false },
});

/** What the gateway runs with while this is kept. */
export function runningOf({ good, trial }: KeptTwin): Named<KeptSchema['good']> {
  return trial?.stage === 'trying' ? trial : good;
}

export interface Offer {
  desired: TwinDesired;
  problems: string[];
  needsRestart: boolean;
  /** Keys of what does not work now. */
  known: string[];
}

/** What is kept once the cloud has offered settings; the same object where they are nothing new. */
export function takeOffer(kept: KeptTwin, { desired, problems, needsRestart, known }: Offer, nowMs: number): KeptTwin {
  const { good, trial, verdict } = kept;
  if (desired.etag === verdict.answers.etag) return kept;
  const trying = trial?.stage === 'trying' ? { trial } : {};
  const { version, etag, document } = desired;
  const settings = { version, etag, document };
  // a staged one was replaced before it ever counted
  if (problems.length > 0) return { format: 1, good, ...trying, ...judge(desired, 'refused', nowMs, problems) };
  if (isSame(document, runningOf(kept).document)) {
    if (trial?.stage !== 'trying') return { format: 1, good: settings, ...judge(desired, 'applied', nowMs) };
    return { format: 1, good, trial: { ...trial, ...settings }, ...judge(desired, 'on-probation', nowMs) };
  }
  const stage = needsRestart ? 'staged' : 'trying';
  // what an earlier trial broke is no old trouble
  const first = trial?.stage === 'trying' ? trial.known : known;
  const state = needsRestart ? 'pending-restart' : 'on-probation';
  return { format: 1, good, trial: { ...settings, stage, starts: 0, known: first }, ...judge(desired, state, nowMs) };
}

/** The gateway starts: what is on trial is tried, unless it has ended the gateway too often. */
export function beginRun(kept: KeptTwin, nowMs: number): KeptTwin {
  const { trial } = kept;
  if (!trial) return kept;
  if (trial.starts >= maxTrialStarts) {
    return rollBack(kept, `the gateway ended ${trial.starts} times before it had run well with these settings`, nowMs);
  }
  const fresh: KeptTwin = { ...kept, trial: { ...trial, stage: 'trying', starts: trial.starts + 1 } };
  const isNewest = kept.verdict.answers.etag === trial.etag && kept.verdict.state !== 'on-probation';
  return isNewest ? { ...fresh, ...judge(trial, 'on-probation', nowMs) } : fresh;
}

/** This run has to do without it: it waits for the next one. */
export function putOffTrial(kept: KeptTwin, nowMs: number): KeptTwin {
  const { trial, verdict } = kept;
  if (trial?.stage !== 'trying') return kept;
  const isNewest = verdict.answers.etag === trial.etag;
  return {
    ...kept,
    trial: { ...trial, stage: 'staged' },
    ...(isNewest && judge(trial, 'pending-restart', nowMs)),
  };
}

/** It ran well for long enough. */
export function commitTrial(kept: KeptTwin, nowMs: number): KeptTwin {
  const { trial } = kept;
  if (trial?.stage !== 'trying') return kept;
  const { version, etag, document } = trial;
  const isNewest = kept.verdict.answers.etag === etag;
  return {
    format: 1,
    good: { version, etag, document },
    ...(isNewest ? judge(trial, 'applied', nowMs) : { verdict: kept.verdict }),
  };
}

/** Back to the last good ones. */
export function rollBack(kept: KeptTwin, problem: string, nowMs: number): KeptTwin {
  const { good, trial } = kept;
  if (!trial) return kept;
  return { format: 1, good, ...judge(trial, 'refused', nowMs, [problem.slice(0, 500)]) };
}

/** Somebody stopped the gateway: this start was no failure. */
export function restTrial(kept: KeptTwin): KeptTwin {
  const { trial } = kept;
  if (trial?.stage !== 'trying' || trial.starts === 0) return kept;
  return { ...kept, trial: { ...trial, starts: trial.starts - 1 } };
}
