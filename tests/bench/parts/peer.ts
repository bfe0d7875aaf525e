import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/**
 * Programs that others would use for the same work live in `../peers`, with packages of their own, which the first benchmark that
 * needs them installs there (about 800 MB): the product's own install stays light.
 */
export const peersDir = join(fileURLToPath(new URL('..', import.meta.url)), 'peers');
const stamp = join(peersDir, 'node_modules', '.installed');

/** A peer that runs beside ours and is shown the same photos, one at a time. */
export interface Peer<T> {
  /** What it says about a photo; `undefined` once it has ended, which is said on stderr. */
  show(photo: string): Promise<T | undefined>;
  close(): void;
}

export async function startPeer<T>(name: string): Promise<Peer<T>> {
  try {
    await installPeers();
  } catch (error) {
    console.error(`the peer ${name} is left out: ${(error as Error).message}`);
    return { show: async () => undefined, close: () => {} };
  }
  const child = spawn(process.execPath, [join(peersDir, `${name}.mjs`)], { cwd: peersDir });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const lastWords = keepLastWords(child);
  let ended = false;
  return {
    show: async (photo) => {
      if (ended) return undefined;
      child.stdin.write(`${JSON.stringify({ photo })}\n`);
      const { value, done } = await answers.next();
      if (!done) return JSON.parse(value) as T;
      ended = true;
      console.error(`the peer ${name} is left out: ${lastWords()}`);
      return undefined;
    },
    close: () => child.stdin.end(),
  };
}

function keepLastWords(child: ChildProcessWithoutNullStreams): () => string {
  let words = '';
  child.stderr.on('data', (chunk: Buffer) => {
    words = (words + chunk).slice(-2000);
  });
  // A program that ends without reading its input says why by its last words.
  child.stdin.on('error', () => {});
  return () => words.match(/^.*Error.*$/m)?.[0] ?? words.trim().slice(-200);
}

/** Does nothing once they are there. */
export function installPeers(): Promise<void> {
  const wanted = readFileSync(join(peersDir, 'package.json'), 'utf8');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return Promise.resolve();
  console.error('· installing the peers into tests/bench/peers (once) …');
  const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  // On Windows npm is a script.
  const child = spawn('npm', args, { cwd: peersDir, stdio: 'inherit', shell: process.platform === 'win32' });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      if (code !== 0) return reject(new Error(`npm install ended with ${code}`));
      writeFileSync(stamp, wanted);
      resolve();
    });
  });
}
