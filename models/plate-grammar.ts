/**
 * What may stand on a Chinese number plate: one pattern a class, position by position. Letters I and O never occur in
 * a serial; the office letter has neither (O once marked police offices and is not issued any more).
 */
export type PlateClass =
  | 'small'
  | 'large'
  | 'new-energy-small'
  | 'new-energy-large'
  | 'police'
  | 'trainer'
  | 'trailer'
  | 'cross-border'
  | 'embassy'
  | 'embassy-old'
  | 'consulate'
  | 'armed-police'
  | 'armed-police-regional'
  | 'military'
  | 'emergency'
  | 'civil-aviation';

/** As in a sighting; `unknown` where the background was not clear enough. */
export type PlateBackground = 'blue' | 'yellow' | 'green' | 'white' | 'black' | 'unknown';

export interface PlatePattern {
  name: PlateClass;
  /** The characters that each position allows. */
  positions: readonly string[];
  /** The backgrounds that this class is issued on. */
  backgrounds: readonly PlateBackground[];
  /**
   * Whether a reading may be called exact. Classes that are rare and whose look is not fixed well enough to check
   * (embassy, military…) are labelled, but a person decides about them.
   */
  mayBeExact: boolean;
  /** Natural logarithm of how often the class is met, roughly: rare classes need more evidence. */
  logPrior: number;
}

export const provinces = '京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新';
export const digits = '0123456789';
export const serialLetters = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
const serial = digits + serialLetters;
const newEnergyMarks = 'DFABCEGHJK';

const times = (allowed: string, count: number): string[] => Array.from({ length: count }, () => allowed);

/*
 * Priors: small blue plates and new-energy plates are nearly everything that a compound meets; the rest together is
 * below one vehicle in a hundred. Only their order of size matters: the lattice decides unless it is close.
 */
const common = 0;
const seldom = Math.log(1e-2);
const rare = Math.log(1e-3);

export const platePatterns: readonly PlatePattern[] = [
  {
    name: 'small',
    positions: [provinces, serialLetters, ...times(serial, 5)],
    backgrounds: ['blue'],
    mayBeExact: true,
    logPrior: common,
  },
  {
    // Trucks, buses, most motorcycles. As rare on dark characters as the other classes that have them.
    name: 'large',
    positions: [provinces, serialLetters, ...times(serial, 5)],
    backgrounds: ['yellow'],
    mayBeExact: true,
    logPrior: seldom,
  },
  {
    name: 'new-energy-small',
    positions: [provinces, serialLetters, newEnergyMarks, serial, ...times(digits, 4)],
    backgrounds: ['green'],
    mayBeExact: true,
    logPrior: common,
  },
  {
    name: 'new-energy-large',
    positions: [provinces, serialLetters, ...times(digits, 5), newEnergyMarks],
    // Yellow on the left, green for two thirds: its mean is green, so it is no yellow plate whose end was lost.
    backgrounds: ['green'],
    mayBeExact: true,
    logPrior: seldom,
  },
  {
    name: 'police',
    positions: [provinces, serialLetters, `ABCD${digits}`, ...times(digits, 3), '警'],
    backgrounds: ['white'],
    mayBeExact: true,
    logPrior: seldom,
  },
  {
    name: 'trainer',
    positions: [provinces, serialLetters, ...times(serial, 4), '学'],
    backgrounds: ['yellow'],
    mayBeExact: true,
    logPrior: seldom,
  },
  {
    name: 'trailer',
    positions: [provinces, serialLetters, ...times(serial, 4), '挂'],
    backgrounds: ['yellow'],
    mayBeExact: true,
    logPrior: seldom,
  },
  {
    name: 'cross-border',
    positions: ['粤', 'Z', ...times(serial, 4), '港澳'],
    backgrounds: ['black'],
    mayBeExact: true,
    logPrior: seldom,
  },
  {
    name: 'embassy',
    positions: ['使', ...times(digits, 6)],
    backgrounds: ['black'],
    mayBeExact: false,
    logPrior: rare,
  },
  {
    name: 'embassy-old',
    positions: [...times(digits, 6), '使'],
    backgrounds: ['black'],
    mayBeExact: false,
    logPrior: rare,
  },
  {
    name: 'consulate',
    positions: [provinces, serialLetters, ...times(digits, 4), '领'],
    backgrounds: ['black'],
    mayBeExact: false,
    logPrior: rare,
  },
  {
    name: 'armed-police',
    positions: ['W', 'J', ...times(digits, 4), `TDSHBXJ${digits}`],
    backgrounds: ['white'],
    mayBeExact: false,
    logPrior: rare,
  },
  {
    name: 'armed-police-regional',
    positions: ['W', 'J', provinces, ...times(digits, 4), `TDSHBXJ${digits}`],
    backgrounds: ['white'],
    mayBeExact: false,
    logPrior: rare,
  },
  {
    name: 'military',
    positions: ['VKHBSLJNGCE', 'ABCDEFGHJKLMNPRTVY', ...times(digits, 5)],
    backgrounds: ['white'],
    mayBeExact: false,
    logPrior: rare,
  },
  {
    name: 'emergency',
    positions: [provinces, 'XS', ...times(digits, 4), '应', '急'],
    backgrounds: ['white'],
    mayBeExact: false,
    logPrior: rare,
  },
  {
    name: 'civil-aviation',
    positions: ['民', '航', ...times(serial, 5)],
    backgrounds: ['green'],
    mayBeExact: false,
    logPrior: rare,
  },
];

/** Every character that a plate can hold, once; the alphabet of the plate lattice. */
export const plateAlphabet: readonly string[] = [
  ...new Set(platePatterns.flatMap((pattern) => pattern.positions.flatMap((allowed) => [...allowed]))),
];

/** The classes whose pattern `plate` matches, most frequent first; none for a text that is no plate. */
export function matchingPatterns(plate: string): PlatePattern[] {
  const characters = [...plate];
  return platePatterns
    .filter(
      ({ positions }) =>
        positions.length === characters.length && positions.every((allowed, at) => allowed.includes(characters[at]!)),
    )
    .sort((a, b) => b.logPrior - a.logPrior);
}

/** Whether a plate of this class is issued on this background; an unknown background contradicts nothing. */
export function backgroundAgrees(pattern: PlatePattern, background: PlateBackground): boolean {
  return background === 'unknown' || pattern.backgrounds.includes(background);
}
