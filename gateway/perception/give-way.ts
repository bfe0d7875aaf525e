import { existsSync, readdirSync } from 'node:fs';
import { constants, setPriority } from 'node:os';

const threads = '/proc/self/task';

/**
 * When the cores are short, this process waits and doors do not. Linux keeps a priority for each thread: those that are there already,
 * such as the ones that collect garbage, are told one by one; those made later take it from whoever makes them (sched(7)).
 */
export function giveWay(priority: number = constants.priority.PRIORITY_BELOW_NORMAL): void {
  setPriority(priority);
  if (!existsSync(threads)) return;
  for (const thread of readdirSync(threads)) {
    try {
      setPriority(Number(thread), priority);
    } catch {
      // it has ended meanwhile
    }
  }
}
