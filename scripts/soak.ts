import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { explainFault, Fault } from '../gateway/kernel/fault.ts';
import { newSeed } from '../tests/fault/fault-suite.ts';
import { runSoak } from '../tests/soak/run-soak.ts';
import { soakReport } from '../tests/soak/soak-report.ts';
import { renderReport } from './eval-report.ts';

/**
 * `npm run soak -- [--minutes 30] [--speed 60] [--seed N] [--buildings N]`: the reference compound for hours against a gateway and a
 * cloud, each a process of its own; fails if memory, handles, latency or files were not flat, level or bounded. It is the traffic that is
 * sixty times as dense; clocks run as ever, but for the three weeks after which what was kept is swept. Figures and curves go to
 * var/soak; the last line is one JSON object.
 */
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    speed: { type: 'string', default: '60' },
    seed: { type: 'string' },
    buildings: { type: 'string' },
  },
});
const [minutes, speed] = [Number(values.minutes), Number(values.speed)];
const seed = values.seed === undefined ? newSeed() : Number(values.seed);
const buildings = values.buildings === undefined ? undefined : Number(values.buildings);
if (!(minutes > 0 && speed > 0 && Number.isSafeInteger(seed) && (buildings === undefined || buildings >= 1))) {
  console.error('npm run soak -- [--minutes 30] [--speed 60] [--seed N] [--buildings 1…23]');
  process.exit(2);
}
console.log(`${minutes} minutes at ${speed} times the traffic\nseed ${seed}`);
try {
  const options = { minutes, speed, seed, ...(buildings !== undefined && { buildings }) };
  const result = await runSoak({ ...options, say: (line) => console.log(line) });
  const { figures, judgements, problems } = result;
  const failed = judgements.filter(({ passed }) => !passed);
  const dir = join('var', 'soak');
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, 'soak.json'), `${JSON.stringify({ seed, ...result }, undefined, 1)}\n`);
  writeFileSync(join(dir, 'soak.html'), await renderReport(soakReport(result)));
  for (const { name, level, found, limit } of failed)
    console.error(`✗ ${name}: ${found.toPrecision(4)}, allowed ${limit.toPrecision(4)}, level ${level.toPrecision(4)}`);
  for (const problem of problems) console.error(`✗ ${problem}`);
  const passed = failed.length === 0 && problems.length === 0;
  const notFlat = failed.map(({ name }) => name);
  console.log(JSON.stringify({ soak: { minutes, speed, seed }, passed, figures, notFlat, problems }));
  process.exit(passed ? 0 : 1);
} catch (error) {
  console.error(error instanceof Fault ? explainFault(error) : (error as Error).stack);
  process.exit(1);
}
