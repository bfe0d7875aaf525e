import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';

interface FuzzResult {
  inputs: number;
  edges: number;
  corpus: number;
  seconds: number;
  problems: { what: string; input: Uint8Array }[];
}
interface Fuzzer {
  fuzzTargets: readonly string[];
  fuzz(name: string, how: { inputs: number; seed: number; guided: boolean }): Promise<FuzzResult>;
  keepInput(name: string, input: Uint8Array): string;
}

/**
 * `npm run fuzz -- [--target NAME]… [--inputs N] [--seed N]`: so many inputs for each target, or for those named. What breaks one
 * is kept in tests/fuzz/corpus and tried by every `npm test` from then on. The last line is one JSON object.
 */
const suite = new URL('../tests/fuzz/fuzz-targets.ts', import.meta.url);
const { fuzz, fuzzTargets, keepInput } = (await import(suite.href)) as Fuzzer;
const { values } = parseArgs({
  options: {
    target: { type: 'string', multiple: true, default: [...fuzzTargets] },
    inputs: { type: 'string', default: '10000' },
    seed: { type: 'string', default: String(randomInt(1, 2 ** 31)) },
  },
});
const unknown = values.target.find((name) => !fuzzTargets.includes(name));
const inputs = Number(values.inputs);
const seed = Number(values.seed);
if (unknown !== undefined || !(inputs > 0) || !Number.isSafeInteger(seed)) {
  console.error(
    `${unknown === undefined ? '--inputs and --seed are whole numbers' : `no target ${unknown}`}: npm run fuzz -- [--target ${fuzzTargets.join('|')}]… [--inputs N] [--seed N]`,
  );
  process.exit(2);
}
console.log(`seed ${seed}`);
const sum = { inputs: 0, problems: 0, seconds: 0 };
const edges: Record<string, number> = {};
for (const name of values.target) {
  const result = await fuzz(name, { inputs, seed, guided: true });
  console.log(
    `${name.padEnd(20)} ${String(result.inputs).padStart(8)} inputs  ${String(result.edges).padStart(5)} edges  ${String(result.corpus).padStart(4)} kept  ${result.seconds} s`,
  );
  for (const { what, input } of result.problems) console.log(`✗ ${keepInput(name, input)}\n${what}`);
  sum.inputs += result.inputs;
  sum.problems += result.problems.length;
  sum.seconds += result.seconds;
  edges[name] = result.edges;
}
console.log(
  JSON.stringify({
    fuzz: 'done',
    seed,
    targets: values.target.length,
    ...sum,
    seconds: Math.round(sum.seconds),
    edges,
  }),
);
process.exitCode = sum.problems > 0 ? 1 : 0;
