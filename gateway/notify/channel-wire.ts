import type { Clock } from '../kernel/clock.ts';
import type { Log } from '../kernel/log.ts';
import { type Channel, ChannelError, type ChannelId, type Dispatch } from './notice.ts';

/** How a channel does; times are epoch milliseconds, since the gateway started. */
export interface WireState {
  id: ChannelId;
  lastSuccessAtMs: number | undefined;
  lastFailureAtMs: number | undefined;
  /** Of the last failure: a code. */
  problem: string | undefined;
}

/** A channel and how it does. */
export interface ChannelWire {
  /** Which notices are on their way. */
  underWay: Set<string>;
  /** How many it takes at once; one that fails is asked by one at a time until it works again. */
  lanes(): number;
  /** Never rejects: what went wrong, or nothing. `make` may throw. */
  send(make: () => Dispatch): Promise<unknown>;
  note(error: unknown): void;
  state(): WireState;
  close(): Promise<void>;
}

/** The code of what went wrong with a channel. */
export const problemOf = (error: unknown): string | undefined =>
  error === undefined ? undefined : error instanceof ChannelError ? error.code : 'unexpected';

export function createChannelWire(channel: Channel, clock: Clock, log: Log, closing: AbortSignal): ChannelWire {
  let lastSuccessAtMs: number | undefined;
  let lastFailureAtMs: number | undefined;
  let problem: string | undefined;
  return {
    underWay: new Set(),
    lanes: () => (problem === undefined ? channel.lanes : 1),
    send: (make) =>
      (async () => channel.send(make(), closing))().then(
        () => undefined,
        (cause: unknown) => cause ?? new ChannelError('unexpected'),
      ),
    note: (error) => {
      const found = problemOf(error);
      if (found === undefined) lastSuccessAtMs = clock.wallMs();
      else lastFailureAtMs = clock.wallMs();
      if (found !== undefined && problem === undefined)
        log.warn({ channel: channel.id, problem: found }, 'a channel for notices does not work');
      problem = found;
    },
    state: () => ({ id: channel.id, lastSuccessAtMs, lastFailureAtMs, problem }),
    close: () => channel.close(),
  };
}
