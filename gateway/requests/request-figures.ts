import { doneWithinMs, type RequestKind, requestKinds, type ServiceRequest } from './service-request.ts';

/** No count from 1 to 9 is published, nor anything that was worked out from one. */
export const smallestShown = 10;
/** Shares, medians and means say what single people met with: they are of at least so many. */
export const smallestJudged = 20;
/** Counts are rounded to it. */
const base = 5;
/** No finer than what one of twenty can move: shares by 1/20, means of one to five by 4/20. */
const sharesPerOne = 20;
const scoresPerOne = 5;
const smallestShare = 1 / sharesPerOne;

/**
 * One kind in one month, as it hangs in the hallway. Missing is what is too small to be published.
 *
 * The rule is statistical disclosure control as it is practised for small places: a threshold for every cell and for whatever
 * is computed from it, complementary suppression of what would give it away, top and bottom coding of shares (Washington State
 * Department of Health, "Guidelines for Working with Small Numbers"), conventional rounding to base 5 (UNECE and Eurostat,
 * "Glossary of Statistical Disclosure Control"). The threshold of twenty is our own, from the steps.
 */
export interface RequestFigure {
  kind: RequestKind;
  /** To the nearest 5. */
  entered?: number;
  /** Of those that are done: in time, 0.05…0.95, where the ends mean "at most" and "at least". */
  inTimeShare?: number;
  /** The middle of what they took: to the hour within a day, else to half a day. */
  medianHours?: number;
  /** One to five. */
  meanScore?: number;
}

export interface RequestFigures {
  fromMs: number;
  toMs: number;
  kinds: RequestFigure[];
  /** Of the rounded counts. Missing where it would tell something of a kind that is hidden. */
  total?: number;
}

/**
 * From when on the figures of a span are published: when whatever was asked for in it should have been done. A span that still
 * runs could be published twice and differenced.
 */
export const publishedFromMs = (toMs: number): number => toMs + doneWithinMs.long;

/** Primary suppression, then complementary: with a kind hidden, the total and the rest would tell of it. */
export function toRequestFigures(
  requests: readonly ServiceRequest[],
  span: { fromMs: number; toMs: number },
): RequestFigures {
  const byKind = Map.groupBy(requests, ({ kind }) => kind);
  const kinds = requestKinds.map((kind) => figureOf(kind, byKind.get(kind) ?? []));
  const isWhole = kinds.every(({ entered }) => entered !== undefined);
  return { ...span, kinds, ...(isWhole && { total: kinds.reduce((sum, { entered = 0 }) => sum + entered, 0) }) };
}

function figureOf(kind: RequestKind, requests: readonly ServiceRequest[]): RequestFigure {
  if (requests.length > 0 && requests.length < smallestShown) return { kind };
  const done = requests.filter((one) => one.doneAtMs !== undefined);
  const took = done.map((one) => one.doneAtMs! - one.enteredAtMs).toSorted((a, b) => a - b);
  const scores = requests.flatMap(({ score }) => (score === undefined ? [] : [score]));
  const figure: RequestFigure = { kind, entered: roundTo(requests.length, base) };
  if (done.length >= smallestJudged) {
    const inTime = done.filter((one) => one.doneAtMs! - one.enteredAtMs <= doneWithinMs[one.urgency]).length;
    // All or none would say something of each of them.
    const share = roundRatio(inTime, done.length, sharesPerOne);
    figure.inTimeShare = Math.min(1 - smallestShare, Math.max(smallestShare, share));
    figure.medianHours = roundHours(took[Math.floor((took.length - 1) / 2)]! / 3_600_000);
  }
  if (scores.length >= smallestJudged) {
    const sum = scores.reduce((added, score) => added + score, 0);
    figure.meanScore = roundRatio(sum, scores.length, scoresPerOne);
  }
  return figure;
}

const roundTo = (value: number, step: number): number => Math.round(value / step) * step;

/** Of whole numbers, so that what is half-way is exactly half-way: else one answer could move a mean by two steps. */
const roundRatio = (part: number, whole: number, stepsPerOne: number): number =>
  Math.round((part * stepsPerOne) / whole) / stepsPerOne;

/** A median is one request's own time: a neighbour who knows that to the minute must not find it. */
const roundHours = (hours: number): number => roundTo(hours, hours < 24 ? 1 : 12);
