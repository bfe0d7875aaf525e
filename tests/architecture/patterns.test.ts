import { parseSync } from 'vite';
import { expect, test } from 'vitest';
import { readSources } from './source-tree.ts';

interface Pattern {
  path: string;
  source: string;
}

const running = readSources().filter(({ path }) => /^(gateway|cloud|devices|models)\//.test(path));

/** Every regular expression of what runs at a site or in the cloud: literals, `RegExp('…')`, `pattern: '…'`. */
function readPatterns(): Pattern[] {
  return running
    .filter(({ path }) => !path.includes('/web/'))
    .filter(({ text }) => /pattern:|RegExp\(|[(=,:!&|?[\s]\/[^/*\s]/.test(text))
    .flatMap(({ path, text }) => {
      const found: string[] = [];
      walk(parseSync(path, text).program, found);
      return found.map((source) => ({ path, source }));
    });
}

function walk(node: unknown, found: string[]): void {
  if (Array.isArray(node)) for (const each of node) walk(each, found);
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return;
  const { type, regex, key, value, callee } = node as Record<string, Record<string, unknown> | undefined>;
  if (regex && typeof regex.pattern === 'string') found.push(regex.pattern);
  if ((type as unknown) === 'Property' && key?.name === 'pattern' && typeof value?.value === 'string') {
    found.push(value.value);
  }
  const [first] = ((node as { arguments?: { value?: unknown }[] }).arguments ?? []) as { value?: unknown }[];
  if (callee?.name === 'RegExp' && typeof first?.value === 'string') found.push(first.value);
  for (const child of Object.values(node)) walk(child, found);
}

/**
 * Whether something that repeats without a bound stands inside something that repeats without a bound, `(a+)+`: such a pattern can
 * take time that doubles with each letter. A bound of more than 64 counts as none.
 */
function isNested(pattern: string): boolean {
  const open: { repeats: boolean }[] = [{ repeats: false }];
  for (let at = 0; at < pattern.length; at += 1) {
    const letter = pattern[at];
    if (letter === '\\') at += 1;
    else if (letter === '[') at = endOfClass(pattern, at);
    else if (letter === '(') {
      open.push({ repeats: false });
      continue;
    }
    const closed = letter === ')' ? open.pop() : undefined;
    const isRepeated = repeatsWithoutBound(pattern.slice(at + 1));
    if (closed?.repeats && isRepeated) return true;
    if (isRepeated || closed?.repeats) open.at(-1)!.repeats = true;
  }
  return false;
}

function endOfClass(pattern: string, from: number): number {
  let at = from + 1;
  while (at < pattern.length && pattern[at] !== ']') at += pattern[at] === '\\' ? 2 : 1;
  return at;
}

function repeatsWithoutBound(rest: string): boolean {
  const [, most] = /^\{\d+(?:(,\d*))?\}/.exec(rest) ?? [];
  return /^[*+]/.test(rest) || (most !== undefined && (most === ',' || Number(most.slice(1)) > 64));
}

test('the check sees what doubles its time with each letter, and passes over what does not', () => {
  const bad = [String.raw`(a+)+$`, String.raw`^(\d*,?)*$`, String.raw`((ab)*c?)+`, String.raw`(?:x{2,}y)*`];
  expect(bad.filter((one) => !isNested(one))).toEqual([]);
  const good = ['a+b*', String.raw`(?:\d{1,3}\.){3}\d+`, '[(a+)+]*', String.raw`\(a+\)+`, '(ab)*'];
  expect(good.filter(isNested)).toEqual([]);
});

/** Repetitions of a part that begins with what the part itself cannot hold: one way to read each text, and so linear. */
const separated = ['^openid(?: [!-~]+)*$', String.raw`^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)+$`];

test('no regular expression of ours can be made to run for ever by what somebody sends', () => {
  const patterns = readPatterns();
  expect(patterns.length).toBeGreaterThan(200);
  const suspicious = patterns.filter(({ source }) => isNested(source) && !separated.includes(source));
  expect(suspicious).toEqual([]);
});

type Node = Record<string, unknown> & { type?: string };
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;

function* nodesIn(node: unknown): Generator<Node> {
  if (!isNode(node)) return;
  yield node;
  for (const child of Object.values(node)) yield* nodesIn(child);
}

/** Names in an expression; of `a.b` only `a`. */
function* namesIn(node: unknown): Generator<string> {
  if (!isNode(node)) return;
  if (node.type === 'Identifier') yield String(node.name);
  else if (node.type === 'MemberExpression' && node.computed !== true) yield* namesIn(node.object);
  else for (const child of Object.values(node)) yield* namesIn(child);
}

/** What stands at the top of a module as a constant, or is imported: nothing of it came in by a request, a message or a file. */
function namesAtTop(program: { body: unknown[] }): Set<string> {
  const names = ['String'];
  for (const statement of program.body as Node[]) {
    const made = (statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement) as Node | undefined;
    const parts = (made?.specifiers ?? (made?.kind === 'const' ? made.declarations : [])) as Node[];
    for (const { local, id } of parts) for (const name of namesIn(local ?? id)) names.push(name);
  }
  return new Set(names);
}

/** Names in the arguments of `RegExp(…)` that are no constants of the module. */
function foreignNames(path: string, text: string): string[] {
  const { program } = parseSync(path, text);
  const ours = namesAtTop(program);
  return [...nodesIn(program)]
    .filter((node) => (node.callee as Node | undefined)?.name === 'RegExp')
    .flatMap((node) => [...namesIn(node.arguments)])
    .filter((name) => !ours.has(name));
}

test('no regular expression is built of what somebody sends', () => {
  const bad = `const a = 1; export const find = (typed) => new RegExp(a + typed.trim() + String.raw(a), 'g');`;
  expect(foreignNames('bad.ts', bad)).toEqual(['typed']);
  const building = running.filter(({ text }) => text.includes('RegExp('));
  expect(building.length).toBeGreaterThan(3);
  expect(building.flatMap(({ path, text }) => foreignNames(path, text).map((name) => `${path}: ${name}`))).toEqual([]);
});
