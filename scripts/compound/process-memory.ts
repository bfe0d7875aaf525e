import { readdirSync, readFileSync } from 'node:fs';

/** Resident memory of some processes and all their descendants, MiB; `undefined` where there is no /proc. */
export function residentMib(pids: readonly number[]): number | undefined {
  try {
    const parents = new Map<number, number>();
    for (const entry of readdirSync('/proc')) {
      const pid = Number(entry);
      if (!Number.isInteger(pid)) continue;
      const stat = readProc(`/proc/${pid}/stat`);
      // The name in the second field may hold blanks; the fields after its bracket do not.
      if (stat) parents.set(pid, Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
    }
    const isOurs = (pid: number): boolean =>
      pids.includes(pid) || (parents.has(pid) && pid > 1 && isOurs(parents.get(pid)!));
    const pages = [...parents.keys()]
      .filter(isOurs)
      .map((pid) => Number(readProc(`/proc/${pid}/statm`)?.split(' ')[1] ?? 0));
    return pages.reduce((sum, count) => sum + count, 0) / 256;
  } catch {
    // No /proc on this system: the figure is left out.
    return undefined;
  }
}

function readProc(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // The process ended while we looked.
    return undefined;
  }
}
