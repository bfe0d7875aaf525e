/** Somebody is on the way: settles once, when the picture shows them there or when they are taken away before. */
export interface Arrival {
  readonly done: Promise<number>;
  readonly reached: boolean;
  /** The moment of the first picture that shows it; later calls mean nothing. */
  reach(atMs: number): void;
  abandon(reason: string): void;
}

export function createArrival(who: string): Arrival {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  let reached = false;
  return {
    done: promise,
    get reached() {
      return reached;
    },
    reach(atMs) {
      reached = true;
      resolve(atMs);
    },
    abandon(reason) {
      reject(new Error(`${who} did not arrive: ${reason}`));
    },
  };
}
