import type { CommandOutcome, CommandRecord } from '../../devices/contracts/command.ts';
import type { CommandAskedMessage } from '../../devices/contracts/downlink.ts';
import type { WiredLine } from '../outbox/cloud-line.ts';
import type { RelayResult } from './live-relay.ts';

/** What the rest of the gateway does for the cloud. */
export interface RemoteDeeds {
  /** Why the site or the hour forbids it; `undefined` where it may be. */
  forbids(message: CommandAskedMessage): string | undefined;
  /** What a command brings, or the code of why there is nothing. */
  fetch(message: CommandAskedMessage): Promise<Uint8Array | { code: string }>;
  /** Shows a camera live until that is over. */
  showLive(message: CommandAskedMessage, line: WiredLine, stopping: AbortSignal): Promise<RelayResult>;
  /** How long the door's controller may take; less time than this left is too late. */
  doorTimeMs(door: string): number;
  /** Decides and orders it, in the transaction that is open. Without a command it stood open already. */
  openDoor(message: CommandAskedMessage): { code: string } | { device: string; command: string | undefined };
  /** Approves or revokes a device, in the transaction that is open. Returns why not. */
  decideDevice(message: CommandAskedMessage): string | undefined;
  /** Ends what a former run of the gateway had ordered and nobody answered: it must not be sent again. */
  forgetOrder(device: string, command: string): void;
  restart(): void;
  /** In the ledger, in the transaction that is open. */
  note(step: 'asked' | 'done', message: CommandAskedMessage, outcome?: CommandOutcome, code?: string): void;
  /** To the cloud, in the transaction that is open. */
  tell(record: CommandRecord): void;
}
