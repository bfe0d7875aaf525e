import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
/** Whatever the gateway logs comes from here; pages log nothing, and their texts have people's names for examples. */
const parts = ['gateway', join('devices', 'contracts'), join('devices', 'profiles')];
const page = join('console', 'web');
const literals = /'((?:[^'\\\n]|\\.)+)'|"((?:[^"\\\n]|\\.)+)"/g;

function* sources(): Generator<string> {
  for (const part of parts)
    for (const path of readdirSync(join(root, part), { recursive: true, encoding: 'utf8' }))
      if (path.endsWith('.ts') && !path.startsWith(page)) yield join(root, part, path);
}

let known: ReadonlySet<string> | undefined;

/**
 * Every text that stands in the program's own source, read once. What is exactly one of these cannot hold anything about
 * anybody: neither a name nor a plate nor a card was known when it was written.
 */
export function ownWords(): ReadonlySet<string> {
  if (known) return known;
  const words = new Set<string>();
  for (const path of sources())
    for (const [, single, double] of readFileSync(path, 'utf8').matchAll(literals))
      words.add((single ?? double!).replaceAll(/\\(['"\\])/g, '$1'));
  known = words;
  return words;
}
