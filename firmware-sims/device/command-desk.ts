import {
  type Command,
  type CommandAck,
  maxDeviceMessageBytes,
  parseCommand,
} from '../../devices/contracts/device-messages.ts';
import { createParser, parseJsonBytes } from '../../devices/contracts/parse.ts';
import type { DeviceProfile } from '../../devices/profiles/device-profile.ts';
import type { Log } from '../log.ts';

export type ActionResult = { outcome: 'done' } | { outcome: 'refused' | 'failed'; reason: string };
export const done: ActionResult = { outcome: 'done' };

/** What a device does on a command; `command` is its id. */
export type Action = (args: Record<string, unknown>, command: string) => ActionResult | Promise<ActionResult>;
export type Actions = Readonly<Record<string, Action>>;

/** A command that the device took up. Times are `nowMs` of the desk. */
export interface ReceivedCommand {
  device: string;
  id: string;
  action: string;
  receivedAtMs: number;
  outcome: CommandAck['outcome'];
}

export interface CommandCounts {
  received: number;
  repeated: number;
  malformed: number;
  retained: number;
}

export interface CommandDeskOptions {
  profile: DeviceProfile;
  device: string;
  actions: Actions;
  /** The session that the device last announced; `undefined` while it has none. */
  session(): string | undefined;
  answer(ack: CommandAck): void;
  taken(command: ReceivedCommand): void;
  /** Milliseconds that never jump. */
  nowMs(): number;
  log: Log;
}

export interface CommandDesk {
  readonly counts: Readonly<CommandCounts>;
  receive(payload: Uint8Array, retained: boolean): void;
}

/** How many answers a device remembers, and how many commands may wait for the one in hand. */
const rememberedAnswers = 256;
const waitingCommands = 32;

/**
 * Commands in order, one at a time. Each id has one effect and one answer: when it comes again, the same answer goes out
 * again. What is retained, malformed, of another session or too old has no effect.
 */
export function createCommandDesk(options: CommandDeskOptions): CommandDesk {
  const counts: CommandCounts = { received: 0, repeated: 0, malformed: 0, retained: 0 };
  const answers = new Map<string, Promise<CommandAck>>();
  const decide = createDecider(options);
  let chain: Promise<unknown> = Promise.resolve();
  let waiting = 0;

  const takeUp = (command: Command): Promise<CommandAck> => {
    if (waiting >= waitingCommands) return Promise.resolve(refusal(command, 'busy'));
    const receivedAtMs = options.nowMs();
    waiting += 1;
    const answer = chain.then(async () => {
      const ack = await decide(command, receivedAtMs);
      waiting -= 1;
      options.taken({
        device: options.device,
        id: command.id,
        action: command.action,
        receivedAtMs,
        outcome: ack.outcome,
      });
      return ack;
    });
    chain = answer;
    return answer;
  };
  return {
    counts,
    receive(payload, retained) {
      const parsed = parseJsonBytes(payload, parseCommand, maxDeviceMessageBytes);
      if (retained || !parsed.ok) {
        counts[retained ? 'retained' : 'malformed'] += 1;
        const problem = parsed.ok ? 'a command is never retained' : parsed.problem;
        options.log.warn({ device: options.device, problem }, 'command thrown away');
        return;
      }
      const command = parsed.value;
      // Not remembered: the same command may come again in the session that the device has announced since.
      if (command.session !== options.session() && !answers.has(command.id)) {
        counts.received += 1;
        options.answer(refusal(command, 'not this session'));
        return;
      }
      let answer = answers.get(command.id);
      if (answer) counts.repeated += 1;
      else {
        counts.received += 1;
        answer = takeUp(command);
        answers.set(command.id, answer);
        if (answers.size > rememberedAnswers) answers.delete(answers.keys().next().value!);
      }
      answer.then(options.answer);
    },
  };
}

const refusal = (command: Command, reason: string): CommandAck => ({ command: command.id, outcome: 'refused', reason });

function createDecider({ profile, actions, session, nowMs, log, device }: CommandDeskOptions) {
  const argumentParsers = new Map(
    Object.entries(profile.commands).map(([action, { args }]) => [action, createParser(args)]),
  );
  return async (command: Command, receivedAtMs: number): Promise<CommandAck> => {
    if (command.session !== session()) return refusal(command, 'not this session');
    const action = actions[command.action];
    const args = argumentParsers.get(command.action)?.(command.args);
    if (!action || !args) return refusal(command, 'unknown action');
    if (!args.ok) return refusal(command, args.problem.slice(0, 200));
    if (nowMs() - receivedAtMs > command.ttlMs) return { command: command.id, outcome: 'expired' };
    try {
      return { command: command.id, ...(await action(command.args, command.id)) };
    } catch (error) {
      log.error({ device, action: command.action, err: String(error) }, 'command failed');
      return { command: command.id, outcome: 'failed', reason: String(error).slice(0, 200) };
    }
  };
}
