import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ShadowResult } from '../../../devices/contracts/rollout.ts';
import type { FromShadow, ToShadow } from './shadow-messages.ts';

export interface ShadowRun {
  /** Folders of prepared models, the one in use and the other. */
  oldDir: string;
  newDir: string;
  samples: number;
  /** A JPEG of some camera; undefined while none gives one. */
  picture(): Promise<Uint8Array | undefined>;
  signal: AbortSignal;
}

const answerMs = 60_000;
const pauseMs = 250;
/** Turns without a picture before it is given up: half an hour. */
const maxEmpty = 1800;

/**
 * Shows both models the same pictures, in a process of its own. Rejects where the new one cannot be run, where no camera gives
 * pictures, or with the signal's reason.
 */
export async function runShadow({ oldDir, newDir, samples, picture, signal }: ShadowRun): Promise<ShadowResult> {
  signal.throwIfAborted();
  const child = fork(new URL('./shadow-process.ts', import.meta.url), [], {
    ...{ execArgv: [], serialization: 'advanced', stdio: ['ignore', 'ignore', 'ignore', 'ipc'] },
    env: { ...process.env, UV_THREADPOOL_SIZE: '2', MALLOC_ARENA_MAX: '2' },
  });
  try {
    await ask(child, { kind: 'open', oldDir, newDir }, signal);
    const old: number[] = [];
    const fresh: number[] = [];
    let [both, all, empty] = [0, 0, 0];
    while (old.length < samples) {
      const jpeg = await picture();
      await sleep(jpeg ? pauseMs : 1000, undefined, { signal });
      if (!jpeg && ++empty > maxEmpty) throw new Error('no camera gives pictures');
      if (!jpeg) continue;
      const said = await ask(child, { kind: 'picture', jpeg }, signal);
      if (said.kind !== 'compared') continue;
      old.push(said.oldMs);
      fresh.push(said.newMs);
      both += said.both;
      all += said.old + said.new;
    }
    // nothing was there for either to find: they agree
    const agreement = all === 0 ? 1 : (2 * both) / all;
    return { samples: old.length, agreement, oldMedianMs: medianOf(old), newMedianMs: medianOf(fresh) };
  } finally {
    child.kill('SIGKILL');
  }
}

async function ask(child: ChildProcess, message: ToShadow, signal: AbortSignal): Promise<FromShadow> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(answerMs)]);
  const over = new AbortController();
  const ended = once(child, 'exit', { signal: over.signal }).then(() => Promise.reject(new Error('it ended')));
  try {
    child.send(message);
    const [said] = (await Promise.race([once(child, 'message', { signal: limit }), ended])) as [FromShadow];
    if (said.kind === 'failed') throw new Error(said.problem);
    return said;
  } finally {
    over.abort();
    // what lost the race is of no interest
    ended.catch(() => undefined);
  }
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
