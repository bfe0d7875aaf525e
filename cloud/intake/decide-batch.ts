/** What becomes of a batch whose first event has sequence `first`. */
export type BatchDecision =
  /** It starts after what is stored: nothing is taken, the receipt tells where to go on. */
  | { kind: 'gap' }
  /** The first `skip` events were stored before; `lost` sequences before the batch exist nowhere any more. */
  | { kind: 'take'; skip: number; lost: number };

/**
 * The cumulative acknowledgement's rule, for a stream of which everything up to `acked` is stored. A gap is waited for, unless
 * the gateway holds nothing earlier than this batch (`oldest`): this cloud lost what it had acknowledged, and waiting for
 * it would block the lane for ever.
 */
export function decideBatch(acked: number, first: number, length: number, oldest?: number): BatchDecision {
  if (first <= acked + 1) return { kind: 'take', skip: Math.min(length, acked + 1 - first), lost: 0 };
  return oldest === first ? { kind: 'take', skip: 0, lost: first - acked - 1 } : { kind: 'gap' };
}
