/** One piece of work at a time, in the order of asking. A piece that fails does not hold up the next. */
export interface Turns {
  run<T>(work: () => Promise<T>): Promise<T>;
}

export function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  return {
    run: (work) => {
      const mine = last.then(work);
      // Whoever asked gets the failure; the queue only waits for the end.
      last = mine.catch(() => undefined);
      return mine;
    },
  };
}
