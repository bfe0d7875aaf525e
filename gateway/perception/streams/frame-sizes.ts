/**
 * Guesses from the size of coded frames, without decoding them, that something has come into the picture: what the encoder
 * could not foretell costs bytes. Knows nothing of the encoder; it learns what frames weigh while nothing moves.
 */
export interface FrameSizes {
  /** One frame that is no key frame; `kind` says what it may be compared with. True when it points to motion. */
  frame(kind: string, bytes: number): boolean;
  /** A key frame: what all of the picture costs. */
  key(bytes: number): void;
  /** What was seen since the last call: if nothing moved, this is how large quiet frames are. */
  settle(moved: boolean): void;
  /** It pointed to motion and there was none. */
  mistaken(): void;
  /** `telling`: somebody who comes in would show. `mute`: frames are large or uneven even while nothing moves. */
  state(): 'learning' | 'telling' | 'mute';
  /** A new stream, or another format, of so many pixels. */
  reset(pixels: number): void;
}

export interface SizePolicy {
  /** Quiet frames of a kind that are kept, and that are needed. */
  kept: number;
  needed: number;
  /** Bytes by which frames must exceed what is usual, added up: as part of the picture's pixels, so that larger pictures ask for more. */
  minExcess: number;
  /**
   * Whoever comes in costs, coded anew, about their share of the picture, and so of a key frame. Sizes tell nothing if they
   * would have to exceed what is usual by more than this share of a key frame.
   */
  maxShareOfKey: number;
  /** A mistake makes it slower to believe, up to so much; forgotten over this many quiet frames. */
  mistakeFactor: number;
  maxDoubt: number;
  doubtFrames: number;
}

export const defaultSizePolicy: SizePolicy = {
  kept: 90,
  needed: 25,
  minExcess: 400 / (1280 * 720),
  maxShareOfKey: 0.06,
  mistakeFactor: 1.5,
  maxDoubt: 6,
  doubtFrames: 1800,
};

interface Usual {
  sizes: number[];
  /** Median and spread (median absolute deviation, scaled to a standard deviation), made anew when sizes were added. */
  middle: number;
  spread: number;
}

export function createFrameSizes(policy: SizePolicy = defaultSizePolicy): FrameSizes {
  const known = new Map<string, Usual>();
  let unsettled: { kind: string; bytes: number }[] = [];
  let keySizes: number[] = [];
  let pixels = 1280 * 720;
  let excess = 0;
  let doubt = 1;
  const decay = 0.5 ** (1 / policy.doubtFrames);

  const add = ({ kind, bytes }: { kind: string; bytes: number }, touched: Set<Usual>) => {
    const usual = known.get(kind) ?? { sizes: [], middle: 0, spread: 0 };
    usual.sizes.push(bytes);
    if (usual.sizes.length > policy.kept) usual.sizes.shift();
    known.set(kind, usual);
    touched.add(usual);
  };

  const least = ({ spread }: Usual) => Math.max(policy.minExcess * pixels, 6 * spread);

  return {
    key: (bytes) => {
      keySizes = [...keySizes.slice(-8), bytes];
    },
    frame: (kind, bytes) => {
      unsettled.push({ kind, bytes });
      if (unsettled.length > policy.kept) unsettled.shift();
      doubt = 1 + (doubt - 1) * decay;
      const usual = known.get(kind);
      if (!usual || usual.sizes.length < policy.needed) return false;
      // Added up over frames (a CUSUM test): one large frame says as much as several that are a little too large.
      excess = Math.max(0, excess + bytes - usual.middle - 3 * usual.spread);
      return excess > doubt * least(usual);
    },
    settle: (moved) => {
      const touched = new Set<Usual>();
      if (!moved) for (const seen of unsettled) add(seen, touched);
      for (const usual of touched) measure(usual);
      unsettled = [];
      excess = 0;
    },
    mistaken: () => {
      doubt = Math.min(policy.maxDoubt, doubt * policy.mistakeFactor);
    },
    state: () => {
      const enough = [...known.values()].filter(({ sizes }) => sizes.length >= policy.needed);
      if (enough.length === 0 || keySizes.length === 0) return 'learning';
      // Before a bare wall a key frame is small, and whoever comes in costs more than their share of it.
      const most = Math.max(policy.minExcess * pixels, policy.maxShareOfKey * median(keySizes));
      return enough.every((usual) => least(usual) <= most) ? 'telling' : 'mute';
    },
    reset: (newPixels) => {
      pixels = newPixels;
      known.clear();
      keySizes = [];
      unsettled = [];
      excess = 0;
      doubt = 1;
    },
  };
}

/** No encoder is so even that a tenth more means anything. */
const leastSpread = 0.1;

function measure(usual: Usual): void {
  usual.middle = median(usual.sizes);
  const deviation = median(usual.sizes.map((size) => Math.abs(size - usual.middle)));
  usual.spread = Math.max(1.4826 * deviation, leastSpread * usual.middle);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}
