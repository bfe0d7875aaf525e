import { type PlateColours, plausibleBackgrounds } from './plate-colour.ts';
import { type PatternReading, readPattern } from './plate-decoder.ts';
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
  /** No more doubtful characters than this, or nothing is reported. */
  maxDoubtful: number;
}

/*
 * `sure`: a character is sure when at most one in twenty of the probability lies elsewhere; plates have seven, so the
 * whole text is then right in more than 99 of 100, for the shares are calibrated (see serial-head.ts).
 * `minSupport`: real plates lie above −2 even when blurred; one character that the grammar wants and the picture does
 * not show costs 9. Half of that is the limit.
 */
export const defaultPlatePolicy: PlatePolicy = { sure: 0.95, minSupport: -4.5, maxDoubtful: 3 };

/** Reads a plate out of a line's lattice, or says that it is none. */
export function decidePlateText(
  lattice: PlateLattice,
  colours: PlateColours,
  policy: PlatePolicy = defaultPlatePolicy,
): PlateText | undefined {
  const backgrounds = plausibleBackgrounds(colours);
  const readings = platePatterns
    .filter((pattern) => backgrounds.some((background) => pattern.backgrounds.includes(background)))
    .map((pattern) => readPattern(lattice, pattern))
    .filter((reading) => reading !== undefined)
    // First what the picture shows, then how common it is: a rare class that fits beats a common one that does not.
    .filter((reading) => reading.logLikelihood - lattice.freeLogProbability >= policy.minSupport)
    .map((reading) => ({ ...reading, evidence: evidenceOf(reading, colours.background) }))
    .sort((a, b) => b.evidence - a.evidence);
  const [best] = readings;
  if (!best) return undefined;
  const { text, confidences } = best;
  const doubtful = doubtfulPositions(text, confidences, rivalsOf(best, readings, policy), policy);
  if (doubtful.length > policy.maxDoubtful) return undefined;
  const fixed = best.pattern.mayBeExact && lengthIsCertain(text, colours);
  return {
    kind: doubtful.length === 0 && fixed ? 'exact' : 'partial',
    plate: text,
    plateClass: best.pattern.name,
    colour: colours.background,
    // Where only the number of characters is in question, it is the last one that may be missing or one too many.
    doubtful: doubtful.length === 0 && !fixed ? [confidences.length - 1] : doubtful,
    confidences,
    support: best.logLikelihood - lattice.freeLogProbability,
  };
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
  text: string,
  confidences: readonly number[],
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
