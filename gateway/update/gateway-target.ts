import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createHealthWindow, type HealthWindowOptions } from './health-window.ts';
import type { Runs } from './kept-slot.ts';
import { type LaunchPlan, readLaunchPlan, releasePath, writeLaunchPlan } from './launch-plan.ts';
import { asStepProblem, StepProblem } from './step-problem.ts';
import { unpack } from './tar-unpack.ts';
import type { UpdateJob, UpdateTarget } from './update-target.ts';

/** How this gateway was started; undefined where no launcher did it. */
export interface Launched {
  folder: string;
  installed: string;
  /** A folder of `releases`; undefined: what was installed. */
  release: string | undefined;
}

export interface GatewayTargetOptions extends HealthWindowOptions {
  launched: Launched | undefined;
  /** Of the program that runs. */
  version: string;
  /** With these the new program looks at the site file before anything is switched. */
  checkArguments: readonly string[];
  /** Ends this process so that the launcher starts again. */
  restart(): void;
}

const checkMs = 120_000;
/** Beyond its health window a release may take so long to start and to reach the cloud. */
const graceS = 900;

export const releaseFolder = (sha256: string): string => sha256.slice(0, 16);

/** The gateway's own program: unpacked beside the one that runs, started by the launcher, kept when it has run well. */
export function createGatewayTarget(options: GatewayTargetOptions): UpdateTarget {
  const { launched, version } = options;
  const prove = createHealthWindow(options);
  const need = (): Launched => {
    if (launched) return launched;
    throw new StepProblem('not-for-this-box', 'no launcher started this gateway');
  };
  const plan = (): LaunchPlan => {
    const { folder, installed } = need();
    return readLaunchPlan(folder) ?? { format: 1, installed };
  };
  const isNew = ({ attempt }: UpdateJob) => launched?.release === releaseFolder(attempt.manifest.artefact.sha256);

  /** True once the trial is over; throws where the launcher has gone back from this one meanwhile. */
  const hasKept = (): boolean => {
    const { trial, current } = plan();
    if (current !== launched?.release) throw new StepProblem('start-failed', 'the launcher has gone back');
    return trial === undefined;
  };

  return {
    runs(known) {
      const release = launched?.release;
      const found = release === undefined ? undefined : known.find((one) => folderOf(one) === release);
      return found ?? { version, serial: 0 };
    },
    refuse(manifest) {
      if (launched) return undefined;
      const how = 'this gateway was not started by its launcher; it is updated as it was installed';
      return new StepProblem('not-for-this-box', `${manifest.name}: ${how}`);
    },
    isStaged: ({ artefact }) => launched !== undefined && isWhole(launched.folder, releaseFolder(artefact.sha256)),
    async stage({ attempt, artefact, signal }) {
      const { folder } = need();
      const name = releaseFolder(attempt.manifest.artefact.sha256);
      // what the launcher said of an earlier try must not be taken for this one
      const { fallen, ...now } = plan();
      if (fallen) writeLaunchPlan(folder, now);
      const path = releasePath(folder, name);
      if (!isWhole(folder, name)) {
        await rm(path, { recursive: true, force: true });
        await unpack(artefact, path, {}, signal);
      }
      checkParts(path);
      await tryOut(path, options.checkArguments, signal);
    },
    known: () => options.problems(),
    standing(job) {
      if (isNew(job)) return 'new';
      const { fallen } = plan();
      if (fallen?.release !== releaseFolder(job.attempt.manifest.artefact.sha256)) return 'old';
      const what = fallen.why === 'died' ? 'it ended again and again' : 'it did not keep itself in time';
      return new StepProblem('start-failed', what);
    },
    async apply({ attempt }) {
      const { folder, installed, release } = need();
      writeLaunchPlan(folder, {
        ...{ format: 1, installed, current: releaseFolder(attempt.manifest.artefact.sha256) },
        trial: {
          ...(release !== undefined && { before: release }),
          starts: 0,
          withinS: attempt.assignment.healthS + graceS,
        },
      });
      options.restart();
      return 'restarts';
    },
    async prove(job) {
      // kept already, and the power went before that was written down
      if (hasKept()) return;
      await prove(job);
    },
    keep() {
      if (hasKept()) return;
      const { trial, ...kept } = plan();
      if (trial) writeLaunchPlan(need().folder, kept);
    },
    async goBack(job) {
      const { folder, installed } = need();
      // what the launcher would go back to: somebody may have installed another one by hand
      const { trial } = plan();
      const before = trial ? trial.before : folderOf(job.running);
      const back = before !== undefined && isWhole(folder, before) ? before : undefined;
      writeLaunchPlan(folder, { format: 1, installed, ...(back !== undefined && { current: back }) });
      // the same bytes, assigned once more: what runs is what comes back, and a start anew would never end it
      if (!isNew(job) || launched?.release === back) return 'now';
      options.restart();
      return 'restarts';
    },
    async tidy(needed) {
      if (!launched) return;
      const { current, trial } = plan();
      const kept = new Set([launched.release, current, trial?.before, ...needed.map(folderOf)]);
      for (const name of releasesIn(launched.folder)) {
        if (!kept.has(name)) await rm(releasePath(launched.folder, name), { recursive: true, force: true });
      }
    },
  };
}

const folderOf = ({ sha256 }: Runs): string | undefined => (sha256 === undefined ? undefined : releaseFolder(sha256));
const isWhole = (folder: string, release: string) => existsSync(join(releasePath(folder, release), 'parts.json'));

function releasesIn(folder: string): string[] {
  const path = join(folder, 'releases');
  return existsSync(path) ? readdirSync(path) : [];
}

/** `parts.json` says what scripts/copy-parts.ts has put there, and for which kind of machine. */
function checkParts(path: string): void {
  let parts: { parts?: unknown; platform?: unknown } | null;
  try {
    parts = JSON.parse(readFileSync(join(path, 'parts.json'), 'utf8')) as typeof parts;
  } catch (cause) {
    throw new StepProblem('unpack-failed', 'it is no release of the gateway', { cause });
  }
  if (!Array.isArray(parts?.parts) || !parts.parts.includes('gateway'))
    throw new StepProblem('not-for-this-box', 'it holds no gateway');
  const here = `${process.platform}/${process.arch}`;
  if (parts.platform !== here)
    throw new StepProblem('not-for-this-box', `it was made for another machine than ${here}`);
}

/** What cannot even look at the site file here is never switched to. */
async function tryOut(path: string, args: readonly string[], signal: AbortSignal): Promise<void> {
  const own = join(path, 'node_modules', '.bin', 'node');
  const node = existsSync(own) ? own : process.execPath;
  try {
    await promisify(execFile)(node, ['gateway/main.ts', ...args], {
      cwd: path,
      timeout: checkMs,
      killSignal: 'SIGKILL',
      signal,
    });
  } catch (error) {
    signal.throwIfAborted();
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOSPC') throw asStepProblem(error, 'start-failed');
    throw new StepProblem('start-failed', `it does not start here, or refuses the site file (${code ?? 'ended'})`, {
      cause: error,
    });
  }
}

/** From what the launcher has said to this process; undefined where there was none. */
export function readLaunched(env: NodeJS.ProcessEnv): Launched | undefined {
  const { RINGWARD_UPDATES: folder, RINGWARD_RELEASE: release, RINGWARD_INSTALLED: installed } = env;
  if (!folder || !installed || release === undefined) return undefined;
  return { folder, installed, release: release === '' ? undefined : release };
}
