import { spawn } from 'node:child_process';
import { existsSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  fall,
  installedVariable,
  type LaunchPlan,
  planStart,
  readLaunchPlan,
  releasePath,
  releaseVariable,
  rest,
  restartAnew,
  restartCode,
  updatesVariable,
  writeLaunchPlan,
} from './update/launch-plan.ts';

/**
 * `node gateway/launch.ts --updates FOLDER [--once] -- ARGUMENTS`: starts the release of the gateway that is to run, with these
 * arguments. A release that has not proved itself is watched: one that dies three times, or does not keep itself in time, is left
 * for the one before. `--once`: for a command of the gateway; a start that does not count.
 *
 * It is always the installed launcher that runs, and it imports nothing of the gateway but the plan.
 */
const home = realpathSync(fileURLToPath(new URL('..', import.meta.url)));
const killAfterMs = 15_000;

function main(args: string[]): void {
  const at = args.indexOf('--');
  const own = at < 0 ? args : args.slice(0, at);
  const given = at < 0 ? [] : args.slice(at + 1);
  const folder = own[own.indexOf('--updates') + 1];
  if (!own.includes('--updates') || folder === undefined) {
    console.error('usage: node gateway/launch.ts --updates FOLDER [--once] -- ARGUMENTS');
    process.exitCode = 2;
    return;
  }
  start(folder, given, own.includes('--once'));
}

function start(folder: string, args: string[], isOnce: boolean): void {
  const kept = readLaunchPlan(folder);
  // somebody has installed other programs by hand since: they are what is wanted
  const isOurs = kept?.installed === home;
  if (kept && !isOurs && !isOnce) rmSync(join(folder, 'launch.json'), { force: true });
  const plan = isOurs ? kept : undefined;
  if (!plan || isOnce) {
    become(folder, plan?.current, args);
    return;
  }
  const next = planStart(plan, (release) => existsSync(join(releasePath(folder, release), 'parts.json')));
  try {
    if (next !== plan) writeLaunchPlan(folder, next);
  } catch (error) {
    // a trial that cannot be counted is not tried
    console.error(`ringward: ${(error as Error).message}; the release before starts`);
    become(folder, plan.trial ? plan.trial.before : plan.current, args);
    return;
  }
  if (next.fallen && !plan.fallen)
    console.error(`ringward: the release ${next.fallen.release} failed; the one before starts`);
  if (next.trial) watch(folder, next, args);
  else become(folder, next.current, args);
}

function commandOf(folder: string, release: string | undefined, args: string[]) {
  const cwd = release === undefined ? home : releasePath(folder, release);
  const own = join(cwd, 'node_modules', '.bin', 'node');
  const node = existsSync(own) ? own : process.execPath;
  const env = {
    ...process.env,
    [updatesVariable]: folder,
    [releaseVariable]: release ?? '',
    [installedVariable]: home,
  };
  return { cwd, node, env, words: [...process.execArgv, 'gateway/main.ts', ...args] };
}

/** Its place is taken by the gateway: no second process stays. */
function become(folder: string, release: string | undefined, args: string[]): void {
  const { cwd, node, env, words } = commandOf(folder, release, args);
  process.chdir(cwd);
  if (!process.execve) throw new Error('this system cannot put one program in the place of another');
  process.execve(realpathSync(node), [node, ...words], env);
}

/** Stays beside it for as long as it has not proved itself. */
function watch(folder: string, { current, trial }: LaunchPlan, args: string[]): void {
  const { cwd, node, env, words } = commandOf(folder, current, args);
  const child = spawn(node, words, { cwd, env, stdio: 'inherit' });
  let isWanted = false;
  const timer = setTimeout(
    () => {
      const plan = readLaunchPlan(folder);
      if (!plan?.trial) return;
      console.error('ringward: the new release has not kept itself in time; the one before starts');
      try {
        writeLaunchPlan(folder, fall(plan, 'no-answer'));
      } finally {
        child.kill('SIGTERM');
      }
      setTimeout(() => child.kill('SIGKILL'), killAfterMs).unref();
    },
    (trial?.withinS ?? 0) * 1000,
  );
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      isWanted = true;
      child.kill(signal);
    });
  }
  child.on('error', () => process.exit(1));
  child.on('exit', (code) => {
    clearTimeout(timer);
    const plan = readLaunchPlan(folder);
    if (plan?.trial && isWanted) writeLaunchPlan(folder, rest(plan));
    else if (plan?.trial && code === restartCode) writeLaunchPlan(folder, restartAnew(plan));
    process.exit(isWanted ? (code ?? 0) : code || 1);
  });
}

main(process.argv.slice(2));
