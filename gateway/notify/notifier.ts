import type { NoticeMessage } from '../../devices/contracts/notices.ts';
import { type BackOff, createBackOff } from '../kernel/back-off.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Log } from '../kernel/log.ts';
import type { Metrics } from '../kernel/metrics.ts';
import type { Store } from '../kernel/sqlite-store.ts';
import { type ChannelWire, createChannelWire, problemOf, type WireState } from './channel-wire.ts';
import type { Channel, ChannelId, Dispatch, Notice } from './notice.ts';
import { createNoticeQueue, type NoticeQueue } from './notice-queue.ts';
import type { NoticeTable, WaitingNotice } from './sqlite-notices.ts';

const firstWaitMs = 2000;
const longestWaitMs = 5 * 60_000;
/** With the waits between them this is half an hour to three quarters; by then its alarm has climbed, or was answered. */
const mostAttempts = 14;
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

export interface ChannelState extends WireState {
  waiting: number;
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

/**
 * The queue of notices before its channels: on disk until a channel has taken them, the most urgent first, each channel by itself so
 * that one which hangs delays no other. A kill between sending and keeping that it was sent sends it again, with the same id.
 */
export function createNotifier(options: NotifierOptions): Notifier {
  const { store, table, metrics, mostWaiting = usualMostWaiting } = options;
  const closing = new AbortController();
  const wires = new Map<ChannelId, ChannelWire>(
    options.channels.map((channel) => [
      channel.id,
      createChannelWire(channel, options.clock, options.log, closing.signal),
    ]),
  );
  const retries = createRetries(options);
  const queue = createNoticeQueue({ store, table, metrics, mostWaiting, settled: retries.forget });
  const { pump, settled } = createPump(options, queue, retries, closing.signal);
  const pumpAll = () => {
    if (closing.signal.aborted) return;
    for (const [id, wire] of wires) pump(id, wire);
  };

  queue.failWithout(new Set(wires.keys()));
  metrics.gauges('notices_waiting', ['channel'], () =>
    [...queue.waitingByChannel()].map(([channel, value]) => ({ labels: { channel }, value })),
  );

  return {
    post: (notices) => {
      notices.forEach(queue.add);
      store.afterCommit(pumpAll);
    },
    cancel: queue.cancel,
    check: pumpAll,
    try: async (id, dispatch) => {
      const wire = wires.get(id);
      if (!wire) return 'no-channel';
      const error = await wire.send(() => dispatch);
      if (!closing.signal.aborted) wire.note(error);
      return problemOf(error);
    },
    channels: () => {
      const waiting = queue.waitingByChannel();
      return [...wires].map(([id, wire]) => ({ ...wire.state(), waiting: waiting.get(id) ?? 0 }));
    },
    close: async () => {
      closing.abort();
      await Promise.allSettled([settled(), ...[...wires.values()].map((wire) => wire.close())]);
    },
  };
}

interface Retries {
  isDue(id: string): boolean;
  /** One attempt failed: the next one comes later than the one before. */
  delay(id: string): void;
  forget(id: string): void;
}

function createRetries({ clock, random }: Pick<NotifierOptions, 'clock' | 'random'>): Retries {
  const known = new Map<string, { backOff: BackOff; dueAtMs: number }>();
  return {
    isDue: (id) => (known.get(id)?.dueAtMs ?? 0) <= clock.monotonicMs(),
    delay: (id) => {
      const backOff = known.get(id)?.backOff ?? createBackOff(firstWaitMs, longestWaitMs, random);
      known.set(id, { backOff, dueAtMs: clock.monotonicMs() + backOff.nextMs() });
    },
    forget: (id) => void known.delete(id),
  };
}

/** Hands a channel what is due for it, as much at once as it takes. */
function createPump(options: NotifierOptions, queue: NoticeQueue, retries: Retries, closing: AbortSignal) {
  const { table, clock, log, metrics } = options;
  const sends = new Set<Promise<void>>();

  const failed = (notice: Notice, error: unknown) => {
    const problem = problemOf(error) ?? 'unexpected';
    if (problem === 'unexpected')
      log.error({ err: error, notice: notice.id }, 'a channel failed in a way it does not know');
    const attempts = notice.attempts + 1;
    const isLast = attempts >= mostAttempts;
    queue.settle(notice, { state: isLast ? 'failed' : 'waiting', attempts, problem });
    metrics.count('notice_attempts_failed', { channel: notice.channel });
    if (!isLast) return retries.delay(notice.id);
    log.warn(
      { notice: notice.id, channel: notice.channel, problem },
      'a notice could not be delivered and is given up',
    );
  };
  const send = async (wire: ChannelWire, notice: Notice) => {
    const error = await wire.send(() => ({ message: options.write(notice), address: notice.address }));
    wire.underWay.delete(notice.id);
    // It stands as waiting; the next start sends it.
    if (closing.aborted) return;
    const now = table.get(notice.id);
    if (!now) return;
    if (error === undefined) {
      // Cancelled or even answered meanwhile: it was sent none the less.
      const state = now.state === 'acknowledged' ? 'acknowledged' : 'sent';
      queue.settle(now, { state, attempts: now.attempts + 1, sentAtMs: clock.wallMs(), problem: undefined });
    } else if (now.state === 'waiting') failed(now, error);
    wire.note(error);
  };
  const pump = (channel: ChannelId, wire: ChannelWire) => {
    if (wire.underWay.size >= wire.lanes()) return;
    for (const { id } of table.waiting(channel)) {
      if (wire.underWay.size >= wire.lanes()) return;
      const notice = wire.underWay.has(id) || !retries.isDue(id) ? undefined : table.get(id);
      if (!notice) continue;
      wire.underWay.add(id);
      const sending: Promise<void> = send(wire, notice)
        .catch((err: unknown) => {
          retries.delay(id);
          log.error({ err, notice: id }, 'what became of a notice could not be kept');
        })
        .finally(() => {
          sends.delete(sending);
          wire.underWay.delete(id);
          if (!closing.aborted && wire.state().problem === undefined) pump(channel, wire);
        });
      sends.add(sending);
    }
  };
  return { pump, settled: () => Promise.allSettled(sends) };
}
