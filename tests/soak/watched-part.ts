import { readdirSync, readlinkSync, statSync } from 'node:fs';
import { type Part, startPart } from '../../scripts/compound/part.ts';

/** What a part tells of itself, after a full collection of garbage but for the resident memory; the loop's delay since it was asked last. */
export interface Probe {
  kind: 'probed';
  rssBytes: number;
  heapBytes: number;
  externalBytes: number;
  loopP99Ms: number;
  loopMaxMs: number;
  /** Active, as Node counts them: timers, and everything else. */
  timers: number;
  resources: number;
}

export interface PartSample extends Omit<Probe, 'kind'> {
  /** Open file descriptors, and those of them that are sockets, as Linux counts them. */
  descriptors: number;
  sockets: number;
  databaseBytes: number;
  walBytes: number;
}

/** A gateway or a cloud in a process of its own, with a look into it. */
export interface WatchedPart {
  readonly part: Part;
  sample(): Promise<PartSample>;
}

const probed = new URL('probed-part.ts', import.meta.url).pathname;

export interface WatchedPartOptions {
  name: 'gateway' | 'cloud';
  args: string[];
  database: string;
  logFile: string;
  daysAhead?: number;
}

/** Resolves once it listens, with what it said then. */
export async function startWatchedPart<T extends { kind: 'listening' }>({
  name,
  args,
  database,
  logFile,
  daysAhead = 0,
}: WatchedPartOptions): Promise<WatchedPart & { said: T }> {
  const part = startPart(name, probed, [name, String(daysAhead), ...args], logFile);
  const said = await part.next<T>('listening', 60_000);
  return {
    part,
    said,
    sample: async () => {
      const answer = part.next<Probe>('probed', 60_000);
      part.send({ kind: 'probe' });
      const { kind: _, ...probe } = await answer;
      return {
        ...{ ...probe, ...countDescriptors(part.pid) },
        ...{ databaseBytes: bytesOf(database), walBytes: bytesOf(`${database}-wal`) },
      };
    },
  };
}

const bytesOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

/** proc_pid_fd(5); zeros where there is no /proc. */
function countDescriptors(pid: number): { descriptors: number; sockets: number } {
  const dir = `/proc/${pid}/fd`;
  try {
    const links = readdirSync(dir).map((entry) => {
      try {
        return readlinkSync(`${dir}/${entry}`);
      } catch {
        // closed while we looked
        return '';
      }
    });
    return { descriptors: links.length, sockets: links.filter((link) => link.startsWith('socket:')).length };
  } catch {
    return { descriptors: 0, sockets: 0 };
  }
}
