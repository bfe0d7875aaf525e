import type { RequestListener } from 'node:http';
import type { Server } from 'node:net';

/** From this share of its descriptors on, a process keeps no idle line. */
const tightShare = 0.95;
/** The rest is for the store's files, the operators and whoever is on the way out; these need so many, however few there are. */
const mostShare = 0.98;
const tightRest = 192;
const leastRest = 128;

/** How many files and connections this process may have open (`RLIMIT_NOFILE`). */
export function readOpenFilesLimit(): number {
  // otherwise the report would look up a name for every connection
  Object.assign(process.report, { excludeNetwork: true });
  const { userLimits } = process.report.getReport() as { userLimits?: { open_files?: { soft?: unknown } } };
  const limit = Number(userLimits?.open_files?.soft);
  return Number.isFinite(limit) ? limit : Number.MAX_SAFE_INTEGER;
}

export interface LineBudget {
  /** Answers as the listener given does; where lines are scarce, the line ends with its answer. */
  thrifty(answer: RequestListener): RequestListener;
  open(): number;
  /** Lines that would have been kept and were let go, and lines that were refused at once. */
  letGo(): number;
}

/**
 * Keeps the listener from taking the last file descriptors, without which a store cannot write. A gateway has a stream and an
 * idle line; when descriptors are scarce idle lines end after their answer, and the gateway opens another when it has something
 * to say. `limit`: descriptors of this process.
 */
export function createLineBudget(server: Server, limit: number): LineBudget {
  let [open, letGo] = [0, 0];
  const most = Math.min(limit * mostShare, limit - leastRest);
  const tight = Math.min(limit * tightShare, limit - tightRest);
  server.maxConnections = Math.max(1, Math.floor(most));
  server.on('drop', () => {
    letGo += 1;
  });
  server.on('connection', (socket) => {
    open += 1;
    socket.once('close', () => {
      open -= 1;
    });
  });
  return {
    thrifty: (answer) => (request, reply) => {
      if (open > tight) {
        letGo += 1;
        reply.setHeader('connection', 'close');
      }
      answer(request, reply);
    },
    open: () => open,
    letGo: () => letGo,
  };
}
