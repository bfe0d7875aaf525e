import type { SiteDevice } from '../../devices/contracts/site-file.ts';
import type { SensingRule } from './finding.ts';
import type { Marks } from './sqlite-sensing.ts';

export interface LiftOrder {
  device: string;
  action: 'announce' | 'hold-door' | 'release';
  args: Record<string, unknown>;
}

export interface LiftOptions {
  devices: readonly SiteDevice[];
  marks: Marks;
  order(order: LiftOrder): void;
  fireStands(): boolean;
}

export interface LiftWatch extends SensingRule {
  /** A guard lets it run: what stands in it is no e-bike. It is not held again until the alarm has ended. False if it is no lift. */
  release(lift: string): boolean;
  /** It burns: whatever is held is let go. */
  releaseAll(): void;
}

/** No lift is held for longer by one alarm, whatever becomes of the camera that has to see the e-bike leave. */
const holdForMs = 120_000;

/**
 * An e-bike in a lift: the lift says so and keeps its door open until the e-bike is gone (DOMAIN §5). The mark `held` stands at a
 * lift with the camera that saw it; a lift that says it is held though nobody wants it held is let go, so that no kill leaves
 * people waiting.
 */
export function createLiftWatch({ devices, marks, order, fireStands }: LiftOptions): LiftWatch {
  const lifts = devices.filter(({ kind }) => kind === 'lift');
  const letGo = (lift: string) => {
    marks.drop(lift, 'held');
    order({ device: lift, action: 'release', args: {} });
  };
  return {
    release: (lift) => {
      if (!lifts.some(({ id }) => id === lift)) return false;
      letGo(lift);
      return true;
    },
    releaseAll: () => {
      for (const { device } of marks.all('held')) letGo(device);
    },
    camera: ({ kind, type, camera, zone }, now) => {
      if (type !== 'e-bike-in-lift') return [];
      if (kind === 'clear') {
        for (const { device, value } of marks.all('held')) if (value === camera) letGo(device);
        return [];
      }
      if (fireStands()) return [];
      for (const { id } of lifts.filter((lift) => zone !== undefined && lift.zone === zone)) {
        marks.set(id, 'held', camera, now);
        order({ device: id, action: 'announce', args: { message: 'no-e-bikes' } });
        order({ device: id, action: 'hold-door', args: { forMs: holdForMs } });
      }
      return [];
    },
    said: ({ device, type, data }) => {
      const isHeldInVain = device.kind === 'lift' && type === 'state' && data.held === true;
      if (isHeldInVain && !marks.get(device.id, 'held')) order({ device: device.id, action: 'release', args: {} });
      return [];
    },
  };
}
