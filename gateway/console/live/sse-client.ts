import type { ServerResponse } from 'node:http';
import type { Role } from '../../privacy/roles.ts';
import type { LiveClient } from './live-hub.ts';

const maxQueuedBytes = 512 * 1024;
/** A page that takes nothing for so long is gone, whatever its socket says. */
const stuckMs = 30_000;

/**
 * Writes server-sent events to one response, with a bound on what waits in memory. What does not fit is dropped, and once
 * the page takes data again it is told to reload. `onShed` is called each time that begins.
 */
export function createSseClient(
  raw: ServerResponse,
  roles: () => readonly Role[] | undefined,
  onShed: () => void,
): LiveClient {
  let shedding = false;
  let stuck: NodeJS.Timeout | undefined;

  raw.on('drain', () => {
    clearTimeout(stuck);
    if (!shedding) return;
    shedding = false;
    raw.write('event: reload\ndata: {}\n\n');
  });
  raw.on('close', () => clearTimeout(stuck));

  return {
    roles,
    send(text) {
      if (shedding || raw.destroyed || raw.writableEnded) return;
      if (raw.writableLength + text.length > maxQueuedBytes) {
        shedding = true;
        onShed();
        stuck = setTimeout(() => raw.destroy(), stuckMs);
        return;
      }
      raw.write(text);
    },
    end(farewell) {
      if (!raw.writableEnded) raw.end(farewell);
    },
  };
}
