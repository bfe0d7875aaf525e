import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * `node scripts/copy-parts.ts TARGET gateway|cloud|sims|installer …`: copies what these parts need at run time, and no more, into
 * the empty folder TARGET: their sources, the packages that those import, this platform's Node, prepared models, built
 * pages. Images and the installer for Debian are made from it; `npm run build` must have run before.
 */
const root = fileURLToPath(new URL('..', import.meta.url));

/** `made` is what `npm run build` makes; of `var/assets` the raw models are left out. */
const parts: Record<string, { sources: string[]; made: string[] }> = {
  gateway: {
    sources: ['gateway', 'devices', 'models', 'scripts/ringward', 'scripts/ringward.ts'],
    made: ['var/models', 'var/web/gateway'],
  },
  cloud: { sources: ['cloud', 'devices'], made: ['var/web/cloud'] },
  sims: { sources: ['firmware-sims', 'devices/contracts', 'devices/profiles'], made: ['var/assets'] },
  installer: { sources: ['docker', 'README.md', 'README.zh-CN.md'], made: [] },
};
/** Of packages that carry every platform's files, or what only a compiler wants. */
const here = `${process.platform}/${process.arch}`;
const unneeded = [
  (path: string) =>
    /^node_modules\/onnxruntime-node\/bin\/[^/]+\/[^/]+\/[^/]+/.test(path) && !path.includes(`/${here}`),
  (path: string) => /^node_modules\/node-[^/]+\/(include|share)(\/|$)/.test(path),
  (path: string) => /^var\/assets\/raw(\/|$)/.test(path),
  // The page's sources: it has been built.
  (path: string) => /^(gateway\/console|cloud)\/web(\/|$)/.test(path),
];

class CopyError extends Error {}

/** A package's own name, of `@scope/name/file` too. */
const packageName = (specifier: string) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

function* sourcesIn(path: string): Generator<string> {
  if (isUnneeded(path)) return;
  if (!statSync(join(root, path)).isDirectory()) {
    if (path.endsWith('.ts')) yield path;
    return;
  }
  for (const name of readdirSync(join(root, path))) yield* sourcesIn(`${path}/${name}`);
}

function isUnneeded(path: string): boolean {
  return unneeded.some((matches) => matches(path));
}

/** Packages that the sources import; an import that is only for types costs nothing but space. */
function importedBy(sources: readonly string[]): Set<string> {
  const names = new Set<string>();
  for (const path of sources.flatMap((source) => [...sourcesIn(source)])) {
    const text = readFileSync(join(root, path), 'utf8');
    for (const [, specifier] of text.matchAll(/(?:from|import)\s*\(?\s*'([@a-z][^'\s]*)'/g))
      if (!specifier!.startsWith('node:')) names.add(packageName(specifier!));
  }
  return names;
}

interface Manifest {
  version?: string;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
}

const readManifest = (folder: string) =>
  JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as Manifest;

/** Where `name` is found from the package in `folder`, as Node looks it up; undefined if it is not installed. */
function find(name: string, folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const candidate = join(at, 'node_modules', name);
    if (existsSync(join(root, candidate, 'package.json'))) return candidate;
    if (at === '.') return undefined;
  }
}

/** Folders below `root` of the packages named and of all that they ask for. */
function packagesFor(names: Iterable<string>): Set<string> {
  const found = new Set<string>();
  const visit = (name: string, from: string, isNeeded: boolean) => {
    const folder = find(name, from);
    if (folder === undefined) {
      if (isNeeded) throw new CopyError(`the package ${name} is not installed: run npm run build first`);
      return;
    }
    if (found.has(folder)) return;
    found.add(folder);
    const { dependencies = {}, optionalDependencies = {}, peerDependencies = {} } = readManifest(folder);
    for (const other of Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies }))
      visit(other, folder, other in dependencies && !(other in optionalDependencies));
  };
  for (const name of names) visit(name, '.', false);
  return found;
}

function copy(path: string, target: string): void {
  if (!existsSync(join(root, path))) throw new CopyError(`${path} is missing: run npm run build first`);
  const wanted = (source: string) => {
    const below = relative(root, source).split(sep).join('/');
    // Nested packages come by themselves if somebody asks for them.
    return !isUnneeded(below) && !below.slice(path.length).includes('/node_modules');
  };
  cpSync(join(root, path), join(target, path), { recursive: true, filter: wanted, preserveTimestamps: true });
}

function copyNode(target: string): void {
  const folder = `node_modules/node-${process.platform}-${process.arch}`;
  copy(folder, target);
  mkdirSync(join(target, 'node_modules', '.bin'), { recursive: true });
  symlinkSync(`../${folder.slice('node_modules/'.length)}/bin/node`, join(target, 'node_modules', '.bin', 'node'));
}

function main([target, ...names]: string[]): void {
  const chosen = names.map((name) => parts[name] ?? name);
  const unknown = chosen.find((part) => typeof part === 'string');
  if (target === undefined || names.length === 0 || unknown !== undefined)
    throw new CopyError(`usage: node scripts/copy-parts.ts TARGET ${Object.keys(parts).join('|')} …`);
  if (existsSync(target) && readdirSync(target).length > 0) throw new CopyError(`${target} is not empty`);
  mkdirSync(target, { recursive: true });
  const sources = new Set(chosen.flatMap((part) => (typeof part === 'string' ? [] : part.sources)));
  const made = new Set(chosen.flatMap((part) => (typeof part === 'string' ? [] : part.made)));
  for (const path of ['package.json', 'LICENSE', 'docs/licences.md', ...sources, ...made]) copy(path, target);
  for (const folder of packagesFor(importedBy([...sources]))) copy(folder, target);
  copyNode(target);
  // Last: a folder that has it is whole.
  const { version } = readManifest('.');
  writeFileSync(join(target, 'parts.json'), `${JSON.stringify({ version, parts: names, platform: here })}\n`);
  console.log(`${names.join(' and ')} ${version} for ${here} in ${target}`);
}

try {
  main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof CopyError)) throw error;
  console.error(`✗ ${error.message}`);
  process.exitCode = 1;
}
