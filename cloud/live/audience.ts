import { Fault } from '../fault.ts';

/** One operator's open page. */
export interface LiveViewer {
  session: string;
  /** Whether he is let in still. */
  lasts(): boolean;
  sees(gateway: string): boolean;
  send(event: string, data: string): void;
  /** Bytes that were sent and that the network has not taken yet. */
  waitingBytes(): number;
  end(): void;
}

const maxViewers = 256;
/** As many as a browser opens at one address. */
const maxOfSession = 6;
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

  function sendTo(viewer: LiveViewer, event: string, text: string): void {
    if (viewer.waitingBytes() > maxWaitingBytes || !viewer.lasts()) leave(viewer);
    else viewer.send(event, text);
  }

  return {
    /** Throws a `cloud-busy` Fault when there are too many; returns what makes the viewer leave. */
    join(viewer: LiveViewer, hello: object): () => void {
      if (viewers.size >= maxViewers)
        throw new Fault('cloud-busy', `${maxViewers} pages are open already`, { retryAfterS: 10 });
      if ([...viewers].filter(({ session }) => session === viewer.session).length >= maxOfSession)
        throw new Fault('cloud-busy', `${maxOfSession} pages of this session are open already`, { retryAfterS: 10 });
      viewers.add(viewer);
      viewer.send('hello', JSON.stringify(hello));
      return () => {
        viewers.delete(viewer);
      };
    },
    tell(event: string, data: object): void {
      const text = JSON.stringify(data);
      for (const viewer of [...viewers]) sendTo(viewer, event, text);
    },
    /** Each viewer hears what is of gateways that he sees; who sees all of it shares one text. */
    tellOf<Item extends { gateway: string }>(event: string, items: readonly Item[], wrap: (own: Item[]) => object) {
      const all = JSON.stringify(wrap([...items]));
      for (const viewer of [...viewers]) {
        const own = items.filter(({ gateway }) => viewer.sees(gateway));
        if (own.length === items.length) sendTo(viewer, event, all);
        else if (own.length > 0) sendTo(viewer, event, JSON.stringify(wrap(own)));
      }
    },
    /** Lets go who is let in no more. */
    check(): void {
      for (const viewer of [...viewers]) if (!viewer.lasts()) leave(viewer);
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
