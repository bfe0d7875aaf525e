import type { ConsoleChange, ConsoleHealth } from '../../console-ports.ts';

/** A change as the gateway told it; its id says where in the stream it stands. */
export interface ToldChange {
  id: string;
  change: ConsoleChange;
}

export interface LiveListener {
  changes(told: readonly ToldChange[]): void;
  tick(nowMs: number, health: ConsoleHealth): void;
  /** Changes were missed: everything must be read again. */
  reload(): void;
  signedOut(): void;
  /** Asked before the stream is opened again: whether the session of this page still stands. Throws where nobody answers. */
  stands(): Promise<boolean>;
  connected(up: boolean): void;
}

/** The gateway beats every 5 s; without any word for so long the connection counts as lost. */
const silentMs = 7500;
const longestRetryMs = 8000;
/** Changes that come together are shown together, a frame's time later: a hundred of them cost a page one drawing, not a hundred. */
const gatherMs = 16;

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
  let gathering: ReturnType<typeof setTimeout> | undefined;
  let gathered: ToldChange[] = [];

  const tell = () => {
    clearTimeout(gathering);
    gathering = undefined;
    on.connected(true);
    const told = gathered;
    gathered = [];
    if (told.length > 0) on.changes(told);
  };

  const heard = (event: MessageEvent) => {
    if (event.lastEventId) last = event.lastEventId;
    retryMs = 500;
    clearTimeout(silence);
    silence = setTimeout(lost, silentMs);
  };

  const reopen = async () => {
    // A stream that is refused has no status code here; the session tells whether it is the sign-in.
    const stands = await on.stands().catch(() => true);
    if (stopped || !stands) return;
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
      gathered.push({ id: event.lastEventId, change: JSON.parse(event.data) as ConsoleChange });
      gathering ??= setTimeout(tell, gatherMs);
    });
    source.addEventListener('tick', (event) => {
      heard(event);
      tell();
      const { nowMs, health } = JSON.parse(event.data) as { nowMs: number; health: ConsoleHealth };
      on.tick(nowMs, health);
    });
    source.addEventListener('reload', (event) => {
      heard(event);
      // First: what is shown is not known to be true any more when the connection is told to be up.
      on.reload();
      tell();
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
    clearTimeout(gathering);
    clearTimeout(silence);
    clearTimeout(retry);
  };
}
