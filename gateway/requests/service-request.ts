import { dayMs } from '../kernel/clock.ts';

/** Something is broken, somebody is not content, or somebody needs a hand. */
export const requestKinds = ['repair', 'complaint', 'help'] as const;
export type RequestKind = (typeof requestKinds)[number];

/**
 * The closed loop, each step on record: entered → accepted → assigned → done → fed back → rated. `refused` is an end with a
 * reason; somebody who says that nothing was solved sends it back to `accepted`.
 */
export const requestStates = ['entered', 'accepted', 'assigned', 'done', 'fed-back', 'rated', 'refused'] as const;
export type RequestState = (typeof requestStates)[number];

/** How soon it has to be done, after the draft for Beijing's 12345 line: 2 hours, 24 hours, 7 days, 15 days. */
export const urgencies = ['urgent', 'soon', 'usual', 'long'] as const;
export type Urgency = (typeof urgencies)[number];
export const doneWithinMs: Readonly<Record<Urgency, number>> = {
  urgent: 2 * 3_600_000,
  soon: dayMs,
  usual: 7 * dayMs,
  long: 15 * dayMs,
};

export interface ServiceRequest {
  id: string;
  /** What people say to each other: `2026-00042`. */
  number: string;
  kind: RequestKind;
  urgency: Urgency;
  state: RequestState;
  /** Whose words these are. */
  from: 'resident' | 'staff';
  words: string;
  /** Opaque ids of the register, and a device, door or zone of the site. */
  person: string | undefined;
  home: string | undefined;
  place: string | undefined;
  enteredBy: string;
  enteredAtMs: number;
  dueMs: number;
  /** A user, or a firm's name. */
  assignee: string | undefined;
  doneAtMs: number | undefined;
  endedAtMs: number | undefined;
  /** How often it came back as not solved. */
  returned: number;
  /** One to five, given by whoever asked. */
  score: number | undefined;
}

/** One step; requests change by steps only, and steps are only added. */
export interface RequestStep {
  request: string;
  n: number;
  step: RequestState | 'returned' | 'noted';
  atMs: number;
  /** A user, or whoever holds the follow-up code. */
  by: { kind: 'user'; id: string } | { kind: 'asker' };
  words: string | undefined;
  data: Record<string, string | number>;
}

export type RequestDeed =
  | { kind: 'accept'; urgency?: Urgency | undefined }
  | { kind: 'refuse' }
  | { kind: 'assign'; to: string }
  | { kind: 'finish' }
  /** Whoever asked was told what was done. */
  | { kind: 'feed-back' }
  | { kind: 'rate'; score: number }
  | { kind: 'return' }
  | { kind: 'note' };

export const requestRefusals = ['no-request', 'not-now', 'words-needed', 'too-late', 'own-work', 'not-asked'] as const;
export type RequestRefusal = (typeof requestRefusals)[number];

/**
 * Who may say how content whoever asked is: they themselves, by the code or, a colleague who asked, at the desk; and for a
 * resident somebody at the desk who was told so. Never who did the work or was given it.
 */
export function decideRater(
  request: ServiceRequest,
  steps: readonly RequestStep[],
  by: RequestStep['by'],
): { ok: true; data: RequestStep['data'] } | { ok: false; code: RequestRefusal } {
  if (by.kind === 'asker') return { ok: true, data: {} };
  const worked = steps.some(
    ({ step, by: doer, data }) =>
      (step === 'done' && doer.kind === 'user' && doer.id === by.id) || (step === 'assigned' && data.to === by.id),
  );
  if (worked) return { ok: false, code: 'own-work' };
  if (request.from === 'resident') return { ok: true, data: { told: 'by-resident' } };
  return request.enteredBy === by.id ? { ok: true, data: {} } : { ok: false, code: 'not-asked' };
}

/** For so long after the feedback it can be rated or sent back. */
export const answerWithinMs = 30 * dayMs;

/** From which states a deed is possible, and to which it leads. */
const ways: Record<Exclude<RequestDeed['kind'], 'note'>, { from: readonly RequestState[]; to: RequestState }> = {
  accept: { from: ['entered'], to: 'accepted' },
  refuse: { from: ['entered', 'accepted'], to: 'refused' },
  assign: { from: ['accepted', 'assigned'], to: 'assigned' },
  finish: { from: ['assigned'], to: 'done' },
  'feed-back': { from: ['done'], to: 'fed-back' },
  rate: { from: ['fed-back'], to: 'rated' },
  return: { from: ['done', 'fed-back', 'rated'], to: 'accepted' },
};
/** These are worth nothing without words. */
const needWords: ReadonlySet<RequestDeed['kind']> = new Set(['refuse', 'finish', 'feed-back', 'return', 'note']);

export type RequestDecision =
  | { ok: true; next: ServiceRequest; step: RequestStep['step']; data: RequestStep['data'] }
  | { ok: false; code: RequestRefusal };

/** What a deed makes of a request; pure. */
export function decideRequest(
  request: ServiceRequest,
  deed: RequestDeed,
  words: string | undefined,
  nowMs: number,
): RequestDecision {
  if (needWords.has(deed.kind) && !words?.trim()) return { ok: false, code: 'words-needed' };
  if (deed.kind === 'note') return { ok: true, next: request, step: 'noted', data: {} };
  const { from, to } = ways[deed.kind];
  if (!from.includes(request.state)) return { ok: false, code: 'not-now' };
  const late = request.endedAtMs !== undefined && nowMs - request.endedAtMs > answerWithinMs;
  if ((deed.kind === 'rate' || deed.kind === 'return') && late) return { ok: false, code: 'too-late' };
  const next: ServiceRequest = { ...request, state: to };
  switch (deed.kind) {
    case 'accept': {
      const urgency = deed.urgency ?? request.urgency;
      const dueMs = request.enteredAtMs + doneWithinMs[urgency];
      return { ok: true, next: { ...next, urgency, dueMs }, step: to, data: { urgency } };
    }
    case 'assign':
      return { ok: true, next: { ...next, assignee: deed.to }, step: to, data: { to: deed.to } };
    case 'finish':
      return { ok: true, next: { ...next, doneAtMs: nowMs }, step: to, data: {} };
    case 'rate':
      return { ok: true, next: { ...next, score: deed.score }, step: to, data: { score: deed.score } };
    case 'return': {
      const again = { doneAtMs: undefined, endedAtMs: undefined, score: undefined, returned: request.returned + 1 };
      return { ok: true, next: { ...next, ...again }, step: 'returned', data: {} };
    }
    default:
      return { ok: true, next: { ...next, endedAtMs: nowMs }, step: to, data: {} };
  }
}
