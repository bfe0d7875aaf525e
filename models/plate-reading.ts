import { type PlateColours, plausibleBackgrounds } from './plate-colour.ts';
import { combineReadings, type PatternReading, readPattern } from './plate-decoder.ts';
import {
  backgroundAgrees,
  digits,
  type PlateBackground,
  type PlateClass,
  type PlatePattern,
  platePatterns,
  serialLetters,
} from './plate-grammar.ts';
import type { PlateLattice } from './plate-lattice.ts';

export interface PlateText {
  kind: 'exact' | 'partial';
  plate: string;
  plateClass: PlateClass;
  colour: PlateBackground;
  /** Positions (from 0) that are not sure. */
  doubtful: number[];
  /** Share of the chosen character among all that the grammar allows there, 0…1. */
  confidences: number[];
  /** How well the picture fits any plate text at all: a log-likelihood ratio, about 0 for a clear plate. */
  support: number;
}

export interface PlatePolicy {
  /** A character below this is doubtful. */
  sure: number;
  /** Below this no plate is reported: the text is something else. */
  minSupport: number;
  /** No more characters than this may be below `readable`, or nothing is reported. */
  maxUnread: number;
  readable: number;
}

/*
 * `sure`: a character is sure when at most 3 in 100 of the probability lie elsewhere. On 200 crops that nothing was fitted on
 * this calls 92 % exact and none of them wrong (95 % bound: 1.6 %); the surest wrong one had 0.90, on drawn plates 0.96.
 * `minSupport`: real plates lie above −2 even when blurred; one character that the grammar wants and the picture does
 * not show costs 9. Half of that is the limit.
 */
export const defaultPlatePolicy: PlatePolicy = { sure: 0.97, minSupport: -4.5, maxUnread: 3, readable: 0.9 };

/** Reads a plate out of what was seen of it in one or several looks at the same line, or says that it is none. */
export function decidePlateText(
  looks: readonly PlateLattice[],
  colours: PlateColours,
  policy: PlatePolicy = defaultPlatePolicy,
): PlateText | undefined {
  const backgrounds = plausibleBackgrounds(colours);
  const free = looks.reduce((sum, { freeLogProbability }) => sum + freeLogProbability, 0) / looks.length;
  const readings = platePatterns
    .filter((pattern) => backgrounds.some((background) => pattern.backgrounds.includes(background)))
    .flatMap((pattern) => readLooks(looks, pattern) ?? [])
    // First what the picture shows, then how common it is: a rare class that fits beats a common one that does not.
    .filter((reading) => reading.logLikelihood - free >= policy.minSupport)
    .map((reading) => ({ ...reading, evidence: evidenceOf(reading, colours.background) }))
    .sort((a, b) => b.evidence - a.evidence)
    .map((reading, _, all) => ({
      ...reading,
      doubtful: doubtfulPositions(reading, rivalsOf(reading, all, policy), policy),
    }));
  // One too doubtful to be told must not hide another one that fits nearly as well; it only makes that one doubtful.
  const best = readings.find(
    ({ confidences }) => confidences.filter((one) => one < policy.readable).length <= policy.maxUnread,
  );
  if (!best) return undefined;
  const { text, confidences, doubtful } = best;
  const fixed = best.pattern.mayBeExact && lengthIsCertain(text, colours);
  return {
    kind: doubtful.length === 0 && fixed ? 'exact' : 'partial',
    plate: text,
    plateClass: best.pattern.name,
    colour: colours.background,
    // Where only the number of characters is in question, it is the last one that may be missing or one too many.
    doubtful: doubtful.length === 0 && !fixed ? [confidences.length - 1] : doubtful,
    confidences,
    support: best.logLikelihood - free,
  };
}

function readLooks(looks: readonly PlateLattice[], pattern: PlatePattern): PatternReading | undefined {
  const readings = looks.flatMap((lattice) => readPattern(lattice, pattern) ?? []);
  return readings.length === looks.length ? combineReadings(readings) : undefined;
}

/** The five characters that stand below on a double-row plate; not a plate of its own. */
const lowerRow: PlatePattern = {
  name: 'small',
  positions: [...Array.from({ length: 4 }, () => digits + serialLetters), `${digits}${serialLetters}学挂警港澳领`],
  backgrounds: [],
  mayBeExact: false,
  logPrior: 0,
};

/** Whether a line may be the lower row of a plate whose upper row is to be looked for. */
export function mayBeLowerRow(lattice: PlateLattice, policy: PlatePolicy = defaultPlatePolicy): boolean {
  const reading = readPattern(lattice, lowerRow);
  return reading !== undefined && reading.logLikelihood - lattice.freeLogProbability >= policy.minSupport;
}

/**
 * Whether the picture shows neither province nor office letter: the rest of a plate whose front the detector did not find, or
 * the lower row of two.
 */
export function lacksFront({ confidences }: Pick<PlateText, 'confidences'>): boolean {
  return confidences[0]! < 0.5 && confidences[1]! < 0.5;
}

interface Weighed extends PatternReading {
  evidence: number;
}

/** What a class needs beyond the characters where the ground looks otherwise: only infra-red light would explain it. */
const otherGround = Math.log(1e-2);

function evidenceOf({ pattern, logLikelihood }: PatternReading, background: PlateBackground): number {
  return logLikelihood + pattern.logPrior + (backgroundAgrees(pattern, background) ? 0 : otherGround);
}

/** Other classes that the picture fits nearly as well: what they say differently is not sure. */
function rivalsOf(best: Weighed, readings: readonly Weighed[], policy: PlatePolicy): string[] {
  const reach = Math.log((1 - policy.sure) / policy.sure);
  return readings.filter((one) => one !== best && one.evidence - best.evidence > reach).map(({ text }) => text);
}

function doubtfulPositions(
  { text, confidences }: PatternReading,
  rivals: readonly string[],
  policy: PlatePolicy,
): number[] {
  const characters = [...text];
  return confidences.flatMap((confidence, at) => {
    const contested = rivals.some((rival) => {
      const other = [...rival];
      return other.length !== characters.length ? at === characters.length - 1 : other[at] !== characters[at];
    });
    return confidence < policy.sure || contested ? [at] : [];
  });
}

/**
 * A lost character turns an 8-character plate into a valid one of 7. So the length is certain only if no longer plate
 * that may stand on this ground begins or ends with this text.
 */
function lengthIsCertain(text: string, colours: PlateColours): boolean {
  const characters = [...text];
  const possible = plausibleBackgrounds(colours);
  const admits = (positions: readonly string[]) => characters.every((one, at) => positions[at]!.includes(one));
  return platePatterns
    .filter(({ positions }) => positions.length > characters.length)
    .filter(({ backgrounds }) => backgrounds.some((one) => possible.includes(one)))
    .every(({ positions }) => !admits(positions) && !admits(positions.slice(-characters.length)));
}
