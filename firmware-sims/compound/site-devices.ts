import { join } from 'node:path';
import type { SiteDevice, SiteFile } from '../../devices/contracts/site-file.ts';
import { type BarrierSim, createBarrierSim } from '../device/barrier-sim.ts';
import type { DeviceSim, DeviceSimOptions } from '../device/device-sim.ts';
import type { DoorTimings } from '../device/door-machine.ts';
import { createDoorSim, type DoorSim } from '../device/door-sim.ts';
import { createFileMemory } from '../device/file-device-memory.ts';
import { createReaderSim, type ReaderSim } from '../device/reader-sim.ts';
import { isSensorKind, type SensorKind } from '../device/sensor-models.ts';
import { createSensorSim, type SensorSim } from '../device/sensor-sims.ts';
import { nowMs, pause } from '../device/sim-clock.ts';
import { type Log, silentLog } from '../log.ts';

export interface SiteDevicesOptions {
  site: Pick<SiteFile, 'site' | 'devices'>;
  broker: { host: string; port: number };
  doorTimings?: Partial<DoorTimings>;
  /** Folder for the devices' flash; without one they forget everything with their power. */
  memoryDir?: string;
  log?: Log;
}

/** Every device of a site, each by its id. */
export interface SiteDevices {
  readonly all: ReadonlyMap<string, DeviceSim>;
  readonly doors: ReadonlyMap<string, DoorSim>;
  readonly readers: ReadonlyMap<string, ReaderSim>;
  readonly barriers: ReadonlyMap<string, BarrierSim>;
  readonly sensors: ReadonlyMap<string, SensorSim>;
  /** Ids of devices that are powered and yet not connected. */
  offline(): string[];
  /** Resolves when all are connected, or after `timeoutMs`, with the ids of those that are not. */
  whenOnline(timeoutMs: number): Promise<string[]>;
  stop(): Promise<void>;
}

const checkEveryMs = 25;

/** Starts a simulated device for each device of the site file; they connect by themselves, whenever the broker is there. */
export function startSiteDevices(options: SiteDevicesOptions): SiteDevices {
  const log = options.log ?? silentLog;
  const doors = new Map<string, DoorSim>();
  const readers = new Map<string, ReaderSim>();
  const barriers = new Map<string, BarrierSim>();
  const sensors = new Map<string, SensorSim>();
  for (const device of options.site.devices) {
    const { memoryDir } = options;
    const own: DeviceSimOptions = {
      site: options.site.site.id,
      device,
      broker: options.broker,
      log,
      ...(memoryDir ? { memory: createFileMemory(join(memoryDir, `${device.id}.jsonl`), log) } : {}),
    };
    if (device.kind === 'door-controller') {
      doors.set(device.id, createDoorSim({ ...own, ...(options.doorTimings ? { timings: options.doorTimings } : {}) }));
    } else if (device.kind === 'card-reader') readers.set(device.id, createReaderSim(own));
    else if (device.kind === 'barrier') barriers.set(device.id, createBarrierSim(own));
    else if (isSensor(device)) sensors.set(device.id, createSensorSim({ ...own, device }));
  }
  const all = new Map<string, DeviceSim>([...doors, ...readers, ...barriers, ...sensors]);
  const offline = () => [...all.values()].filter(({ powered, online }) => powered && !online).map(({ id }) => id);
  return {
    all,
    doors,
    readers,
    barriers,
    sensors,
    offline,
    async whenOnline(timeoutMs) {
      const untilMs = nowMs() + timeoutMs;
      while (offline().length > 0 && nowMs() < untilMs) await pause(checkEveryMs);
      return offline();
    },
    async stop() {
      await Promise.all([...all.values()].map((device) => device.stop()));
    },
  };
}

const isSensor = (device: SiteDevice): device is SiteDevice & { kind: SensorKind } => isSensorKind(device.kind);
