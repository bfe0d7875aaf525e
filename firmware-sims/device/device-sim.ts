import type { DeviceFirmware } from '../../devices/contracts/firmware.ts';
import type { Ring, Title } from '../../devices/contracts/place.ts';
import type { DeviceKind, SiteDevice } from '../../devices/contracts/site-file.ts';
import { silentLog } from '../log.ts';
import type { ReceivedCommand } from './command-desk.ts';
import { type FirmwareOptions, openFirmwareSide } from './firmware-side.ts';
import {
  createMqttDevice,
  type DeviceBody,
  type DeviceStats,
  type MqttDevice,
  type MqttDeviceOptions,
} from './mqtt-device.ts';

export interface DeviceSimOptions extends MqttDeviceOptions {
  device: SiteDevice;
  /** Left out for a device whose program nobody changes. */
  firmware?: FirmwareOptions;
}

/** The backchannel that every simulated device has: what people and accidents do to it, and what it did. */
export interface DeviceSim {
  readonly id: string;
  readonly kind: DeviceKind;
  readonly ring: Ring;
  readonly name: Title;
  readonly powered: boolean;
  /** It starts anew by its own wish, and is gone for a moment. */
  readonly restarting: boolean;
  /** What runs on it. */
  readonly firmware: DeviceFirmware | undefined;
  /** Connected, and the broker has its birth message. */
  readonly online: boolean;
  /** The supply is gone, without a word on the wire: the broker has only the keepalive to tell by. */
  losePower(): void;
  restorePower(): void;
  /** The network cable is pulled; the device lives on and keeps its events. */
  disconnect(): void;
  reconnect(): void;
  tamper(): void;
  endTamper(): void;
  batteryLow(percent: number): void;
  /** Its clock is wrong by so many milliseconds, or, with `undefined`, it lost the time. */
  setClock(offMs: number | undefined): void;
  /** Every command that the device took up, with its answer, until the returned function is called. */
  onCommand(listener: (command: ReceivedCommand) => void): () => void;
  stats(): DeviceStats;
  stop(): Promise<void>;
}

export interface SimBody extends Omit<DeviceBody, 'taken'> {
  powerLost?(): void;
  powerRestored?(): void;
  stopped?(): void;
  /** Nothing goes on that a start of its program would disturb; at any time if left out. */
  atRest?(): boolean;
}

/** The parts that are the same in every kind of device: `wire` is for the kind's own events. */
export function createDeviceSim(options: DeviceSimOptions, body: SimBody): { sim: DeviceSim; wire: MqttDevice } {
  const { id, kind, ring, name } = options.device;
  const { firmware } = options;
  const side =
    firmware &&
    openFirmwareSide({
      ...{ ...firmware, device: id, kind, log: options.log ?? silentLog },
      online: () => wire.stats().online,
      mayRestart: () => body.atRest?.() ?? true,
      say: (said) => wire.sayFirmware(said),
      down: () => {
        wire.signOff();
        body.powerLost?.();
      },
      up: () => {
        wire.restorePower();
        body.powerRestored?.();
      },
    });
  const listeners = new Set<(command: ReceivedCommand) => void>();
  const wire = createMqttDevice(options, {
    ...body,
    ...(side && { firmware: side }),
    taken: (command) => {
      for (const listener of listeners) listener(command);
    },
  });
  const sim: DeviceSim = {
    id,
    kind,
    ring,
    name,
    get powered() {
      return wire.powered;
    },
    get online() {
      return wire.stats().online;
    },
    get restarting() {
      return side?.restarting ?? false;
    },
    get firmware() {
      return side?.running();
    },
    losePower() {
      side?.powerLost();
      if (!wire.powered) return;
      wire.losePower();
      body.powerLost?.();
    },
    restorePower() {
      if (wire.powered) return;
      side?.boot();
      wire.restorePower();
      body.powerRestored?.();
    },
    disconnect: wire.disconnect,
    reconnect: wire.reconnect,
    tamper: () => void wire.emit('tamper'),
    endTamper: () => void wire.emit('tamper-ended'),
    batteryLow: (percent) => void wire.emit('battery-low', { percent }),
    setClock: wire.setClock,
    onCommand(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stats: wire.stats,
    async stop() {
      body.stopped?.();
      side?.stop();
      await wire.stop();
    },
  };
  return { sim, wire };
}

/** `sim` with the backchannel of its kind beside it; getters of both stay alive. */
export function withBackchannel<Sim extends DeviceSim>(sim: DeviceSim, extra: Omit<Sim, keyof DeviceSim>): Sim {
  return Object.defineProperties(Object.create(null), {
    ...Object.getOwnPropertyDescriptors(sim),
    ...Object.getOwnPropertyDescriptors(extra),
  }) as Sim;
}
