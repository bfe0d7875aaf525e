import { randomBytes } from 'node:crypto';
import type { Log } from '../../kernel/log.ts';
import type { Role } from '../../privacy/roles.ts';
import type { ConsoleChange, ConsolePorts } from '../console-ports.ts';
import { type Sight, showChange, sightOf } from './sight.ts';

/** One listening page. It never blocks: `send` drops what does not fit, and the client tells its page to reload. */
export interface LiveClient {
  send(text: string): void;
  /** As they are now; `undefined` once its guard has signed out or the session has ended. */
  roles(): readonly Role[] | undefined;
  end(farewell: string): void;
}

/**
 * Numbers every change and hands it to all pages as server-sent events. A page that was away for a moment resumes after
 * the last id it saw; one that was away for longer, or knew another run of the gateway, is told to reload. A page hears only
 * what the roles of its guard may know; when they change, which is noticed at the next tick, it is told to reload, too.
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

export function createLiveHub(ports: Pick<ConsolePorts, 'subscribe' | 'health'>, now: () => number, log: Log): LiveHub {
  const run = randomBytes(6).toString('hex');
  const clients = new Map<LiveClient, { roles: string; sight: Sight }>();
  const kept: { n: number; change: ConsoleChange; text: string }[] = [];
  let last = 0;

  const cursor = () => `${run}-${last}`;
  const format = (event: string, data: unknown, id = cursor()) =>
    `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
  const lookOf = (roles: readonly Role[]) => ({ roles: [...roles].sort().join(), sight: sightOf(roles) });
  /** Most pages hear the same, which is written once. */
  const tell = (client: LiveClient, sight: Sight, { n, change, text }: (typeof kept)[number]) => {
    const shown = showChange(change, sight);
    if (shown) client.send(shown === change ? text : format('change', shown, `${run}-${n}`));
  };

  const onChange = (change: ConsoleChange) => {
    last += 1;
    const news = { n: last, change, text: format('change', change) };
    kept.push(news);
    if (kept.length > keptChanges) kept.shift();
    for (const [client, { sight }] of clients) tell(client, sight, news);
  };

  const beat = () => {
    const text = format('tick', { nowMs: now(), health: ports.health() });
    for (const [client, before] of [...clients]) {
      const roles = client.roles();
      if (!roles) {
        clients.delete(client);
        client.end(format('signed-out', {}));
        continue;
      }
      const look = lookOf(roles);
      clients.set(client, look);
      if (look.roles !== before.roles) client.send(format('reload', {}));
      client.send(text);
    }
  };

  /** The changes after a cursor, or `undefined` when they are no longer known. */
  const since = (after: string): typeof kept | undefined => {
    const [knownRun, count] = after.split('-');
    const n = Number(count);
    const first = kept[0]?.n ?? last + 1;
    if (knownRun !== run || !Number.isInteger(n) || n > last || n < first - 1) return undefined;
    return kept.filter((change) => change.n > n);
  };

  const unsubscribe = ports.subscribe(onChange);
  const timer = setInterval(() => {
    try {
      beat();
    } catch (err) {
      // a disk that could not be read, say: pages see by the missing tick that they are behind
      log.error({ err }, 'pages could not be told how the gateway does');
    }
  }, heartbeatMs);

  return {
    cursor,
    clients: () => clients.size,
    join(client, after) {
      const missed = after === undefined ? undefined : since(after);
      client.send('retry: 1000\n\n');
      const look = lookOf(client.roles() ?? []);
      if (missed) for (const news of missed) tell(client, look.sight, news);
      else client.send(format('reload', {}));
      client.send(format('tick', { nowMs: now(), health: ports.health() }));
      clients.set(client, look);
      return () => clients.delete(client);
    },
    close() {
      clearInterval(timer);
      unsubscribe();
      for (const client of [...clients.keys()]) client.end('');
      clients.clear();
    },
  };
}
