import type { Answer, Outbound, Posted } from './outbound.ts';
import type { SharedFields } from './share-fields.ts';
import type { FieldName } from './share-terms.ts';

/** An event as it leaves: a name that tells nothing, and the allowed fields. An adapter gets nothing else to send. */
export interface ExportItem {
  id: string;
  fields: SharedFields;
}

export interface Trouble {
  /** `refused`: the recipient does not want this content. `failed`: it may come through later. `gone`: it never will again. */
  kind: 'refused' | 'failed' | 'gone';
  /** One word or `HTTP 503`; nothing of what was sent or answered. */
  why: string;
  retryAfterMs?: number;
}

export interface Delivered {
  /** The first so many items of the batch are with the recipient, or left out for want of a form. */
  taken: number;
  /** How many of those were left out. */
  leftOut: number;
  trouble?: Trouble;
}

/** A way to one recipient, open as long as one process sends there. Its calls never overlap and never throw. */
export interface ExportLine {
  /** In order. Asks `goOn` before each thing that it sends; what it did not come to is neither taken nor trouble. */
  deliver(batch: readonly ExportItem[], goOn: () => boolean): Promise<Delivered>;
  /** Shows that the recipient can be reached and lets us in, with nothing of any event. */
  probe(): Promise<Trouble | undefined>;
  close(): Promise<void>;
}

export interface StoredTarget {
  /** Operators see it. */
  target: Record<string, unknown>;
  /** Nobody sees it again. */
  hidden: Record<string, string>;
}

export interface ParsedTarget extends StoredTarget {
  /** Made just now, to be told once: the recipient needs it. */
  told?: string;
}

export interface LineOptions {
  /** The share's public id. */
  share: string;
  outbound: Outbound;
  /** Wall clock. */
  nowMs(): number;
}

/** A way of delivery. A new one is one file here and one line in `adapters/adapter-list.ts`. */
export interface ExportAdapter {
  kind: string;
  /** Without these it has nothing to say. */
  needs: readonly FieldName[];
  /** Whether trouble is about the item after the taken ones, also where the batch had several. */
  oneByOne: boolean;
  /** Checks what an operator typed. Throws a `share-refused` Fault that names the field. */
  parseTarget(input: unknown, outbound: Outbound): ParsedTarget;
  open(stored: StoredTarget, options: LineOptions): ExportLine;
}

/** One attempt to reach a recipient. */
export const attemptMs = 10_000;

/** Answers that are about the content; others may be different tomorrow. */
const contentRefused = [400, 409, 413, 422];

export function readRetryAfter({ headers }: Pick<Answer, 'headers'>): number | undefined {
  const seconds = Number(headers['retry-after']);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined;
}

/** What a recipient's answer over HTTP means; undefined for a success. */
export function readTrouble(posted: Posted): Trouble | undefined {
  if (!posted.ok) return { kind: 'failed', why: posted.why };
  const { status } = posted.answer;
  if (status >= 200 && status < 300) return undefined;
  const why = `HTTP ${status}`;
  if (status === 410) return { kind: 'gone', why };
  if (contentRefused.includes(status)) return { kind: 'refused', why };
  const retryAfterMs = readRetryAfter(posted.answer);
  return { kind: 'failed', why, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}

/** Gives items to `send` one after the other, until there is trouble. `left-out` counts as done. */
export async function deliverEach(
  batch: readonly ExportItem[],
  goOn: () => boolean,
  send: (item: ExportItem) => Promise<Trouble | 'left-out' | undefined>,
): Promise<Delivered> {
  let leftOut = 0;
  for (const [taken, item] of batch.entries()) {
    if (!goOn()) return { taken, leftOut };
    const result = await send(item);
    if (result === 'left-out') leftOut += 1;
    else if (result) return { taken, leftOut, trouble: result };
  }
  return { taken: batch.length, leftOut };
}
