import { readdirSync, readFileSync } from 'node:fs';

/** What Linux tells of running processes; all of it is for this system only. */
export interface RunningProcess {
  pid: number;
  parent: number;
  /** As in ps: R, S, T (stopped), Z (ended, and nobody has asked how)… */
  state: string;
  command: string;
}

/** Children, of which each line of the command says `named`. */
export const childrenOf = (parent: number, named = ''): RunningProcess[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => processOf(Number(name)) ?? [])
    .filter((one) => one.parent === parent && one.command.includes(named));

export function processOf(pid: number): RunningProcess | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // its name stands in brackets and may hold any
    const [state = '', parent = ''] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return { pid, state, parent: Number(parent), command };
  } catch {
    // it has ended meanwhile
    return undefined;
  }
}

export function rssMiB(pid: number): number {
  const [, kib = '0'] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Math.round(Number(kib) / 1024);
}

/** How gladly the kernel would end it for want of memory. */
export const oomScore = (pid: number): number => Number(readFileSync(`/proc/${pid}/oom_score`, 'utf8'));
