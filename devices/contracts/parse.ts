import type { Static, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';

/** Result of reading something from a wire: the value, or one sentence naming the field and what is wrong with it. */
export type Parsed<T> = { ok: true; value: T } | { ok: false; problem: string };

/** A schema compiled once into a parser that never throws. */
export type Parser<T> = (input: unknown) => Parsed<T>;

interface Complaint {
  keyword: string;
  instancePath: string;
  message: string;
  params: object;
}

function describe(complaints: Complaint[]): string {
  const unions = complaints.filter(({ keyword }) => keyword === 'anyOf').map(({ instancePath }) => instancePath);
  // `boolean`: a field that there must not be; its owner names it as well.
  const telling = complaints.filter(({ keyword }) => keyword !== 'anyOf' && keyword !== 'boolean');
  // Of a value that may be of several types, it says more what is wrong within its own than that it is not another one.
  const isOtherType = ({ keyword, instancePath }: Complaint) => keyword === 'type' && unions.includes(instancePath);
  const first = telling.find((complaint) => !isOtherType(complaint)) ?? telling[0] ?? complaints[0];
  if (!first) return 'does not match the schema';
  const field = first.instancePath === '' ? 'the message' : first.instancePath.slice(1).replaceAll('/', '.');
  const extra = 'additionalProperties' in first.params ? `: ${String(first.params.additionalProperties)}` : '';
  return `${field} ${first.message}${extra}`;
}

/**
 * Compiles `schema` into a parser of already-decoded JSON, when it is asked for the first time: a start has no use for most of them.
 * With `atOnce` now, which takes up to 20 ms: for what a door waits for.
 */
export function createParser<T extends TSchema>(schema: T, atOnce = false): Parser<Static<T>> {
  let validator = atOnce ? Compile(schema) : undefined;
  return (input) => {
    validator ??= Compile(schema);
    if (validator.Check(input)) return { ok: true, value: input as Static<T> };
    return { ok: false, problem: describe([...validator.Errors(input)] as Complaint[]) };
  };
}

// One for all: to make a decoder costs more than to decode a message.
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Decodes UTF-8 JSON bytes of at most `maxBytes`, then applies `parser`. Never throws. */
export function parseJsonBytes<T>(bytes: Uint8Array, parser: Parser<T>, maxBytes: number): Parsed<T> {
  if (bytes.byteLength > maxBytes) {
    return { ok: false, problem: `the message has ${bytes.byteLength} bytes; at most ${maxBytes} are taken` };
  }
  let decoded: unknown;
  try {
    decoded = JSON.parse(utf8.decode(bytes));
  } catch {
    return { ok: false, problem: 'the message is not UTF-8 JSON' };
  }
  return parser(decoded);
}
