import type { CommandExecutor } from '../decision/command-executor.ts';
import type { Tracing } from '../kernel/tracing.ts';

/** Commands whose answer is waited for; older ones are forgotten first. */
const mostOpen = 1000;

export interface TracedCommands {
  executor: CommandExecutor;
  ended(command: string, outcome: string): void;
}

/** A command's step lasts from its writing down until its device has answered, or nobody waits any more. */
export function traceCommands(executor: CommandExecutor, tracing: Tracing | undefined): TracedCommands {
  if (!tracing) return { executor, ended() {} };
  const open = new Map<string, (outcome: string) => void>();
  return {
    executor: {
      ...executor,
      issue(request) {
        const end = tracing.pending('gateway.command', { 'ringward.action': request.action });
        const id = executor.issue(request);
        if (end) open.set(id, end);
        const [oldest] = open.size > mostOpen ? open.keys() : [];
        if (oldest !== undefined) open.delete(oldest);
        return id;
      },
    },
    ended(command, outcome) {
      open.get(command)?.(outcome);
      open.delete(command);
    },
  };
}
