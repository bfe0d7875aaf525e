import { readdirSync } from 'node:fs';
import { explainFault, Fault } from '../gateway/kernel/fault.ts';

/** `npm run bench -- NAME [ARGS]`: runs tests/bench/NAME.ts; the last line is one JSON object. */
const dir = new URL('../tests/bench/', import.meta.url);
const [name, ...args] = process.argv.slice(2);
const names = readdirSync(dir)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -3));

if (!name || !names.includes(name)) {
  console.error(`${name ? `no benchmark named ${name}` : 'which benchmark?'}: npm run bench -- ${names.join('|')}`);
  process.exit(2);
}
const { run } = (await import(new URL(`${name}.ts`, dir).href)) as {
  run(args: string[]): Promise<Record<string, unknown>>;
};
try {
  console.log(JSON.stringify(await run(args)));
} catch (error) {
  // Whoever measures has given a wrong folder or option, or the models are not there: the sentence says it.
  console.error(error instanceof Fault ? explainFault(error) : `✗ ${(error as Error).message}`);
  process.exitCode = 1;
}
