/** One parser, or a few that read the same wire. */
export interface FuzzTarget {
  /** Of its file as well. */
  name: string;
  /** The promise that no input may break. */
  about: string;
  /** Sound inputs to begin with; texts are UTF-8. */
  seeds: readonly (string | Uint8Array)[];
  /** Texts of its format beside those that stand in the seeds. */
  words?: readonly string[];
  /** So many bytes at the beginning are no JSON though the rest is: they choose a channel or say where to cut. */
  head?: number;
  /** The longest input that is tried; 4096 where left out. */
  maxBytes?: number;
  /** Where one input takes milliseconds: the share of the inputs asked for that it gets. */
  share?: number;
  /** Throws, or rejects, where the promise is broken; what the parser refuses as it may is caught here. */
  run(input: Uint8Array): void | Promise<void>;
}

export const textOf = (input: Uint8Array): string => Buffer.from(input).toString('utf8');

export function demand(holds: boolean, promise: string): asserts holds {
  if (!holds) throw new Error(`broken: ${promise}`);
}

/** What `read` gives, or undefined where it throws an error of the declared kind. */
export function refusedAs<T>(kind: abstract new (...args: never[]) => Error, read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof kind) return undefined;
    throw error;
  }
}

/** The rest of the input in pieces, as a network would bring it: the first byte says how. */
export function inPieces(input: Uint8Array): Uint8Array[] {
  const size = [1, 2, 3, 7, 64, 1024, 65_536][(input[0] ?? 0) % 7]!;
  const pieces: Uint8Array[] = [];
  for (let at = 1; at < input.length; at += size) pieces.push(input.subarray(at, at + size));
  return pieces;
}
