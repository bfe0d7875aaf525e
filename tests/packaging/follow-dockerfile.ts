import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, realpathSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { copyRoot, runInside } from './debian-root.ts';
import { type Instruction, parseDockerfile } from './parse-dockerfile.ts';

export const project = fileURLToPath(new URL('../..', import.meta.url));

/** An image, or what there is of it: a root on disk, and how programs start in it. */
export interface Image {
  root: string;
  workdir: string;
  user: number | undefined;
  env: Record<string, string>;
  entrypoint: string[];
  cmd: string[];
  healthcheck: string[];
  volume: string | undefined;
  stopSignal: string;
}

const ask = (argv: string[]) => spawnSync('npm', argv, { encoding: 'utf8' }).stdout.trim();

/** This machine's way to its registry: Docker would use its own. Returns settings for npm inside `root`. */
function lendRegistry(root: string): Record<string, string> {
  const proxies = Object.entries(process.env).filter(([name]) => /^(https?|no)_proxy$/i.test(name));
  const settings = { ...Object.fromEntries(proxies), npm_config_registry: ask(['config', 'get', 'registry']) };
  const certificates = process.env.NODE_EXTRA_CA_CERTS ?? '/etc/ssl/certs/ca-certificates.crt';
  if (!existsSync(certificates)) return settings;
  copyFileSync(certificates, join(root, 'etc/registry-certificates.pem'));
  return { ...settings, NODE_EXTRA_CA_CERTS: '/etc/registry-certificates.pem' };
}

/** What `node:24-bookworm-slim` has beside Debian: Node 24 and its npm, taken from this machine. */
export function addNode(root: string): void {
  const program = spawnSync('which', ['npm'], { encoding: 'utf8' }).stdout.trim();
  const npm = dirname(dirname(realpathSync(program)));
  copyFileSync(process.execPath, join(root, 'usr/local/bin/node'));
  const folder = join(root, 'usr/local/lib/node_modules/npm');
  mkdirSync(dirname(folder), { recursive: true });
  cpSync(npm, folder, { recursive: true });
  symlinkSync('../lib/node_modules/npm/bin/npm-cli.js', join(root, 'usr/local/bin/npm'));
}

/** A clean checkout: what git knows or would know, less what `.dockerignore` leaves out. */
function contextFiles(): string[] {
  const listed = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: project,
    encoding: 'utf8',
  });
  const ignored = readFileSync(join(project, '.dockerignore'), 'utf8')
    .split('\n')
    .filter((line) => line && !line.startsWith('#'));
  const isIgnored = (path: string) =>
    !ignored.includes(`!${path}`) &&
    ignored.some((pattern) => {
      const name = pattern.replace(/^\*\*\//, '');
      const parts = pattern.startsWith('**/') ? path.split('/') : [path.split('/')[0]!];
      return parts.some((part) => (name.startsWith('*') ? part.endsWith(name.slice(1)) : part === name));
    });
  return listed.stdout.split('\0').filter((path) => path !== '' && !isIgnored(path) && existsSync(join(project, path)));
}

function copyContext(sources: string[], target: string): void {
  const isWanted = (path: string) =>
    sources.some((source) => source === '.' || path === source || path.startsWith(`${source}/`));
  for (const path of contextFiles().filter(isWanted)) {
    const to = join(target, path);
    mkdirSync(dirname(to), { recursive: true });
    cpSync(join(project, path), to);
  }
}

/** Follows the Dockerfile as a builder would, in roots below `folder`. `bases` are the images that it begins from. */
export async function followDockerfile(
  text: string,
  folder: string,
  bases: Record<string, string>,
): Promise<Map<string, Image>> {
  const images = new Map<string, Image>();
  let image: Image | undefined;
  let registry: Record<string, string> = {};
  for (const step of parseDockerfile(text)) {
    if (step.kind === 'FROM') {
      image = await beginImage(step, join(folder, step.name), images, bases);
      images.set(step.name, image);
      registry = lendRegistry(image.root);
    } else if (image) {
      await follow(step, image, images, registry);
    }
  }
  return images;
}

async function beginImage(
  step: Instruction & { kind: 'FROM' },
  root: string,
  images: Map<string, Image>,
  bases: Record<string, string>,
): Promise<Image> {
  const earlier = images.get(step.image);
  const from = earlier?.root ?? bases[step.image];
  if (from === undefined) throw new Error(`there is no root for ${step.image}`);
  await copyRoot(from, root);
  if (earlier) return { ...earlier, root, env: { ...earlier.env } };
  const none = { entrypoint: [], cmd: [], healthcheck: [] };
  return { root, workdir: '/', user: undefined, env: {}, ...none, volume: undefined, stopSignal: 'SIGTERM' };
}

const defaultPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

async function follow(
  step: Exclude<Instruction, { kind: 'FROM' }>,
  image: Image,
  images: Map<string, Image>,
  registry: Record<string, string>,
): Promise<void> {
  if (step.kind === 'RUN') return runStep(step, image, registry);
  if (step.kind === 'COPY') {
    const target = join(image.root, step.target.startsWith('/') ? step.target : join(image.workdir, step.target));
    if (step.from === undefined) copyContext(step.sources, target);
    else for (const source of step.sources) await copyRoot(join(images.get(step.from)!.root, source), target);
  } else if (step.kind === 'ENV') {
    for (const [name, value] of step.pairs) image.env[name] = value.replace('$PATH', image.env.PATH ?? defaultPath);
  } else if (step.kind === 'WORKDIR') {
    image.workdir = step.value;
    mkdirSync(join(image.root, step.value), { recursive: true });
  } else if (step.kind === 'USER') image.user = Number(step.value.split(':')[0]);
  else if (step.kind === 'VOLUME') image.volume = step.value;
  else if (step.kind === 'STOPSIGNAL') image.stopSignal = step.value;
  else if (step.kind === 'ENTRYPOINT') Object.assign(image, { entrypoint: step.argv, cmd: [] });
  else if (step.kind === 'CMD') image.cmd = step.argv;
  else if (step.kind === 'HEALTHCHECK') image.healthcheck = step.argv;
}

async function runStep(
  step: Instruction & { kind: 'RUN' },
  image: Image,
  registry: Record<string, string>,
): Promise<void> {
  const binds: Record<string, string> = {};
  for (const cache of step.caches) {
    // npm's own cache on this machine serves as the builder's.
    const place = join(cache, '_cacache');
    const source = join(ask(['config', 'get', 'cache']), '_cacache');
    if (basename(cache) !== '.npm' || !existsSync(source)) continue;
    mkdirSync(join(image.root, place), { recursive: true });
    binds[place] = source;
  }
  const who = image.user === undefined ? {} : { uid: image.user };
  const env = { ...image.env, ...registry };
  const { status, output } = await runInside({
    root: image.root,
    cwd: image.workdir,
    env,
    binds,
    ...who,
    argv: ['sh', '-c', step.command],
  });
  if (status !== 0) throw new Error(`RUN ${step.command} ended with ${status}\n${output.slice(-4000)}`);
}
