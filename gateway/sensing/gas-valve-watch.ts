import type { SiteDevice } from '../../devices/contracts/site-file.ts';
import { numberIn, raising, type SensingRule } from './finding.ts';
import type { Marks } from './sqlite-sensing.ts';

/** How long a valve may take to report that it has shut. */
const shutWithinMs = 10_000;

/**
 * After a gas alarm the valve has to report that it is shut; if it does not, the guard is told. The alarm itself is the
 * detector's. There is no command that opens a valve: that is done by hand, on the spot.
 */
export function createGasValveWatch(devices: readonly SiteDevice[], marks: Marks): SensingRule {
  const valves = new Map<string, string>();
  const detailOf = (lel: string, valve: string) => ({ ...(lel !== '' && { lelPercent: Number(lel) }), valve });
  return {
    said: ({ device, type, data }, now) => {
      if (device.kind !== 'gas') return [];
      if (type === 'gas-detected') marks.set(device.id, 'valve-due', String(numberIn(data, 'lelPercent') ?? ''), now);
      if (type === 'gas-cleared') {
        marks.drop(device.id, 'valve-due');
        marks.drop(device.id, 'valve-open');
      }
      if (type !== 'state' || typeof data.valve !== 'string') return [];
      valves.set(device.id, data.valve);
      if (data.valve !== 'closed') return [];
      marks.drop(device.id, 'valve-due');
      const told = marks.get(device.id, 'valve-open');
      marks.drop(device.id, 'valve-open');
      return told ? [raising('gas', device, now, detailOf(told.value, 'closed'))] : [];
    },
    tick: (now) =>
      marks.all('valve-due').flatMap(({ device: id, sinceMs, value }) => {
        if (now.monotonicMs - sinceMs < shutWithinMs) return [];
        marks.drop(id, 'valve-due');
        const device = devices.find((one) => one.id === id);
        if (!device) return [];
        marks.set(id, 'valve-open', value, now);
        return [raising('gas', device, now, detailOf(value, valves.get(id) ?? 'unknown'))];
      }),
  };
}
