import { createHash } from 'node:crypto';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * RFC 7396: objects merge, `null` takes away, whatever else replaces as a whole, lists too. Applying the same patch twice is
 * applying it once. Patches are applied in order; neighbours may be put together first, unless one takes an object away (by
 * `null` or by a plain value, which settings never have in its place) in which the next sets something.
 */
export function mergePatch(target: Json | undefined, patch: Json): Json {
  if (!isObject(patch)) return patch;
  const merged = new Map(Object.entries(isObject(target) ? target : {}));
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) merged.delete(key);
    else merged.set(key, mergePatch(merged.get(key), value));
  }
  // sets own properties whatever their name
  return Object.fromEntries(merged);
}

/** An object that holds nothing says nothing. */
function withoutEmpty(value: JsonObject): JsonObject {
  const kept = Object.entries(value)
    .map(([key, each]) => [key, isObject(each) ? withoutEmpty(each) : each] as const)
    .filter(([, each]) => !isObject(each) || Object.keys(each).length > 0);
  return Object.fromEntries(kept);
}

/** Every value with its path, `alarms.delays.smoke.onS`; lists are one value. */
export function flatten(value: JsonObject, before = ''): [path: string, value: Json][] {
  return Object.entries(value).flatMap(([key, each]): [string, Json][] =>
    isObject(each) ? flatten(each, `${before}${key}.`) : [[`${before}${key}`, each]],
  );
}

export interface LayerContent {
  layer: string;
  content: JsonObject;
}

export interface Resolved {
  document: JsonObject;
  /** Which layer each value comes from, by path. */
  origins: Record<string, string>;
}

/** What layers give together, the first one lowest. */
export function resolveLayers(layers: readonly LayerContent[]): Resolved {
  let document: Json = {};
  for (const { content } of layers) document = mergePatch(document, content);
  const settled = withoutEmpty(document as JsonObject);
  const origins = flatten(settled).map(([path]): [string, string] => [
    path,
    layers.findLast(({ content }) => says(content, path.split('.')))!.layer,
  ]);
  return { document: settled, origins: Object.fromEntries(origins) };
}

function says(content: JsonObject, [key, ...rest]: string[]): boolean {
  if (key === undefined || !Object.hasOwn(content, key)) return false;
  const value = content[key];
  return rest.length === 0 ? value !== null : isObject(value) && says(value, rest);
}

export interface Difference {
  path: string;
  /** Left out where there was, or is, nothing. */
  from?: Json;
  to?: Json;
}

export function findDifferences(before: JsonObject, after: JsonObject): Difference[] {
  const [old, fresh] = [new Map(flatten(before)), new Map(flatten(after))];
  return [...new Set([...old.keys(), ...fresh.keys()])]
    .sort()
    .filter((path) => canonical(old.get(path) ?? null) !== canonical(fresh.get(path) ?? null))
    .map((path) => ({
      path,
      ...(old.has(path) ? { from: old.get(path)! } : {}),
      ...(fresh.has(path) ? { to: fresh.get(path)! } : {}),
    }));
}

function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical)}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key]!)}`)}}`;
}

/** Alike for documents that say the same, in whichever order. */
export function digest(document: JsonObject): string {
  return createHash('sha256').update(canonical(document)).digest('hex').slice(0, 16);
}
