import { isDeepStrictEqual } from 'node:util';

/** The part of JSON Schema that flags are made from. */
export interface FlagSchema {
  type?: string | string[];
  enum?: unknown[];
  anyOf?: FlagSchema[];
  items?: FlagSchema;
  properties?: Record<string, FlagSchema>;
  required?: string[];
  additionalProperties?: unknown;
  minimum?: number;
  maximum?: number;
  default?: unknown;
  description?: string;
}

export interface Flag {
  /** As it is typed after `--`: the field's name with hyphens, dots between levels. */
  name: string;
  /** Taken as well: a moment's name in full, `from-ms` for `from`. */
  alias?: string;
  place: 'path' | 'query' | 'header' | 'body';
  /** Where its value goes. */
  path: string[];
  required: boolean;
  schema: FlagSchema;
}

/** One operation of the gateway's API, as a command. */
export interface Command {
  noun: string;
  verb: string;
  summary: string;
  permission?: string;
  method: string;
  /** With `{…}` for path parameters. */
  url: string;
  flags: Flag[];
  /** Of the body. */
  body: 'none' | 'json' | 'file';
  /** Types that a file may have. */
  fileTypes: string[];
}

interface Operation {
  operationId?: string;
  summary?: string;
  'x-permission'?: string;
  parameters?: { name: string; in: string; required?: boolean; description?: string; schema: FlagSchema }[];
  requestBody?: { content: Record<string, { schema: FlagSchema }> };
}
export interface ApiDocument {
  paths: Record<string, Record<string, Operation>>;
}

/** Signing in and out keep the session's file as well: see ringward.ts. */
const notCommands = new Set(['session.open', 'session.close']);
const deepestField = 3;

export const hyphenated = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** All commands of an OpenAPI 3.1 document whose operations are named `noun.verb`. */
export function readCommands(document: ApiDocument): Command[] {
  const commands = Object.entries(document.paths).flatMap(([url, operations]) =>
    Object.entries(operations).flatMap(([method, operation]) => readCommand(method.toUpperCase(), url, operation)),
  );
  return commands.sort((a, b) => (`${a.noun} ${a.verb}` < `${b.noun} ${b.verb}` ? -1 : 1));
}

function readCommand(method: string, url: string, operation: Operation): Command[] {
  const { operationId = '', summary = '', parameters = [], requestBody } = operation;
  const [noun, verb] = operationId.split('.');
  if (!noun || !verb || notCommands.has(operationId)) return [];
  const content = requestBody?.content ?? {};
  const json = content['application/json'];
  const parts = parameters.flatMap(({ name, in: place, required = false, schema, description }) => {
    const known = { ...schema, ...(description !== undefined && { description }) };
    return place === 'path' || place === 'query' || place === 'header' ? [toFlag([name], place, required, known)] : [];
  });
  const permission = operation['x-permission'];
  return [
    {
      ...{ noun: hyphenated(noun), verb: hyphenated(verb), summary, method, url },
      ...(permission !== undefined && { permission }),
      flags: apart([...parts, ...(json ? bodyFlags(json.schema, [], true) : [])]),
      body: json ? 'json' : requestBody ? 'file' : 'none',
      fileTypes: json ? [] : Object.keys(content),
    },
  ];
}

function toFlag(path: string[], place: Flag['place'], required: boolean, schema: FlagSchema): Flag {
  const full = path.map(hyphenated).join('.');
  const name = full.replace(/-ms$/, '');
  return { name, ...(name !== full && { alias: full }), place, path, required, schema };
}

/** One flag a field; fields of fields with dots between. */
function bodyFlags(schema: FlagSchema, path: string[], needed: boolean): Flag[] {
  const whole = objectOf(schema);
  return Object.entries(whole?.properties ?? {}).flatMap(([name, field]) => {
    const required = needed && (whole?.required ?? []).includes(name);
    const below = [...path, name];
    const inner = objectOf(field);
    if (inner && below.length < deepestField) return bodyFlags(inner, below, required);
    return [toFlag(below, 'body', required, field)];
  });
}

/** An object, or one for all that it may be: their fields together, and needed what each of them needs. */
function objectOf(schema: FlagSchema): FlagSchema | undefined {
  if (schema.properties) return schema;
  const [first, ...others] = (schema.anyOf ?? []).flatMap((each) => objectOf(each) ?? []);
  if (!first || others.length === 0) return first;
  const all = [first, ...others];
  const names = new Set(all.flatMap(({ properties = {} }) => Object.keys(properties)));
  const fields = [...names].map((name) => {
    const known = all.flatMap(({ properties = {} }) => properties[name] ?? []);
    const kinds = known.filter((one, at) => known.findIndex((other) => isDeepStrictEqual(one, other)) === at);
    return [name, kinds.length === 1 ? kinds[0] : { anyOf: kinds }];
  });
  const required = (first.required ?? []).filter((name) => others.every((other) => other.required?.includes(name)));
  return { properties: Object.fromEntries(fields), required };
}

/** Two flags of one name would be one: the second gets the name of its place before it. */
function apart(flags: Flag[]): Flag[] {
  const taken = new Set<string>();
  return flags.map((flag) => {
    const { alias, ...rest } = flag;
    const free = [flag.name, alias, `${flag.place}-${flag.name}`].find(
      (name) => name !== undefined && !taken.has(name),
    );
    const name = free ?? flag.name;
    taken.add(name);
    if (name !== flag.name || alias === undefined || taken.has(alias)) return { ...rest, name };
    taken.add(alias);
    return { ...rest, name, alias };
  });
}
