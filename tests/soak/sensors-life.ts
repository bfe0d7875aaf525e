import type { SeededRandom } from '../../firmware-sims/compound/seeded-random.ts';
import type { SiteDevices } from '../../firmware-sims/compound/site-devices.ts';
import type { SensorSim } from '../../firmware-sims/device/sensor-sims.ts';

export interface SensorsLife {
  /** Alarms that were tripped, and devices that were lost, so far. */
  readonly counts: Readonly<{ alarms: number; losses: number }>;
  /** A sensor measures something harmless and reports it. */
  reading(): void;
  /** A sensor's alarm begins, and ends after a while. */
  alarm(): void;
  /** A unit door is opened by force, and shut. */
  force(): void;
  tamper(): void;
  batteryLow(): void;
  /** A cable is pulled, or a supply lost, and comes back. */
  loss(): void;
  /** Nothing is left as it was broken. */
  mend(): void;
}

const lasts = { alarmMs: 10_000, forcedMs: 1500, tamperMs: 5000, lossMs: 40_000 };

/**
 * What happens to sensors and lines. Smoke goes round the buildings in turn: two detectors of one building within five minutes by
 * the gateway's clock would be a fire, which is another play.
 */
export function createSensorsLife(devices: SiteDevices, random: SeededRandom): SensorsLife {
  const counts = { alarms: 0, losses: 0 };
  const sensors = [...devices.sensors.values()];
  const calm = sensors.filter(({ kind }) => kind !== 'smoke');
  const smoke = onePerBuilding(sensors.filter(({ kind }) => kind === 'smoke'));
  const forced = [...devices.doors.values()].filter(({ ring }) => ring === 3);
  const reached = [...sensors, ...devices.readers.values()];
  const repairs = new Map<NodeJS.Timeout, () => void>();
  const later = (ms: number, deed: () => void) => {
    const timer = setTimeout(() => {
      repairs.delete(timer);
      deed();
    }, ms);
    repairs.set(timer, deed);
  };
  let alarms = 0;
  return {
    counts,
    reading: () => {
      const sensor = random.pick(calm);
      if (sensor.alarm) return;
      const part = random.next();
      if (sensor.kind === 'gas') (sensor as SensorSim<'gas'>).sense({ lelPercent: Math.round(part * 20) / 10 });
      else if (sensor.kind === 'water-level')
        (sensor as SensorSim<'water-level'>).sense({ metres: Math.round(10 + part * 10) / 100 });
      else (sensor as SensorSim<'help-button'>).sense({ pressed: false });
    },
    alarm: () => {
      alarms += 1;
      const sensor = alarms % 4 === 0 ? smoke[(alarms / 4) % smoke.length]! : random.pick(calm);
      if (sensor.alarm) return;
      counts.alarms += 1;
      sensor.trip();
      later(lasts.alarmMs, () => sensor.clear());
    },
    force: () => {
      const door = random.pick(forced);
      if (door.released) return;
      door.openDoor();
      later(lasts.forcedMs, () => door.closeDoor());
    },
    tamper: () => {
      const sensor = random.pick(sensors);
      sensor.tamper();
      later(lasts.tamperMs, () => sensor.endTamper());
    },
    batteryLow: () => random.pick(sensors).batteryLow(5 + random.int(10)),
    loss: () => {
      const device = random.pick(reached);
      counts.losses += 1;
      if (random.int(2) === 0) {
        device.disconnect();
        later(lasts.lossMs, () => device.reconnect());
      } else {
        device.losePower();
        later(lasts.lossMs, () => device.restorePower());
      }
    },
    mend: () => {
      for (const [timer, deed] of repairs) {
        clearTimeout(timer);
        deed();
      }
      repairs.clear();
    },
  };
}

function onePerBuilding(detectors: readonly SensorSim[]): SensorSim[] {
  const buildingOf = ({ id }: SensorSim) => /-b(\d+)-/.exec(id)?.[1] ?? id;
  return [...new Map(detectors.map((one) => [buildingOf(one), one])).values()];
}
