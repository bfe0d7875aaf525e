import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFile } from '../../devices/files/synced-files.ts';

/**
 * `launch.json`: which release starts. The launcher and the release that it has started write it, never both at a time. It knows
 * nothing of the rest of the gateway, because it has to work when the rest does not.
 */
export interface LaunchPlan {
  format: 1;
  /** Where install.sh had put the programs when this was written; another place there now means that a person installed anew. */
  installed: string;
  /** A folder of `releases`; left out for what was installed. */
  current?: string;
  /** `current` has to prove itself. */
  trial?: {
    /** What comes back; left out for what was installed. */
    before?: string;
    /** Starts that did not end by somebody's wish. */
    starts: number;
    /** Starts that it or a command from afar ended to start anew. */
    ordered?: number;
    /** By then it has kept itself, or it is ended. */
    withinS: number;
  };
  /** The launcher has gone back from this one. */
  fallen?: { release: string; why: 'died' | 'no-answer' };
}

/** Starts of a release that has not proved itself; after them the one before comes back. */
export const maxTrialStarts = 3;
/** … and starts that were ordered; a release that only ever asks for the next one has none in which it could keep itself. */
export const maxOrderedStarts = 10;
/** The exit code that asks for a start anew; systemd restarts whatever does not end with 0. */
export const restartCode = 75;
/** Where the launcher tells the gateway its folder, and what it has started: a folder of `releases`, or nothing. */
export const updatesVariable = 'RINGWARD_UPDATES';
export const releaseVariable = 'RINGWARD_RELEASE';
/** … and where it stands itself. */
export const installedVariable = 'RINGWARD_INSTALLED';

const planPath = (folder: string) => join(folder, 'launch.json');
export const releasePath = (folder: string, release: string): string => join(folder, 'releases', release);

const isName = (value: unknown) => typeof value === 'string' && /^[0-9a-f]{16}$/.test(value);
const isNameOrNone = (value: unknown) => value === undefined || isName(value);

/** Undefined where there is none, or none that can be read: then the installed one starts. */
export function readLaunchPlan(folder: string): LaunchPlan | undefined {
  try {
    const plan = JSON.parse(readFileSync(planPath(folder), 'utf8')) as LaunchPlan | null;
    const { trial, fallen } = plan ?? {};
    const isSound =
      plan?.format === 1 &&
      typeof plan.installed === 'string' &&
      isNameOrNone(plan.current) &&
      (trial === undefined ||
        (Number.isInteger(trial.starts) &&
          (trial.ordered === undefined || Number.isInteger(trial.ordered)) &&
          Number.isFinite(trial.withinS) &&
          isNameOrNone(trial.before))) &&
      (fallen === undefined || isName(fallen.release));
    return isSound ? plan : undefined;
  } catch {
    // missing or damaged: what was installed is always there
    return undefined;
  }
}

/** On disk when it returns. */
export const writeLaunchPlan = (folder: string, plan: LaunchPlan): void =>
  replaceFile(planPath(folder), `${JSON.stringify(plan)}\n`);

const from = (release: string | undefined) => (release === undefined ? {} : { current: release });

/** What starts now, and what has to be on disk before it does. Pure. */
export function planStart(plan: LaunchPlan, isWhole: (release: string) => boolean): LaunchPlan {
  const { installed, current, trial } = plan;
  if (current !== undefined && !isWhole(current)) return fall(plan, 'died');
  if (!trial) return plan;
  if (trial.starts >= maxTrialStarts || (trial.ordered ?? 0) >= maxOrderedStarts) return fall(plan, 'died');
  return { format: 1, installed, ...from(current), trial: { ...trial, starts: trial.starts + 1 } };
}

/** Back to the one before. */
export function fall({ installed, current, trial }: LaunchPlan, why: 'died' | 'no-answer'): LaunchPlan {
  return {
    format: 1,
    installed,
    ...from(trial?.before),
    ...(current !== undefined && { fallen: { release: current, why } }),
  };
}

/** Somebody stopped it: that start was no failure. */
export function rest(plan: LaunchPlan): LaunchPlan {
  const { trial } = plan;
  return trial ? { ...plan, trial: { ...trial, starts: Math.max(0, trial.starts - 1) } } : plan;
}

/** It ended because a start anew was ordered: no failure, and yet not for ever. */
export function restartAnew(plan: LaunchPlan): LaunchPlan {
  const { trial, ...rested } = rest(plan);
  return trial ? { ...rested, trial: { ...trial, ordered: (trial.ordered ?? 0) + 1 } } : plan;
}
