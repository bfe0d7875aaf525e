import { writeFileSync } from 'node:fs';

/** When memory is short, pictures wait and doors do not: the kernel is to end this process, and not the gateway whose child it is. */
export function endFirst(): void {
  try {
    writeFileSync('/proc/self/oom_score_adj', '800');
  } catch {
    // not Linux: then the largest goes
  }
}
