import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Problem } from './problem.ts';
import type { Command, Flag } from './read-commands.ts';
import { describeValue, isArray, isSwitch, readValue } from './read-value.ts';

/** What one command sends, and what is to become of the answer. */
export interface ApiRequest {
  method: string;
  /** From the root of the gateway, with the query. */
  path: string;
  headers: Record<string, string>;
  body?: string | Uint8Array;
}

export interface Typed {
  request: ApiRequest;
  format: 'json' | 'table' | undefined;
  out: string | undefined;
  help: boolean;
}

/** Flags that every command has. */
export const ownFlags = {
  json: 'a body or a part of it: JSON, @FILE, or - for stdin; flags go over it',
  file: 'the file to send, - for stdin',
  out: 'write the answer into this file',
  format: 'json|table; table on a terminal, else json',
  help: 'show what the command takes',
} as const;

/** Where paths are seen from: npm changes to the project's folder. */
export const fromHere = (path: string) => resolve(process.env.INIT_CWD ?? process.cwd(), path);

const typeByEnding: Record<string, string> = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** Makes the request that `argv` asks for, the words after noun and verb. Throws a Problem (2) naming what is wrong. */
export function buildRequest(command: Command, argv: readonly string[]): Typed {
  const { values, positionals } = parse(command, argv);
  const own = (name: keyof typeof ownFlags) => {
    const given = values[ownName(command, name)]?.at(-1);
    return typeof given === 'string' ? given : undefined;
  };
  const format = own('format');
  if (format !== undefined && format !== 'json' && format !== 'table') {
    throw new Problem(2, '--format is json or table');
  }
  const out = own('out');
  if (values[ownName(command, 'help')]) {
    return { request: { method: command.method, path: '', headers: {} }, format, out, help: true };
  }
  const given = collect(command, values, positionals);
  const request = fill(command, given, own('json'), own('file'));
  return { request, format, out, help: false };
}

/** An own flag gives way where a field of the command has its name. */
export function ownName(command: Command, name: keyof typeof ownFlags): string {
  return command.flags.some((flag) => flag.name === name) ? `with-${name}` : name;
}

type Values = Record<string, (string | boolean)[] | undefined>;

function parse(command: Command, argv: readonly string[]): { values: Values; positionals: string[] } {
  const names = [
    ...command.flags.flatMap(({ name, alias }) => (alias === undefined ? [name] : [name, alias])),
    ...(['json', 'file', 'out', 'format'] as const).map((name) => ownName(command, name)),
  ];
  const help = ownName(command, 'help');
  const switches = new Set(command.flags.filter(({ schema }) => isSwitch(schema)).map(({ name }) => name));
  const text = { type: 'string', multiple: true } as const;
  try {
    const parsed = parseArgs({
      args: argv.map((word, at) => spellSwitch(word, argv[at + 1], switches)),
      allowPositionals: true,
      options: {
        ...Object.fromEntries(names.map((name) => [name, text])),
        [help]: { type: 'boolean', multiple: true, short: 'h' },
      },
    });
    return { values: parsed.values as Values, positionals: parsed.positionals };
  } catch (cause) {
    const said = (cause as Error).message.split('. ')[0]!;
    throw new Problem(2, `${said}. See: ringward ${command.noun} ${command.verb} --help`, cause);
  }
}

/** `--open` alone means yes and `--no-open` no; parseArgs wants a value for whatever may have one. */
function spellSwitch(word: string, next: string | undefined, switches: ReadonlySet<string>): string {
  const [, no, name] = /^--(no-)?(.+)$/.exec(word) ?? [];
  if (name === undefined || !switches.has(name)) return word;
  if (no !== undefined) return `--${name}=no`;
  const hasValue = next !== undefined && /^(yes|no|true|false|null)$/.test(next);
  return hasValue ? word : `${word}=yes`;
}

/** Flags with their values; words without a flag are the path's parameters in their order. */
function collect(command: Command, values: Values, positionals: string[]): Map<Flag, unknown> {
  const rest = [...positionals];
  const given = new Map<Flag, unknown>();
  for (const flag of command.flags) {
    const { name, alias, place, schema } = flag;
    const texts = [...(values[name] ?? []), ...(alias === undefined ? [] : (values[alias] ?? []))].map(String);
    if (texts.length === 0 && place === 'path' && rest.length > 0) texts.push(rest.shift()!);
    if (texts.length === 0) continue;
    if (texts.length > 1 && !isArray(schema)) throw new Problem(2, `--${name} is given twice`);
    given.set(flag, isArray(schema) ? readList(flag, texts) : readOne(flag, texts[0]!));
  }
  if (rest.length > 0)
    throw new Problem(2, `what is "${rest[0]}"? ${command.noun} ${command.verb} takes no more words`);
  return given;
}

function readOne({ name, schema }: Flag, text: string): unknown {
  const read = readValue(text, schema);
  if (read.ok) return read.value;
  throw new Problem(2, `--${name} ${text}: expected ${read.expected}`);
}

/** Repeated, with commas, or as JSON where its items are more than a word. */
function readList(flag: Flag, texts: string[]): unknown {
  const list = flag.schema.anyOf?.find(({ type }) => type === 'array') ?? flag.schema;
  if (texts.length === 1 && texts[0] === 'null') return readOne(flag, 'null');
  const items = list.items ?? {};
  const isPlain = items.enum !== undefined || ['string', 'integer', 'number'].includes(String(items.type));
  const words = isPlain ? texts.flatMap((text) => text.split(',')).map((word) => word.trim()) : texts;
  return words.flatMap((word) => {
    const value = readOne({ ...flag, schema: items }, word);
    return isPlain ? [value] : value;
  });
}

function fill(
  command: Command,
  given: Map<Flag, unknown>,
  json: string | undefined,
  file: string | undefined,
): ApiRequest {
  const missing = command.flags.filter(
    (flag) => flag.required && !given.has(flag) && (flag.place !== 'body' || json === undefined),
  );
  if (missing.length > 0) {
    const wanted = missing.map(({ name, schema }) => `--${name} <${describeValue(schema)}>`).join(' ');
    throw new Problem(2, `${command.noun} ${command.verb} needs ${wanted}`);
  }
  let path = command.url;
  const query = new URLSearchParams();
  const headers: Record<string, string> = {};
  const body = json === undefined ? {} : readBody(json);
  for (const [flag, value] of given) {
    const name = flag.path.join('.');
    if (flag.place === 'path') path = path.replace(`{${name}}`, encodeURIComponent(String(value)));
    if (flag.place === 'query') for (const each of [value].flat()) query.append(name, String(each));
    if (flag.place === 'header') headers[name] = String(value);
    if (flag.place === 'body') put(body, flag.path, value);
  }
  const asked = query.size > 0 ? `${path}?${query}` : path;
  const request = { method: command.method, path: asked, headers };
  // What changes something has a JSON body, though it may say nothing.
  if (command.body === 'none' && ['GET', 'DELETE'].includes(command.method)) return request;
  if (command.body === 'file') return { ...request, ...fileBody(command, headers, file) };
  return { ...request, headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

function put(body: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [name = '', ...below] = path;
  if (below.length === 0) {
    body[name] = value;
    return;
  }
  const inner = body[name];
  const next = typeof inner === 'object' && inner !== null ? { ...inner } : {};
  body[name] = next;
  put(next as Record<string, unknown>, below, value);
}

function readBody(json: string): Record<string, unknown> {
  const text =
    json === '-' ? readBytes('-').toString() : json.startsWith('@') ? readBytes(json.slice(1)).toString() : json;
  const read = readValue(text, {});
  if (read.ok && typeof read.value === 'object' && read.value !== null && !Array.isArray(read.value)) {
    return { ...read.value };
  }
  throw new Problem(2, '--json is no JSON object');
}

function fileBody(command: Command, headers: Record<string, string>, file: string | undefined): Partial<ApiRequest> {
  if (file === undefined) throw new Problem(2, `${command.noun} ${command.verb} needs --file <path>`);
  const ending = file.slice(file.lastIndexOf('.') + 1).toLowerCase();
  const known = typeByEnding[ending];
  const type = known !== undefined && command.fileTypes.includes(known) ? known : 'application/octet-stream';
  return { headers: { ...headers, 'content-type': type }, body: readBytes(file) };
}

function readBytes(path: string): Buffer {
  try {
    return readFileSync(path === '-' ? 0 : fromHere(path));
  } catch (cause) {
    throw new Problem(2, `cannot read ${path} (${(cause as NodeJS.ErrnoException).code ?? 'unknown'})`, cause);
  }
}
