import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { HealthNotice } from './compose-notices.ts';
import type { HealthStore, NoticeRow } from './health-store.ts';
import { type NoticeChannel, NoticeFailure } from './notice-channel.ts';

/** Sent in one round at most. */
const atOnce = 20;
const firstWaitMs = 5000;
const longestWaitMs = 600_000;
/** Who cannot be told of something for so long is not told of it any more; the page still shows it. */
const triedForMs = 86_400_000;

export interface SendNoticesOptions {
  store: Pick<HealthStore, 'dueNotices' | 'settleNotice'>;
  channels: readonly NoticeChannel[];
  clock: Clock;
  log: Log;
  random?: () => number;
}

/** When a notice that was not taken is tried again: twice as long each time, up to ten minutes, with jitter. */
export function nextTryMs(tries: number, nowMs: number, random: () => number): number {
  const waitMs = Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(tries, 20));
  return nowMs + Math.round(waitMs * (0.5 + random() / 2));
}

/** One round: sends what is due, each over its own channel. What becomes of it is on disk before the next one. */
export function createNoticeSender({ store, channels, clock, log, random = Math.random }: SendNoticesOptions) {
  const channelOf = new Map(channels.map((channel) => [channel.id, channel]));
  async function send(notice: NoticeRow): Promise<void> {
    const nowMs = clock.wallMs();
    const channel = channelOf.get(notice.channel);
    if (!channel) return store.settleNotice(notice, { state: 'failed' }, 'no-channel');
    try {
      await channel.send(JSON.parse(notice.body) as HealthNotice);
      await store.settleNotice(notice, { state: 'sent' });
    } catch (error) {
      // one notice at fault must not keep the others, and the watch, waiting
      const problem = error instanceof NoticeFailure ? error.message : 'unexpected';
      log.warn({ channel: notice.channel, problem, tries: notice.tries + 1 }, 'a notice of health was not taken');
      if (nowMs - notice.createdMs > triedForMs) await store.settleNotice(notice, { state: 'failed' }, problem);
      else
        await store.settleNotice(notice, { state: 'waiting', dueMs: nextTryMs(notice.tries, nowMs, random) }, problem);
    }
  }
  return async (): Promise<void> => {
    await Promise.all((await store.dueNotices(clock.wallMs(), atOnce)).map(send));
  };
}
