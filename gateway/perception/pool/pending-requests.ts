/** Questions to other processes that wait for their answers. Each ends: by its answer, its time-out, or the loss of its owner. */
export interface PendingRequests<T> {
  /** `send` says whether the question could be sent. Rejects if not, or without an answer in time. */
  ask(owner: number, timeoutMs: number, send: (request: number) => boolean): Promise<T>;
  answer(request: number, value: T): void;
  cancel(owner: number, error: Error): void;
  cancelAll(error: Error): void;
}

export function createPendingRequests<T>(): PendingRequests<T> {
  const waiting = new Map<number, { owner: number; settle: PromiseWithResolvers<T> }>();
  let last = 0;
  const reject = (request: number, error: Error) => waiting.get(request)?.settle.reject(error);
  return {
    ask: async (owner, timeoutMs, send) => {
      const request = ++last;
      const settle = Promise.withResolvers<T>();
      waiting.set(request, { owner, settle });
      const timer = setTimeout(() => reject(request, new Error('no answer in time')), timeoutMs);
      try {
        if (!send(request)) throw new Error('there is no process to ask');
        return await settle.promise;
      } finally {
        clearTimeout(timer);
        waiting.delete(request);
      }
    },
    answer: (request, value) => waiting.get(request)?.settle.resolve(value),
    cancel: (owner, error) => {
      for (const [request, entry] of waiting) if (entry.owner === owner) reject(request, error);
    },
    cancelAll: (error) => {
      for (const request of waiting.keys()) reject(request, error);
    },
  };
}
