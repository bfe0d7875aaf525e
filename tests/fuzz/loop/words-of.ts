import type { FuzzTarget } from '../fuzz-target.ts';

/** The words of a target's format: its own, and every name and text that stands in its seeds. */
export function wordsOf({ words = [], seeds, head = 0 }: FuzzTarget): string[] {
  const found = new Set(words);
  for (const seed of seeds) {
    const text = Buffer.from(seed).subarray(head).toString('utf8');
    for (const [word] of text.matchAll(/[A-Za-z_][\w.-]{2,30}/g)) found.add(word);
  }
  return [...found].slice(0, 1000);
}

/** Every name, constant and choice of a JSON Schema. */
export function wordsOfSchema(schema: unknown): string[] {
  const found = new Set<string>();
  const waiting: unknown[] = [schema];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (typeof at !== 'object' || at === null) continue;
    const { properties, const: constant, enum: choices } = at as Record<string, unknown>;
    for (const name of Object.keys((properties as object | undefined) ?? {})) found.add(name);
    for (const value of [constant, ...(Array.isArray(choices) ? choices : [])])
      if (typeof value === 'string') found.add(value);
    waiting.push(...Object.values(at).filter((value) => value !== undefined));
  }
  return [...found];
}
