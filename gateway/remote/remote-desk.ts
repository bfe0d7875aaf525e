import type { CommandOutcome } from '../../devices/contracts/command.ts';
import type { CommandAskedMessage } from '../../devices/contracts/downlink.ts';
import type { Clock } from '../kernel/clock.ts';
import type { ClockTrust } from '../kernel/clock-trust.ts';
import type { Log } from '../kernel/log.ts';
import type { Metrics } from '../kernel/metrics.ts';
import type { Store } from '../kernel/sqlite-store.ts';
import type { WiredLine } from '../outbox/cloud-line.ts';
import { hashOf } from './command-calls.ts';
import { createInsist, type Pause } from './insist.ts';
import { createPerformer, type EndCommand } from './perform-command.ts';
import type { RemoteDeeds } from './remote-deeds.ts';
import type { RemoteCommands } from './sqlite-remote-commands.ts';

export interface RemoteDeskOptions {
  store: Store;
  commands: RemoteCommands;
  deeds: RemoteDeeds;
  clock: Clock;
  trust: Pick<ClockTrust, 'known'>;
  /** This start of the gateway. */
  boot: string;
  log: Log;
  metrics: Pick<Metrics, 'count'>;
  /** Lets so much time pass, or less once it is told to stop. */
  pause?: Pause;
}

export interface RemoteDesk {
  /** A message of the cloud, in the transaction that moves its cursor. */
  take(message: CommandAskedMessage): 'applied' | 'refused';
  /** The line is there: what waits begins. */
  attach(line: WiredLine): void;
  /** An order to a device has ended; in the transaction that is open. */
  orderEnded(command: string, outcome: CommandOutcome): void;
  /** How far the cloud's clock is ahead of this one, when it was last heard. */
  cloudAheadMs(): number | undefined;
  stop(): Promise<void>;
}

/** Commands that wait here at most. */
const maxWaiting = 50;

const codesOfOrders: Record<Exclude<CommandOutcome, 'done'>, string> = {
  refused: 'device-refused',
  failed: 'device-failed',
  expired: 'device-silent',
};

/**
 * Does what operators of the cloud ask, each command once. It is on disk before anything moves; a door's order, that it was given
 * and that it is under way are one transaction. What a restart of the gateway interrupts is told as failed and never done again.
 */
export function createRemoteDesk(options: RemoteDeskOptions): RemoteDesk {
  const { store, commands, deeds, clock, boot, log, metrics, pause } = options;
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  let line: WiredLine | undefined;
  /** Pictures and bundles one after the other; a door never waits for them, nor does a live view. */
  let turn: Promise<void> = Promise.resolve();

  const end: EndCommand = (message, outcome, code, bytes) =>
    store.transaction(() => {
      const { command, what } = message;
      if (!commands.end(command, outcome, code)) return;
      deeds.note('done', message, outcome, code);
      const result = bytes && { bytes: bytes.byteLength, sha256: hashOf(bytes) };
      const record = { command, kind: what.kind, outcome, atMs: clock.wallMs() };
      deeds.tell({ ...record, ...(code === undefined ? {} : { code }), ...(result ? { result } : {}) });
      metrics.count('remote_commands', { kind: what.kind, outcome });
    });

  const performer = createPerformer({
    ...options,
    stopping: stopping.signal,
    insist: createInsist({ stopping: stopping.signal, clock, log, ...(pause && { pause }) }),
    end,
  });

  const start = (id: string) => {
    const cloud = line;
    const command = commands.get(id);
    if (!cloud || stopping.signal.aborted || command?.state !== 'waiting') return;
    const work = () =>
      performer
        .perform(command, cloud)
        .catch((error: unknown) => {
          log.error({ err: error, command: id, kind: command.message.what.kind }, 'a command of the cloud failed');
          end(command.message, 'failed', 'internal');
        })
        .catch((error: unknown) => {
          // the next start finds it begun and says that it was interrupted
          log.error({ err: error, command: id }, 'what became of a command could not be written down');
        });
    const { kind } = command.message.what;
    const isUrgent =
      kind === 'open-door' || kind === 'restart' || kind === 'live-view' || 'device' in command.message.what;
    const job = isUrgent ? work() : turn.then(work);
    if (!isUrgent) turn = job;
    running.add(job);
    void job.finally(() => running.delete(job));
  };

  /** What a former run of the gateway left: a restart has come about, the rest was interrupted. */
  const settleLastRun = () =>
    store.transaction(() => {
      for (const { message, state, deviceCommand, boot: began } of commands.open()) {
        if (state !== 'acting') continue;
        if (deviceCommand) deeds.forgetOrder(deviceCommand.device, deviceCommand.id);
        if (message.what.kind === 'restart' && began !== boot) end(message, 'done');
        else end(message, 'failed', 'interrupted');
      }
    });

  settleLastRun();
  return {
    take(message) {
      const { command } = message;
      if (!commands.add(message, clock.wallMs(), boot)) return 'applied';
      deeds.note('asked', message);
      const forbidden = commands.open().length > maxWaiting ? 'busy' : deeds.forbids(message);
      if (forbidden !== undefined) {
        end(message, 'refused', forbidden);
        return 'refused';
      }
      store.afterCommit(() => start(command));
      return 'applied';
    },
    attach(given) {
      line = given;
      for (const { id } of commands.open()) start(id);
    },
    orderEnded(order, outcome) {
      const command = commands.ofDeviceCommand(order);
      if (command) end(command.message, outcome, outcome === 'done' ? undefined : codesOfOrders[outcome]);
    },
    cloudAheadMs: performer.cloudAheadMs,
    async stop() {
      stopping.abort();
      await Promise.allSettled(running);
    },
  };
}
