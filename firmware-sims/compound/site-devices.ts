import { join } from 'node:path';
import type { SignedKeyList } from '../../devices/contracts/release.ts';
import type { SiteDevice, SiteFile } from '../../devices/contracts/site-file.ts';
import type { BarrierTimings } from '../device/barrier-machine.ts';
import { type BarrierSim, createBarrierSim } from '../device/barrier-sim.ts';
import { type BaySim, createBaySim } from '../device/bay-sim.ts';
import type { DeviceMemory } from '../device/device-memory.ts';
import type { DeviceSim, DeviceSimOptions } from '../device/device-sim.ts';
import {
  createDoorSim,
  type DoorSim,
  type DoorSimOptions,
  type DoorSimTimings,
  installedAs,
} from '../device/door-sim.ts';
import { createFileMemory } from '../device/file-device-memory.ts';
import { createFileFlash } from '../device/firmware-flash.ts';
import type { FirmwareOptions } from '../device/firmware-side.ts';
import { createFileNote } from '../device/flash-note.ts';
import { createLiftSim, type LiftSim } from '../device/lift-sim.ts';
import { createMeterSim, type MeterSim } from '../device/meter-sim.ts';
import { createReaderSim, type ReaderSim, type ReaderSimOptions } from '../device/reader-sim.ts';
import { isSensorKind, type SensorKind } from '../device/sensor-models.ts';
import { createSensorSim, type SensorSim } from '../device/sensor-sims.ts';
import { nowMs, pause } from '../device/sim-clock.ts';
import { type Log, silentLog } from '../log.ts';

export interface SiteDevicesOptions {
  site: Pick<SiteFile, 'site' | 'devices' | 'doors'>;
  broker: { host: string; port: number; ca?: string | undefined };
  /** How patient every device is with its line; as in MqttDeviceOptions if left out. */
  patience?: { keepaliveSeconds: number; answerTimeoutMs: number };
  /** Instead of those of the site file. */
  doorTimings?: Partial<DoorSimTimings>;
  barrierTimings?: Partial<BarrierTimings>;
  /** Public key of the site, raw, base64url: without it no controller takes rights. */
  siteKey?(): string | undefined;
  /** Keys by which the devices believe a release; without them no program of theirs is changed. */
  releaseKeys?(): SignedKeyList | undefined;
  /** For tests. */
  firmware?: Pick<FirmwareOptions, 'restartMs' | 'graceMs'>;
  /** Folder for the devices' flash; without one they forget everything with their power. */
  memoryDir?: string;
  /** Flash for events in the place of a file in that folder: for whoever measures or counts. */
  memoryOf?(device: string): DeviceMemory;
  log?: Log;
}

/** Every device of a site, each by its id. */
export interface SiteDevices {
  readonly all: ReadonlyMap<string, DeviceSim>;
  readonly doors: ReadonlyMap<string, DoorSim>;
  readonly readers: ReadonlyMap<string, ReaderSim>;
  readonly barriers: ReadonlyMap<string, BarrierSim>;
  readonly sensors: ReadonlyMap<string, SensorSim>;
  readonly lifts: ReadonlyMap<string, LiftSim>;
  readonly meters: ReadonlyMap<string, MeterSim>;
  readonly bays: ReadonlyMap<string, BaySim>;
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
  const lifts = new Map<string, LiftSim>();
  const meters = new Map<string, MeterSim>();
  const bays = new Map<string, BaySim>();
  const { site, doors: siteDoors } = options.site;
  for (const device of options.site.devices) {
    const own: DeviceSimOptions = {
      site: site.id,
      device,
      broker: options.broker,
      ...options.patience,
      log,
      ...flashOf(options, device, log),
      firmware: firmwareOf(options, device),
    };
    if (device.kind === 'door-controller')
      doors.set(device.id, createDoorSim({ ...own, ...doorOptions(options, device) }));
    else if (device.kind === 'card-reader') {
      // In a real door this is a wire of a few metres; it needs no network.
      const controller = siteDoors.find(({ id }) => id === device.door)?.controller;
      const askController: ReaderSimOptions['askController'] = (presented) =>
        controller === undefined ? undefined : doors.get(controller)?.ask(device.id, presented);
      readers.set(device.id, createReaderSim({ ...own, askController }));
    } else if (device.kind === 'barrier')
      barriers.set(device.id, createBarrierSim({ ...own, timings: options.barrierTimings ?? {} }));
    else if (device.kind === 'lift') lifts.set(device.id, createLiftSim(own));
    else if (device.kind === 'water-meter') meters.set(device.id, createMeterSim(own));
    else if (device.kind === 'parking-bay') bays.set(device.id, createBaySim(own));
    else if (isSensor(device)) sensors.set(device.id, createSensorSim({ ...own, device }));
  }
  const all = new Map<string, DeviceSim>([...doors, ...readers, ...barriers, ...sensors, ...lifts, ...meters, ...bays]);
  const offline = () => [...all.values()].filter(({ powered, online }) => powered && !online).map(({ id }) => id);
  return {
    all,
    doors,
    readers,
    barriers,
    sensors,
    lifts,
    meters,
    bays,
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

function flashOf(
  { memoryDir, memoryOf }: SiteDevicesOptions,
  { id }: SiteDevice,
  log: Log,
): Pick<DeviceSimOptions, 'memory'> {
  if (memoryOf) return { memory: memoryOf(id) };
  return memoryDir === undefined ? {} : { memory: createFileMemory(join(memoryDir, `${id}.jsonl`), log) };
}

function firmwareOf({ memoryDir, releaseKeys, firmware }: SiteDevicesOptions, { id }: SiteDevice): FirmwareOptions {
  return {
    ...firmware,
    ...(releaseKeys && { keys: releaseKeys }),
    ...(memoryDir !== undefined && { flash: createFileFlash(join(memoryDir, `${id}.firmware`)) }),
  };
}

/** As the site file has the door, and with flash of its own for rights. */
function doorOptions(options: SiteDevicesOptions, { id }: SiteDevice): Partial<DoorSimOptions> {
  const { memoryDir, siteKey, doorTimings } = options;
  const door = options.site.doors.find(({ controller }) => controller === id);
  const installed = door && installedAs(door);
  return {
    ...installed,
    timings: { ...installed?.timings, ...doorTimings },
    ...(siteKey === undefined ? {} : { siteKey }),
    ...(memoryDir !== undefined && {
      rightsFlash: createFileNote(join(memoryDir, `${id}.rights.json`)),
      usesFlash: createFileNote(join(memoryDir, `${id}.uses.json`)),
    }),
  };
}

const isSensor = (device: SiteDevice): device is SiteDevice & { kind: SensorKind } => isSensorKind(device.kind);
