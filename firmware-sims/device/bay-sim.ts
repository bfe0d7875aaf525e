import { createDeviceSim, type DeviceSim, type DeviceSimOptions, withBackchannel } from './device-sim.ts';

/** The sensor of one parking bay, with a small camera that reads the plate. */
export interface BaySim extends DeviceSim {
  readonly occupied: boolean;
  /** A vehicle parks; without a plate its camera cannot read it, and with `blind` it has no camera. */
  park(vehicle?: { plate?: string; blind?: boolean }): void;
  /** It drives off. */
  leave(): void;
}

const fullBattery = 96;

export function createBaySim(options: DeviceSimOptions): BaySim {
  let occupied = false;
  const { sim, wire } = createDeviceSim(options, {
    values: () => ({ occupied, battery: fullBattery }),
    actions: {},
  });
  return withBackchannel(sim, {
    get occupied() {
      return occupied;
    },
    park({ plate, blind = false } = {}) {
      occupied = true;
      if (!sim.powered) return;
      const reading = blind ? 'none' : plate === undefined ? 'unreadable' : 'read';
      wire.emit('bay-occupied', { reading, ...(reading === 'read' && { plate }) });
      wire.changed();
    },
    leave() {
      if (!occupied) return;
      occupied = false;
      if (!sim.powered) return;
      wire.emit('bay-cleared');
      wire.changed();
    },
  });
}
