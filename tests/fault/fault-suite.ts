/** What a suite under `npm run fault -- NAME` offers: tests/fault/NAME.ts exports it as `fault`. Parts of suites stand in folders. */
export interface FaultSuite {
  name: string;
  /** One sentence: what is broken here, and what must hold all the same. */
  about: string;
  run(options: FaultOptions): Promise<FaultReport>;
}

export interface FaultOptions {
  seed: number;
  /** How often; undefined: as often as the suite's promise says. */
  runs: number | undefined;
  /** One line on how far it is. */
  say(line: string): void;
}

export interface FaultReport {
  passed: boolean;
  /** Counts and times, with the unit in the name. */
  figures: Record<string, number>;
  /** Each a sentence on what did not hold; empty if it passed. */
  problems: string[];
}

/** The same numbers for the same seed: the only chance that a suite may use. */
export interface Random {
  /** From 0 up to, and without, 1. */
  next(): number;
  /** A whole number from `low` to `high`, both of them included. */
  between(low: number, high: number): number;
  pick<T>(of: readonly T[]): T;
}

/** Mulberry32, by Tommy Ettinger: 32 bits of state, enough to choose moments and victims. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  return { next, between, pick: (of) => of[between(0, of.length - 1)]! };
}

/** A report of what was found: passed if there are no problems. */
export function reportOf(figures: Record<string, number>, problems: string[]): FaultReport {
  return { passed: problems.length === 0, figures, problems };
}

/** Runs a suite as its short test does: a seed of its own every time, printed if it fails. */
export async function runShort(suite: FaultSuite, runs: number): Promise<FaultReport> {
  const seed = newSeed();
  const report = await suite.run({ seed, runs, say: () => {} });
  if (!report.passed) console.error(`npm run fault -- ${suite.name} --seed ${seed} --runs ${runs}`);
  return report;
}

export const newSeed = () => Math.floor(Math.random() * 2 ** 31);
