import {
  type DeviceFirmware,
  type FirmwareSaid,
  maxFirmwareOrderBytes,
  parseFirmwareOrder,
} from '../../devices/contracts/firmware.ts';
import { parseJsonBytes } from '../../devices/contracts/parse.ts';
import type { SignedKeyList } from '../../devices/contracts/release.ts';
import type { Log } from '../log.ts';
import { createMemoryFlash, type FirmwareFlash } from './firmware-flash.ts';
import { createFirmwareUpdater } from './firmware-updater.ts';
import { nowMs } from './sim-clock.ts';

/** What a simulated device needs to take programs. */
export interface FirmwareOptions {
  /** Of the program that it left the works with. */
  version?: string;
  /** Where its programs stand; left out it has memory that outlives its power and not this process. */
  flash?: FirmwareFlash;
  /** Given when it is put up; without one it believes no release. */
  keys?(): SignedKeyList | undefined;
  /** How long it is gone when it starts anew. */
  restartMs?: number;
  /** For tests: how long beyond its window a new program may take to get through. */
  graceMs?: number;
}

export interface FirmwareSideOptions extends FirmwareOptions {
  device: string;
  kind: string;
  log: Log;
  online(): boolean;
  mayRestart(): boolean;
  say(said: Omit<FirmwareSaid, 'session'>): void;
  /** The program ends: nothing on the wire, until `up`. */
  down(): void;
  up(): void;
}

/** Joins a device's programs to its wire and to its power. */
export interface FirmwareSide {
  /** It is gone for a moment by its own wish: outputs stay as they are. */
  readonly restarting: boolean;
  running(): DeviceFirmware;
  connected(): void;
  receive(payload: Uint8Array, session: string): void;
  /** Power is there, or gone. */
  boot(): void;
  powerLost(): void;
  stop(): void;
}

const tickMs = 100;
const usualRestartMs = 1500;
const worksVersion = '1.0.0';

export function openFirmwareSide(options: FirmwareSideOptions): FirmwareSide {
  const { device, log, restartMs = usualRestartMs } = options;
  let starting: NodeJS.Timeout | undefined;
  let isOpen = false;
  const updater = createFirmwareUpdater({
    ...{ kind: options.kind, worksVersion: options.version ?? worksVersion, nowMs, log },
    ...(options.graceMs !== undefined && { graceMs: options.graceMs }),
    flash: options.flash ?? createMemoryFlash(),
    keys: options.keys ?? (() => undefined),
    online: options.online,
    mayRestart: options.mayRestart,
    // what the first start finds is told when it is connected; there is no wire yet
    say: (said) => {
      if (isOpen) options.say(said);
    },
    restart() {
      // what it has just said has to leave first
      starting ??= setTimeout(goDown, 50);
    },
  });
  const goDown = () => {
    options.down();
    starting = setTimeout(() => {
      starting = undefined;
      updater.boot();
      // a program that died at once is started again by the watchdog
      if (starting === undefined) options.up();
    }, restartMs);
  };
  const ticking = setInterval(() => {
    if (starting === undefined) updater.tick();
  }, tickMs);
  updater.boot();
  isOpen = true;
  return {
    get restarting() {
      return starting !== undefined;
    },
    running: updater.running,
    connected: updater.connected,
    receive(payload, session) {
      const order = parseJsonBytes(payload, parseFirmwareOrder, maxFirmwareOrderBytes);
      if (!order.ok) log.warn({ device, problem: order.problem }, 'an order about firmware thrown away');
      // of another session it is somebody's who knows nothing of this one
      else if (order.value.session === session && starting === undefined) updater.receive(order.value);
    },
    boot: () => updater.boot(),
    powerLost() {
      clearTimeout(starting);
      starting = undefined;
    },
    stop() {
      clearTimeout(starting);
      clearInterval(ticking);
    },
  };
}
