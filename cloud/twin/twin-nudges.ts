import type { TwinNudge } from '../../devices/contracts/twin.ts';
import type { Log } from '../log.ts';
import type { TwinStore } from './twin-store.ts';

export interface TwinNudgesOptions {
  store: Pick<TwinStore, 'twinRevision' | 'desiredAfter'>;
  /** Says it to the gateway if it listens here. */
  tell(gateway: string, nudge: TwinNudge): void;
  log: Log;
}

/**
 * Tells gateways that listen at this process that there are new settings. Whoever does not listen, or misses it, asks when it is
 * back. The returned function looks whether there is something to tell.
 */
export function createTwinNudges({ store, tell, log }: TwinNudgesOptions): () => void {
  let told: number | undefined;
  let running = false;
  let again = false;
  async function look(): Promise<void> {
    do {
      again = false;
      // gateways ask for themselves when they connect, so what was before this process is not told
      told ??= (await store.twinRevision()) - 1;
      for (const { gateway, version, etag, revision } of await store.desiredAfter(told)) {
        tell(gateway, { version, etag });
        told = Math.max(told, revision);
      }
    } while (again);
  }
  return () => {
    again = true;
    if (running) return;
    running = true;
    look()
      .catch((error: unknown) =>
        log.warn({ err: error }, 'gateways were not told of new settings; they ask by themselves'),
      )
      .finally(() => {
        running = false;
      });
  };
}
