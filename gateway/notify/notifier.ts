import type { NoticeMessage } from '../../devices/contracts/notices.ts';
import { type BackOff, createBackOff } from '../kernel/back-off.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Log } from '../kernel/log.ts';
import type { Metrics } from '../kernel/metrics.ts';
import type { Store } from '../kernel/sqlite-store.ts';
import { type Channel, ChannelError, type ChannelId, type Dispatch, type Notice } from './notice.ts';
import type { NoticeTable, WaitingNotice } from './sqlite-notices.ts';

const firstWaitMs = 2000;
const longestWaitMs = 5 * 60_000;
/** With the waits between them this is half an hour to three quarters; by then its alarm has climbed, or was answered. */
const mostAttempts = 14;
/** Of all channels together, P1 not counted: those are never shed. */
const usualMostWaiting = 2000;

export interface NotifierOptions {
  store: Store;
  table: NoticeTable;
  channels: readonly Channel[];
  /** Puts a notice into the words of its recipient. */
  write(notice: Notice): NoticeMessage;
  clock: Clock;
  log: Log;
  metrics: Metrics;
  random?: () => number;
  mostWaiting?: number;
}

/** How a channel does; times are epoch milliseconds, since the gateway started. */
export interface ChannelState {
  id: ChannelId;
  waiting: number;
  lastSuccessAtMs: number | undefined;
  lastFailureAtMs: number | undefined;
  /** Of the last failure: a code. */
  problem: string | undefined;
}

export interface Notifier {
  /** Keeps notices, in the transaction that is open, and sends them once that is on disk. */
  post(notices: readonly Notice[]): void;
  /** Takes back those that wait and for which it says true; how many. */
  cancel(isNotWanted: (notice: WaitingNotice) => boolean): number;
  /** Tries what is due; called every second. */
  check(): void;
  /** Sends one at once and beside the queue; the code of what went wrong, or nothing. */
  try(channel: ChannelId, dispatch: Dispatch): Promise<string | undefined>;
  channels(): ChannelState[];
  close(): Promise<void>;
}

interface Wire {
  channel: Channel;
  underWay: Set<string>;
  lastSuccessAtMs: number | undefined;
  lastFailureAtMs: number | undefined;
  problem: string | undefined;
}

interface Retry {
  backOff: BackOff;
  dueAtMs: number;
}

/**
 * The queue of notices before its channels: on disk until a channel has taken them, the most urgent first, each channel by itself so
 * that one which hangs delays no other. A kill between sending and keeping that it was sent sends it again, with the same id.
 */
export function createNotifier(options: NotifierOptions): Notifier {
  const { store, table, clock, log, metrics, mostWaiting = usualMostWaiting } = options;
  const wires = new Map<ChannelId, Wire>(
    options.channels.map((channel) => [
      channel.id,
      { channel, underWay: new Set(), lastSuccessAtMs: undefined, lastFailureAtMs: undefined, problem: undefined },
    ]),
  );
  const retries = new Map<string, Retry>();
  const sends = new Set<Promise<void>>();
  const closing = new AbortController();

  const count = (notice: Pick<Notice, 'kind'>, state: Notice['state']) =>
    store.afterCommit(() => metrics.count('notices', { kind: notice.kind, state }));
  const settle = (notice: Notice, change: Partial<Notice> & Pick<Notice, 'state'>) => {
    table.update({ ...notice, ...change });
    if (change.state === 'waiting') return;
    retries.delete(notice.id);
    count(notice, change.state);
  };
  const makeRoom = (fresh: Notice): Notice => {
    if (table.countWaiting().reduce((sum, { count: number }) => sum + number, 0) < mostWaiting) return fresh;
    const least = table.leastUrgent();
    if (least && least.priority > fresh.priority) settle(least, { state: 'shed', problem: 'queue-full' });
    else if (fresh.priority > 1) return { ...fresh, state: 'shed', problem: 'queue-full' };
    return fresh;
  };

  const delay = (id: string) => {
    const backOff = retries.get(id)?.backOff ?? createBackOff(firstWaitMs, longestWaitMs, options.random);
    retries.set(id, { backOff, dueAtMs: clock.monotonicMs() + backOff.nextMs() });
  };
  const failed = (notice: Notice, error: unknown) => {
    const problem = codeOf(error) ?? 'unexpected';
    if (problem === 'unexpected')
      log.error({ err: error, notice: notice.id }, 'a channel failed in a way it does not know');
    delay(notice.id);
    const attempts = notice.attempts + 1;
    const isLast = attempts >= mostAttempts;
    settle(notice, { state: isLast ? 'failed' : 'waiting', attempts, problem });
    metrics.count('notice_attempts_failed', { channel: notice.channel });
    if (!isLast) return;
    log.warn(
      { notice: notice.id, channel: notice.channel, problem },
      'a notice could not be delivered and is given up',
    );
  };
  const note = (wire: Wire, problem: string | undefined) => {
    if (problem === undefined) wire.lastSuccessAtMs = clock.wallMs();
    else wire.lastFailureAtMs = clock.wallMs();
    if (problem !== undefined && wire.problem === undefined) {
      log.warn({ channel: wire.channel.id, problem }, 'a channel for notices does not work');
    }
    wire.problem = problem;
  };
  const sendBy = ({ channel }: Wire, make: () => Dispatch): Promise<unknown> =>
    (async () => channel.send(make(), closing.signal))().then(
      () => undefined,
      (cause: unknown) => cause ?? new ChannelError('unexpected'),
    );
  const send = async (wire: Wire, notice: Notice) => {
    const error = await sendBy(wire, () => ({ message: options.write(notice), address: notice.address }));
    wire.underWay.delete(notice.id);
    // It stands as waiting; the next start sends it.
    if (closing.signal.aborted) return;
    const now = table.get(notice.id);
    if (!now) return;
    if (error === undefined) {
      // Cancelled or even answered meanwhile: it was sent none the less.
      const state = now.state === 'acknowledged' ? 'acknowledged' : 'sent';
      settle(now, { state, attempts: now.attempts + 1, sentAtMs: clock.wallMs(), problem: undefined });
    } else if (now.state === 'waiting') failed(now, error);
    note(wire, codeOf(error));
  };
  const pump = (wire: Wire) => {
    // One that fails is asked by one at a time until it works again.
    const lanes = wire.problem === undefined ? wire.channel.lanes : 1;
    if (wire.underWay.size >= lanes) return;
    const nowMs = clock.monotonicMs();
    for (const { id } of table.waiting(wire.channel.id)) {
      if (wire.underWay.size >= lanes) return;
      if (wire.underWay.has(id) || (retries.get(id)?.dueAtMs ?? 0) > nowMs) continue;
      const notice = table.get(id);
      if (!notice) continue;
      wire.underWay.add(id);
      const sending: Promise<void> = send(wire, notice)
        .catch((err: unknown) => {
          delay(id);
          log.error({ err, notice: id }, 'what became of a notice could not be kept');
        })
        .finally(() => {
          sends.delete(sending);
          wire.underWay.delete(id);
          if (!closing.signal.aborted && wire.problem === undefined) pump(wire);
        });
      sends.add(sending);
    }
  };
  const pumpAll = () => {
    if (closing.signal.aborted) return;
    for (const wire of wires.values()) pump(wire);
  };
  const cancel: Notifier['cancel'] = (isNotWanted) =>
    store.transaction(() => {
      const gone = table.allWaiting().filter(isNotWanted);
      for (const { id } of gone) {
        const notice = table.get(id);
        if (notice) settle(notice, { state: 'cancelled' });
      }
      return gone.length;
    });

  failWithoutChannel(store, table, wires, settle);
  metrics.gauges('notices_waiting', ['channel'], () =>
    table.countWaiting().map(({ channel, count: value }) => ({ labels: { channel }, value })),
  );

  return {
    post: (notices) => {
      for (const fresh of notices) {
        const kept = makeRoom(fresh);
        if (table.add(kept)) count(kept, kept.state);
      }
      store.afterCommit(pumpAll);
    },
    cancel,
    check: pumpAll,
    try: async (id, dispatch) => {
      const wire = wires.get(id);
      if (!wire) return 'no-channel';
      const problem = codeOf(await sendBy(wire, () => dispatch));
      if (!closing.signal.aborted) note(wire, problem);
      return problem;
    },
    channels: () => {
      const waiting = new Map(table.countWaiting().map(({ channel, count: number }) => [channel, number]));
      return [...wires.values()].map(({ channel: { id }, lastSuccessAtMs, lastFailureAtMs, problem }) => ({
        ...{ id, waiting: waiting.get(id) ?? 0, lastSuccessAtMs, lastFailureAtMs, problem },
      }));
    },
    close: async () => {
      closing.abort();
      await Promise.allSettled([...sends, ...options.channels.map((channel) => channel.close())]);
    },
  };
}

const codeOf = (error: unknown): string | undefined =>
  error === undefined ? undefined : error instanceof ChannelError ? error.code : 'unexpected';

/** What waits for a channel that the site has no longer is told so, and not kept for ever. */
function failWithoutChannel(
  store: Store,
  table: NoticeTable,
  wires: ReadonlyMap<ChannelId, Wire>,
  settle: (notice: Notice, change: Pick<Notice, 'state' | 'problem'>) => void,
): void {
  store.transaction(() => {
    for (const { channel } of table.countWaiting()) {
      if (wires.has(channel)) continue;
      for (const { id } of table.waiting(channel)) {
        const notice = table.get(id);
        if (notice) settle(notice, { state: 'failed', problem: 'no-channel' });
      }
    }
  });
}
