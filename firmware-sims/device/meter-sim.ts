import { createDeviceSim, type DeviceSim, type DeviceSimOptions, withBackchannel } from './device-sim.ts';

/** A water meter of a home. */
export interface MeterSim extends DeviceSim {
  readonly litres: number;
  /** Somebody turns on a tap. */
  draw(litres: number): void;
}

const fullBattery = 96;

export function createMeterSim(options: DeviceSimOptions & { litres?: number }): MeterSim {
  let total = options.litres ?? 48_210;
  const { sim, wire } = createDeviceSim(options, {
    values: () => ({ litres: total, battery: fullBattery }),
    actions: {},
  });
  return withBackchannel(sim, {
    get litres() {
      return total;
    },
    draw(litres: number) {
      total += litres;
      if (sim.powered) wire.changed();
    },
  });
}
