/** One message that came and is not acknowledged yet. */
export interface Uncommitted {
  /** Resolves when it is on disk or needs not be. */
  commit(): Promise<void>;
  acknowledge(): void;
}

/**
 * Commits messages in the order in which they came, whatever came meanwhile together (group commit), and acknowledges them in
 * the same order (MQTT 3.1.1 and 5, §4.6). From the first that cannot be committed on, nothing is acknowledged any more:
 * `failed` is called once, and the sender has to send all of it again.
 */
export interface CommitQueue {
  add(message: Uncommitted): void;
  /** Calls `go` once, as soon as fewer than `most` wait for their commit. One asks at a time. */
  whenRoom(most: number, go: () => void): void;
  /** What waits is dropped; settles when nothing is under way any more. */
  stop(): Promise<void>;
}

export function createCommitQueue(failed: (error: unknown) => void): CommitQueue {
  let waiting: Uncommitted[] = [];
  let running: Promise<void> | undefined;
  let roomFound: (() => void) | undefined;
  let isStopped = false;

  const makeRoom = () => {
    const found = roomFound;
    roomFound = undefined;
    found?.();
  };
  const commitAll = async () => {
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      const commits = batch.map((message) => message.commit());
      makeRoom();
      const outcomes = await Promise.allSettled(commits);
      const lost = outcomes.findIndex(({ status }) => status === 'rejected');
      if (!isStopped) for (const message of lost < 0 ? batch : batch.slice(0, lost)) message.acknowledge();
      const outcome = outcomes[lost];
      if (outcome?.status !== 'rejected') continue;
      waiting = [];
      if (!isStopped) failed(outcome.reason);
      isStopped = true;
    }
    // in the same turn as the last look at what waits: nobody can come between
    running = undefined;
  };
  return {
    add: (message) => {
      if (isStopped) return;
      waiting.push(message);
      running ??= commitAll();
    },
    whenRoom: (most, go) => {
      if (waiting.length < most) go();
      else roomFound = go;
    },
    stop: async () => {
      isStopped = true;
      waiting = [];
      makeRoom();
      await running;
    },
  };
}
