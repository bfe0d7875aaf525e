import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Processes that may take so much more memory together, as in a container or a service with a limit. */
export interface MemoryGroup {
  add(pid: number): void;
  /** How often the kernel has ended one of them. */
  kills(): number;
  /** Once no process is in it. */
  remove(): void;
}

/** Both kinds of control groups; `undefined` where this machine lets us make none. */
export function openMemoryGroup(limitMiB: number): MemoryGroup | undefined {
  const root = '/sys/fs/cgroup';
  const isSecond = existsSync(join(root, 'cgroup.controllers'));
  const folder = join(root, isSecond ? '' : 'memory', `ringward-fault-${process.pid}`);
  const limits = isSecond
    ? [`memory.max ${limitMiB * 2 ** 20}`, 'memory.swap.max 0']
    : [`memory.limit_in_bytes ${limitMiB * 2 ** 20}`];
  try {
    if (isSecond) writeFileSync(join(root, 'cgroup.subtree_control'), '+memory');
    mkdirSync(folder);
    for (const limit of limits) {
      const [file, value] = limit.split(' ') as [string, string];
      writeFileSync(join(folder, file), value);
    }
  } catch {
    if (existsSync(folder)) rmdirSync(folder);
    return undefined;
  }
  return {
    add: (pid) => writeFileSync(join(folder, 'cgroup.procs'), String(pid)),
    kills: () => {
      const text = readFileSync(join(folder, isSecond ? 'memory.events' : 'memory.oom_control'), 'utf8');
      return Number(/^oom_kill (\d+)$/m.exec(text)?.[1] ?? 0);
    },
    remove: () => rmdirSync(folder),
  };
}
