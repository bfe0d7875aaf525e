import type { Command, CommandAck } from '../../devices/contracts/device-messages.ts';
import type { Clock } from '../kernel/clock.ts';
import { createId } from '../kernel/ids.ts';
import type { Log } from '../kernel/log.ts';
import type { Metrics } from '../kernel/metrics.ts';
import type { Store } from '../kernel/sqlite-store.ts';
import { step } from '../kernel/step.ts';
import type { DecisionLog, PendingCommand } from './sqlite-decisions.ts';

export interface CommandExecutorOptions {
  store: Store;
  decisions: DecisionLog;
  clock: Clock;
  log: Log;
  metrics: Metrics;
  /** The session that the device announced, `undefined` while it is away. */
  sessionOf(device: string): string | undefined;
  send(device: string, command: Command): void;
  /** Whether a command that waited for its device may still be sent: what it rests on may have changed meanwhile. */
  mayStill?(command: PendingCommand): boolean;
  /** A command has ended; in the transaction that is open. */
  ended?(command: string, device: string, outcome: CommandAck['outcome'], reason: string | undefined): void;
}

export interface CommandExecutor {
  /** Writes the command down in the transaction that is open and sends it once that is on disk. Returns its id. */
  issue(request: {
    device: string;
    action: string;
    args?: Record<string, unknown>;
    ttlMs: number;
    decision?: string;
  }): string;
  answered(device: string, ack: CommandAck): void;
  /** A device came (back): what it was asked and may still do is sent again, in its new session. */
  deviceOnline(device: string): void;
  /** Ends what nobody answered in time; called every second and at the start. */
  expire(): void;
}

/** How long beyond its time-to-live a command is waited for. */
const answerGraceMs = 2000;

export function createCommandExecutor(options: CommandExecutorOptions): CommandExecutor {
  const { store, decisions, clock, log, metrics } = options;
  const send = (command: PendingCommand) => {
    const session = options.sessionOf(command.device);
    if (session === undefined) {
      metrics.count('commands_waiting_for_device');
      return;
    }
    const { id, action, args, issuedAtMs, ttlMs } = command;
    const leftMs = ttlMs - Math.max(0, clock.wallMs() - issuedAtMs);
    if (leftMs <= 0) return;
    step('command.sending');
    options.send(command.device, { id, session, action, args, issuedAt: issuedAtMs, ttlMs: leftMs });
    step('command.sent');
  };
  const end = (id: string, device: string, outcome: CommandAck['outcome'], reason?: string) => {
    if (!decisions.end(id, device, outcome, reason)) return;
    step('command.answered');
    metrics.count('commands', { outcome });
    options.ended?.(id, device, outcome, reason);
    if (outcome !== 'done') log.warn({ command: id, device, outcome, reason }, 'a command was not carried out');
  };
  return {
    issue({ device, action, args = {}, ttlMs, decision }) {
      const command = { id: createId(), device, action, args, issuedAtMs: clock.wallMs(), ttlMs, decision };
      decisions.issue(command);
      step('command.issued');
      store.afterCommit(() => send(command));
      return command.id;
    },
    answered: (device, ack) => end(ack.command, device, ack.outcome, ack.reason),
    deviceOnline: (device) => {
      for (const command of decisions.pendingFor(device)) {
        if (options.mayStill?.(command) ?? true) send(command);
        else end(command.id, device, 'expired', 'what it rested on has changed');
      }
    },
    expire: () => {
      const nowMs = clock.wallMs();
      for (const { id, device, issuedAtMs, ttlMs } of decisions.allPending()) {
        // A clock that was set back must not keep a command alive: an age below zero is over, too.
        const ageMs = nowMs - issuedAtMs;
        if (ageMs < -answerGraceMs || ageMs > ttlMs + answerGraceMs) end(id, device, 'expired', 'no answer in time');
      }
    },
  };
}
