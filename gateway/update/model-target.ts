import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Type, { type Static } from 'typebox';
import { createParser } from '../../devices/contracts/parse.ts';
import { Sha256 } from '../../devices/contracts/release.ts';
import type { ShadowResult, ShadowTerms } from '../../devices/contracts/rollout.ts';
import { makeFolder, replaceFile, syncFile, syncFolder } from '../../devices/files/synced-files.ts';
import { createHealthWindow, type HealthWindowOptions } from './health-window.ts';
import { asStepProblem, StepProblem } from './step-problem.ts';
import type { UpdateJob, UpdateTarget } from './update-target.ts';

/** What perception does for a model that is to be replaced. */
export interface ModelPort {
  /** SHA-256 of the one that was installed. */
  installed(): string | undefined;
  /** Makes a folder of prepared models in which this one is `file`. */
  layOver(into: string, file: string, sha256: string): void;
  /** Shows the same pictures to the one in use and to the one in `dir`. */
  shadow(dir: string, samples: number, signal: AbortSignal): Promise<ShadowResult>;
}

export interface ModelTargetOptions extends HealthWindowOptions {
  folder: string;
  name: string;
  port: ModelPort;
  /** SHA-256 of what this run was started with; undefined: what was installed. */
  runs: string | undefined;
  /** Starts the site anew, in this process or the next. */
  restart(): void;
}

/** Where the one in use is chosen: read at each start, before anything looks at a camera. */
const Choice = Type.Object(
  {
    format: Type.Literal(1),
    sha256: Sha256,
    /** What was installed when it was tried: another one there comes with a newer program, and counts. */
    base: Sha256,
  },
  { additionalProperties: false },
);
const parseChoice = createParser(Choice);

const usualTerms: ShadowTerms = { samples: 100, minAgreement: 0.85, maxLatencyRatio: 1.5 };
const filePath = (folder: string, sha256: string) => join(folder, `${sha256}.onnx`);
const choicePath = (folder: string, name: string) => join(folder, `${name}.json`);

/** SHA-256 of the model that is to be used in the place of the installed one; undefined where none is. */
export function readChosenModel(folder: string, name: string, installed: string | undefined): string | undefined {
  const path = choicePath(folder, name);
  if (!existsSync(path)) return undefined;
  const choice = read(readFileSync(path, 'utf8'));
  const isUsable = choice && choice.base === installed && existsSync(filePath(folder, choice.sha256));
  return isUsable ? choice.sha256 : undefined;
}

function read(text: string): Static<typeof Choice> | undefined {
  try {
    const parsed = parseChoice(JSON.parse(text));
    return parsed.ok ? parsed.value : undefined;
  } catch {
    // what is no JSON chooses nothing: the installed one is used
    return undefined;
  }
}

export const modelFile = filePath;

/** A model of perception: tried beside the one in use on the site's own pictures before it takes over. */
export function createModelTarget(options: ModelTargetOptions): UpdateTarget {
  const { folder, name, port, runs, restart } = options;
  const prove = createHealthWindow(options);
  const shaOf = ({ attempt }: UpdateJob) => attempt.manifest.artefact.sha256;
  /** What runs from the next start on; undefined: the installed one. */
  const choose = (sha256: string | undefined): string | undefined => {
    const base = port.installed();
    if (sha256 !== undefined && base !== undefined && existsSync(filePath(folder, sha256))) {
      replaceFile(choicePath(folder, name), JSON.stringify({ format: 1, sha256, base }));
      return sha256;
    }
    if (existsSync(choicePath(folder, name))) {
      rmSync(choicePath(folder, name));
      // a power cut would bring it back
      syncFolder(folder);
    }
    return undefined;
  };
  const start = (isNeeded: boolean) => {
    if (!isNeeded) return 'now' as const;
    restart();
    return 'restarts' as const;
  };

  const tryBeside = async (job: UpdateJob) => {
    const dir = join(folder, 'trial');
    const { samples, ...terms } = job.attempt.assignment.shadow ?? usualTerms;
    try {
      port.layOver(dir, filePath(folder, shaOf(job)), shaOf(job));
      const shadow = await port.shadow(dir, samples, job.signal);
      job.save({ shadow });
      judge(shadow, terms);
    } catch (error) {
      job.signal.throwIfAborted();
      if (error instanceof StepProblem) throw error;
      throw new StepProblem('start-failed', 'the model cannot be run beside the one in use', { cause: error });
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  };

  return {
    runs: (known) => known.find(({ sha256 }) => sha256 === runs) ?? { version: 'installed', serial: 0 },
    refuse: () =>
      port.installed() === undefined ? new StepProblem('not-for-this-box', `${name} is not installed here`) : undefined,
    isStaged: () => false,
    async stage(job) {
      makeFolder(folder);
      try {
        copyFileSync(job.artefact, filePath(folder, shaOf(job)));
        // on disk before the choice that names it
        syncFile(filePath(folder, shaOf(job)));
        syncFolder(folder);
      } catch (error) {
        throw asStepProblem(error, 'unpack-failed');
      }
      await tryBeside(job);
    },
    known: () => options.problems(),
    standing: (job) => (runs === shaOf(job) ? 'new' : 'old'),
    async apply(job) {
      choose(shaOf(job));
      return start(true);
    },
    prove,
    keep() {},
    async goBack(job) {
      // the same bytes, assigned once more: what runs is what comes back, and a start anew would never end it
      const isAnother = choose(job.running.sha256) !== runs;
      return start(isAnother && runs === shaOf(job));
    },
    async tidy(needed) {
      const kept = new Set([runs, ...needed.map(({ sha256 }) => sha256)]);
      for (const file of existsSync(folder) ? readdirSync(folder) : [])
        if (file.endsWith('.onnx') && !kept.has(file.slice(0, -'.onnx'.length))) rmSync(join(folder, file));
    },
  };
}

function judge(
  { agreement, oldMedianMs, newMedianMs }: ShadowResult,
  { minAgreement, maxLatencyRatio }: Omit<ShadowTerms, 'samples'>,
): void {
  if (agreement < minAgreement)
    throw new StepProblem('shadow-disagrees', `agreement ${agreement.toFixed(3)}, wanted ${minAgreement}`);
  if (newMedianMs > oldMedianMs * maxLatencyRatio)
    throw new StepProblem(
      'shadow-slow',
      `${newMedianMs.toFixed(1)} ms, the one in use ${oldMedianMs.toFixed(1)} ms, at most ${maxLatencyRatio} times`,
    );
}
