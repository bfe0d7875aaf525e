import type { Lane } from '../../devices/contracts/site-events.ts';
import type { AnchorRow, CloudStore } from '../store/store.ts';
import type { EpochRow, HealthStore, SealRow, SequenceSpan, SpanCount } from './health-store.ts';

const lanes: readonly Lane[] = ['alarm', 'event'];

export interface MissingRange {
  lane: Lane;
  from: number;
  to: number;
}

/** What a gateway issued in one of its days, against what the cloud has of it. */
export interface ProofDay {
  /** By the gateway's calendar; null: what came after its last seal, up to now or to the end of that epoch. */
  day: string | null;
  epoch: string;
  /** By the gateway's word. */
  issued: number;
  /** Of those, in the cloud, each counted once. */
  received: number;
  /** Not acknowledged yet: on their way, not lost. */
  waiting: number;
  missing: number;
  duplicate: number;
  missingRanges: MissingRange[];
  /** Where its ledger stood at the end of the day, and whether the cloud's anchors say the same. */
  anchor: { seq: number; hash: string; atMs: number; signature: string; agrees: 'yes' | 'no' | 'unknown' } | null;
}

type ProofStore = Pick<CloudStore, 'streams' | 'gateways' | 'anchors'> & {
  health: Pick<HealthStore, 'seals' | 'epochs' | 'countSpan'>;
};

/** Seals that follow each other in one epoch cover everything; what is before the first one or between two is no day's. */
export function lanesOfSeal({ gateway, epoch, from, to }: SealRow): SequenceSpan[] {
  return lanes.map((lane) => ({ gateway, epoch, lane, from: from[lane], to: to[lane] }));
}

function addUp(spans: readonly (SequenceSpan & { acked: number; count: SpanCount })[]) {
  const sum = { issued: 0, received: 0, waiting: 0, missing: 0, duplicate: 0 };
  const missingRanges: MissingRange[] = [];
  for (const { lane, from, to, acked, count } of spans) {
    const settled = Math.max(from, Math.min(to, acked));
    sum.issued += to - from;
    sum.received += count.received;
    sum.waiting += to - settled;
    sum.missing += Math.max(0, settled - from - count.received);
    sum.duplicate += count.duplicate;
    missingRanges.push(...count.missingRanges.map((range) => ({ lane, ...range })));
  }
  return { ...sum, missingRanges };
}

/** Whether the anchors that came by themselves contradict what a seal says of the ledger. */
export function compareAnchors(
  { ledger }: Pick<SealRow, 'ledger'>,
  anchors: readonly Pick<AnchorRow, 'seq' | 'hash'>[],
) {
  const same = anchors.filter(({ seq }) => seq === ledger.seq);
  if (same.length === 0) return 'unknown';
  return same.every(({ hash }) => hash === ledger.hash) ? 'yes' : 'no';
}

const anchorOf = (seal: SealRow, anchors: readonly AnchorRow[]): ProofDay['anchor'] => {
  const { ledger, atMs, signature } = seal;
  return { ...ledger, atMs, signature, agrees: compareAnchors(seal, anchors) };
};

/** Days of a gateway, newest first, each counted in the store when asked. */
export async function proveGateway(store: ProofStore, gateway: string, days: number): Promise<ProofDay[]> {
  const [seals, epochs, streams, [row], anchors] = await Promise.all([
    store.health.seals(gateway, days),
    store.health.epochs(gateway),
    store.streams([gateway]),
    store.gateways([gateway]),
    store.anchors(gateway, 10_000),
  ]);
  const status = row?.status;
  /** What a gateway was acknowledged, by its own word or by this store's, is settled: it must be here. */
  const ackedOf = (epoch: string, lane: Lane) => {
    const stream = streams.find((each) => each.epoch === epoch && each.lane === lane);
    return Math.max(stream?.acked ?? 0, status?.epoch === epoch ? status.lanes[lane].acked : 0);
  };
  const count = async (spans: readonly SequenceSpan[]) => {
    const counted = [];
    for (const span of spans) {
      const acked = ackedOf(span.epoch, span.lane);
      const settled = { ...span, to: Math.max(span.from, Math.min(span.to, acked)) };
      counted.push({ ...span, acked, count: await store.health.countSpan(settled) });
    }
    return addUp(counted);
  };
  const proved: ProofDay[] = [];
  for (const epoch of openEpochs(epochs, streams, status?.epoch)) {
    const sealed = seals.find((seal) => seal.epoch === epoch);
    const reached = epochs.find((each) => each.epoch === epoch);
    const spans = lanes.map((lane) => {
      const issued = status?.epoch === epoch ? status.lanes[lane].issued : 0;
      const to = Math.max(issued, reached?.[lane] ?? 0, ackedOf(epoch, lane));
      return { gateway, epoch, lane, from: sealed?.to[lane] ?? 0, to };
    });
    if (spans.every(({ from, to }) => to <= from)) continue;
    proved.push({ day: null, epoch, ...(await count(spans)), anchor: null });
  }
  for (const seal of seals)
    proved.push({
      day: seal.day,
      epoch: seal.epoch,
      ...(await count(lanesOfSeal(seal))),
      anchor: anchorOf(seal, anchors),
    });
  return proved;
}

/** Every epoch of which something is known, the present one first, then the latest. */
function openEpochs(
  epochs: readonly EpochRow[],
  streams: readonly { epoch: string }[],
  present: string | undefined,
): string[] {
  const latest = [...epochs].reverse().map(({ epoch }) => epoch);
  const others = streams.map(({ epoch }) => epoch).reverse();
  return [...new Set([...(present === undefined ? [] : [present]), ...latest, ...others])];
}
