import { spawnSync } from 'node:child_process';

/** `npm run check`: types, lint and format, architecture. Runs all of them, then fails if one did. */
const steps: [string, string[]][] = [
  ['tsc', ['-p', '.']],
  ['biome', ['check', '.']],
  ['vitest', ['run', 'tests/architecture']],
];

let failed = false;
for (const [command, args] of steps) {
  console.log(`\n· ${command} ${args.join(' ')}`);
  const { status } = spawnSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) failed = true;
}
process.exitCode = failed ? 1 : 0;
