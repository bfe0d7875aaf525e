import type { DeviceEvent } from '../../../devices/contracts/device-messages.ts';
import type { SiteDevice, SiteFile } from '../../../devices/contracts/site-file.ts';
import type { ReceivedCommand } from '../../../firmware-sims/device/command-desk.ts';
import type { DeviceMemory } from '../../../firmware-sims/device/device-memory.ts';
import type { DeviceSim, DeviceSimOptions } from '../../../firmware-sims/device/device-sim.ts';
import { createDoorSim, type DoorSim } from '../../../firmware-sims/device/door-sim.ts';
import { createReaderSim, type ReaderSim } from '../../../firmware-sims/device/reader-sim.ts';
import { isSensorKind } from '../../../firmware-sims/device/sensor-models.ts';
import { createSensorSim, type SensorSim } from '../../../firmware-sims/device/sensor-sims.ts';
import type { Random } from '../fault-suite.ts';
import { cards } from './busy-site.ts';
import { until } from './until.ts';

/** What a device said and did, as it knows it itself; the gateway is held against this. */
export interface Diary {
  device: string;
  door: string | undefined;
  said: DeviceEvent[];
  /** Numbers for which it has a PUBACK. */
  acknowledged: Set<number>;
  /** Commands that it carried out. */
  effects: ReceivedCommand[];
}

export interface BusyDevices {
  readonly diaries: readonly Diary[];
  readonly doors: readonly DoorSim[];
  readonly readers: readonly ReaderSim[];
  readonly sensors: readonly SensorSim[];
  /** Somebody presents a card, and now and then an alarm comes or goes, about every `everyMs`, until the returned function is called. */
  play(random: Random, everyMs: number): () => void;
  /** All are connected, and the gateway has acknowledged all that they said. */
  areHeard(): boolean;
  /** Resolves once all are connected and heard; throws after half a minute. */
  whenHeard(): Promise<void>;
  stop(): Promise<void>;
}

/** The devices of a site, each with its diary. They connect by themselves, and nothing of theirs decides alone. */
export function startBusyDevices(site: SiteFile, broker: { host: string; port: number }): BusyDevices {
  const diaries: Diary[] = [];
  const doors: DoorSim[] = [];
  const readers: ReaderSim[] = [];
  const sensors: SensorSim[] = [];
  for (const device of site.devices) {
    const diary: Diary = { device: device.id, door: device.door, said: [], acknowledged: new Set(), effects: [] };
    const own = { site: site.site.id, device, broker, memory: keepDiary(diary) };
    const sim = startDevice(device, own, { doors, readers, sensors });
    sim.onCommand((command) => {
      if (command.outcome === 'done') diary.effects.push(command);
    });
    diaries.push(diary);
  }
  const all: DeviceSim[] = [...doors, ...readers, ...sensors];
  const areHeard = () => all.every((sim) => sim.online && sim.stats().queued === 0);
  return {
    ...{ diaries, doors, readers, sensors },
    play(random, everyMs) {
      const timer = setInterval(() => {
        random.pick(readers).presentCard(random.pick(cards));
        const sensor = random.pick(sensors);
        if (random.next() < 0.7) return;
        if (sensor.alarm) sensor.clear();
        else sensor.trip();
      }, everyMs);
      return () => clearInterval(timer);
    },
    areHeard,
    async whenHeard() {
      if (!(await until(areHeard, 30_000))) throw new Error('the devices did not come to be heard');
    },
    stop: async () => void (await Promise.all(all.map((sim) => sim.stop()))),
  };
}

interface Kinds {
  doors: DoorSim[];
  readers: ReaderSim[];
  sensors: SensorSim[];
}

function startDevice(device: SiteDevice, own: DeviceSimOptions, { doors, readers, sensors }: Kinds): DeviceSim {
  const { kind } = device;
  const put = <Sim extends DeviceSim>(sims: Sim[], sim: Sim) => {
    sims.push(sim);
    return sim;
  };
  if (kind === 'door-controller') return put(doors, createDoorSim(own));
  if (kind === 'card-reader') return put(readers, createReaderSim(own));
  if (isSensorKind(kind)) return put(sensors, createSensorSim({ ...own, device: { ...device, kind } }));
  throw new Error(`no diary is kept of a ${kind}`);
}

/** Flash that forgets nothing of what passed through it. */
function keepDiary(diary: Diary): DeviceMemory {
  return {
    load: () => undefined,
    booted: () => {},
    queued: (event) => void diary.said.push(event),
    removed: (seq) => void diary.acknowledged.add(seq),
  };
}
