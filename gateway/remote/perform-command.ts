import { type CommandOutcome, commandRules } from '../../devices/contracts/command.ts';
import type { CommandAskedMessage } from '../../devices/contracts/downlink.ts';
import type { Clock } from '../kernel/clock.ts';
import type { ClockTrust } from '../kernel/clock-trust.ts';
import type { Store } from '../kernel/sqlite-store.ts';
import type { CloudLine, WiredLine } from '../outbox/cloud-line.ts';
import { askLeave, putResult } from './command-calls.ts';
import type { Insist } from './insist.ts';
import type { RemoteDeeds } from './remote-deeds.ts';
import type { RemoteCommand, RemoteCommands } from './sqlite-remote-commands.ts';

/** Says what became of a command, once; `bytes` is what it brought. */
export type EndCommand = (
  message: CommandAskedMessage,
  outcome: CommandOutcome,
  code?: string,
  bytes?: Uint8Array,
) => void;

export interface PerformerOptions {
  store: Store;
  commands: RemoteCommands;
  deeds: RemoteDeeds;
  clock: Clock;
  trust: Pick<ClockTrust, 'known'>;
  boot: string;
  stopping: AbortSignal;
  insist: Insist;
  end: EndCommand;
}

/** A door is not opened on the word of a clock that is further from the gateway's than this: one of the two is wrong. */
const clockSlackMs = 2 * 60_000;
/** Time to bring a result to the cloud after it was made. */
const deliverMs = 5 * 60_000;
/** Asks leave for a command that waits, and does it in the time that is left. */
export function createPerformer(options: PerformerOptions) {
  const { store, commands, deeds, clock, trust, boot, stopping, insist, end } = options;
  let aheadMs: number | undefined;

  const openDoor = (message: CommandAskedMessage, nowMs: number, deadlineMs: number) => {
    if (message.what.kind !== 'open-door') return;
    if (!trust.known()) return end(message, 'refused', 'clock-unknown');
    if (Math.abs(clock.wallMs() - nowMs) > clockSlackMs) return end(message, 'refused', 'clock-wrong');
    if (clock.monotonicMs() + deeds.doorTimeMs(message.what.door) > deadlineMs)
      return end(message, 'expired', 'too-late');
    store.transaction(() => {
      if (commands.get(message.command)?.state !== 'waiting') return;
      const opening = deeds.openDoor(message);
      if ('code' in opening) return end(message, 'refused', opening.code);
      const { device, command } = opening;
      if (command === undefined) return end(message, 'done');
      commands.act(message.command, boot, { device, id: command });
    });
  };

  /** Who was first is decided where it is done; that it is done and the word of it are one transaction. */
  const decideDevice = (message: CommandAskedMessage) =>
    store.transaction(() => {
      if (commands.get(message.command)?.state !== 'waiting') return;
      const code = deeds.decideDevice(message);
      end(message, code === undefined ? 'done' : 'refused', code);
    });

  const bring = async (message: CommandAskedMessage, cloud: CloudLine) => {
    const { command, what } = message;
    const { type = '', maxBytes = 0 } = commandRules[what.kind].result ?? {};
    const bytes = await deeds.fetch(message);
    if ('code' in bytes) return end(message, 'failed', bytes.code);
    if (bytes.byteLength > maxBytes) return end(message, 'failed', 'result-too-large');
    const untilMs = clock.monotonicMs() + deliverMs;
    const put = () => putResult(cloud, command, { type, bytes }, stopping).then(() => true);
    if (await insist(put, untilMs)) return end(message, 'done', undefined, bytes);
    if (!stopping.aborted) end(message, 'failed', 'result-not-delivered');
  };

  const begun = async (message: CommandAskedMessage, nowMs: number, deadlineMs: number, cloud: WiredLine) => {
    const { command, what } = message;
    if (clock.monotonicMs() >= deadlineMs) return end(message, 'expired', 'too-late');
    const forbidden = deeds.forbids(message);
    if (forbidden !== undefined) return end(message, 'refused', forbidden);
    if (what.kind === 'open-door') return openDoor(message, nowMs, deadlineMs);
    if (what.kind === 'device-approve' || what.kind === 'device-revoke') return decideDevice(message);
    if (!store.transaction(() => commands.act(command, boot))) return;
    if (what.kind === 'restart') return deeds.restart();
    if (what.kind === 'live-view') {
      const { outcome, code } = await deeds.showLive(message, cloud, stopping);
      return end(message, outcome, code);
    }
    await bring(message, cloud);
  };

  const perform = async ({ message, receivedMs }: RemoteCommand, cloud: WiredLine) => {
    const { liveMs } = commandRules[message.what.kind];
    // A wall clock that was set may only shorten the time that is left.
    const waitedMs = Math.max(0, clock.wallMs() - receivedMs);
    const giveUpMs = clock.monotonicMs() + Math.max(0, liveMs - waitedMs);
    let askedMs = clock.monotonicMs();
    const leave = await insist(() => {
      askedMs = clock.monotonicMs();
      return askLeave(cloud, message.command, stopping);
    }, giveUpMs);
    if (stopping.aborted) return;
    if (!leave) return end(message, 'expired', 'no-leave');
    aheadMs = leave.nowMs - clock.wallMs();
    if (leave.leave === 'go') return begun(message, leave.nowMs, askedMs + leave.expiresAtMs - leave.nowMs, cloud);
    if (leave.why === 'begun') return end(message, 'failed', 'interrupted');
    end(message, leave.why === 'expired' ? 'expired' : 'refused', `leave-${leave.why}`);
  };

  return { perform, cloudAheadMs: () => aheadMs };
}
