import { mutateJson } from './mutate-json.ts';
import { edgeNumbers, type MutateOptions } from './mutate-options.ts';

const edgeBytes = [0, 1, 9, 10, 13, 0x20, 0x22, 0x7f, 0x80, 0xbf, 0xc0, 0xed, 0xff];
const edgeTexts = [
  ...['__proto__', 'constructor', 'toString', 'null', 'true', '[]', '{}', '""', '\u0000', '\ud800', '\ufeff', '林'],
  ...['../', '%00', '%s', '-----BEGIN ', '\r\n', '&a', '*a', '=1+1', '\\u0000', '<c r="A1">', ','],
];

/** Another input from one of the corpus: by bytes, by words and numbers, and by structure where it is JSON. */
export function mutate(options: MutateOptions): Uint8Array {
  const { random, corpus, head, maxBytes } = options;
  // what was found last is where the frontier is
  const base =
    random.int(2) === 0 ? corpus[corpus.length - 1 - random.int(Math.min(8, corpus.length))]! : random.pick(corpus);
  let input: Uint8Array = base;
  const structured = random.int(2) === 0 ? mutateJson(base.subarray(head), options) : undefined;
  if (structured) input = Buffer.concat([base.subarray(0, head), structured]);
  const steps = structured ? random.int(2) : 1 + random.int(4);
  for (let step = 0; step < steps; step += 1) input = random.pick(changes)(input, options);
  if (head > 0 && random.int(8) === 0) input = overwrite(input, random.int(head), Buffer.of(random.int(256)));
  return input.subarray(0, maxBytes);
}

type Change = (input: Uint8Array, options: MutateOptions) => Uint8Array;

const splice = (input: Uint8Array, at: number, remove: number, insert: Uint8Array): Uint8Array =>
  Buffer.concat([input.subarray(0, at), insert, input.subarray(at + remove)]);

function overwrite(input: Uint8Array, at: number, bytes: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(input);
  if (at < copy.length) copy.set(bytes.subarray(0, copy.length - at), at);
  return copy;
}

const word = ({ random, words }: MutateOptions): Buffer =>
  Buffer.from(random.pick(words.length > 0 && random.int(3) > 0 ? words : [...edgeTexts, ...edgeNumbers]));

const changes: Change[] = [
  (input, { random }) => {
    const at = random.int(input.length + 1);
    return overwrite(input, at, Buffer.of((input[at] ?? 0) ^ (1 << random.int(8))));
  },
  (input, { random }) => overwrite(input, random.int(input.length + 1), Buffer.of(random.pick(edgeBytes))),
  (input, { random }) => overwrite(input, random.int(input.length + 1), Buffer.of(random.int(256))),
  (input, { random }) => splice(input, random.int(input.length + 1), 1 + random.int(16), new Uint8Array()),
  (input, { random }) => splice(input, random.int(input.length + 1), 0, Buffer.of(random.int(256))),
  (input, options) => splice(input, options.random.int(input.length + 1), 0, word(options)),
  (input, options) => overwrite(input, options.random.int(input.length + 1), word(options)),
  // a piece of it again, sometimes very often: what costs more than its length shows here
  (input, { random, maxBytes }) => {
    const at = random.int(input.length + 1);
    const piece = input.subarray(at, at + 1 + random.int(12));
    const room = Math.max(1, Math.floor((maxBytes - input.length) / Math.max(1, piece.length)));
    const times = 1 + (random.int(4) === 0 ? random.int(room) : random.int(4));
    return splice(input, at, 0, Buffer.concat(Array.from({ length: times }, () => piece)));
  },
  (input, { random, corpus }) => {
    const other = random.pick(corpus);
    return Buffer.concat([
      input.subarray(0, random.int(input.length + 1)),
      other.subarray(random.int(other.length + 1)),
    ]);
  },
  (input, { random }) => {
    const text = Buffer.from(input).toString('latin1');
    const numbers = [...text.matchAll(/\d+/g)];
    if (numbers.length === 0) return input;
    const { index, 0: digits } = random.pick(numbers);
    return splice(input, index, digits.length, Buffer.from(random.pick(edgeNumbers)));
  },
  (input, { random }) => {
    const at = random.int(input.length + 1);
    const bytes = Buffer.alloc(random.pick([1, 2, 4, 8]), 0xff);
    if (random.int(2) === 0) bytes.fill(0);
    return overwrite(input, at, bytes);
  },
];
