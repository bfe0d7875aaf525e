import { randomBytes } from 'node:crypto';
import type { ConsoleChange, ConsolePorts } from '../console-ports.ts';

/** One listening page. It never blocks: `send` drops what does not fit, and the client tells its page to reload. */
export interface LiveClient {
  send(text: string): void;
  /** False once its guard has signed out or the session has ended. */
  alive(): boolean;
  end(farewell: string): void;
}

/**
 * Numbers every change and hands it to all pages as server-sent events. A page that was away for a moment resumes after
 * the last id it saw; one that was away for longer, or knew another run of the gateway, is told to reload.
 *
 * Events: `change` (a ConsoleChange), `tick` every 5 s (`{ nowMs, health }`), `reload`, `signed-out`.
 */
export interface LiveHub {
  /** Id of the last change: `{run}-{n}`. */
  cursor(): string;
  join(client: LiveClient, after: string | undefined): () => void;
  clients(): number;
  close(): void;
}

const heartbeatMs = 5000;
const keptChanges = 1000;

export function createLiveHub(ports: Pick<ConsolePorts, 'subscribe' | 'health'>, now: () => number): LiveHub {
  const run = randomBytes(6).toString('hex');
  const clients = new Set<LiveClient>();
  const kept: { n: number; text: string }[] = [];
  let last = 0;

  const cursor = () => `${run}-${last}`;
  const format = (event: string, data: unknown) =>
    `id: ${cursor()}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

  const onChange = (change: ConsoleChange) => {
    last += 1;
    const text = format('change', change);
    kept.push({ n: last, text });
    if (kept.length > keptChanges) kept.shift();
    for (const client of clients) client.send(text);
  };

  const beat = () => {
    const text = format('tick', { nowMs: now(), health: ports.health() });
    for (const client of [...clients]) {
      if (client.alive()) client.send(text);
      else client.end(format('signed-out', {}));
    }
  };

  /** The changes after a cursor, or `undefined` when they are no longer known. */
  const since = (after: string): string[] | undefined => {
    const [knownRun, count] = after.split('-');
    const n = Number(count);
    const first = kept[0]?.n ?? last + 1;
    if (knownRun !== run || !Number.isInteger(n) || n > last || n < first - 1) return undefined;
    return kept.filter((change) => change.n > n).map((change) => change.text);
  };

  const unsubscribe = ports.subscribe(onChange);
  const timer = setInterval(beat, heartbeatMs);

  return {
    cursor,
    clients: () => clients.size,
    join(client, after) {
      const missed = after === undefined ? undefined : since(after);
      client.send('retry: 1000\n\n');
      if (missed) for (const text of missed) client.send(text);
      else client.send(format('reload', {}));
      client.send(format('tick', { nowMs: now(), health: ports.health() }));
      clients.add(client);
      return () => clients.delete(client);
    },
    close() {
      clearInterval(timer);
      unsubscribe();
      for (const client of [...clients]) client.end('');
      clients.clear();
    },
  };
}
