import { Fault } from '../fault.ts';

/** One operator's open page. */
export interface LiveViewer {
  session: string;
  send(event: string, data: string): void;
  /** Bytes that were sent and that the network has not taken yet. */
  waitingBytes(): number;
  end(): void;
}

const maxViewers = 256;
const maxWaitingBytes = 1024 * 1024;

/**
 * The pages that are open. One that does not keep up is let go, so that it costs no more than its share of memory; it
 * comes back by itself and reads everything afresh.
 */
export function createAudience() {
  const viewers = new Set<LiveViewer>();

  function leave(viewer: LiveViewer): void {
    if (viewers.delete(viewer)) viewer.end();
  }

  return {
    /** Throws a `cloud-busy` Fault when there are too many; returns what makes the viewer leave. */
    join(viewer: LiveViewer, hello: object): () => void {
      if (viewers.size >= maxViewers)
        throw new Fault('cloud-busy', `${maxViewers} pages are open already`, { retryAfterS: 10 });
      viewers.add(viewer);
      viewer.send('hello', JSON.stringify(hello));
      return () => {
        viewers.delete(viewer);
      };
    },
    tell(event: string, data: object): void {
      const text = JSON.stringify(data);
      for (const viewer of [...viewers]) {
        if (viewer.waitingBytes() > maxWaitingBytes) leave(viewer);
        else viewer.send(event, text);
      }
    },
    endSession(session: string): void {
      for (const viewer of [...viewers]) if (viewer.session === session) leave(viewer);
    },
    size: () => viewers.size,
    close(): void {
      for (const viewer of [...viewers]) leave(viewer);
    },
  };
}
