import { setTimeout as sleep } from 'node:timers/promises';
import { Fault } from '../fault.ts';
import type { IntakeStore, Work, WorkResult } from '../store/store.ts';

/** Works and events that wait for the disk at most; one more is told to come back. */
const maxWaitingWorks = 4096;
const maxWaitingEvents = 20_000;
/** Nor does one begin to wait behind another that has for so long: its gateway would give up before it was answered. */
const longestWaitMs = 2000;
/** Works of one transaction at most, so that none waits long for the others. */
const maxTogether = 256;
/** Between two transactions, at most: sockets want their turn while a slow disk has its own. */
const longestRestMs = 20;

export interface CommitQueue {
  /** Resolves when the work is on disk. Rejects with a Fault: `cloud-busy`, or what the store says. */
  submit(work: Work): Promise<WorkResult>;
  /** Resolves when nothing waits any more. */
  drained(): Promise<void>;
}

interface Waiting {
  work: Work;
  /** Monotonic. */
  sinceMs: number;
  resolve(result: WorkResult): void;
  reject(error: unknown): void;
}

function eventsOf(work: Work): number {
  return work.kind === 'batch' ? work.batch.events.length : 0;
}

/**
 * Gathers the works that arrive while the disk is busy and commits them together: many gateways share one fsync.
 * A group that fails although the store is well is tried again one by one: one gateway's trouble is not everybody's.
 */
export function createCommitQueue(store: IntakeStore, wallMs: () => number): CommitQueue {
  const waiting: Waiting[] = [];
  let waitingEvents = 0;
  let running: Promise<void> | undefined;

  async function commit(group: readonly Waiting[]): Promise<void> {
    try {
      const results = await store.commit(
        group.map(({ work }) => work),
        wallMs(),
      );
      group.forEach((entry, index) => {
        entry.resolve(results[index]!);
      });
    } catch (error) {
      const storeIsDown = error instanceof Fault;
      if (storeIsDown || group.length === 1) for (const entry of group) entry.reject(error);
      else for (const entry of group) await commit([entry]);
    }
  }

  async function run(): Promise<void> {
    while (waiting.length > 0) {
      const startedMs = performance.now();
      const group = waiting.splice(0, maxTogether);
      waitingEvents -= group.reduce((sum, { work }) => sum + eventsOf(work), 0);
      await commit(group);
      const tookMs = performance.now() - startedMs;
      // what arrives meanwhile shares the next transaction
      await (tookMs > 2 ? sleep(Math.min(tookMs, longestRestMs)) : new Promise((resolve) => setImmediate(resolve)));
    }
    running = undefined;
  }

  return {
    submit(work) {
      const sinceMs = performance.now();
      const waitedMs = sinceMs - (waiting[0]?.sinceMs ?? sinceMs);
      if (waiting.length >= maxWaitingWorks || waitingEvents >= maxWaitingEvents || waitedMs > longestWaitMs) {
        const what = `${waiting.length} requests with ${waitingEvents} events wait for the disk`;
        return Promise.reject(new Fault('cloud-busy', what, { retryAfterS: 2 }));
      }
      return new Promise((resolve, reject) => {
        waiting.push({ work, sinceMs, resolve, reject });
        waitingEvents += eventsOf(work);
        // the other requests of this turn of the event loop are still being handed over
        running ??= new Promise((begin) => setImmediate(begin)).then(run);
      });
    },
    async drained() {
      while (running) await running;
    },
  };
}
