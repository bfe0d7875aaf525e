import type { ConsoleChange, ConsoleHealth } from '../../console-ports.ts';
import { askSession } from './use-session.ts';

export interface LiveListener {
  change(id: string, change: ConsoleChange): void;
  tick(nowMs: number, health: ConsoleHealth): void;
  /** Changes were missed: everything must be read again. */
  reload(): void;
  signedOut(): void;
  connected(up: boolean): void;
}

/** The gateway beats every 5 s; without any word for so long the connection counts as lost. */
const silentMs = 7500;
const longestRetryMs = 8000;

/**
 * Keeps the stream of changes open: the browser resumes it after a short break, this starts it anew when the gateway
 * was away or the connection went silent. Call the result to stop.
 */
export function startLiveUpdates(cursor: string, on: LiveListener): () => void {
  let last = cursor;
  let source: EventSource | undefined;
  let silence: ReturnType<typeof setTimeout> | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let retryMs = 500;
  let stopped = false;

  const heard = (event: MessageEvent) => {
    if (event.lastEventId) last = event.lastEventId;
    retryMs = 500;
    on.connected(true);
    clearTimeout(silence);
    silence = setTimeout(lost, silentMs);
  };

  const reopen = async () => {
    // A stream that is refused has no status code here; the session tells whether it is the sign-in.
    const session = await askSession().catch(() => undefined);
    if (stopped) return;
    if (session === null) return on.signedOut();
    retry = setTimeout(open, retryMs * (0.75 + Math.random() / 2));
    retryMs = Math.min(longestRetryMs, retryMs * 2);
  };

  const lost = () => {
    on.connected(false);
    clearTimeout(silence);
    source?.close();
    void reopen();
  };

  const open = () => {
    source = new EventSource(`/api/live?after=${encodeURIComponent(last)}`);
    source.addEventListener('change', (event) => {
      heard(event);
      on.change(event.lastEventId, JSON.parse(event.data) as ConsoleChange);
    });
    source.addEventListener('tick', (event) => {
      heard(event);
      const { nowMs, health } = JSON.parse(event.data) as { nowMs: number; health: ConsoleHealth };
      on.tick(nowMs, health);
    });
    source.addEventListener('reload', (event) => {
      heard(event);
      on.reload();
    });
    source.addEventListener('signed-out', () => on.signedOut());
    source.addEventListener('error', lost);
    clearTimeout(silence);
    silence = setTimeout(lost, silentMs);
  };

  open();
  return () => {
    stopped = true;
    source?.close();
    clearTimeout(silence);
    clearTimeout(retry);
  };
}
