import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '../kernel/clock.ts';
import { createId } from '../kernel/ids.ts';
import type { Store } from '../kernel/sqlite-store.ts';
import { publishedFromMs, type RequestFigures, toRequestFigures } from './request-figures.ts';
import {
  decideRater,
  decideRequest,
  doneWithinMs,
  type RequestDeed,
  type RequestKind,
  type RequestRefusal,
  type RequestStep,
  type ServiceRequest,
  type Urgency,
} from './service-request.ts';
import { createRequestTable, type RequestFilter } from './sqlite-requests.ts';

export interface NewRequest {
  kind: RequestKind;
  urgency: Urgency;
  from: ServiceRequest['from'];
  words: string;
  person?: string | undefined;
  home?: string | undefined;
  place?: string | undefined;
}

export type RequestAnswer = { ok: true; request: ServiceRequest } | { ok: false; code: RequestRefusal };

export interface RequestBook {
  /** With the code by which whoever asked follows it; the code is shown once and kept as a digest. */
  enter(wanted: NewRequest, user: string): { request: ServiceRequest; followCode: string };
  act(id: string, deed: RequestDeed, words: string | undefined, by: RequestStep['by']): RequestAnswer;
  get(id: string): ServiceRequest | undefined;
  follow(code: string): ServiceRequest | undefined;
  steps(id: string): RequestStep[];
  list(filter: RequestFilter): ServiceRequest[];
  /**
   * One month as it is published: worked out once, when whatever was asked for in it should have been done, and the same ever
   * after, so that two looks tell no more than one. Before that, the moment from which on it is; `clockUnsure` where that may have
   * passed, and the clock is not believed.
   */
  published(span: { fromMs: number; toMs: number }): RequestFigures | { fromWhenMs: number; clockUnsure?: true };
  removeOf(person: string): number;
}

export interface RequestBookOptions {
  store: Store;
  clock: Clock;
  /** False while the wall clock cannot be believed: then no month is called over. */
  clockKnown(): boolean;
  /** IANA name; the year of a number is the site's. */
  timeZone: string;
  /** Inside the transaction of the step. */
  stepped(request: ServiceRequest, step: RequestStep): void;
}

/** 80 random bits in letters that nobody takes for another. */
function createFollowCode(): string {
  const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
  return Array.from(randomBytes(16), (byte) => alphabet[byte & 31]).join('');
}

const digestOf = (code: string): string => createHash('sha256').update(code).digest('hex');

/** Requests of residents and staff, from the first word to the rating. */
export function createRequestBook(options: RequestBookOptions): RequestBook {
  const { store, clock, clockKnown, timeZone, stepped } = options;
  const table = createRequestTable(store);
  const yearOf = new Intl.DateTimeFormat('en', { timeZone, year: 'numeric' });
  const add = (request: ServiceRequest, step: Omit<RequestStep, 'n' | 'request' | 'atMs'>) =>
    stepped(request, table.addStep({ ...step, request: request.id, atMs: clock.wallMs() }));

  return {
    enter: (wanted, user) =>
      store.transaction(() => {
        const nowMs = clock.wallMs();
        const year = Number(yearOf.format(nowMs));
        const { kind, urgency, from, words, person, home, place } = wanted;
        const request: ServiceRequest = {
          ...{ id: createId(), kind, urgency, from, words, person, home, place },
          number: `${year}-${String(table.nextNumber(year)).padStart(5, '0')}`,
          state: 'entered',
          enteredBy: user,
          enteredAtMs: nowMs,
          dueMs: nowMs + doneWithinMs[urgency],
          ...{ assignee: undefined, doneAtMs: undefined, endedAtMs: undefined, returned: 0, score: undefined },
        };
        const followCode = createFollowCode();
        table.add(request, digestOf(followCode));
        add(request, { step: 'entered', by: { kind: 'user', id: user }, words: undefined, data: { kind, urgency } });
        return { request, followCode };
      }),
    act: (id, deed, words, by) =>
      store.transaction(() => {
        const known = table.get(id);
        if (!known) return { ok: false, code: 'no-request' };
        const decided = decideRequest(known, deed, words, clock.wallMs());
        if (!decided.ok) return decided;
        const rater = deed.kind === 'rate' ? decideRater(known, table.steps(id), by) : { ok: true as const, data: {} };
        if (!rater.ok) return rater;
        table.save(decided.next);
        add(decided.next, { step: decided.step, by, words, data: { ...decided.data, ...rater.data } });
        return { ok: true, request: decided.next };
      }),
    get: table.get,
    follow: (code) => table.byFollow(digestOf(code)),
    steps: table.steps,
    list: table.list,
    published: (span) =>
      store.transaction(() => {
        const known = table.publication(span.fromMs, span.toMs);
        if (known) return known;
        const fromWhenMs = publishedFromMs(span.toMs);
        if (!clockKnown()) return { fromWhenMs, clockUnsure: true };
        if (clock.wallMs() < fromWhenMs) return { fromWhenMs };
        const figures = toRequestFigures(table.between(span.fromMs, span.toMs), span);
        table.publish(figures);
        return figures;
      }),
    removeOf: (person) => store.transaction(() => table.removeOf(person)),
  };
}
