import { type DownlinkCursor, downlinkBeatMs } from '../../devices/contracts/downlink.ts';
import type { Log } from '../log.ts';
import type { DownlinkStore, QueuedMessage, StoreChange } from '../store/store.ts';

/** The open answer to one gateway. */
export interface DownlinkWire {
  write(text: string): void;
  /** Bytes that were written and that the network has not taken yet. */
  waitingBytes(): number;
  end(): void;
  /** Ends it if its gateway may not listen any more. */
  check(): void;
}

export interface OpenDownlink {
  /** The network has taken what was written. */
  drained(): void;
  closed(): void;
}

export interface DownlinkHub {
  /** Tells a gateway everything after its cursor, then whatever comes. A gateway has one stream: the newest. */
  open(gateway: string, cursor: DownlinkCursor | undefined, wire: DownlinkWire): Promise<OpenDownlink>;
  /** Something was put into the gateway's queue. */
  wake(gateway: string): void;
  /** Says something that has no place in the queue; lost where the gateway does not listen here. */
  nudge(gateway: string, event: string, data: object): void;
  /** What the gateway proves itself with has changed. */
  check(gateway: string): void;
  /** Another process over the same store did something. */
  heard(change: StoreChange): void;
  connected(): number;
  close(): void;
}

export interface DownlinkHubOptions {
  store: Pick<DownlinkStore, 'openDownlink' | 'downlinkAfter'>;
  log: Log;
}

const pageSize = 50;
const maxWaitingBytes = 256 * 1024;
/** Beats are dealt over the time between them: ten thousand at once would stop everything else for a second. */
const beatTurns = 60;

interface Stream {
  wire: DownlinkWire;
  beatTurn: number;
  pump(): void;
}

function formatMessage(epoch: string, { seq, body }: QueuedMessage): string {
  return `id: ${epoch}:${seq}\ndata: ${body}\n\n`;
}

/** Holds the gateways' open streams. What it sends stands in the store, so that a process that dies loses nothing. */
export function createDownlinkHub({ store, log }: DownlinkHubOptions): DownlinkHub {
  const streams = new Map<string, Stream>();

  function start(gateway: string, wire: DownlinkWire, epoch: string, from: number): Stream {
    let sent = from;
    let running = false;
    let again = false;
    const isOpen = () => streams.get(gateway) === stream;
    async function run(): Promise<void> {
      do {
        again = false;
        while (isOpen() && wire.waitingBytes() <= maxWaitingBytes) {
          const page = await store.downlinkAfter(gateway, sent, pageSize);
          if (page.length === 0 || !isOpen()) break;
          for (const message of page) wire.write(formatMessage(epoch, message));
          sent = page.at(-1)!.seq;
        }
      } while (again);
    }
    const stream: Stream = {
      wire,
      beatTurn: Math.floor(Math.random() * beatTurns),
      pump() {
        again = true;
        if (running) return;
        running = true;
        run()
          .catch((error: unknown) => {
            // the store is in trouble; the gateway comes back by itself and finds everything
            log.warn({ err: error, gateway }, 'a downlink ended because its messages could not be read');
            wire.end();
          })
          .finally(() => {
            running = false;
          });
      },
    };
    return stream;
  }

  let turn = 0;
  const beat = setInterval(() => {
    turn = (turn + 1) % beatTurns;
    for (const { wire, pump, beatTurn } of streams.values()) {
      if (beatTurn !== turn) continue;
      wire.write(': beat\n\n');
      // another process may have put something into the queue
      pump();
    }
  }, downlinkBeatMs / beatTurns);

  return {
    async open(gateway, cursor, wire) {
      const hello = await store.openDownlink(gateway, cursor);
      const knows = cursor?.epoch === hello.epoch;
      const stream = start(gateway, wire, hello.epoch, knows ? Math.max(cursor.seq, hello.from) : hello.from);
      streams.get(gateway)?.wire.end();
      streams.set(gateway, stream);
      wire.write(`event: hello\ndata: ${JSON.stringify(hello)}\n\n`);
      stream.pump();
      return {
        drained: stream.pump,
        closed: () => {
          if (streams.get(gateway) === stream) streams.delete(gateway);
        },
      };
    },
    wake: (gateway) => streams.get(gateway)?.pump(),
    nudge: (gateway, event, data) =>
      streams.get(gateway)?.wire.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
    check: (gateway) => streams.get(gateway)?.wire.check(),
    heard({ queued = [], opened = [], identities = [], missed }) {
      for (const gateway of identities) streams.get(gateway)?.wire.check();
      for (const gateway of queued) streams.get(gateway)?.pump();
      // the newest stream counts, at whichever process it is
      for (const gateway of opened) streams.get(gateway)?.wire.end();
      if (!missed) return;
      for (const { pump, wire } of streams.values()) {
        pump();
        wire.check();
      }
    },
    connected: () => streams.size,
    close() {
      clearInterval(beat);
      for (const { wire } of streams.values()) wire.end();
      streams.clear();
    },
  };
}
