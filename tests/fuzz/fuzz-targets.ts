import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { sha256Of } from '../../models/atomic-file.ts';
import { type FuzzOptions, type FuzzResult, fuzzInThread } from './loop/fuzz-thread.ts';

const folder = new URL('targets/', import.meta.url);
const corpus = new URL('corpus/', import.meta.url);

/** Every target there is: a file of `targets` each. */
export const fuzzTargets: readonly string[] = readdirSync(folder)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -3));

/** What broke this target once. */
function whatBroke(name: string): Uint8Array[] {
  try {
    const files = readdirSync(new URL(`${name}/`, corpus)).sort();
    return files.map((file) => readFileSync(new URL(`${name}/${file}`, corpus)));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return [];
  }
}

/** Fuzzes one target, what broke it once first. */
export const fuzz = (name: string, how: Pick<FuzzOptions, 'inputs' | 'seed' | 'guided'>): Promise<FuzzResult> =>
  fuzzInThread({ ...how, name, folder: folder.href, replay: whatBroke(name) });

/** Keeps what broke a target for all later tests; returns the file. */
export function keepInput(name: string, input: Uint8Array): string {
  const place = new URL(`${name}/`, corpus);
  mkdirSync(place, { recursive: true });
  const file = new URL(sha256Of(input).slice(0, 16), place);
  writeFileSync(file, input);
  return file.pathname;
}
