import { doneWithinMs, type RequestKind, requestKinds, type ServiceRequest } from './service-request.ts';

/** Smaller counts could be put together with what neighbours know. */
export const smallestShown = 5;

/** One kind in one month, as it hangs in the hallway: no count under five, and nothing from which one could be worked out. */
export interface RequestFigure {
  kind: RequestKind;
  /** Missing where it is too small to be published. */
  entered?: number;
  /** Of those that are done: in time, 0…1, and the middle of what they took, in hours. */
  inTimeShare?: number;
  medianHours?: number;
  /** One to five; of at least five that were rated. */
  meanScore?: number;
}

export interface RequestFigures {
  fromMs: number;
  toMs: number;
  kinds: RequestFigure[];
  /** Missing where it would tell something of a kind that is hidden. */
  total?: number;
}

/** Primary suppression below five, then complementary: with a kind hidden, the total and the rest would tell of it. */
export function toRequestFigures(
  requests: readonly ServiceRequest[],
  span: { fromMs: number; toMs: number },
): RequestFigures {
  const byKind = Map.groupBy(requests, ({ kind }) => kind);
  const kinds = requestKinds.map((kind) => figureOf(kind, byKind.get(kind) ?? []));
  const isWhole = kinds.every(({ entered }) => entered !== undefined);
  return { ...span, kinds, ...(isWhole && { total: requests.length }) };
}

function figureOf(kind: RequestKind, requests: readonly ServiceRequest[]): RequestFigure {
  if (requests.length > 0 && requests.length < smallestShown) return { kind };
  const done = requests.filter((one) => one.doneAtMs !== undefined);
  const took = done.map((one) => one.doneAtMs! - one.enteredAtMs).toSorted((a, b) => a - b);
  const scores = requests.flatMap(({ score }) => (score === undefined ? [] : [score]));
  const figure: RequestFigure = { kind, entered: requests.length };
  if (done.length >= smallestShown) {
    const inTime = done.filter((one) => one.doneAtMs! - one.enteredAtMs <= doneWithinMs[one.urgency]).length;
    // A share of all or none says something of each of them; rounding to a twentieth does not.
    figure.inTimeShare = Math.round((inTime / done.length) * 20) / 20;
    figure.medianHours = Math.round(took[Math.floor((took.length - 1) / 2)]! / 360_000) / 10;
  }
  if (scores.length >= smallestShown) {
    figure.meanScore = Math.round((scores.reduce((sum, score) => sum + score, 0) / scores.length) * 10) / 10;
  }
  return figure;
}
