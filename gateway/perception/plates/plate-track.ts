import type { PlateColour, PlateVerdict } from '../messages.ts';
import type { PlateReading } from './plate-recognizer.ts';

export interface PlatePolicy {
  /** Equal exact readings that settle a plate. */
  minAgreeing: number;
  /** A single exact reading whose least sure character reaches this needs only a confirming partial one. */
  highConfidence: number;
  /** After this time what is there is said, with its doubtful positions. */
  partialAfterMs: number;
  /** A position whose winner has less than this share of the weight is doubtful. */
  sureShare: number;
  windowReadings: number;
  /** An exact plate still there is said again after this time: a queue at a barrier can be longer than a memory. */
  repeatAfterMs: number;
}

export const defaultPlatePolicy: PlatePolicy = {
  minAgreeing: 2,
  highConfidence: 0.95,
  partialAfterMs: 1000,
  sureShare: 0.8,
  windowReadings: 15,
  repeatAfterMs: 10_000,
};

export interface PlateTrack {
  /** Adds one reading; returns what it settles, if anything. */
  add(reading: PlateReading, atMs: number): PlateVerdict | undefined;
  readings(): number;
  /** Whether a reading is of this vehicle by what it says: equal, or but for one character. */
  isAlike(plate: string): boolean;
  /** Whether an exact plate has been said. */
  settled(): boolean;
}

type Sample = Pick<PlateReading, 'kind' | 'plate' | 'colour' | 'doubtful' | 'confidences'>;

/** Decides over the readings of one vehicle, position by position; each character weighs what its reader was sure of. */
export function createPlateTrack(policy: PlatePolicy = defaultPlatePolicy): PlateTrack {
  let samples: Sample[] = [];
  let consensus: Consensus | undefined;
  let readings = 0;
  let firstMs: number | undefined;
  let saidPartial = false;
  let said: { plate: string; atMs: number } | undefined;

  const exact = (consensus: Consensus, atMs: number): PlateVerdict | undefined => {
    const { plate, colour } = consensus;
    if (!isExact(consensus, policy)) return undefined;
    if (said?.plate === plate && atMs - said.atMs < policy.repeatAfterMs) return undefined;
    said = { plate, atMs };
    return { kind: 'exact', plate, colour, confidence: Math.min(...consensus.support), characters: consensus.support };
  };

  const partial = (consensus: Consensus, atMs: number): PlateVerdict | undefined => {
    if (said || saidPartial || atMs - (firstMs ?? atMs) < policy.partialAfterMs) return undefined;
    saidPartial = true;
    const { plate, colour, support } = consensus;
    return {
      kind: 'partial',
      plate,
      colour,
      doubtful: doubtfulOf(consensus, policy),
      confidence: Math.min(...support),
      characters: support,
    };
  };

  return {
    readings: () => readings,
    settled: () => said !== undefined,
    isAlike: (plate) => consensus !== undefined && differences(plate, consensus.plate) <= 1,
    add: (reading, atMs) => {
      if (!isWellFormed(reading)) return undefined;
      firstMs ??= atMs;
      readings++;
      samples.push(reading);
      if (samples.length > policy.windowReadings) samples = samples.slice(1);
      consensus = agree(samples);
      return exact(consensus, atMs) ?? partial(consensus, atMs);
    },
  };
}

interface Consensus {
  plate: string;
  colour: PlateColour;
  /** Per position: the winner's mean confidence × its share of the weight. */
  support: number[];
  shares: number[];
  /** The readings of the winning length and colour, and the number of all. */
  group: Sample[];
  all: number;
}

function differences(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  if (left.length !== right.length) return Number.POSITIVE_INFINITY;
  return left.filter((character, position) => character !== right[position]).length;
}

function isWellFormed({ plate, confidences }: PlateReading): boolean {
  const length = [...plate].length;
  return length > 0 && confidences.length === length && confidences.every((value) => value >= 0 && value <= 1);
}

/** Length and colour first (a lost character makes a valid shorter plate), by weight; then each position by itself. */
function agree(samples: readonly Sample[]): Consensus {
  const groups = new Map<string, { weight: number; group: Sample[] }>();
  for (const sample of samples) {
    const key = `${[...sample.plate].length} ${sample.colour}`;
    const entry = groups.get(key) ?? { weight: 0, group: [] };
    entry.weight += meanOf(sample.confidences) + Number.EPSILON;
    entry.group.push(sample);
    groups.set(key, entry);
  }
  const { group } = [...groups.values()].reduce((best, entry) => (entry.weight > best.weight ? entry : best));
  const length = [...group[0]!.plate].length;
  const positions = Array.from({ length }, (_, position) => voteAt(group, position));
  return {
    plate: positions.map(({ character }) => character).join(''),
    colour: group[0]!.colour,
    support: positions.map(({ support }) => support),
    shares: positions.map(({ share }) => share),
    group,
    all: samples.length,
  };
}

function voteAt(group: readonly Sample[], position: number): { character: string; support: number; share: number } {
  const votes = new Map<string, { weight: number; count: number }>();
  let total = 0;
  for (const { plate, confidences } of group) {
    const character = [...plate][position]!;
    const weight = confidences[position]! + Number.EPSILON;
    const vote = votes.get(character) ?? { weight: 0, count: 0 };
    votes.set(character, { weight: vote.weight + weight, count: vote.count + 1 });
    total += weight;
  }
  const [character, { weight, count }] = [...votes].reduce((best, vote) =>
    vote[1].weight > best[1].weight ? vote : best,
  );
  const share = weight / total;
  return { character, share, support: Math.min(1, (weight / count) * share) };
}

/**
 * Two equal exact readings, or one very sure one that another confirms wherever that one is sure of itself. Either way
 * most readings have this length and colour, and most exact readings are this plate.
 */
function isExact({ plate, group, all }: Consensus, policy: PlatePolicy): boolean {
  if (group.length * 2 <= all) return false;
  const exact = group.filter(({ kind }) => kind === 'exact');
  const agreeing = exact.filter((sample) => sample.plate === plate);
  if (agreeing.length * 2 <= exact.length) return false;
  if (agreeing.length >= policy.minAgreeing) return true;
  const sure = agreeing.some(({ confidences }) => Math.min(...confidences) >= policy.highConfidence);
  return sure && group.some((sample) => sample.kind === 'partial' && confirms(sample, plate));
}

function confirms({ plate, doubtful }: Sample, of: string): boolean {
  const characters = [...plate];
  if (doubtful.length * 2 >= characters.length) return false;
  return [...of].every((character, position) => doubtful.includes(position) || characters[position] === character);
}

/** Never empty: where nothing stands out, the weakest position is named. */
function doubtfulOf({ plate, support, shares, group }: Consensus, policy: PlatePolicy): number[] {
  const positions = [...plate].map((_, position) => position);
  const doubted = positions.filter((position) => {
    const doubting = group.filter(({ doubtful }) => doubtful.includes(position)).length;
    return shares[position]! < policy.sureShare || doubting * 2 >= group.length;
  });
  return doubted.length > 0 ? doubted : [support.indexOf(Math.min(...support))];
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
