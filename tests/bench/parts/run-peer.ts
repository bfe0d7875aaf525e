import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Programs that others would use for the same work live in `../peers`, with packages of their own, which the first benchmark that
 * needs them installs there (about 800 MB): the product's own install stays light.
 */
const dir = join(fileURLToPath(new URL('..', import.meta.url)), 'peers');
const stamp = join(dir, 'node_modules', '.installed');

/** What a peer said about the photos, or `undefined`, with a line on stderr, if it cannot be had here. */
export async function runPeer<T>(name: string, input: { photos: readonly string[] } & object): Promise<T | undefined> {
  try {
    await install();
    const said = await runProgram(process.execPath, [join(dir, `${name}.mjs`)], JSON.stringify(input));
    return JSON.parse(said.trim().split('\n').at(-1)!) as T;
  } catch (error) {
    console.error(`the peer ${name} was left out: ${(error as Error).message}`);
    return undefined;
  }
}

async function install(): Promise<void> {
  const wanted = readFileSync(join(dir, 'package.json'), 'utf8');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  console.error('· installing the peers into tests/bench/peers (once) …');
  await runProgram('npm', [
    'install',
    '--ignore-scripts',
    '--no-package-lock',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ]);
  writeFileSync(stamp, wanted);
}

/** Its standard output; throws with the end of its standard error. */
function runProgram(command: string, args: readonly string[], input = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: dir,
      stdio: 'pipe',
      timeout: 30 * 60_000,
      // There npm is a script.
      shell: process.platform === 'win32' && command === 'npm',
    });
    let [output, errors] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk;
    });
    child.stderr.on('data', (chunk: Buffer) => {
      errors = (errors + chunk).slice(-2000);
    });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) resolve(output);
      else
        reject(
          new Error(
            `${command} ended with ${signal ?? code}: ${errors.match(/^.*Error.*$/m)?.[0] ?? errors.trim().slice(-200)}`,
          ),
        );
    });
    child.stdin.on('error', () => {
      // A program that ends without reading its input says why by its exit code.
    });
    child.stdin.end(input);
  });
}
