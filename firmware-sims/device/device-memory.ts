import type { DeviceEvent } from '../../devices/contracts/device-messages.ts';

/** What a device still knows after its power was gone. */
export interface SavedMemory {
  boot: string;
  /** The last sequence number it gave out. */
  seq: number;
  /** It has told that its log is nearly full, and not yet that it is empty again. */
  nearlyFull: boolean;
  /** Unacknowledged events, oldest first. */
  queue: DeviceEvent[];
}

/** The flash of a device: what was written before the power went is there when it is back. */
export interface DeviceMemory {
  /** `undefined` when there is nothing usable: the device then starts with a new boot. */
  load(): SavedMemory | undefined;
  booted(boot: string): void;
  queued(event: DeviceEvent): void;
  /** `left` events remain: those of `waiting`, oldest first. */
  removed(seq: number, left: number, waiting: () => Iterable<DeviceEvent>): void;
}

/** A device without flash: it forgets everything with its power. */
export function createForgetfulMemory(): DeviceMemory {
  return { load: () => undefined, booted: () => {}, queued: () => {}, removed: () => {} };
}
