import { type DownlinkCursor, downlinkBeatMs } from '../../devices/contracts/downlink.ts';
import type { Log } from '../log.ts';
import type { DownlinkStore, QueuedMessage } from '../store/store.ts';

/** The open answer to one gateway. */
export interface DownlinkWire {
  write(text: string): void;
  /** Bytes that were written and that the network has not taken yet. */
  waitingBytes(): number;
  end(): void;
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
  connected(): number;
  close(): void;
}

export interface DownlinkHubOptions {
  store: Pick<DownlinkStore, 'openDownlink' | 'downlinkAfter'>;
  log: Log;
}

const pageSize = 50;
const maxWaitingBytes = 256 * 1024;

interface Stream {
  wire: DownlinkWire;
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

  const beat = setInterval(() => {
    for (const { wire, pump } of streams.values()) {
      wire.write(': beat\n\n');
      // another process may have put something into the queue
      pump();
    }
  }, downlinkBeatMs);

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
    connected: () => streams.size,
    close() {
      clearInterval(beat);
      for (const { wire } of streams.values()) wire.end();
      streams.clear();
    },
  };
}
