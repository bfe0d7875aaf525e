import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';

/** `npm test [-- FILTER …]`: every test, or those whose path holds FILTER. Ends with one plain line of counts. */
const reportFile = 'var/test-report.json';
const reporters = ['default', 'json', './scripts/second-tries.ts'].map((name) => `--reporter=${name}`);

interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
}

mkdirSync('var', { recursive: true });
const child = spawn('vitest', ['run', ...reporters, `--outputFile.json=${reportFile}`, ...process.argv.slice(2)], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
child.on('close', (code) => {
  const report = JSON.parse(readFileSync(reportFile, 'utf8')) as Report;
  console.log(`${report.numPassedTests} passed, ${report.numFailedTests} failed, ${report.numPendingTests} skipped`);
  process.exitCode = code ?? 1;
});
