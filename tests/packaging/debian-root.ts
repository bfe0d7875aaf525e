import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A program in a Debian root of its own: other mounts, other processes, and the network of this machine. */
export interface Inside {
  root: string;
  argv: string[];
  cwd?: string;
  env?: Record<string, string>;
  /** Number of an unprivileged user; as root without it. */
  uid?: number;
  /** Folders or files of this machine, by the place where they appear. */
  binds?: Record<string, string>;
  /** Nothing of the root can be written but `binds` and a fresh /tmp. */
  readOnly?: boolean;
  /** Without the machine's network. */
  offline?: boolean;
}

export interface Outcome {
  status: number | null;
  output: string;
}

const mirror = 'http://deb.debian.org/debian';
const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** The mirror that this machine's own packages come from. */
function aptMirror(): string {
  const sources = '/etc/apt/sources.list.d/debian.sources';
  const found = existsSync(sources) && readFileSync(sources, 'utf8').match(/^URIs:\s*(\S+)/m)?.[1];
  return found || mirror;
}

/** Whether roots can be made here; with REQUIRE_ALL=1 a machine where they cannot fails instead of skipping. */
export function canMakeRoots(): boolean {
  const wants = [
    [process.getuid?.() === 0, 'root rights'],
    [spawnSync('which', ['debootstrap']).status === 0, 'debootstrap'],
    [
      spawnSync('unshare', ['--mount', '--pid', '--fork', 'mount', '-t', 'tmpfs', 'none', '/mnt']).status === 0,
      'mounts',
    ],
  ] as const;
  const missing = wants.filter(([has]) => !has).map(([, what]) => what);
  if (missing.length === 0) return true;
  const what = missing.join(', ');
  if (process.env.REQUIRE_ALL === '1') throw new Error(`${what} missing and REQUIRE_ALL=1 is set`);
  console.warn(`SKIPPED for want of ${what}: nothing was packaged in a Debian root`);
  return false;
}

/** Not the synchronous kind: a build takes minutes, in which the test runner must be answered. */
export function runProgram(command: string, argv: readonly string[]): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, argv, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString();
      });
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, output }));
  });
}

async function mustRun(command: string, argv: string[]): Promise<void> {
  const { status, output } = await runProgram(command, argv);
  if (status !== 0) throw new Error(`${command} ${argv.join(' ')} failed\n${output.slice(-4000)}`);
}

/** What `debian:bookworm-slim` is made of: Debian's smallest system. */
export async function makeDebianRoot(root: string): Promise<void> {
  await mustRun('debootstrap', ['--variant=minbase', 'bookworm', root, aptMirror()]);
  for (const file of ['resolv.conf', 'hosts']) copyFileSync(`/etc/${file}`, join(root, 'etc', file));
}

/** The contents of a folder, with owners and times. */
export async function copyRoot(from: string, to: string): Promise<void> {
  mkdirSync(to, { recursive: true });
  await mustRun('cp', ['-a', '--reflink=auto', `${from}/.`, to]);
}

/** Mounts and programs of the namespace go with its first process. `$1` is the root, `$2` whether it is read-only. */
const enter = `
set -e
root=$1 readonly=$2
shift 2
mount --bind "$root" "$root"
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
[ "$readonly" = no ] || { mount -o remount,bind,ro "$root"; mount -t tmpfs tmpfs "$root/tmp"; }
while [ "$1" != -- ]; do mount --bind "$1" "$root$2"; shift 2; done
shift
exec chroot "$root" "$@"
`;

function commandOf({
  root,
  argv,
  cwd = '/',
  env = {},
  uid,
  binds = {},
  readOnly = false,
  offline = false,
}: Inside): string[] {
  for (const [at, source] of Object.entries(binds)) {
    const place = join(root, at);
    if (existsSync(source) && existsSync(place)) continue;
    throw new Error(`${source} cannot appear at ${at}: make both first`);
  }
  const who =
    uid === undefined
      ? []
      : ['setpriv', `--reuid=${uid}`, `--regid=${uid}`, '--clear-groups', '--no-new-privs', '--bounding-set=-all'];
  const pairs = Object.entries({ PATH: path, HOME: '/root', ...env }).map(([name, value]) => `${name}=${value}`);
  const mounts = Object.entries(binds).flatMap(([at, source]) => [source, at]);
  const namespace = [
    '--mount',
    '--pid',
    '--fork',
    '--kill-child',
    ...(offline ? ['--net'] : []),
    '--',
    'sh',
    '-c',
    enter,
    'enter',
  ];
  return [
    ...namespace,
    root,
    readOnly ? 'yes' : 'no',
    ...mounts,
    '--',
    ...who,
    'env',
    '-i',
    '-C',
    cwd,
    ...pairs,
    ...argv,
  ];
}

export const runInside = (inside: Inside): Promise<Outcome> => runProgram('unshare', commandOf(inside));

export interface Running {
  output(): string;
  /** To the program itself, which is process 1 in there, as in a container. */
  signal(name: NodeJS.Signals): void;
  /** Its exit status. */
  ended: Promise<number | null>;
}

const childrenOf = (pid: number): number[] => {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
  } catch {
    // It has ended.
    return [];
  }
};

export function startInside(inside: Inside): Running {
  const child: ChildProcess = spawn('unshare', commandOf(inside), { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout!, child.stderr!])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  return {
    output: () => output,
    signal: (name) => {
      for (const pid of childrenOf(child.pid!)) process.kill(pid, name);
    },
    ended,
  };
}

/** Files of a root that are newer than the file `than`. */
export async function writtenSince(root: string, than: string): Promise<string[]> {
  const { output } = await runProgram('find', [root, '-xdev', '-newer', than, '-type', 'f']);
  return output.split('\n').filter(Boolean);
}
