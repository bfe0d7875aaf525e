import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { CommandStore } from './command-store.ts';

const everyMs = 60_000;

/** Ends commands whose time is over and deletes what has been kept long enough; any number of processes may do it. */
export function startCommandSweep(store: Pick<CommandStore, 'sweep'>, clock: Clock, log: Log): () => void {
  const timer = setInterval(() => {
    store.sweep(clock.wallMs()).then(
      ({ expired, deleted }) => {
        if (expired + deleted > 0) log.info({ expired, deleted }, 'commands ended or lost their results');
      },
      (error: unknown) => log.warn({ err: error }, 'commands whose time is over could not be ended'),
    );
  }, everyMs);
  return () => clearInterval(timer);
}
