import { edgeNumbers, type MutateOptions } from './mutate-options.ts';

type Json = Record<string, unknown> | unknown[];
interface Place {
  parent: Json;
  key: string | number;
}

/** Another JSON text like this one, or undefined where it is none. Written by hand below a certain depth: JSON.stringify would overflow. */
export function mutateJson(bytes: Uint8Array, options: MutateOptions): Uint8Array | undefined {
  const root = { value: parse(bytes) };
  if (root.value === undefined) return undefined;
  const places = placesOf(root);
  const { random } = options;
  for (let step = 1 + random.int(3); step > 0; step -= 1) change(random.pick(places), options);
  let text: string;
  try {
    text = JSON.stringify(root.value) ?? 'null';
  } catch {
    // as deep as the stack: that was one of the changes, and the next try is another
    return undefined;
  }
  return Buffer.from(
    text.replace(/"\[deep (\d+) (.)\]"/, (_all, depth: string, open: string) =>
      deep(Math.min(Number(depth), 5000), open),
    ),
  );
}

function parse(bytes: Uint8Array): unknown {
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    // most inputs are no JSON any more
    return undefined;
  }
}

function placesOf(root: Json): Place[] {
  const places: Place[] = [];
  const waiting: Json[] = [root];
  for (let parent = waiting.pop(); parent && places.length < 2000; parent = waiting.pop()) {
    for (const key of Array.isArray(parent) ? parent.keys() : Object.keys(parent)) {
      places.push({ parent, key });
      const value = (parent as Record<string | number, unknown>)[key];
      if (typeof value === 'object' && value !== null) waiting.push(value as Json);
    }
  }
  return places;
}

const deep = (depth: number, open: string) =>
  open === '[' ? '['.repeat(depth) + ']'.repeat(depth) : '{"a":'.repeat(depth) + 0 + '}'.repeat(depth);

function anyValue({ random, words, corpus, head }: MutateOptions): unknown {
  const choices: (() => unknown)[] = [
    () => Number(random.pick(edgeNumbers)),
    () => random.pick([null, true, false, '', [], {}]),
    () => random.pick(words.length > 0 ? words : ['']),
    () => random.pick(['a', '0', '\u0000', '\ud800', '林']).repeat(random.pick([1, 2, 64, 65, 300])),
    () => [`[deep ${random.pick([20, 1000, 2000])} ${random.pick(['[', '{'])}]`],
    () => parse(random.pick(corpus).subarray(head)) ?? 0,
    () => random.next() * 2 ** random.int(60),
    () => Array.from({ length: random.pick([1, 2, 33, 300]) }, () => random.int(9)),
  ];
  return random.pick(choices)();
}

function change({ parent, key }: Place, options: MutateOptions): void {
  const { random, words } = options;
  const values = parent as Record<string | number, unknown>;
  const value = values[key];
  const isObject = !Array.isArray(parent) && key !== 'value';
  const choice = random.int(8);
  if (choice < 2) values[key] = anyValue(options);
  else if (choice === 2 && isObject) delete values[key];
  else if (choice === 3 && isObject) {
    delete values[key];
    values[random.pick([...words, '__proto__x', 'constructor', ''])] = value;
  } else if (choice === 4 && typeof value === 'object' && value !== null && !Array.isArray(value)) {
    (value as Record<string, unknown>)[random.pick([...words, 'extra', 'toString'])] = anyValue(options);
  } else if (choice === 5 && Array.isArray(value))
    value.splice(random.int(value.length + 1), random.int(2), anyValue(options));
  else if (choice === 6 && typeof value === 'number')
    values[key] = value + random.pick([1, -1, 0.5, 2 ** 31, -value * 2]);
  else if (typeof value === 'string') {
    const at = random.int(value.length + 1);
    const put = random.pick([...words, '', '\u0000', '-', ' ', '0', '.']);
    values[key] = value.slice(0, at) + put + value.slice(at + random.int(3));
  } else values[key] = random.int(2) === 0 ? [value] : { value };
}
