import type { ConsoleChange } from '../console/console-ports.ts';

/** Tells every open console what changed. */
export interface ChangeFeed {
  emit(change: ConsoleChange): void;
  subscribe(listener: (change: ConsoleChange) => void): () => void;
}

export function createChangeFeed(): ChangeFeed {
  const listeners = new Set<(change: ConsoleChange) => void>();
  return {
    emit: (change) => {
      for (const listener of listeners) listener(change);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
