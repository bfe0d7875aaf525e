import type { PlatePattern } from './plate-grammar.ts';

/**
 * The text reader was trained on running text, where a round character among digits is a 0 or a 6. On plates it is
 * often a D, a C or a G. These are the odds, as decimal logarithms, by which its shares must be moved to be right on
 * plates: a regularised multinomial fit (Gaussian prior, one natural unit wide) on 200 public plate crops at seven
 * samplings; tenfold cross-validated it takes away a quarter of the wrong plates and a fifth of the log-loss. Only
 * characters moved by more than 0.2 are listed: the rest is noise of the sample.
 */
const biasDecades: Readonly<Record<string, number>> = {
  '0': -0.53,
  '6': -0.38,
  C: 0.31,
  D: 0.3,
  G: 0.4,
  R: 0.27,
  T: 0.23,
};

/** The same fit finds shares a little too flat: the lattice's floor takes from the best character more than it should. */
const sharpening = 1.18;

/** Shares per position with the reader's bias taken out; positions that allow no choice between digit and letter stay. */
export function withReaderBias(pattern: PlatePattern, shares: readonly Float64Array[]): Float64Array[] {
  return pattern.positions.map((allowed, at) => {
    const mixed = /\d/.test(allowed) && /[A-Z]/.test(allowed);
    const list = shares[at]!;
    if (!mixed) return list;
    const characters = [...allowed];
    const moved = list.map((share, one) => share ** sharpening * 10 ** (biasDecades[characters[one]!] ?? 0));
    const sum = moved.reduce((total, share) => total + share, 0);
    return moved.map((share) => share / sum);
  });
}
