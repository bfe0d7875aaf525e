import { readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { explainFault, Fault } from '../gateway/kernel/fault.ts';
import { type FaultSuite, newSeed } from '../tests/fault/fault-suite.ts';

/**
 * `npm run fault -- NAME [--seed N] [--runs N]`: breaks what tests/fault/NAME.ts breaks, and fails if what it promises did not hold.
 * The last line is one JSON object; the seed makes a run the same again.
 */
const dir = new URL('../tests/fault/', import.meta.url);
const names = readdirSync(dir)
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && file !== 'fault-suite.ts')
  .map((file) => file.slice(0, -3));
const number = (text: string | undefined) => (text === undefined ? undefined : Number(text));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string' }, runs: { type: 'string' } },
});
const [name] = positionals;
const seed = number(values.seed) ?? newSeed();
const runs = number(values.runs);
const whole = Number.isSafeInteger(seed) && (runs === undefined || (Number.isSafeInteger(runs) && runs > 0));

if (!name || !names.includes(name) || !whole) {
  const wrong = !name ? 'which fault?' : whole ? `no fault named ${name}` : '--seed and --runs are whole numbers';
  console.error(`${wrong}: npm run fault -- ${names.join('|')} [--seed N] [--runs N]`);
  process.exit(2);
}
const { fault } = (await import(new URL(`${name}.ts`, dir).href)) as { fault: FaultSuite };
console.log(`${fault.name}: ${fault.about}\nseed ${seed}`);
// What a suite that threw has left open is not to hold this up.
try {
  const report = await fault.run({ seed, runs, say: (line) => console.log(line) });
  for (const problem of report.problems) console.error(`✗ ${problem}`);
  console.log(JSON.stringify({ fault: fault.name, seed, ...report }));
  process.exit(report.passed ? 0 : 1);
} catch (error) {
  console.error(error instanceof Fault ? explainFault(error) : (error as Error).stack);
  console.log(JSON.stringify({ fault: fault.name, seed, passed: false, problems: [String(error)], figures: {} }));
  process.exit(1);
}
