// Plain JavaScript for Node 18 and later: everything else in this project runs on the Node that this file installs.
//
//   node scripts/prepare.mjs [--assets] [--web[=always]] [--run FILE ARGS…]
//
// Installs the packages of package-lock.json when they are missing or changed, fetches and prepares the models (--assets),
// builds the two web consoles when their sources changed (--web), says in one line what it did, and runs FILE.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const windows = process.platform === 'win32';
const isNewEnough = Number(process.versions.node.split('.')[0]) >= 24;
const installStamp = join(root, 'node_modules', '.ringward-lock');
const webs = [
  { name: 'gateway', dir: 'gateway/console/web' },
  { name: 'cloud', dir: 'cloud/web' },
];

class PrepareError extends Error {}

function parseArguments(argv) {
  const wanted = { assets: false, web: false, rebuild: false, run: undefined, rest: [] };
  for (let index = 0; index < argv.length; index += 1) {
    const argument = argv[index];
    if (argument === '--assets') wanted.assets = true;
    else if (argument === '--web') wanted.web = true;
    else if (argument === '--web=always') wanted.web = wanted.rebuild = true;
    else if (argument === '--run') {
      wanted.run = argv[index + 1];
      wanted.rest = argv.slice(index + 2);
      break;
    } else throw new PrepareError(`unknown argument ${argument}`);
  }
  return wanted;
}

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');
const read = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined);
const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(0)} s`;

/** The package that package-lock.json pins our Node with on this platform, and its folder of programs. */
const nodePackage = `node-${windows ? 'win' : process.platform}-${process.arch}`;
const pinnedBin = join(root, 'node_modules', nodePackage, 'bin');
const nodeName = windows ? 'node.exe' : 'node';
/** Where our Node is put first when the machine's own is too old to install the rest. */
const bootstrapDir = join(root, 'var', 'node');
const bootstrapBin = join(bootstrapDir, 'node_modules', nodePackage, 'bin');

/** The pinned Node, or this one where there is none for the platform and this one is new enough. */
function projectNode() {
  const pinned = join(pinnedBin, nodeName);
  if (existsSync(pinned) && spawnSync(pinned, ['-v']).status === 0) return pinned;
  if (isNewEnough) return process.execPath;
  throw new PrepareError(
    `Node ${process.versions.node} is too old and no pinned Node exists for ${process.platform}-${process.arch}: install Node 24 or later`,
  );
}

/** The pinned Node and the packages' programs come first for everything that is started from here. */
function environment() {
  const first = [pinnedBin, bootstrapBin, join(root, 'node_modules', '.bin')];
  const others = (process.env.PATH ?? '').split(delimiter).filter((entry) => !first.includes(entry));
  return { ...process.env, PATH: [...first, ...others].join(delimiter) };
}

/** Runs a step to its end; says every few seconds that it is still at work, and shows its output only if it fails. */
function runStep(label, command, args, options = {}) {
  const { show = false, cwd = root } = options;
  const startedAt = Date.now();
  console.log(`· ${label} …`);
  const beat = setInterval(() => console.log(`· ${label} … ${seconds(startedAt)}`), 5000);
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: environment(),
      stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
    });
    let output = '';
    const keep = (/** @type {Buffer} */ chunk) => {
      output = (output + chunk).slice(-20_000);
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    child.on('error', (error) => reject(new PrepareError(`${label}: ${error.message}`)));
    child.on('close', (code) => {
      if (code === 0) resolve(undefined);
      else reject(new PrepareError(`${label} failed (exit ${code})\n${output.trimEnd()}`));
    });
  }).finally(() => clearInterval(beat));
}

/** How to start npm: its program file with the Node given, or whatever `npm` is on the PATH. */
function npmCommand(node) {
  const program = process.env.npm_execpath;
  return program?.endsWith('.js') ? [node, [program]] : [windows ? 'npm.cmd' : 'npm', []];
}

/**
 * An npm that runs on an old Node leaves out the native parts of packages that ask for a newer one. So our Node is fetched
 * first, by itself, under the same lock, and then installs the rest.
 */
async function bootstrapNode(lockText) {
  const entry = JSON.parse(lockText).packages[`node_modules/${nodePackage}`];
  if (!entry) return process.execPath;
  const dependencies = { [nodePackage]: entry.version };
  const packages = { '': { dependencies }, [`node_modules/${nodePackage}`]: { ...entry, optional: undefined } };
  mkdirSync(bootstrapDir, { recursive: true });
  writeFileSync(join(bootstrapDir, 'package.json'), JSON.stringify({ private: true, dependencies }));
  writeFileSync(join(bootstrapDir, 'package-lock.json'), JSON.stringify({ lockfileVersion: 3, packages }));
  const [command, prefix] = npmCommand(process.execPath);
  const args = [...prefix, 'ci', '--ignore-scripts', '--loglevel=error', '--prefix', bootstrapDir];
  await runStep(`fetching Node ${entry.version}`, command, args, { cwd: bootstrapDir });
  return join(bootstrapBin, nodeName);
}

async function install(done) {
  const lockText = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const stamp = sha256(lockText);
  if (read(installStamp) === stamp) return;
  const startedAt = Date.now();
  const [command, prefix] = npmCommand(isNewEnough ? process.execPath : await bootstrapNode(lockText));
  // Not `npm ci`: it refuses a lock file made where a registry lacks another platform's optional parts. This takes every
  // version and checksum from the lock, too, and leaves the file as it is.
  // With NODE_ENV=production around it npm would take away what builds the pages and tests.
  const args = [...prefix, 'install', '--include=dev', '--no-save', '--ignore-scripts', '--loglevel=error'];
  await runStep('installing packages (once, about a minute)', command, args);
  writeFileSync(installStamp, stamp);
  done.push(`packages installed in ${seconds(startedAt)}`);
}

function hashFolder(dir, hash) {
  for (const entry of readdirSync(dir, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(dir, entry.name);
    if (entry.isDirectory()) hashFolder(path, hash);
    else if (statSync(path).isFile()) hash.update(entry.name).update(readFileSync(path));
  }
}

async function buildWeb(web, rebuild, done) {
  const dir = join(root, web.dir);
  if (!existsSync(join(dir, 'vite.config.ts'))) return;
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
  // A page takes schemas, roles and rules from the rooms behind it, and the operator's some parts of the guard's.
  for (const room of ['devices', 'gateway', 'cloud'].map((name) => join(root, name)))
    if (existsSync(room)) hashFolder(room, hash);
  const stamp = hash.digest('hex');
  const stampFile = join(root, 'var', 'web', `${web.name}.stamp`);
  if (!rebuild && read(stampFile) === stamp && existsSync(join(root, 'var', 'web', web.name, 'index.html'))) return;
  const startedAt = Date.now();
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  await runStep(`building the ${web.name} page`, projectNode(), [
    vite,
    'build',
    '--config',
    join(dir, 'vite.config.ts'),
    '--logLevel',
    'warn',
  ]);
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, stamp);
  done.push(`${web.name} page built in ${seconds(startedAt)}`);
}

async function fetchAssets(done) {
  const startedAt = Date.now();
  await runStep('models and demo pictures', projectNode(), [join(root, 'scripts', 'fetch-assets.ts')], { show: true });
  if (Date.now() - startedAt > 3000) done.push(`models ready in ${seconds(startedAt)}`);
}

function run(file, rest) {
  // V8 sets 48 MiB aside for young objects; a quarter of it is enough: 70 MiB less in gateway and cloud, and cards are as quick (bench cards).
  // Not for what loads them: ten thousand simulated gateways in one process connect in 290 s without it, with it not all do in 400.
  const flags = file.startsWith('scripts') && !file.endsWith('start.ts') ? [] : ['--max-semi-space-size=4'];
  const child = spawn(projectNode(), [...flags, join(root, file), ...rest], {
    cwd: root,
    env: environment(),
    stdio: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    console.error(error.message);
    process.exit(1);
  });
  child.on('close', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
}

async function main() {
  const wanted = parseArguments(process.argv.slice(2));
  const startedAt = Date.now();
  const done = [];
  await install(done);
  const steps = [];
  if (wanted.assets) steps.push(fetchAssets(done));
  if (wanted.web)
    steps.push(webs.reduce((before, web) => before.then(() => buildWeb(web, wanted.rebuild, done)), Promise.resolve()));
  await Promise.all(steps);
  if (done.length > 0) console.log(`✓ ready after ${seconds(startedAt)}: ${done.join(', ')}`);
  if (wanted.run) run(wanted.run, wanted.rest);
}

main().catch((error) => {
  if (!(error instanceof PrepareError)) throw error;
  console.error(`✗ ${error.message}`);
  process.exit(1);
});
