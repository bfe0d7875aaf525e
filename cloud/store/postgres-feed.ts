import pg from 'pg';
import type { Log } from '../log.ts';
import { channel, readNotification } from './postgres-dialect.ts';
import { holdTask } from './postgres-locks.ts';
import type { StoreChange } from './store.ts';

const firstWaitMs = 250;
const longestWaitMs = 10_000;
/** A line that is dead without saying so is noticed at the next of these. */
const lookEveryMs = 10_000;

export interface PostgresFeedOptions {
  config: pg.ClientConfig;
  /** What this process itself did is not told. */
  self: string;
  heard(change: StoreChange): void;
  log: Log;
}

/**
 * Listens on a connection of its own for what other processes commit. While the line is down nothing is heard; as soon as it
 * is back, `missed` says so.
 */
export function openPostgresFeed({ config, self, heard, log }: PostgresFeedOptions): () => void {
  let line: pg.Client | undefined;
  let closed = false;
  let waitMs = firstWaitMs;
  let again: NodeJS.Timeout | undefined;

  function lose(lost: pg.Client, error: unknown): void {
    if (line !== lost) return;
    line = undefined;
    lost.end().catch(() => {
      // it is gone already
    });
    if (closed) return;
    log.warn({ err: error }, 'the line on which processes hear of each other was lost');
    again = setTimeout(listen, waitMs * (0.5 + Math.random() / 2));
    waitMs = Math.min(longestWaitMs, waitMs * 2);
  }

  async function begin(client: pg.Client): Promise<void> {
    await client.connect();
    await client.query(`LISTEN ${channel}`);
    // nothing is restored under a process that serves
    await client.query(holdTask('serve', 'shared'));
    waitMs = firstWaitMs;
    heard({ missed: true });
  }

  function listen(): void {
    const client = new pg.Client(config);
    line = client;
    client.on('error', (error) => lose(client, error));
    client.on('end', () => lose(client, new Error('the database ended the connection')));
    client.on('notification', ({ payload }) => {
      const notification = readNotification(payload);
      if (notification && notification.from !== self) heard(notification.change);
    });
    begin(client).catch((error: unknown) => lose(client, error));
  }

  const look = setInterval(() => {
    const asked = line;
    asked?.query('SELECT 1').catch((error: unknown) => lose(asked, error));
  }, lookEveryMs);
  listen();
  return () => {
    closed = true;
    clearInterval(look);
    clearTimeout(again);
    const last = line;
    line = undefined;
    last?.end().catch(() => {
      // it is gone already
    });
  };
}
