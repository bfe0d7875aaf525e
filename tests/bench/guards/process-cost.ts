import { readdirSync, readFileSync } from 'node:fs';

/** What processes have used since they began: CPU of all their threads, user and system, and resident memory now. */
export interface ProcessCost {
  cpuMs: number;
  rssBytes: number;
}

interface Row extends ProcessCost {
  pid: number;
  parent: number;
  name: string;
}

/** What Linux counts in, for every program that asks (USER_HZ), and the size of its pages. */
const tickMs = 10;
const pageBytes = 4096;

/** From /proc, as Linux has it (proc_pid_stat(5)). */
function readRows(): Row[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((entry) => {
      try {
        const stat = readFileSync(`/proc/${entry}/stat`, 'latin1');
        const nameEnds = stat.lastIndexOf(')');
        const fields = stat
          .slice(nameEnds + 2)
          .split(' ')
          .map(Number);
        const [parent, user, system, pages] = [fields[1]!, fields[11]!, fields[12]!, fields[21]!];
        const name = stat.slice(stat.indexOf('(') + 1, nameEnds);
        return [{ pid: Number(entry), parent, name, cpuMs: (user + system) * tickMs, rssBytes: pages * pageBytes }];
      } catch {
        // It ended while the list was read.
        return [];
      }
    });
}

const sum = (rows: readonly Row[]): ProcessCost => ({
  cpuMs: rows.reduce((all, { cpuMs }) => all + cpuMs, 0),
  rssBytes: rows.reduce((all, { rssBytes }) => all + rssBytes, 0),
});

/** A gateway's own process and those it has started. */
export function costOfGateway(pid: number): { main: ProcessCost; perception: ProcessCost } {
  const rows = readRows();
  return { main: sum(rows.filter((row) => row.pid === pid)), perception: sum(below(rows, pid)) };
}

/** Every browser that this process has started, with all its processes. */
export function costOfBrowsers(): ProcessCost {
  const rows = readRows();
  const browsers = rows.filter(({ parent, name }) => parent === process.pid && name.startsWith('chrom'));
  return sum(browsers.flatMap((browser) => [browser, ...below(rows, browser.pid)]));
}

function below(rows: readonly Row[], pid: number): Row[] {
  return rows.filter(({ parent }) => parent === pid).flatMap((row) => [row, ...below(rows, row.pid)]);
}
